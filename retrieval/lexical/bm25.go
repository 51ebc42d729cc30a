// Package lexical ranks texts by the words that they share with a question.
package lexical

import (
	"iter"
	"math"
)

// BM25 parameters, the customary values (Robertson and Zaragoza, "The
// Probabilistic Relevance Framework: BM25 and Beyond", 2009).
const (
	k1 = 1.2
	b  = 0.75
)

// Index ranks documents by BM25. It is read-only and safe for concurrent use.
type Index struct {
	lists lists
	norms []float32 // k1*(1-b+b*length/average) of each document
}

// Field is a part of a document: a text in the form of text.Normalize, and how
// much each of its words counts.
type Field struct {
	Text   string
	Weight int
}

// New indexes documents made of weighted fields.
func New(documents iter.Seq[[]Field]) *Index {
	var b builder
	for fields := range documents {
		b.add(fields)
	}
	return newIndex(b.lists())
}

func newIndex(l lists) *Index {
	var total float64
	for i := range l.documents {
		total += float64(l.length(i))
	}
	average := float32(max(total/max(float64(l.documents), 1), 1))
	x := &Index{lists: l, norms: make([]float32, l.documents)}
	for i := range x.norms {
		x.norms[i] = k1 * (1 - b + b*float32(l.length(i))/average)
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
		postings := x.lists.of(t)
		most := x.idf(postings.count) * (k1 + 1)
		bound += most
		for postings.next() && postings.document < len(scores) {
			weight := float32(postings.weight)
			scores[postings.document] += most * weight / (weight + x.norms[postings.document])
		}
	}
	if bound > 0 {
		for i := range scores {
			scores[i] /= bound
		}
	}
}
