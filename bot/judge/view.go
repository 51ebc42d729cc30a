package judge

import (
	"strings"

	"wenbao/bot/question"
	"wenbao/knowledge/figure"
	"wenbao/knowledge/indicator"
	"wenbao/retrieval/reader"
)

// view is what the reader gets of a question and a passage.
type view struct {
	question string
	passage  reader.Passage
	at, cut  int  // where so many bytes of the question were left out
	reworded bool // the question is in other words
}

// viewOf is the question without the name of the report's own place, which its
// passages need not say, and the passage as it is. Where an indicator is asked for
// that the passage names, it is the clause that gives it, and the question in the
// passage's word for it: a report gives a dozen of them in one sentence, and people
// say gdp.
func (p *passage) viewOf(q question.Question) view {
	v := view{question: q.Whole(), passage: p.shown}
	if name := p.place.OwnIn(v.question); name != "" && len(name) < len(v.question) {
		v.at, v.cut = strings.Index(v.question, name), len(name)
		v.question = v.question[:v.at] + v.question[v.at+v.cut:]
	}
	said, told := p.names(q)
	if told == "" || !strings.Contains(v.question, said) {
		return v
	}
	v.reworded = said != told
	v.question = strings.Replace(v.question, said, told, 1)
	v.passage.Text = clauseOf(p.facts.own, told)
	return v
}

// told are the unsupported words of a reading as those of the whole question.
func (v view) told(missing []reader.Span) []reader.Span {
	if v.reworded {
		return nil
	}
	var spans []reader.Span
	for _, s := range missing {
		if v.cut > 0 && s.From >= v.at {
			s.From, s.To = s.From+v.cut, s.To+v.cut
		}
		spans = append(spans, s)
	}
	return spans
}

// names are the name by which a question asks for an indicator and the one by
// which the passage tells of it, "" where it does not.
func (p *passage) names(q question.Question) (said, told string) {
	for _, name := range indicator.Names(q.Text) {
		if len(name) > len(said) && strings.Contains(q.Text, name) {
			said = name
		}
		if len(name) > len(told) && strings.Contains(p.facts.own, name) {
			told = name
		}
	}
	return said, told
}

// gives reports whether a question asks for the value or growth of an indicator
// and for nothing else, and the passage gives it in so many words: 地区生产总值达885亿元.
func (p *passage) gives(q question.Question) bool {
	said, told := p.names(q)
	if told == "" || !q.Asks(question.Count) && !q.Asks(question.Share) && !q.Asks(question.Money) {
		return false
	}
	for _, w := range q.Content {
		if !strings.Contains(said, w.Text) && !p.place.Own(w.Text) && !evident.Pattern("of-an-indicator").MatchString(w.Text) {
			return false
		}
	}
	clause := clauseOf(p.facts.own, told)
	before, after, _ := strings.Cut(clause, told)
	if !evident.Pattern("gives").MatchString(after) || evident.Pattern("another-indicator").MatchString(before) {
		return false
	}
	for _, f := range figure.Find(clause) {
		if f.Percent == (q.Asks(question.Share) || q.Asks(question.Plan)) && evident.Pattern("sums").MatchString(clause[f.End:]) != f.Percent {
			return true
		}
	}
	return false
}

// clauseOf is the clause of a text that names something, with those behind it that
// go on about it: 地区生产总值885亿元,增长5.6%.
func clauseOf(words, name string) string {
	at := strings.Index(words, name)
	from := strings.LastIndexAny(words[:at], ",;。") + 1
	end := at + len(name)
	for {
		next := strings.IndexAny(words[end:], ",;。")
		if next < 0 {
			return words[from:]
		}
		end += next + 1
		if words[end-1] != ',' || !evident.Pattern("goes-on").MatchString(words[end:]) {
			return strings.TrimRight(words[from:end], ",;")
		}
	}
}
