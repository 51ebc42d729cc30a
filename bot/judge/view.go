package judge

import (
	"strings"

	"wenbao/bot/question"
	"wenbao/retrieval/reader"
)

// view is what the reader gets of a question and a passage.
type view struct {
	hit      int // whose passage it is
	question string
	passage  reader.Passage
	at, cut  int  // where so many bytes of the question were left out
	reworded bool // the question is in other words
}

// viewOf is the question without the name of the report's own place, which its
// passages need not say, and the passage as it is. Where an indicator is asked for
// that the passage names, it is the clause that gives it, and the question in the
// passage's word for it: a report gives a dozen of them in one sentence, and people
// say gdp. A number in Chinese numerals is in digits where the passage has it so.
func (p *passage) viewOf(q question.Question) view {
	v := view{question: q.Whole(), passage: p.shown}
	if name := p.place.OwnIn(v.question); name != "" && len(name) < len(v.question) {
		v.at, v.cut = strings.Index(v.question, name), len(name)
		v.question = v.question[:v.at] + v.question[v.at+v.cut:]
	}
	for _, f := range q.Figures {
		if f.Han && len(f.Value) > 1 && strings.Contains(p.facts.own, f.Value) { // 三百三十八
			v.question = strings.Replace(v.question, f.Text, f.Value, 1)
			v.reworded = true
		}
	}
	said, told := p.names(q)
	if told == "" || !strings.Contains(v.question, said) {
		return v
	}
	v.reworded = v.reworded || said != told
	v.question = strings.Replace(v.question, said, told, 1)
	v.passage.Text = clauseOf(p.facts.own, told)
	return v
}

// viewsOf are that view and, of a passage that tells of many things in a breath and
// for which no questions were written, the clause that holds most of what is asked
// about: a reader loses one fact among a dozen.
func (p *passage) viewsOf(q question.Question) []view {
	v := p.viewOf(q)
	views := []view{v}
	if p.reviewed() || v.passage.Text != p.facts.own {
		return views
	}
	if clause := p.clauseFor(q.Content); clause != "" {
		v.passage.Text = clause
		views = append(views, v)
	}
	return views
}

// manyClauses is how many clauses a passage has in which one is looked for.
const manyClauses = 3

// clauseFor is the clause of a passage that holds the most information of some
// words, "" where it has few clauses or none holds any.
func (p *passage) clauseFor(content []question.Word) string {
	clauses := strings.FieldsFunc(p.facts.own, func(r rune) bool { return strings.ContainsRune(",;。", r) })
	if len(clauses) < manyClauses {
		return ""
	}
	best, most := "", 0.0
	for _, clause := range clauses {
		held := 0.0
		for _, w := range content {
			if holds(clause, w.Text) {
				held += w.Rarity
			}
		}
		if held > most {
			best, most = clause, held
		}
	}
	return best
}

// told are the unsupported words of a reading as those of the whole question.
func (v view) told(missing []reader.Span) []reader.Span {
	if v.reworded {
		return nil
	}
	var spans []reader.Span
	for _, s := range missing {
		if s.From >= v.at {
			s.From += v.cut
		}
		if s.To > v.at {
			s.To += v.cut
		}
		spans = append(spans, s)
	}
	return spans
}
