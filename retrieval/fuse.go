package retrieval

// semanticWeight is the semantic share of the fused score. 0.2 to 0.5 were
// tried: more helps short everyday questions and harms long texts (README.md).
const semanticWeight = 0.25

// carried is the share of an entry's score that a question takes from what was
// said before it.
const carried = 0.4

// fuse is the score of an entry: a convex combination of its lexical and its
// semantic score, which keeps the distances that reciprocal rank fusion throws
// away (Bruch, Gai and Ingber, 2023).
func fuse(lexical, semantic float64) float64 {
	return (1-semanticWeight)*lexical + semanticWeight*semantic
}
