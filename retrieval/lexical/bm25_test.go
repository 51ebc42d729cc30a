package lexical

import (
	"slices"
	"strings"
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// texts makes documents of one field each.
func texts(list ...string) [][]Field {
	documents := make([][]Field, len(list))
	for i, text := range list {
		documents[i] = []Field{{text, 1}}
	}
	return documents
}

func newOf(documents [][]Field) *Index { return New(slices.Values(documents)) }

// scores are those of all documents for a query.
func scores(x *Index, query string) []float32 {
	list := make([]float32, x.Len())
	x.Scores(query, list)
	return list
}

func TestBM25Order(t *testing.T) {
	const lamps, lifts, chargers = "路灯改造14条", "加装电梯30部", "充电桩1.6万个"
	for _, tt := range []struct {
		name, query string
		best        int // -1: no document scores
	}{
		{"a word", "电梯", 1},
		{"a number in another form", "一万六千", 2},
		{"part of a word", "桩", 2},
		{"unknown words besides", "请问zzz路灯yyy", 0},
		{"nothing in common", "abc", -1},
		{"empty query", "", -1},
		{"punctuation only", "?!。", -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := scores(newOf(texts(lamps, lifts, chargers)), tt.query)
			best := slices.Index(got, slices.Max(got))
			if slices.Max(got) == 0 {
				best = -1
			}
			if best != tt.best {
				t.Errorf("the best is %d (%v), want %d", best, got, tt.best)
			}
		})
	}
}

// TestBM25Bound: a score is a share of the query, at most 1.
func TestBM25Bound(t *testing.T) {
	full := strings.Repeat("充电桩 ", 10000)
	x := newOf(texts("充电桩", full, "路灯", ""))
	for _, query := range []string{"充电桩", "充", "充电桩充电桩", "路灯", "充电桩路灯", full} {
		for i, score := range scores(x, query) {
			if score < 0 || score > 1 {
				t.Errorf("document %d has the score %g for %.20q", i, score, query)
			}
		}
	}
	if perfect := scores(x, "充电桩")[1]; perfect < 0.95 {
		t.Errorf("a document full of the query has the score %g, not nearly 1", perfect)
	}
}

func TestBM25UnknownWordsCount(t *testing.T) {
	x := newOf(texts("充电桩多少个", "路灯"))
	known, half := scores(x, "充电桩")[0], scores(x, "充电桩甲乙丙")[0]
	if half >= known || half <= 0 {
		t.Errorf("with unknown words the score is %g, without %g", half, known)
	}
}

func TestBM25FieldWeight(t *testing.T) {
	x := newOf([][]Field{{{"路灯", 1}, {"其他", 2}}, {{"路灯", 2}, {"其他", 1}}})
	if got := scores(x, "路灯"); got[1] <= got[0] {
		t.Errorf("the heavier field scores %g, the lighter %g", got[1], got[0])
	}
}

func TestBM25Empty(t *testing.T) {
	for _, tt := range []struct {
		name      string
		documents [][]Field
	}{
		{"no documents", nil},
		{"a document without fields", [][]Field{{}}},
		{"a document without words", texts("")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := scores(newOf(tt.documents), "路灯")
			if len(got) != len(tt.documents) || slices.ContainsFunc(got, func(s float32) bool { return s != 0 }) {
				t.Errorf("scores %v", got)
			}
		})
	}
}

// TestBM25Deterministic: two indexes of the same texts score bit by bit alike.
func TestBM25Deterministic(t *testing.T) {
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	var documents [][]Field
	for _, p := range reports[0].Passages {
		documents = append(documents, []Field{{text.Normalize(p.Text), 2}, {text.Normalize(reports[0].Place(&p).String()), 1}})
	}
	first, second := newOf(documents), newOf(documents)
	for _, query := range []string{"累计建成多少个5g基站", "老旧小区电梯", "how many stations"} {
		if !slices.Equal(scores(first, query), scores(second, query)) || !slices.Equal(scores(first, query), scores(first, query)) {
			t.Errorf("scores of %q differ", query)
		}
	}
}
