package judge

import (
	"slices"
	"strings"

	"wenbao/bot/question"
	"wenbao/knowledge/figure"
	"wenbao/knowledge/indicator"
)

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
func tellsOf(words, name string) int { return next(words, name, -1) }

// next is where it does behind a place.
func next(words, name string, behind int) int {
	for from := behind + 1; ; {
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

// telling is what the passage gives of the indicator that a question asks the value or growth
// of, and of nothing else.
type telling int

const (
	nothing telling = iota // it names it without its figure: PM2.5浓度排名前列
	apart                  // that is not asked, or something else is told
	growth                 // its growth, where its value is asked for
	value                  // what is asked for, in so many words: 地区生产总值达885亿元
)

// gives tells what a passage gives of the indicator asked for. What was reached is no target,
// of which a report that looks back gives none; nor is a target what was reached.
func (p *passage) gives(q question.Question) telling {
	said, told := p.names(q)
	if told == "" || q.Asks(question.Plan) && !p.facts.plans || !q.Asks(question.Count) && !asksRate(q) && !q.Asks(question.Money) {
		return apart
	}
	if !p.bare(q, said) {
		return apart
	}
	most := nothing
	for at := tellsOf(p.facts.own, told); at >= 0; at = next(p.facts.own, told, at) {
		most = max(most, givesAt(q, clauseAt(p.facts.own, told, at), told))
	}
	return most
}

// asksRate reports whether a question asks for a rate, be it by the word for it alone: GDP增速.
func asksRate(q question.Question) bool {
	return q.Asks(question.Share) || evident.Pattern("asks-rate").MatchString(q.Text)
}

// givesAt is what a clause gives.
func givesAt(q question.Question, clause, told string) telling {
	_, after, _ := strings.Cut(clause, told)
	switch {
	case !strings.ContainsAny(after, "0123456789"), evident.Pattern("of-which").MatchString(after):
		return nothing
	case !evident.Pattern("gives").MatchString(after):
		return apart
	}
	percent := asksRate(q) || q.Asks(question.Plan)
	most := apart
	for _, f := range figure.Find(clause) {
		if sum := evident.Pattern("sums").MatchString(clause[f.End:]); f.Percent == percent && sum != f.Percent {
			return value
		}
		if f.Percent && evident.Pattern("change").MatchString(after) {
			most = growth
		}
	}
	return most
}

// clauseOf is the clause of a text that names something, with those behind it that
// go on about it: 地区生产总值885亿元,增长5.6%.
func clauseOf(words, name string) string { return clauseAt(words, name, max(0, tellsOf(words, name))) }

// clauseAt is the one that names it at a place.
func clauseAt(words, name string, at int) string {
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
