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
