package claim

import (
	"fmt"
	"slices"
	"strings"
)

// match compares one atom of a sentence with one atom of a passage.
type match struct {
	sentence atom
	p        *Passage
	target   int
}

func (m match) run() *Refusal {
	for _, rule := range []func() *Refusal{m.figures, m.dates, m.qualifiers, m.states, m.added} {
		if r := rule(); r != nil {
			return r
		}
	}
	return m.names()
}

func (m match) own() atom { return m.p.atoms[m.target] }

// figures: each figure of the sentence, with its unit and hedge, must be the
// passage's at this very place.
func (m match) figures() *Refusal {
	have := m.own().figures()
	for _, f := range m.sentence.figures() {
		if slices.Contains(have, f) {
			continue
		}
		for _, h := range have {
			if h.value == f.value && h.unit == f.unit {
				return refuse(RuleHedge, "%s for %s", f, h)
			}
		}
		return refuse(RuleFigure, "%s is not said here", f)
	}
	return nil
}

// dates: no period may be dropped; the year of the report may be added.
func (m match) dates() *Refusal {
	have, said := m.own().dates(), m.sentence.dates()
	for _, d := range have {
		if !slices.Contains(said, d) && !m.ownYear(d) {
			return refuse(RuleDate, "%s is left out", d)
		}
	}
	for _, d := range said {
		if !slices.Contains(have, d) && (!m.ownYear(d) || m.says("累计")) {
			return refuse(RuleDate, "%s is not said here", d)
		}
	}
	return nil
}

func (m match) ownYear(date string) bool {
	for _, y := range m.p.source.Years {
		if date == fmt.Sprintf("%d年", y) {
			return true
		}
	}
	return false
}

func (m match) says(word string) bool {
	return slices.ContainsFunc(m.own().terms(), func(t term) bool { return t.class == word })
}

// required are the words that hold for the target: its own, and those that it
// inherits when it has none.
func (m match) required() []term {
	own := m.own().terms()
	if len(own) == 0 {
		return m.own().inherited
	}
	return own
}

// allowed are all words of the clause that the sentence may use, and those of
// the clause before when the target has no subject of its own.
func (m match) allowed() []term {
	allowed := append(slices.Clone(m.own().terms()), m.own().inherited...)
	for _, a := range m.p.atoms {
		if m.lends(a) {
			for _, t := range a.terms() {
				if t.role != isQualifier && (t.role != isStatus || !hasState(m.required())) {
					allowed = append(allowed, t)
				}
			}
		}
	}
	for _, t := range m.own().tokens {
		if strings.Contains(t.text, "建设") { // 建设完工 may be said as 建设已经完工
			allowed = append(allowed, terms["建设"])
		}
	}
	return allowed
}

// lends reports whether the target takes its subject from an atom: one of the
// same clause, or of a clause before when it has no subject itself.
func (m match) lends(a atom) bool {
	own := m.own()
	elliptical := len(own.chunks) == 0 || own.tokens[0].kind == isTerm || own.tokens[0].kind == isFiller
	return a.clause == own.clause || elliptical && a.clause < own.clause
}

func hasState(list []term) bool {
	return slices.ContainsFunc(list, func(t term) bool { return t.role == isStatus })
}

func has(list []term, t term) bool {
	return slices.ContainsFunc(list, func(o term) bool { return o.role == t.role && o.class == t.class })
}

// qualifiers: what limits a figure or a state may not be dropped.
func (m match) qualifiers() *Refusal {
	said := append(m.sentence.terms(), m.sentence.inherited...)
	for _, t := range m.required() {
		if t.role == isQualifier && !has(said, t) && !phase.MatchString(t.class) {
			return refuse(RuleQualifier, "%s is left out", t.class)
		}
	}
	return m.pairs(said)
}

// pairs: who counts what was 新开通、优化 counts both.
func (m match) pairs(said []term) *Refusal {
	tokens := m.own().tokens
	for i := 1; i+1 < len(tokens) && len(m.sentence.figures()) > 0; i++ {
		if tokens[i].kind != isList || tokens[i-1].kind != isTerm || tokens[i+1].kind != isTerm {
			continue
		}
		for _, t := range []term{tokens[i-1].term, tokens[i+1].term} {
			if !has(said, t) {
				return refuse(RuleQualifier, "%s is left out", t.class)
			}
		}
	}
	return nil
}

// states: a sentence says a state of the passage, and each unfinished one.
func (m match) states() *Refusal {
	said := append(m.sentence.terms(), m.sentence.inherited...)
	need := m.required()
	for _, t := range need {
		if t.role == isStatus && t.open && !has(said, t) {
			return refuse(RuleStatus, "%s is left out", t.class)
		}
	}
	if hasState(need) && !hasState(said) {
		return refuse(RuleStatus, "the state is left out")
	}
	if last, ok := m.predicate(); ok && !hasState(need) && !has(said, last) {
		return refuse(RuleStatus, "%s is left out", last.class)
	}
	return nil
}

// predicate is the word that the target ends with: 绩效不断提高.
func (m match) predicate() (term, bool) {
	tokens := m.own().tokens
	last := tokens[len(tokens)-1]
	return last.term, last.kind == isTerm && last.term.role == isModifier
}

// added: every lexicon word of the sentence must be the passage's.
func (m match) added() *Refusal {
	allowed := m.allowed()
	for _, t := range m.sentence.terms() {
		if has(allowed, t) {
			continue
		}
		switch t.role {
		case isStatus:
			return refuse(RuleStatus, "%s is not said here", t.class)
		case isQualifier:
			return refuse(RuleQualifier, "%s is not said here", t.class)
		case isRank:
			return refuse(RuleRank, "%s is not said here", t.class)
		}
		return refuse(RuleWords, "%s is not said here", t.class)
	}
	return nil
}

// names lays the sentence's names over the passage's.
func (m match) names() *Refusal {
	a := aligner{match: m, used: map[int]bool{}, next: -1}
	if r := a.run(); r != nil {
		return r
	}
	if r := m.phases(a.used); r != nil {
		return r
	}
	if r := m.counted(a.trail); r != nil {
		return r
	}
	return m.subject(a.used)
}

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
