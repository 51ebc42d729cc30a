package retrieval

import "sort"

// semanticWeight is the semantic share of the fused score; the comparison of
// weights stands in the evaluation report.
const semanticWeight = 0.25

// fuse sets the score of every hit: a convex combination of the two rankings,
// which keeps the distances that reciprocal rank fusion throws away (Bruch,
// Gai and Ingber, 2023). It is a pure function of the two scores.
func fuse(hits []Hit) {
	for i := range hits {
		h := &hits[i]
		h.Score = (1-semanticWeight)*h.Lexical + semanticWeight*h.Semantic
	}
}

// before orders hits: higher score first, equal scores by id.
func before(a, b Hit) bool {
	if a.Score != b.Score {
		return a.Score > b.Score
	}
	return a.ID < b.ID
}

// SortHits orders hits best first, equal ones by id.
func SortHits(hits []Hit) {
	sort.Slice(hits, func(i, j int) bool { return before(hits[i], hits[j]) })
}
