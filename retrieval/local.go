package retrieval

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"unicode"

	"wenbao/knowledge/text"
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
func (l Local) Embed(_ context.Context, list []string) ([][]float32, error) {
	vectors := make([][]float32, len(list))
	for i, t := range list {
		normalized := text.Normalize(t)
		if len(l.model.Segment(normalized)) == 0 {
			vectors[i] = strange(normalized, l.model.Dimension())
			continue
		}
		vectors[i] = l.model.Embed(normalized)
	}
	return vectors, nil
}

// strange is the vector of a text without a known word: a direction of its
// own, so that two such texts are not taken for the same.
func strange(text string, dimension int) []float32 {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(text))
	random := rand.New(rand.NewPCG(hash.Sum64(), 0)) //nolint:gosec // wanted: the same every time
	v := make([]float32, dimension)
	for i := range v {
		v[i] = float32(random.NormFloat64())
	}
	return Unit(v)
}

// Embeds reports whether the model knows the language of a text: it learned
// Chinese from a Chinese teacher.
func (Local) Embeds(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
