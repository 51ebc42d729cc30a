package reader

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
)

// pairs are questions and passages of many lengths, some longer than the small
// model reads.
var pairs = []struct {
	name, question string
	passage        Passage
}{
	{"a question and an answer", "去年加装了多少部电梯?", Passage{"公交站", "加装电梯20部。"}},
	{"no heading", "加装电梯", Passage{"", "新建消防站,加装电梯20部。"}},
	{"no passage", "电梯", Passage{}},
	{"no question", "", Passage{"电梯", "加装电梯20部。"}},
	{"nothing", "", Passage{}},
	{"a question that is cut", strings.Repeat("去年新建消防站的公交", 9), Passage{"电梯", "加装电梯20部。"}},
	{"a passage that is cut", "多少部", Passage{"电梯", strings.Repeat("加装电梯,", 99)}},
	{"a heading that fills the input", "多少部", Passage{strings.Repeat("加装电梯,", 99), "公交"}},
	{"unknown characters", "龘wi-fi☃?", Passage{"5g", "a2023 running ☃ abc"}},
}

// question and fifty make a pair of about 40 tokens.
const question = "去年加装了多少部电梯吗"

var fifty = Passage{Heading: "公交站", Text: strings.Repeat("新建消防站加装电梯", 4)[:35*3]}

// TestAnswersAgreeWithTheReference holds for all kernels of this processor.
func TestAnswersAgreeWithTheReference(t *testing.T) {
	data := small().file()
	r := newReference(t, data)
	for _, kernel := range available() {
		m := opened(t, data, kernel)
		for _, pair := range pairs {
			t.Run(kernel.name+"/"+pair.name, func(t *testing.T) {
				got := m.Answers(pair.question, []Passage{pair.passage})[0]
				question, ids, second := sequence(m, pair.question, &pair.passage)
				x := r.encode(ids, second)
				if want := r.head(x[0], "head.answer", 1)[0]; !close(logit(got.Probability), want) {
					t.Errorf("answers with logit %v, want %v", logit(got.Probability), want)
				}
				if len(got.Missing) != len(question) {
					t.Fatalf("%d tokens, want %d", len(got.Missing), len(question))
				}
				for i, span := range got.Missing {
					if want := r.head(x[1+i], "head.missing", 1)[0]; !close(logit(span.Probability), want) {
						t.Errorf("token %d missing with logit %v, want %v", i, logit(span.Probability), want)
					}
				}
			})
		}
	}
}

func TestIntentsAgreeWithTheReference(t *testing.T) {
	data := small().file()
	r := newReference(t, data)
	for _, kernel := range available() {
		m := opened(t, data, kernel)
		for _, message := range []string{"", "的", "去年加装了多少部电梯?", strings.Repeat("电梯", 99)} {
			t.Run(kernel.name+"/"+message, func(t *testing.T) {
				got := m.Intents(message)
				_, ids, second := sequence(m, message, nil)
				want := softmax(m.intents, r.head(mean(r.encode(ids, second)), "head.intent", len(m.intents)))
				near := func(a, b Intent) bool { return a.Name == b.Name && math.Abs(a.Probability-b.Probability) <= 1e-3 }
				if !slices.EqualFunc(got, want, near) {
					t.Errorf("Intents(%q) = %v, want %v", message, got, want)
				}
			})
		}
	}
}

// sequence is a text's or pair's tokens, put together from the description of
// the input rather than by the code under test.
func sequence(m *Model, first string, passage *Passage) (pieces []piece, ids []int32, second int) {
	most := m.maxInput - 2
	if passage != nil {
		most = m.maxQuestion
	}
	var l lattice
	pieces = m.words.split(&l, nil, first, most)
	ids = append(ids, 0)
	for _, p := range pieces {
		ids = append(ids, p.id)
	}
	ids = append(ids, 2)
	second = len(ids)
	if passage == nil {
		return pieces, ids, second
	}
	text := passage.Text
	if passage.Heading != "" {
		text = passage.Heading + ":" + text
	}
	for _, p := range m.words.split(&l, nil, text, 1<<20) {
		if len(ids) < m.maxInput-1 {
			ids = append(ids, p.id)
		}
	}
	return pieces, append(ids, 2), second
}

// TestVerdictsAreTheSame: with the sizes of the base model, every kernel's
// logits are those of plain Go.
func TestVerdictsAreTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("plain Go takes a second a pair")
	}
	data := large(2).file()
	pair := pairs[0]
	want := opened(t, data, &plain).Answers(pair.question, []Passage{pair.passage})[0]
	for _, kernel := range available() {
		t.Run(kernel.name, func(t *testing.T) {
			got := opened(t, data, kernel).Answers(pair.question, []Passage{pair.passage})[0]
			if !close(logit(got.Probability), logit(want.Probability)) {
				t.Errorf("logit %v, want %v", logit(got.Probability), logit(want.Probability))
			}
			for i, span := range got.Missing {
				if !close(logit(span.Probability), logit(want.Missing[i].Probability)) {
					t.Errorf("token %d: logit %v, want %v", i, logit(span.Probability), logit(want.Missing[i].Probability))
				}
			}
		})
	}
}

// TestReadingsKeepTheirOrder: the readings of many passages are those of each
// alone, and no passage changes what the next one gets.
func TestReadingsKeepTheirOrder(t *testing.T) {
	m := opened(t, small().file(), available()[0])
	passages := make([]Passage, len(pairs))
	for i, pair := range pairs {
		passages[i] = pair.passage
	}
	readings := m.Answers("加装电梯", passages)
	for i, passage := range passages {
		alone := m.Answers("加装电梯", []Passage{passage})[0]
		if got := readings[i]; got.Probability != alone.Probability || !slices.Equal(got.Missing, alone.Missing) {
			t.Errorf("%s: %v, alone %v", pairs[i].name, got, alone)
		}
	}
	if got := m.Answers("加装电梯", nil); len(got) != 0 {
		t.Errorf("readings of no passages: %v", got)
	}
}

func TestManyReadAtOnce(t *testing.T) {
	m := opened(t, small().file(), available()[0])
	passages := []Passage{pairs[0].passage, pairs[1].passage}
	want := fmt.Sprint(m.Answers(pairs[0].question, passages))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 4 {
				if got := fmt.Sprint(m.Answers(pairs[0].question, passages)); got != want {
					t.Errorf("%s, want %s", got, want)
				}
				m.Intents(pairs[1].question)
			}
		})
	}
	group.Wait()
}

func TestRuns(t *testing.T) {
	at := func(from, to int, probability float64) Span {
		return Span{From: from, To: to, Probability: probability}
	}
	tests := []struct {
		name         string
		tokens, want []Span
	}{
		{"none", nil, nil},
		{"none likely enough", []Span{at(0, 3, 0.4), at(3, 6, 0.1)}, nil},
		{"one", []Span{at(0, 3, 0.4), at(3, 6, 0.5), at(6, 9, 0)}, []Span{at(3, 6, 0.5)}},
		{"joined, also over a space", []Span{at(0, 3, 0.5), at(4, 7, 1), at(7, 9, 0.75)}, []Span{at(0, 9, 0.75)}},
		{"two", []Span{at(0, 3, 0.5), at(3, 6, 0.2), at(6, 9, 0.9)}, []Span{at(0, 3, 0.5), at(6, 9, 0.9)}},
		{"two runs", []Span{at(0, 3, 0.5), at(6, 9, 0.9)}, []Span{at(0, 3, 0.5), at(6, 9, 0.9)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Runs(tt.tokens, 0.5); !slices.Equal(got, tt.want) {
				t.Errorf("Runs(%v) = %v, want %v", tt.tokens, got, tt.want)
			}
		})
	}
}

// opened is a model that runs on the given kernels.
func opened(tb testing.TB, data []byte, kernel *kernels) *Model {
	tb.Helper()
	m, err := Open(data)
	if err != nil {
		tb.Fatal(err)
	}
	m.kernel = kernel
	return m
}

func logit(probability float64) float64 { return math.Log(probability / (1 - probability)) }

// close is how near the encoder comes to the model that was trained.
func close(got, want float64) bool { return math.Abs(got-want) <= 1e-3 }
