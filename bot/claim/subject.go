package claim

import (
	"slices"
	"strings"
)

// phases: 一期 must stay with the names it stands behind.
func (m match) phases(used map[int]bool) *Refusal {
	last := -1
	n, open := 0, false
	for _, t := range m.own().tokens {
		switch {
		case t.kind == isText && !open:
			last, n, open = m.own().chunks[n], n+1, true
		case t.kind != isText:
			open = false
			if t.kind == isTerm && phase.MatchString(t.term.class) && m.listUsed(last, used) && !has(m.sentence.terms(), t.term) {
				return refuse(RuleQualifier, "%s is left out", t.term.class)
			}
		}
	}
	return nil
}

// listUsed reports whether a chunk or one of the list that it ends is named.
func (m match) listUsed(c int, used map[int]bool) bool {
	if c < 0 || used[c] {
		return true
	}
	for c--; c >= 0 && m.p.chunks[c].listed; c-- {
		if used[c] {
			return true
		}
	}
	return false
}

// subject: a figure needs every name it is said of, a state the one before it.
func (m match) subject(used map[int]bool) *Refusal {
	own := m.own()
	if len(m.sentence.figures()) > 0 {
		for _, c := range own.chunks {
			if !used[c] && !m.p.chunks[c].optional {
				return refuse(RuleSubject, "the figure is said of %s", m.p.text(c))
			}
			if used[c] && m.p.chunks[c].example && !m.saysOthers() {
				return refuse(RuleSubject, "the figure is said of others than %s too", m.p.text(c))
			}
		}
		return m.lentLists(used)
	}
	if !hasState(own.terms()) {
		return m.everyName(used)
	}
	group := m.subjectGroup()
	if len(group) == 0 {
		return nil
	}
	last := m.p.text(group[len(group)-1])
	for _, c := range group {
		if used[c] && (c == group[len(group)-1] || m.complete(c, last, used)) {
			return nil
		}
	}
	return refuse(RuleSubject, "it is said of %s", last)
}

// everyName: without a state, each name or list of names must be there, if
// only by one member; what stands before 的 may be left out.
func (m match) everyName(used map[int]bool) *Refusal {
	named, open := false, -1
	for i, t := range m.own().tokens {
		if t.kind != isText {
			continue
		}
		c := m.chunkAt(i)
		named = named || used[c]
		if c == open || m.p.chunks[c].listed {
			continue
		}
		open = c
		if !named && !m.p.chunks[c].optional && !m.beforeDe(i) {
			return refuse(RuleSubject, "it is said of %s", m.p.text(c))
		}
		named = false
	}
	return nil
}

// chunkAt returns the chunk that holds the target's token i.
func (m match) chunkAt(i int) int {
	own := m.own()
	n := -1
	for k, t := range own.tokens[:i+1] {
		if t.kind == isText && (k == 0 || own.tokens[k-1].kind != isText) {
			n++
		}
	}
	return own.chunks[n]
}

// beforeDe reports whether the run of text at token i ends at 的.
func (m match) beforeDe(i int) bool {
	for _, t := range m.own().tokens[i:] {
		if t.kind != isText {
			return t.text == "的"
		}
	}
	return false
}

// lentLists: who takes the subject of a figure from the clause before takes
// all of its list.
func (m match) lentLists(used map[int]bool) *Refusal {
	for c := range m.p.chunks {
		listed := m.p.chunks[c].listed && c+1 < len(m.p.chunks) && m.p.chunks[c].atom == m.p.chunks[c+1].atom
		if listed && used[c] != used[c+1] && m.p.chunks[c].atom != m.target && !m.p.chunks[c].optional {
			return refuse(RuleSubject, "the figure is said of %s too", m.p.text(c))
		}
	}
	return nil
}

// saysOthers reports whether the sentence says 等.
func (m match) saysOthers() bool {
	return slices.ContainsFunc(m.sentence.tokens, func(t token) bool { return t.text == "等" })
}

// complete reports whether a member of a list names a thing without the last
// member: 厂通路、通清路, but not 首旅集团、华夏银行总部大厦.
func (m match) complete(c int, last string, used map[int]bool) bool {
	text := m.p.text(c)
	for _, f := range facilities {
		if strings.HasSuffix(text, f) {
			return true
		}
	}
	if m.p.chunks[c].optional {
		return true
	}
	a, b := []rune(text), []rune(last)
	return a[len(a)-1] == b[len(b)-1] || used[c+1]
}

// subjectGroup returns the list of names before the first state of the target,
// or its first list of names.
func (m match) subjectGroup() []int {
	own := m.own()
	var group []int
	n, open := 0, false
	for _, t := range own.tokens {
		switch {
		case t.kind == isText && !open:
			if n > 0 && !m.p.chunks[own.chunks[n-1]].listed && !m.p.chunks[own.chunks[n]].aside {
				group = nil
			}
			if !m.p.chunks[own.chunks[n]].aside {
				group = append(group, own.chunks[n])
			}
			n, open = n+1, true
		case t.kind != isText:
			open = false
			if t.kind == isTerm && t.term.role == isStatus && len(group) > 0 {
				return group
			}
		}
	}
	return group
}
