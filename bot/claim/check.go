// Package claim decides whether a sentence says only what a passage says. It
// is strict by construction: every character of a sentence must be accounted
// for by one clause of one cited passage, by a declared synonym, or by a word
// that claims nothing. Whoever drops a hedge, borrows a subject from another
// passage or adds half a clause leaves something unaccounted for.
package claim

import "fmt"

// Rule names what a sentence breaks.
type Rule string

// The rules, in the order in which they are looked at.
const (
	RuleEmpty     Rule = "empty"     // nothing is claimed
	RuleFigure    Rule = "figure"    // a number that no cited clause has
	RuleHedge     Rule = "hedge"     // 余, 超, 近, 约 dropped, added or changed
	RuleDate      Rule = "date"      // a period dropped or added
	RuleQualifier Rule = "qualifier" // 累计, 新建, 基本, 一期 dropped or added
	RuleStatus    Rule = "status"    // another state than the passage's
	RuleRank      Rule = "rank"      // 全市首个 for 全国首个
	RuleWords     Rule = "words"     // something the passage does not say
	RuleName      Rule = "name"      // a name cut short or put together
	RuleSubject   Rule = "subject"   // said of something else than in the passage
	RuleCitation  Rule = "citation"  // a cited passage that supports nothing
)

var stages = map[Rule]int{RuleEmpty: 0, RuleFigure: 1, RuleHedge: 2, RuleDate: 3, RuleQualifier: 4, RuleStatus: 5, RuleRank: 6, RuleWords: 7, RuleName: 8, RuleSubject: 9, RuleCitation: 10}

// Refusal says why a sentence is not supported.
type Refusal struct {
	Rule   Rule
	Detail string
}

// Error makes a refusal printable.
func (r *Refusal) Error() string { return fmt.Sprintf("%s: %s", r.Rule, r.Detail) }

func refuse(rule Rule, format string, args ...any) *Refusal {
	return &Refusal{rule, fmt.Sprintf(format, args...)}
}

// Check returns nil when every clause of a sentence is supported by one of the
// cited passages and every cited passage supports a clause.
func Check(sentence string, cited []*Passage) *Refusal {
	if len(cited) == 0 {
		return refuse(RuleCitation, "nothing is cited")
	}
	if isEnglish(sentence) {
		return checkEnglish(sentence, cited)
	}
	c := checker{cited: cited, used: make([]bool, len(cited)), text: normal(sentence), previous: found{passage: -1}}
	return c.run()
}

// checker follows one sentence.
type checker struct {
	cited    []*Passage
	used     []bool
	text     string
	previous found // what supported the clause before
	claims   int
}

// found names the atom that supports a clause.
type found struct{ passage, atom int }

func (c *checker) run() *Refusal {
	for _, t := range breakAtJoints(c.text) {
		if r := c.clause(t); r != nil {
			return r
		}
	}
	if c.claims == 0 {
		return refuse(RuleEmpty, "the sentence claims nothing")
	}
	for i, used := range c.used {
		if !used {
			return refuse(RuleCitation, "citation %d supports no clause", i+1)
		}
	}
	return nil
}

// clause finds support for one clause: each of its atoms needs its own.
func (c *checker) clause(text string) *Refusal {
	var last *Refusal
	for _, i := range c.order() {
		if r := c.support(text, i); r == nil {
			return nil
		} else if last == nil || stages[r.Rule] > stages[last.Rule] {
			last = r
		}
	}
	return last
}

// order lists the passages, the one that supported the clause before first.
func (c *checker) order() []int {
	var list []int
	if c.previous.passage >= 0 {
		list = append(list, c.previous.passage)
	}
	for i := range c.cited {
		if i != c.previous.passage {
			list = append(list, i)
		}
	}
	return list
}

// support tries one passage for a whole clause.
func (c *checker) support(text string, passage int) *Refusal {
	p := c.cited[passage]
	atoms := sentenceAtoms(text, p)
	if len(atoms) == 0 {
		return nil
	}
	before := c.previous
	for _, a := range atoms {
		atom, r := c.best(a, passage)
		if r != nil {
			c.previous = before
			return r
		}
		c.previous = found{passage, atom}
	}
	c.used[passage] = true
	c.claims++
	return nil
}

// best returns the atom of a passage that supports an atom of the sentence.
func (c *checker) best(a atom, passage int) (int, *Refusal) {
	last := refuse(RuleEmpty, "the passage claims nothing")
	for i := range c.cited[passage].atoms {
		r := match{sentence: a, p: c.cited[passage], target: i}.run()
		if r == nil {
			r = c.context(a, found{passage, i})
		}
		if r == nil {
			return i, nil
		}
		if stages[r.Rule] > stages[last.Rule] {
			last = r
		}
	}
	return 0, last
}

// selfStanding is the length from which a name needs no clause before it.
const selfStanding = 5

// context refuses a clause that would take its subject from the wrong clause
// before it: 友谊医院…开诊，累计达到93家.
func (c *checker) context(a atom, at found) *Refusal {
	p := c.cited[at.passage]
	target := p.atoms[at.atom]
	same := c.previous.passage == at.passage
	if len(target.chunks) == 0 {
		borrowed := hasText(a)
		if borrowed || same && p.atoms[c.previous.atom].clause+1 >= target.clause && c.previous.atom < at.atom {
			return nil
		}
		return refuse(RuleSubject, "the clause has no subject of its own")
	}
	if same && target.tokens[0].kind == isTerm && p.atoms[c.previous.atom].clause < target.clause-1 {
		return refuse(RuleSubject, "what stands between is left out")
	}
	if target.clause == 0 || c.previous.passage < 0 || same {
		return nil
	}
	for _, i := range target.chunks {
		if p.chunks[i].size() >= selfStanding {
			return nil
		}
	}
	return refuse(RuleSubject, "the clause would get another subject")
}

func hasText(a atom) bool {
	for _, t := range a.tokens {
		if t.kind == isText {
			return true
		}
	}
	return false
}
