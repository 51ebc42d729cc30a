package judge

import (
	"slices"
	"strings"

	"wenbao/bot/question"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
)

// weighed is how many of the best hits are weighed.
const weighed = 6

// Weighing says how surely one passage answers a question.
type Weighing struct {
	Hit         retrieval.Hit
	Probability float64 // 0 where it is excluded
	Threshold   float64 // from which it counts as answering
	Features    Features
	Reading     reader.Reading
	Excluded    bool // a hard fact is against it
}

// Answers reports whether the passage answers.
func (w Weighing) Answers() bool { return w.Probability >= w.Threshold }

// Weigh weighs the best hits for a question, in the order of the hits.
func (j *Judge) Weigh(q question.Question, hits []retrieval.Hit) []Weighing {
	hits = hits[:min(weighed, len(hits))]
	against := make([]bool, len(hits))
	for i, hit := range hits {
		against[i] = excluded(q, j.passage(hit.ID))
	}
	var list []Weighing
	for i, reading := range j.read(q, hits, against) {
		w := j.weigh(q, hits[i], hits[0].Score, reading)
		if w.Excluded = against[i]; w.Excluded {
			w.Probability = 0
		}
		list = append(list, w)
	}
	return list
}

func (j *Judge) weigh(q question.Question, hit retrieval.Hit, best float64, reading reader.Reading) Weighing {
	p := j.passage(hit.ID)
	l := &j.weights.Plain
	if p.reviewed() {
		l = &j.weights.Reviewed
	}
	w := Weighing{Hit: hit, Threshold: l.Threshold, Features: featuresOf(q, p, hit, best, reading), Reading: reading}
	if q.Several {
		w.Threshold *= NearShare // each passage answers but a part
	}
	w.Probability = Probability(l.vector, w.Features)
	return w
}

// excluded applies what needs no weighing: another place, another year, a code
// that the passage does not hold.
func excluded(q question.Question, p *passage) bool {
	ev := &p.facts
	return missingCode(q, ev.all) != "" || lacksAny(q.Abbreviations, ev.all) || ev.otherYear(q) != 0 || q.Past ||
		p.place.Foreign(q, ev.all) != "" || p.place.Locality(q.Text, ev.all) != ""
}

// missingCode returns the first code of a question that a text does not hold.
func missingCode(q question.Question, text string) string {
	for _, code := range q.Codes {
		if !strings.Contains(text, code) {
			return code
		}
	}
	return ""
}

func lacksAny(words []string, text string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}
