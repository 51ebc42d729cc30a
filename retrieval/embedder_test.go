package retrieval

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

// table is a small embedder: a vector by text, the first axis for others.
type table map[string][]float32

func (table) Name() string   { return "table" }
func (table) Dimension() int { return 3 }
func (e table) Embed(_ context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		vectors[i] = []float32{1, 0, 0}
		if v, ok := e[text]; ok {
			vectors[i] = v
		}
	}
	return vectors, nil
}

// short leaves one vector out.
type short struct{ table }

func (e short) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	vectors, err := e.table.Embed(ctx, texts)
	return vectors[:max(len(vectors)-1, 0)], err
}

var errDown = errors.New("the service is down")

// broken fails once it is switched off.
type broken struct {
	table
	down *bool
}

func (e broken) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if *e.down {
		return nil, errDown
	}
	return e.table.Embed(ctx, texts)
}

func TestEmbedChecks(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, tt := range []struct {
		name     string
		embedder Embedder
		want     string // in the error, "" for none
	}{
		{"unit vectors", table{"a": {0, 0.6, 0.8}}, ""},
		{"nearly unit", table{"a": {0, 0, 1.0005}}, ""},
		{"one too few", short{}, "1 vectors for 2 texts"},
		{"too short", table{"a": {1, 0}}, "2 dimensions for text 0; it promised 3"},
		{"too long", table{"b": {1, 0, 0, 0}}, "4 dimensions for text 1"},
		{"no vector", table{"a": nil}, "0 dimensions for text 0"},
		{"not unit", table{"b": {1, 1, 0}}, "length 1.414 for text 1"},
		{"zero", table{"a": {0, 0, 0}}, "length 0.000"},
		{"NaN", table{"a": {nan, 0, 0}}, "length NaN"},
		{"infinite", table{"a": {inf, 0, 0}}, "length +Inf"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := embed(context.Background(), tt.embedder, []string{"a", "b"})
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestEmbedWrapsErrors(t *testing.T) {
	down := true
	_, err := embed(context.Background(), broken{down: &down}, []string{"a"})
	if !errors.Is(err, errDown) || !strings.Contains(err.Error(), "table") {
		t.Errorf("error %v does not wrap %v and name the embedder", err, errDown)
	}
}

// TestOpenRefusesBadVectors: no index is better than one that cannot rank.
func TestOpenRefusesBadVectors(t *testing.T) {
	_, err := Open(context.Background(), Config{Entries: []Entry{{ID: "1", Text: "a"}}, Embedder: table{"a": {2, 0, 0}}})
	if err == nil {
		t.Error("an index was made of vectors that are not unit vectors")
	}
}

func TestUnit(t *testing.T) {
	for _, tt := range []struct {
		name     string
		in, want []float32
	}{
		{"scaled", []float32{3, 4}, []float32{0.6, 0.8}},
		{"unit stays", []float32{0, 1}, []float32{0, 1}},
		{"zero becomes the first axis", []float32{0, 0}, []float32{1, 0}},
		{"tiny", []float32{0, 1e-30}, []float32{0, 1}},
		{"huge", []float32{3e38, 0}, []float32{1, 0}},
		{"empty", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Unit(slices.Clone(tt.in)); !slices.Equal(got, tt.want) {
				t.Errorf("Unit(%v) = %v, want %v", tt.in, got, tt.want)
			}
		})
	}
}

// oddTexts are what people send besides questions.
var oddTexts = []string{"", " ", "🔋🔋", "\xff\xfe", "的", "?!", "充电桩", "充電樁", "３０４７", strings.Repeat("充电桩", 5000), "\u200b", "привет"}

// other is an embedder of another name; its vectors are those of the one within.
type other struct{ Embedder }

func (other) Name() string { return "other" }
