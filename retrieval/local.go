package retrieval

import (
	"context"
	"fmt"

	"wenbao/retrieval/wordvec"
)

// Local embeds with the static word vectors in the binary: no network, no key.
type Local struct{ model *wordvec.Model }

// NewLocal opens the model in the binary.
func NewLocal() (Local, error) {
	model, err := wordvec.Default()
	if err != nil {
		return Local{}, fmt.Errorf("opening the embedded word vectors: %w", err)
	}
	return Local{model}, nil
}

// Name identifies the model file.
func (l Local) Name() string { return l.model.Name() }

// Dimension is the length of a vector.
func (l Local) Dimension() int { return l.model.Dimension() }

// Embed never fails.
func (l Local) Embed(_ context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		vectors[i] = l.model.Embed(Normalize(text))
	}
	return vectors, nil
}
