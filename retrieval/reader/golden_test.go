package reader

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"wenbao/knowledge/text"
)

// golden is a line of testdata/golden.jsonl, written by the training code: a
// pair with its logits, or a message with its.
type golden struct {
	Question string    `json:"question"`
	Heading  string    `json:"heading"`
	Passage  string    `json:"passage"`
	Message  string    `json:"message"`
	IDs      []int32   `json:"ids"`
	Answer   float64   `json:"answer"`
	Missing  []float64 `json:"missing"`
	Intent   []float64 `json:"intent"`
}

// goldenTolerance is what rounding activations to 16 bits may change of a logit,
// and as a share of the largest logit of its head.
const (
	goldenTolerance = 5e-3
	goldenShare     = 2e-3
)

// TestGolden: tokens and logits are those of the training code.
func TestGolden(t *testing.T) {
	m := opened(t, stored(t, "reader.bin"), available()[0])
	file, err := os.Open("testdata/golden.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := 0
	for line, err := range text.Lines(file, 1<<20) {
		if err != nil {
			t.Fatal(err)
		}
		var g golden
		if err := json.Unmarshal(line.Data, &g); err != nil {
			t.Fatal(err)
		}
		t.Run(g.Question+g.Message, func(t *testing.T) { g.check(t, m) })
		lines++
	}
	if lines < 50 {
		t.Errorf("%d lines, want 50", lines)
	}
}

func (g golden) check(t *testing.T, m *Model) {
	s := m.pool.Get().(*scratch)
	if g.Intent != nil { // a message, which may be empty
		s.question = m.words.split(&s.lattice, nil, text.Normalize(g.Message), m.maxInput-2)
		s.put(s.question)
	} else {
		s.question = m.words.split(&s.lattice, nil, text.Normalize(g.Question), m.maxQuestion)
		m.putPair(s, Passage{text.Normalize(g.Heading), text.Normalize(g.Passage)})
	}
	if !slices.Equal(s.ids, g.IDs) {
		t.Fatalf("tokens %v, want %v", s.ids, g.IDs)
	}
	if g.Intent != nil {
		m.encode(s, len(s.ids))
		agree(t, "intent", m.intent.logits(s.mean()), g.Intent)
		return
	}
	m.encode(s, 1+len(s.question))
	agree(t, "answer", m.answer.logits(s.vector(0)), []float64{g.Answer})
	var missing []float64
	for i := range s.question {
		missing = append(missing, m.missing.output(s.vector(1+i), 0))
	}
	agree(t, "missing", missing, g.Missing)
}

func agree(t *testing.T, name string, got, want []float64) {
	t.Helper()
	largest := 0.0
	for _, logit := range want {
		largest = max(largest, math.Abs(logit))
	}
	near := func(a, b float64) bool { return math.Abs(a-b) <= max(goldenTolerance, goldenShare*largest) }
	if !slices.EqualFunc(got, want, near) {
		t.Errorf("%s: logits %v, want %v", name, got, want)
	}
}

// stored is a file of this folder.
func stored(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
