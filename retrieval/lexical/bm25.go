// Package lexical ranks texts by the words that they share with a question.
package lexical

import "math"

// BM25 parameters, the customary values (Robertson and Zaragoza, "The
// Probabilistic Relevance Framework: BM25 and Beyond", 2009).
const (
	k1 = 1.2
	b  = 0.75
)

// Index ranks documents by BM25. It is read-only after New and safe for
// concurrent use.
type Index struct {
	postings map[token][]posting
	norms    []float32 // k1*(1-b+b*length/average) of each document
}

type posting struct {
	document int32
	weight   float32 // term frequency, weighted by field
}

// Field is a part of a document: a text in the form of text.Normalize, and how
// much each of its words counts.
type Field struct {
	Text   string
	Weight float32
}

// New indexes documents made of weighted fields.
func New(documents [][]Field) *Index {
	x := &Index{postings: map[token][]posting{}, norms: make([]float32, len(documents))}
	var total float32
	for i, fields := range documents {
		frequencies := map[token]float32{}
		for _, f := range fields {
			for _, t := range tokenize(f.Text) {
				frequencies[t] += f.Weight
				x.norms[i] += f.Weight
			}
		}
		for t, weight := range frequencies {
			x.postings[t] = append(x.postings[t], posting{int32(i), weight})
		}
		total += x.norms[i]
	}
	average := max(total/float32(max(len(documents), 1)), 1)
	for i, length := range x.norms {
		x.norms[i] = k1 * (1 - b + b*length/average)
	}
	return x
}

// idf is the inverse document frequency in Lucene's non-negative form.
func (x *Index) idf(documents int) float32 {
	n := float64(len(x.norms))
	return float32(math.Log(1 + (n-float64(documents)+0.5)/(float64(documents)+0.5)))
}

// Len is the number of documents.
func (x *Index) Len() int { return len(x.norms) }

// Scores writes the score of every document, in their order, for a query in
// the form of text.Normalize. A score is divided by that of a document that
// holds each word of the query without end: 1 is a perfect match. Dividing by
// a bound that depends on the query alone keeps scores of different queries
// comparable (Bruch, Gai and Ingber, "An Analysis of Fusion Functions for
// Hybrid Retrieval", 2023). Words that no document has count in the bound.
func (x *Index) Scores(query string, scores []float32) {
	clear(scores)
	var bound float32
	for _, t := range tokenize(query) {
		postings := x.postings[t]
		most := x.idf(len(postings)) * (k1 + 1)
		bound += most
		for _, p := range postings {
			scores[p.document] += most * p.weight / (p.weight + x.norms[p.document])
		}
	}
	if bound > 0 {
		for i := range scores {
			scores[i] /= bound
		}
	}
}
