package retrieval

import (
	"context"
	"fmt"
	"hash/fnv"
	"math"
)

const hashingDimension = 512

// Hashing embeds texts by hashed character n-grams with IDF weights (feature
// hashing: Weinberger et al., 2009). It knows no meanings; it is the baseline
// that a trained embedder must beat, and needs no model.
type Hashing struct {
	documents int
	counts    map[string]int // n-gram -> texts of the corpus that hold it
	name      string
}

// NewHashing learns the IDF weights from a corpus, usually the indexed texts.
func NewHashing(corpus []string) *Hashing {
	h := &Hashing{documents: len(corpus), counts: map[string]int{}}
	sum := fnv.New64a()
	for _, text := range corpus {
		_, _ = sum.Write([]byte(text + "\x00"))
		seen := map[string]bool{}
		for _, gram := range ngrams(Normalize(text)) {
			if !seen[gram] {
				seen[gram] = true
				h.counts[gram]++
			}
		}
	}
	h.name = fmt.Sprintf("hashing-%d-%016x", hashingDimension, sum.Sum64())
	return h
}

// Name identifies the hashing and the corpus of its weights.
func (h *Hashing) Name() string { return h.name }

// Dimension is 512.
func (h *Hashing) Dimension() int { return hashingDimension }

// Embed never fails.
func (h *Hashing) Embed(_ context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		vectors[i] = h.embed(Normalize(text))
	}
	return vectors, nil
}

func (h *Hashing) embed(text string) []float32 {
	v := make([]float32, hashingDimension)
	for _, gram := range ngrams(text) {
		hash := fnv.New64a()
		_, _ = hash.Write([]byte(gram))
		sum := hash.Sum64()
		weight := float32(math.Log(1 + float64(h.documents+1)/float64(h.counts[gram]+1)))
		if sum>>63 == 1 { // the sign keeps collisions from adding up
			weight = -weight
		}
		v[sum%hashingDimension] += weight
	}
	return Unit(v)
}

// ngrams returns characters and pairs of characters without white space.
func ngrams(text string) []string {
	var grams []string
	previous := ""
	for _, r := range text {
		if r == ' ' {
			previous = ""
			continue
		}
		s := string(r)
		grams = append(grams, s)
		if previous != "" {
			grams = append(grams, previous+s)
		}
		previous = s
	}
	return grams
}
