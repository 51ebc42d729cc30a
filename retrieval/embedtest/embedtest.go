// Package embedtest holds what every retrieval.Embedder must do, as a test.
package embedtest

import (
	"math"
	"slices"
	"strings"
	"testing"

	"wenbao/retrieval"
)

// odd is what people send besides questions.
var odd = []string{"", " ", "🔋🔋", "\xff\xfe", "的", "?!", "充电桩", "消防站", "３０４７", strings.Repeat("充电桩", 5000), "\u200b", "привет"}

// Run tests that an embedder gives every text, however odd, one unit vector of
// its dimension: in the order of the texts, and the same whenever it is asked
// and whatever else it is asked for.
func Run(t *testing.T, e retrieval.Embedder) {
	t.Helper()
	if e.Name() == "" || e.Dimension() < 1 {
		t.Fatalf("name %q, dimension %d", e.Name(), e.Dimension())
	}
	together := embed(t, e, odd)
	for i, text := range odd {
		if alone := embed(t, e, []string{text}); !slices.Equal(alone[0], together[i]) {
			t.Errorf("%.20q has another vector alone than among others", text)
		}
	}
	backwards := slices.Clone(odd)
	slices.Reverse(backwards)
	for i, v := range embed(t, e, backwards) {
		if !slices.Equal(v, together[len(odd)-1-i]) {
			t.Errorf("%.20q has another vector in another order", backwards[i])
		}
	}
	if two := embed(t, e, []string{"充电桩", "消防站"}); slices.Equal(two[0], two[1]) {
		t.Error("two things have the same vector")
	}
	embed(t, e, nil)
}

// embed embeds texts and checks each vector by itself.
func embed(t *testing.T, e retrieval.Embedder, texts []string) [][]float32 {
	t.Helper()
	vectors, err := e.Embed(t.Context(), texts)
	if err != nil || len(vectors) != len(texts) {
		t.Fatalf("%d vectors for %d texts, error %v", len(vectors), len(texts), err)
	}
	for i, text := range texts {
		v := vectors[i]
		var sum float64
		for _, x := range v {
			sum += float64(x) * float64(x)
		}
		if len(v) != e.Dimension() || math.IsNaN(sum) || math.Abs(sum-1) > 1e-3 {
			t.Fatalf("%.20q has a vector of %d dimensions and the squared length %.4f", text, len(v), sum)
		}
	}
	return vectors
}
