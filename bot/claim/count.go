package claim

// counted: a figure must count in the sentence what it counts in the passage:
// 7家重点企业 does not become 7家合作协议.
func (m match) counted(said []step) *Refusal {
	own := m.trail()
	for i, s := range said {
		if s.kind != isFigure {
			continue
		}
		for k, o := range own {
			if o.kind != isFigure || o.fig != s.fig {
				continue
			}
			want, got := head(own, k), head(said, i)
			if want >= 0 && got >= 0 && !m.sameList(want, got) {
				return refuse(RuleSubject, "%s counts %s", s.fig, m.p.text(want))
			}
		}
	}
	return nil
}

// trail lists the target's names, figures and words in order.
func (m match) trail() []step {
	own := m.own()
	var steps []step
	n, open := 0, false
	for _, t := range own.tokens {
		switch {
		case t.kind == isText && !open:
			steps = append(steps, step{kind: isText, chunk: own.chunks[n]})
			n, open = n+1, true
		case t.kind != isText:
			open = false
			if t.kind != isFiller {
				steps = append(steps, step{kind: t.kind, fig: t.fig})
			}
		}
	}
	return steps
}

// head returns the name that the figure at i counts: the one right behind it,
// else the nearest before, else the nearest behind; -1 when there is none.
func head(steps []step, i int) int {
	if i+1 < len(steps) && steps[i+1].kind == isText {
		return steps[i+1].chunk
	}
	for k := i - 1; k >= 0; k-- {
		if steps[k].kind == isText {
			return steps[k].chunk
		}
	}
	for _, s := range steps[i:] {
		if s.kind == isText {
			return s.chunk
		}
	}
	return -1
}

// sameList reports whether two names are one or members of one list.
func (m match) sameList(a, b int) bool {
	if m.p.chunks[a].atom != m.target || m.p.chunks[b].atom != m.target {
		return m.p.chunks[a].atom != m.p.chunks[b].atom || a == b
	}
	if a > b {
		a, b = b, a
	}
	for ; a < b; a++ {
		if !m.p.chunks[a].listed {
			return false
		}
	}
	return true
}
