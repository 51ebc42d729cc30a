package judge

import (
	"slices"
	"strings"

	"wenbao/bot/question"
	"wenbao/knowledge/figure"
	"wenbao/knowledge/indicator"
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
		if v.cut > 0 && s.From >= v.at {
			s.From, s.To = s.From+v.cut, s.To+v.cut
		}
		spans = append(spans, s)
	}
	return spans
}

// NamesIndicator reports whether a question names an indicator, such as GDP.
func NamesIndicator(q question.Question) bool { return len(indicator.Names(q.Text)) > 0 }

// names are the name by which a question asks for an indicator and the one by
// which the passage tells of it, "" where it does not, or only of another by its
// help: 研发投入占地区生产总值比重.
func (p *passage) names(q question.Question) (said, told string) {
	for _, name := range indicator.Names(q.Text) {
		if len(name) > len(said) && strings.Contains(q.Text, name) {
			said = name
		}
		if len(name) > len(told) && tellsOf(p.facts.own, name) >= 0 {
			told = name
		}
	}
	return said, told
}

// tellsOf is where a text tells of an indicator by its name, -1 for nowhere.
func tellsOf(words, name string) int {
	for from := 0; ; {
		at := strings.Index(words[from:], name)
		if at < 0 {
			return -1
		}
		at += from
		clause := words[strings.LastIndexAny(words[:at], ",;。、")+1 : at]
		if !evident.Pattern("another-indicator").MatchString(clause) {
			return at
		}
		from = at + len(name)
	}
}

// strange tells what is against a passage if a question asks for an indicator and
// nothing else: that it does not tell of it, by the name in the question, or that
// the sentence that does is of another year than the one asked for.
func (p *passage) strange(q question.Question) (name string, year int) {
	said, told := p.names(q)
	if said == "" || !p.bare(q, said) {
		return "", 0
	}
	if told == "" {
		return said, 0
	}
	for i := range p.parts {
		if part := &p.parts[i]; tellsOf(part.own, told) >= 0 {
			return "", part.otherYear(q)
		}
	}
	return "", 0
}

// bare reports whether a question names an indicator and no other thing.
func (p *passage) bare(q question.Question, said string) bool {
	return !slices.ContainsFunc(q.Content, func(w question.Word) bool {
		return !strings.Contains(said, w.Text) && strings.Trim(w.Text, "0123456789") != "" && !p.place.Own(w.Text) && !evident.Pattern("of-an-indicator").MatchString(w.Text)
	})
}

// gives reports whether a question asks for the value or growth of an indicator
// and for nothing else, and the passage gives it in so many words: 地区生产总值达885亿元.
func (p *passage) gives(q question.Question) bool {
	said, told := p.names(q)
	if told == "" || !q.Asks(question.Count) && !q.Asks(question.Share) && !q.Asks(question.Money) {
		return false
	}
	if !p.bare(q, said) {
		return false
	}
	clause := clauseOf(p.facts.own, told)
	if _, after, _ := strings.Cut(clause, told); !evident.Pattern("gives").MatchString(after) {
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
	at := max(0, tellsOf(words, name))
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
