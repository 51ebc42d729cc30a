package knowledge

// Path returns the headings above index i and itself, outermost first,
// without the banner. An index of -1 has no path.
func (r *Report) Path(i int) []*Heading {
	var path []*Heading
	for ; i >= 0; i = r.Headings[i].Parent {
		if h := &r.Headings[i]; h.Level > 0 {
			path = append([]*Heading{h}, path...)
		}
	}
	return path
}

// Siblings returns the passages directly under the same heading as p, in order.
func (r *Report) Siblings(p *Passage) []*Passage {
	return r.Directly(p.Heading)
}

// Under returns every passage below the heading with index i, in order.
func (r *Report) Under(i int) []*Passage {
	return r.under(func(q *Passage) bool {
		for h := q.Heading; h >= 0; h = r.Headings[h].Parent {
			if h == i {
				return true
			}
		}
		return false
	})
}

func (r *Report) under(keep func(*Passage) bool) []*Passage {
	var found []*Passage
	for i := range r.Passages {
		if keep(&r.Passages[i]) {
			found = append(found, &r.Passages[i])
		}
	}
	return found
}

// Neighbours returns the passages before and after one in the report, nil at
// an end.
func (r *Report) Neighbours(p *Passage) (before, after *Passage) {
	for i := range r.Passages {
		if r.Passages[i].ID != p.ID {
			continue
		}
		if i > 0 {
			before = &r.Passages[i-1]
		}
		if i+1 < len(r.Passages) {
			after = &r.Passages[i+1]
		}
	}
	return before, after
}

// Directly returns the passages right below the heading with index i, in order;
// with -1 the introduction. A banner has none.
func (r *Report) Directly(i int) []*Passage {
	return r.under(func(p *Passage) bool { return p.Heading == i })
}

// Children returns the indexes of the headings right below the heading with
// index i, in order; with -1 those at the top of the report. A banner counts as
// no heading.
func (r *Report) Children(i int) []int {
	var children []int
	for k, h := range r.Headings {
		top := len(r.Path(k)) == 1
		if h.Level > 0 && (i < 0 && top || i >= 0 && h.Parent == i) {
			children = append(children, k)
		}
	}
	return children
}
