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
	var at []int
	var passages []reader.Passage
	for i, hit := range hits {
		if !skip[i] {
			at = append(at, i)
			passages = append(passages, j.passage(hit.ID).shown)
		}
	}
	readings := make([]reader.Reading, len(hits))
	for k, reading := range j.reader.Answers(q.Whole(), passages) {
		readings[at[k]] = reading
	}
	return readings
}

// logit is that of a probability, in units of 4 and at most 1.5 either way: the
// scale of the other features.
func logit(p float64) float64 {
	return max(-3, min(1.5, math.Log(max(p, 1e-9)/max(1-p, 1e-9))/4))
}
