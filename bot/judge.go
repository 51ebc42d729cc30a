package bot

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"wenbao/retrieval"
)

//go:embed judge.json
var judgeFile []byte

// weights is the judge's model: a logistic regression over the features, one
// for passages that people wrote questions for and one for those without. It
// is fitted over a question file by TestWeightsAreFitted, never by hand.
type weights struct {
	Reviewed logistic `json:"reviewed"`
	Plain    logistic `json:"plain"`
}

// logistic holds a weight per feature name and the probability from which a
// passage counts as answering.
type logistic struct {
	Weights   map[string]float64 `json:"weights"`
	Threshold float64            `json:"threshold"`
	vector    features
}

func readWeights(data []byte) (*weights, error) {
	var w weights
	if err := json.Unmarshal(data, &w); err != nil {
		return nil, fmt.Errorf("judge.json: %w", err)
	}
	for _, l := range []*logistic{&w.Reviewed, &w.Plain} {
		for i, name := range featureNames {
			value, ok := l.Weights[name]
			if !ok {
				return nil, fmt.Errorf("judge.json: there is no weight for %q", name)
			}
			l.vector[i] = value
		}
	}
	return &w, nil
}

func (l *logistic) probability(f features) float64 {
	var sum float64
	for i, x := range f {
		sum += l.vector[i] * x
	}
	return 1 / (1 + math.Exp(-sum))
}

// judged is how many of the best hits are weighed.
const judged = 6

// faint is the fused score below which a passage has nothing to do with a question.
const faint = 0.08

// verdict says whether one passage answers the question.
type verdict struct {
	hit         retrieval.Hit
	probability float64
	threshold   float64
	features    features
}

func (v verdict) answers() bool { return v.probability >= v.threshold }

// judge weighs the best hits for a question, in the order of the hits.
func (j *judge) judge(q question, hits []retrieval.Hit) []verdict {
	content := j.content(q.text)
	var verdicts []verdict
	for _, hit := range hits[:min(judged, len(hits))] {
		f := j.features(q, content, hit, hits[0].Score)
		l := &j.weights.Plain
		if len(j.passages[hit.ID].entry.Questions) > 0 {
			l = &j.weights.Reviewed
		}
		v := verdict{hit: hit, probability: l.probability(f), threshold: l.Threshold, features: f}
		if q.several {
			v.threshold *= severalShare // each passage answers but a part
		}
		if hit.Score < faint || j.excluded(q, hit) {
			v.probability = 0
		}
		verdicts = append(verdicts, v)
	}
	return verdicts
}

// pinned keeps only the first verdict when the question takes a figure from
// its passage: 144个项目里外资占几个 is about those 144.
func (j *judge) pinned(q question, verdicts []verdict) []verdict {
	if len(verdicts) > 1 && !q.several && j.facts(verdicts[0].hit.ID).facts.named(q) {
		return verdicts[:1]
	}
	return verdicts
}

// excluded applies what needs no weighing: another place, another year, a code
// that the passage does not hold.
func (j *judge) excluded(q question, hit retrieval.Hit) bool {
	p := j.facts(hit.ID)
	ev := &p.facts
	if missingCode(q.text, ev.all) != "" || missingAcronym(longAcronyms(q.acronyms), ev.all) || ev.otherYear(q) != 0 || q.past && !ev.plans {
		return true
	}
	return !q.confirm && (p.place.foreign(q.text, ev.all) != "" || p.place.locality(q.text, ev.all) != "")
}

// otherYear is the first year of the question that neither the passage's
// report covers nor the passage names; 0 when there is none.
func (ev *evidence) otherYear(q question) int {
	for _, y := range q.years {
		if len(ev.years) > 0 && !slices.Contains(ev.years, y) && !ev.namesYear(y) && !q.confirm {
			return y
		}
	}
	return 0
}

// outside reports whether a whole section lies outside what the question is
// about: another place or year, or plans in a report that looks back.
func (j *judge) outside(q question, s section) bool {
	for _, p := range s.passages {
		facts := j.facts(p.ID)
		ev := &facts.facts
		if facts.place.foreign(q.text, ev.all) == "" && ev.otherYear(q) == 0 && facts.place.locality(q.text, ev.all) == "" && (ev.plans || !q.asks(AsksPlan)) {
			return false
		}
	}
	return true
}

// missing is what a passage lacks for a question, in order of importance.
type missing struct {
	place  string // another place
	year   int    // another year
	plan   bool   // what is to come, and the report looks back
	entity string // a name or code it does not hold
	kind   Kind   // the kind of thing asked for
}

// missingFrom explains why a passage does not answer.
func (j *judge) missingFrom(q question, hit retrieval.Hit) missing {
	p := j.facts(hit.ID)
	ev := &p.facts
	m := missing{place: p.place.foreign(q.text, ev.all), year: ev.otherYear(q)}
	m.plan = q.asks(AsksPlan) && !ev.plans
	switch {
	case missingCode(q.text, ev.all) != "":
		m.entity = strings.ToUpper(missingCode(q.text, ev.all)) // normalised text is lower case
	case p.place.locality(q.text, ev.all) != "":
		m.entity = p.place.locality(q.text, ev.all)
	case missingName(q.text, ev.all) != "":
		m.entity = missingName(q.text, ev.all)
	}
	m.kind = p.missingKind(q, hit)
	return m
}

// missingKind returns the first asked kind that a passage does not hold.
func (p *passageFacts) missingKind(q question, hit retrieval.Hit) Kind {
	for _, k := range q.kinds {
		alone := q
		alone.kinds = []Kind{k}
		if measure, number, kind := p.lacks(alone, hit); measure+number+kind > 0 {
			return k
		}
	}
	return ""
}
