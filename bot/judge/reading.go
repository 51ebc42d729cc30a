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
// have the zero reading; the whole of the first of them.
func (j *Judge) read(q question.Question, hits []retrieval.Hit, skip []bool, whole int) []reader.Reading {
	var asked []string // in the order in which they are asked
	at := map[string][]view{}
	for i, hit := range hits {
		if skip[i] {
			continue
		}
		for _, v := range j.passage(hit.ID).viewsOf(q, hit, i < whole) {
			if v.hit = i; at[v.question] == nil {
				asked = append(asked, v.question)
			}
			at[v.question] = append(at[v.question], v)
		}
	}
	readings := make([]reader.Reading, len(hits))
	for _, said := range asked {
		var shown []reader.Passage
		for _, v := range at[said] {
			shown = append(shown, v.passage)
		}
		for k, reading := range j.reader.Answers(said, shown) {
			if v := at[said][k]; reading.Probability > readings[v.hit].Probability {
				reading.Missing = reader.Runs(v.told(reading.Missing), unsupported)
				readings[v.hit] = reading
			}
		}
	}
	return readings
}

// logit is that of a probability, in units of 4 and from -3 to 1.5: the
// scale of the other features.
func logit(p float64) float64 {
	return max(-3, min(1.5, math.Log(max(p, 1e-9)/max(1-p, 1e-9))/4))
}
