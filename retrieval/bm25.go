package retrieval

import "math"

// BM25 parameters. k1 is the customary value (Robertson and Zaragoza, "The
// Probabilistic Relevance Framework: BM25 and Beyond", 2009); b is low because
// a passage is long here when people gave it many other words, not because it
// is verbose.
const (
	bm25K1 = 1.2
	bm25B  = 0.75
)

// bm25 ranks documents by their words. It is read-only after newBM25.
type bm25 struct {
	postings map[token][]posting
	norms    []float32 // k1*(1-b+b*length/average) of each document
}

type posting struct {
	document int32
	weight   float32 // term frequency, weighted by field
}

// field is a part of a document with its weight.
type field struct {
	text   string
	weight float32
}

// newBM25 indexes documents made of weighted fields.
func newBM25(documents [][]field) *bm25 {
	b := &bm25{postings: map[token][]posting{}, norms: make([]float32, len(documents))}
	var total float32
	for i, fields := range documents {
		frequencies := map[token]float32{}
		for _, f := range fields {
			for _, t := range tokenize(f.text) {
				frequencies[t] += f.weight
				b.norms[i] += f.weight
			}
		}
		for t, weight := range frequencies {
			b.postings[t] = append(b.postings[t], posting{int32(i), weight})
		}
		total += b.norms[i]
	}
	average := max(total/float32(max(len(documents), 1)), 1)
	for i, length := range b.norms {
		b.norms[i] = bm25K1 * (1 - bm25B + bm25B*length/average)
	}
	return b
}

// idf is the inverse document frequency in Lucene's non-negative form.
func (b *bm25) idf(documents int) float32 {
	n := float64(len(b.norms))
	return float32(math.Log(1 + (n-float64(documents)+0.5)/(float64(documents)+0.5)))
}

// scores returns the score of every document divided by the score of one that
// holds each word of the query without end: 1 is a perfect match. Dividing by
// a bound that depends on the query alone keeps scores of different queries
// comparable (Bruch, Gai and Ingber, "An Analysis of Fusion Functions for
// Hybrid Retrieval", 2023). Words that no document has count in the bound.
func (b *bm25) scores(query string) []float32 {
	scores := make([]float32, len(b.norms))
	var bound float32
	for _, t := range tokenize(query) {
		postings := b.postings[t]
		idf := b.idf(len(postings))
		bound += idf * (bm25K1 + 1)
		for _, p := range postings {
			scores[p.document] += idf * (bm25K1 + 1) * p.weight / (p.weight + b.norms[p.document])
		}
	}
	if bound > 0 {
		for i := range scores {
			scores[i] /= bound
		}
	}
	return scores
}
