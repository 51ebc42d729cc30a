package bot

import (
	"strings"
	"sync"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
	"wenbao/retrieval/wordvec"
)

// judge holds what is known of every passage before any question.
type judge struct {
	passages map[string]*passageFacts
	words    *wordvec.Model
	weights  *weights
}

// passageFacts are read when a passage is first judged: most never are.
type passageFacts struct {
	once  sync.Once
	entry retrieval.Entry
	meta  knowledge.Meta
	place *territory
	facts evidence
	parts []evidence // of each sentence, when there are several

	lock  sync.Mutex
	kinds map[int][]Kind // of the reviewed questions that came near one, by index
	asked map[Kind]bool  // whether some reviewed question asks for a kind
}

func newJudge(lib *knowledge.Library, entries []retrieval.Entry) (*judge, error) {
	model, err := wordvec.Default()
	if err != nil {
		return nil, err
	}
	weights, err := readWeights(judgeFile)
	if err != nil {
		return nil, err
	}
	j := &judge{passages: map[string]*passageFacts{}, weights: weights, words: model}
	territories := map[*knowledge.Report]*territory{}
	for _, report := range lib.Reports {
		territories[report] = territoryOf(report.Meta)
	}
	for _, e := range entries {
		report, _, _ := lib.Passage(e.ID)
		j.passages[e.ID] = &passageFacts{entry: e, meta: report.Meta, place: territories[report], kinds: map[int][]Kind{}, asked: map[Kind]bool{}}
	}
	return j, nil
}

// facts returns what is known of a passage.
func (j *judge) facts(id string) *passageFacts {
	p := j.passages[id]
	p.once.Do(func() {
		p.facts = evidenceOf(p.entry.Text, p.meta)
		p.facts.all = text.Normalize(wordsOf(p.entry))
		if sentences := text.Sentences(p.entry.Text); len(sentences) > 1 {
			for _, sentence := range sentences {
				p.parts = append(p.parts, evidenceOf(sentence, p.meta))
			}
		}
	})
	return p
}

// kindsAt returns what a reviewed question asks for.
func (p *passageFacts) kindsAt(question int) []Kind {
	p.lock.Lock()
	defer p.lock.Unlock()
	kinds, known := p.kinds[question]
	if !known {
		kinds = kindsOf(text.Normalize(p.entry.Questions[question]))
		p.kinds[question] = kinds
	}
	return kinds
}

// asks reports whether some reviewed question asks for a kind.
func (p *passageFacts) asks(kind Kind) bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	asks, known := p.asked[kind]
	if !known {
		for _, q := range p.entry.Questions {
			asks = asks || asksFor(kind, text.Normalize(q))
		}
		p.asked[kind] = asks
	}
	return asks
}

// wordsOf joins all words of an entry.
func wordsOf(e retrieval.Entry) string {
	parts := []string{e.Text, e.Title, e.English}
	for _, list := range [][]string{e.Aliases, e.Topics, e.Questions} {
		parts = append(parts, list...)
	}
	return strings.Join(parts, "\n") + "\n"
}

// at returns the evidence of the sentence that came nearest to the question,
// or that of the whole passage.
func (p *passageFacts) at(hit retrieval.Hit) *evidence {
	for _, m := range hit.Matches {
		if m.Sentence >= 0 && m.Sentence < len(p.parts) {
			return &p.parts[m.Sentence]
		}
	}
	return &p.facts
}

// lacks tells which of the asked kinds a passage does not hold. What a figure
// measures is read from the passage alone; for who, where and which its
// reviewed questions count too, since they ask only what it answers.
func (p *passageFacts) lacks(q question, hit retrieval.Hit) (measure, number, kind float64) {
	ev := p.at(hit)
	for _, k := range q.kinds {
		switch k {
		case AsksCount:
			number = indicator(!q.confirm && !ev.figureFor(q))
		case AsksItems:
		case AsksPeople:
			measure = max(measure, indicator(!q.confirm && !ev.figureFor(q)))
		case AsksPerson, AsksOrg:
			kind = max(kind, indicator(!ev.holds[k]))
		case AsksNames:
			kind = max(kind, indicator(ev.counted || !ev.holds[k] && !p.asks(k) || ev.listed < 2 && specific.MatchString(q.text)))
		case AsksWhere, AsksReason:
			kind = max(kind, indicator(!ev.holds[k] && !p.asks(k)))
		case AsksParts:
			number = max(number, indicator(!ev.figureFor(q) || ev.divides(q)))
		case AsksPlan:
			measure = max(measure, indicator(!ev.plans))
		default:
			measure = max(measure, indicator(!ev.holds[k]))
		}
	}
	return measure, number, max(kind, indicator(q.asks(AsksNames) && q.listOf() > max(2, ev.listed)))
}
