package lexical

import (
	"testing"

	"wenbao/knowledge/knowledgetest"
	"wenbao/knowledge/text"
)

// BenchmarkScores scores 9,680 passages for a question of common words.
func BenchmarkScores(b *testing.B) {
	var documents [][]Field
	for _, report := range knowledgetest.Reports(80) {
		for _, p := range report.Passages {
			documents = append(documents, []Field{{text.Normalize(p.Text), 1}})
		}
	}
	x := newOf(documents)
	list := make([]float32, x.Len())
	b.ReportAllocs()
	for b.Loop() {
		x.Scores("新建了多少座消防站", list)
	}
}
