package reader

import (
	"cmp"
	"math"
	"slices"
)

// Passage is what may answer: a heading, as much of its path as helps, and the
// text below it.
type Passage struct{ Heading, Text string }

// Reading is what the model says of one question and one passage.
type Reading struct {
	// Probability that the passage answers the question.
	Probability float64
	// Missing has the question's tokens in order, each with the probability
	// that the passage does not support it. A question longer than the model
	// reads has none for its end.
	Missing []Span
}

// Span is the byte range [From, To) of a text, with the probability of what is
// said of it.
type Span struct {
	From, To    int
	Probability float64
}

// between joins a passage's heading and text: the colon of the normal form.
const between = ":"

// Answers reads each passage for the question; the readings come in the order
// of the passages.
func (m *Model) Answers(question string, passages []Passage) []Reading {
	defer m.turns.take()()
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	s.question = m.words.split(&s.lattice, s.question[:0], question, m.maxQuestion)
	readings := make([]Reading, len(passages))
	for i, passage := range passages {
		m.putPair(s, passage)
		m.encode(s, 1+len(s.question))
		readings[i] = m.reading(s)
	}
	return readings
}

// Intent is one thing that a message can be after.
type Intent struct {
	Name        string
	Probability float64 // among all intents that the model knows: they add up to 1
}

// Intents says what the message is after: every intent that the model knows,
// the most probable first.
func (m *Model) Intents(message string) []Intent {
	defer m.turns.take()()
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	s.question = m.words.split(&s.lattice, s.question[:0], message, m.maxInput-2) // the begin and the end
	s.put(s.question)
	m.encode(s, len(s.ids))
	return softmax(m.intents, m.intent.logits(s.mean()))
}

// Runs joins neighbouring tokens of at least the given probability to runs, in
// order; a run is as probable as its tokens are on average. Runs of runs are the
// same runs.
func Runs(tokens []Span, least float64) []Span {
	var runs []Span
	count, joined := 0, false
	for _, token := range tokens {
		switch {
		case token.Probability < least:
			joined = false
		case joined && token.From <= runs[len(runs)-1].To+len(" "):
			last := &runs[len(runs)-1]
			count++
			last.To = token.To
			last.Probability += (token.Probability - last.Probability) / float64(count)
		default:
			runs = append(runs, token)
			count, joined = 1, true
		}
	}
	return runs
}

// putPair makes the sequence of the question and a passage, whose end is cut
// off where the model reads no further.
func (m *Model) putPair(s *scratch, p Passage) {
	text := p.Text
	if p.Heading != "" {
		text = p.Heading + between + text
	}
	room := m.maxInput - len(s.question) - 3 // the begin and two ends
	s.passage = m.words.split(&s.lattice, s.passage[:0], text, room)
	s.put(s.question, s.passage)
}

// reading is what the heads say of an encoded pair.
func (m *Model) reading(s *scratch) Reading {
	r := Reading{Probability: sigmoid(m.answer.output(s.vector(0), 0)), Missing: make([]Span, len(s.question))}
	for i, token := range s.question {
		logit := m.missing.output(s.vector(1+i), 0)
		r.Missing[i] = Span{From: token.from, To: token.to, Probability: sigmoid(logit)}
	}
	return r
}

// head is a linear layer over one token's vector.
type head struct {
	weights []float32 // a row an output
	bias    []float32
}

func (h head) logits(vector []float32) []float64 {
	logits := make([]float64, len(h.bias))
	for i := range logits {
		logits[i] = h.output(vector, i)
	}
	return logits
}

func (h head) output(vector []float32, i int) float64 {
	sum := float64(h.bias[i])
	for at, weight := range h.weights[i*len(vector) : (i+1)*len(vector)] {
		sum += float64(weight) * float64(vector[at])
	}
	return sum
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// softmax gives each name its share, the greatest first.
func softmax(names []string, logits []float64) []Intent {
	best, sum := slices.Max(logits), 0.0
	intents := make([]Intent, len(names))
	for i, logit := range logits {
		intents[i] = Intent{names[i], math.Exp(logit - best)}
		sum += intents[i].Probability
	}
	for i := range intents {
		intents[i].Probability /= sum
	}
	slices.SortStableFunc(intents, func(a, b Intent) int { return cmp.Compare(b.Probability, a.Probability) })
	return intents
}
