package retrieval

import (
	"context"
	"fmt"
	"math"
)

// Embedder turns texts into unit vectors. Name identifies everything that a
// vector depends on (model, version, dimension): it is part of the index's
// fingerprint, so a changed embedder never meets an old index.
type Embedder interface {
	Name() string
	Dimension() int
	// Embed returns one unit vector per text, in the order of the texts.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

// embed calls the embedder and checks what it promised.
func embed(ctx context.Context, e Embedder, texts []string) ([][]float32, error) {
	vectors, err := e.Embed(ctx, texts)
	if err != nil {
		return nil, fmt.Errorf("embedding %d texts with %s: %w", len(texts), e.Name(), err)
	}
	if len(vectors) != len(texts) {
		return nil, fmt.Errorf("%s gave %d vectors for %d texts", e.Name(), len(vectors), len(texts))
	}
	for i, v := range vectors {
		if len(v) != e.Dimension() {
			return nil, fmt.Errorf("%s gave a vector of %d dimensions for text %d; it promised %d", e.Name(), len(v), i, e.Dimension())
		}
		if length := norm2(v); math.Abs(length-1) > 1e-3 || math.IsNaN(length) {
			return nil, fmt.Errorf("%s gave a vector of length %.3f for text %d, not 1", e.Name(), length, i)
		}
	}
	return vectors, nil
}

func norm2(v []float32) float64 {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	return math.Sqrt(sum)
}

// Unit scales v to length 1 in place; a zero vector becomes the first axis,
// because a vector store cannot hold a zero vector.
func Unit(v []float32) []float32 {
	length := norm2(v)
	if length == 0 && len(v) > 0 {
		v[0] = 1
		return v
	}
	for i := range v {
		v[i] = float32(float64(v[i]) / length)
	}
	return v
}
