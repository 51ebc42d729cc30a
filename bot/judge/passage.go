package judge

import (
	"slices"
	"strings"
	"sync"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/knowledge/indicator"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
)

// passage is what is known of a passage before any question. Its words are read
// when it is first judged: most never are.
type passage struct {
	once  sync.Once
	entry *retrieval.Entry
	meta  *knowledge.Meta
	place *question.Territory
	tense question.Tense // of the headings above it
	path  []*knowledge.Heading
	shown reader.Passage // as the reader gets it
	term  string         // the word that it explains, "" for none
	own   float64        // how far it owns what goes badly
	lists bool           // it announces items, which name what it counts
	signs bool           // it names who gives the report, and tells nothing else
	facts evidence
	parts []evidence // of each sentence, when there are several

	lock  sync.Mutex
	kinds map[int][]question.Kind // of the reviewed questions that came near one, by index
	asked map[question.Kind]bool  // whether some reviewed question asks for a kind
}

// read reads the passage's words, once.
func (p *passage) read() *passage {
	p.once.Do(func() {
		p.facts = evidenceOf(p.entry.Text, p.meta)
		p.facts.all = text.Normalize(wordsOf(p.entry))
		p.shown = reader.Passage{Heading: text.Normalize(joined(p.path)), Text: p.facts.own}
		if sentences := text.Sentences(p.entry.Text); len(sentences) > 1 {
			for _, sentence := range sentences {
				p.parts = append(p.parts, evidenceOf(sentence, p.meta))
			}
		}
		p.kinds, p.asked = map[int][]question.Kind{}, map[question.Kind]bool{}
	})
	return p
}

// joined are the headings above a passage, without their stops.
func joined(path []*knowledge.Heading) string {
	var said []string
	for _, h := range path {
		said = append(said, strings.TrimRight(h.Text, "。"))
	}
	return strings.Join(said, " › ")
}

// wordsOf joins all words of an entry.
func wordsOf(e *retrieval.Entry) string {
	parts := []string{e.Text, e.Title, e.English}
	for _, list := range [][]string{e.Names(), e.Topics, e.Questions} {
		parts = append(parts, list...)
	}
	return strings.Join(parts, "\n") + "\n"
}

// reviewed reports whether people wrote questions for the passage.
func (p *passage) reviewed() bool { return len(p.entry.Questions) > 0 }

// kindsAt returns what a reviewed question asks for.
func (p *passage) kindsAt(i int) []question.Kind {
	p.lock.Lock()
	defer p.lock.Unlock()
	kinds, known := p.kinds[i]
	if !known {
		kinds = question.KindsOf(text.Normalize(p.entry.Questions[i]))
		p.kinds[i] = kinds
	}
	return kinds
}

// asks reports whether some reviewed question asks for a kind.
func (p *passage) asks(kind question.Kind) bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	asks, known := p.asked[kind]
	if !known {
		for _, q := range p.entry.Questions {
			asks = asks || question.AsksFor(kind, text.Normalize(q))
		}
		p.asked[kind] = asks
	}
	return asks
}

// at returns the evidence of the sentence that names the indicator asked for, or
// came nearest to the question, or that of the whole passage.
func (p *passage) at(q question.Question, hit retrieval.Hit) *evidence {
	if names := indicator.Names(q.Text); len(names) > 0 {
		for i := range p.parts {
			if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(p.parts[i].own, name) }) {
				return &p.parts[i]
			}
		}
	}
	for _, m := range hit.Matches {
		if m.Sentence >= 0 && m.Sentence < len(p.parts) {
			return &p.parts[m.Sentence]
		}
	}
	return &p.facts
}

// saysMost is the sentence that says the most of what a question is about, where it is not the nearest
// by its vector; nil where none does, or no other.
func (p *passage) saysMost(q question.Question, hit retrieval.Hit) *evidence {
	said := make([]string, len(p.parts))
	for i := range p.parts {
		said[i] = p.parts[i].own
	}
	best := mostSaid(said, about(q))
	if best < 0 || &p.parts[best] == p.at(q, hit) {
		return nil
	}
	return &p.parts[best]
}

// Names reports whether a passage names a field: in its words, or among the
// topics that were written for it.
func (j *Judge) Names(id, field string) bool {
	p := j.passage(id)
	return strings.Contains(p.facts.own, field) || slices.Contains(p.entry.Topics, field)
}

// lacks tells which of the asked kinds a passage does not hold. What a figure
// measures and where it is are read from the passage alone (somebody who has
// nowhere to go asks for no address); for which ones and why its reviewed questions count
// too, since they ask only what it answers.
func (p *passage) lacks(q question.Question, hit retrieval.Hit) (measure, number, kind float64) {
	return p.lacksAt(p.at(q, hit), q)
}

// lacksAt tells the same of one sentence of the passage.
func (p *passage) lacksAt(ev *evidence, q question.Question) (measure, number, kind float64) {
	for _, k := range q.Kinds {
		switch k {
		case question.Count:
			number = one(!q.Confirm && !ev.figureFor(q))
		case question.Items:
		case question.People:
			measure = max(measure, one(!q.Confirm && !ev.figureFor(q)))
		case question.Person, question.Organisation, question.Shortfall, question.Every:
			kind = max(kind, one(!ev.holds[k]))
		case question.Meaning:
			kind = max(kind, one(!ev.holds[k] && !p.explains(q)))
		case question.Names:
			kind = max(kind, one(!p.lists && (ev.counted || !ev.holds[k] && !p.asks(k) || ev.listed < 2 && evident.Pattern("specific").MatchString(q.Text))))
		case question.Where:
			kind = max(kind, one(!ev.tellsWhere(q)))
		case question.Reason:
			kind = max(kind, one(!ev.holds[k] && !p.asks(k) && !p.facts.tellsWhy(q)))
		case question.Parts:
			number = max(number, one(!ev.figureFor(q) || ev.divides(q)))
		case question.Plan:
			measure = max(measure, one(!ev.plans))
		case question.Date:
			measure = max(measure, one(!ev.holds[k] && !p.finishes(q)))
		default:
			measure = max(measure, one(!ev.holds[k]))
		}
	}
	return measure, number, max(kind, one(q.Asks(question.Names) && q.ListOf() > max(2, ev.listed)))
}

// finishes reports whether the passage is of the plan of a year, and the clause that says the most of
// what a question is about is of something that will be finished: that year is when.
func (p *passage) finishes(q question.Question) bool {
	if p.meta.Covers == "review" || p.tense != question.Planned || len(p.meta.Years) == 0 || q.Tense == question.Done {
		return false
	}
	clauses := clausesOf(p.facts.own)
	at := mostSaid(clauses, about(q))
	return at >= 0 && evident.Pattern("finished").MatchString(clauses[at])
}
