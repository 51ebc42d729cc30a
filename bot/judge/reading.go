package judge

import (
	"math"

	"wenbao/bot/question"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
)

// Reader tells how surely passages answer a question, and which of its words
// they do not support; *reader.Model is one. Texts come in the normal form.
type Reader interface {
	Answers(question string, passages []reader.Passage) []reader.Reading
}

// read lets the reader read the hits for a question but those to skip, which
// have the zero reading.
func (j *Judge) read(q question.Question, hits []retrieval.Hit, skip []bool) []reader.Reading {
	at := map[string][]int{} // the hits by the question that is asked of them
	passages := map[string][]reader.Passage{}
	views := make([]view, len(hits))
	for i, hit := range hits {
		if !skip[i] {
			v := j.passage(hit.ID).viewOf(q)
			views[i] = v
			at[v.question] = append(at[v.question], i)
			passages[v.question] = append(passages[v.question], v.passage)
		}
	}
	readings := make([]reader.Reading, len(hits))
	for asked, shown := range passages {
		for k, reading := range j.reader.Answers(asked, shown) {
			i := at[asked][k]
			reading.Missing = views[i].told(reading.Missing)
			readings[i] = reading
		}
	}
	return readings
}

// logit is that of a probability, in units of 4 and at most 1.5 either way: the
// scale of the other features.
func logit(p float64) float64 {
	return max(-3, min(1.5, math.Log(max(p, 1e-9)/max(1-p, 1e-9))/4))
}
