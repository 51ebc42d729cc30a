package judge

import (
	"strings"
	"testing"

	"wenbao/retrieval/reader"
)

// TestTold: what the reader marks in a question that lacks some words is told in
// the words of the whole one.
func TestTold(t *testing.T) {
	for _, tt := range []struct {
		name, asked string
		without     []string
		marked      string // of the question as it was read
	}{
		{"nothing left out", "每部多少钱", nil, "多少钱"},
		{"before it", "通州电梯多少钱", []string{"通州"}, "多少钱"},
		{"after it", "多少钱在通州", []string{"通州"}, "多少钱"},
		{"two, the second before the first", "2023年通州电梯多少钱", []string{"通州", "2023年"}, "多少钱"},
		{"two, the first before the second", "通州电梯2023年多少钱", []string{"通州", "2023年"}, "多少钱"},
		{"the whole question stays", "通州", []string{"通州"}, "通州"},
		{"not in it", "电梯多少钱", []string{"北京"}, "多少钱"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := view{question: tt.asked}
			for _, name := range tt.without {
				v.without(name)
			}
			from := strings.Index(v.question, tt.marked)
			got := v.told([]reader.Span{{From: from, To: from + len(tt.marked)}})
			if len(got) != 1 || tt.asked[got[0].From:got[0].To] != tt.marked {
				t.Errorf("%v of %q, read as %q", got, tt.asked, v.question)
			}
		})
	}
	v := view{question: "电梯", reworded: true}
	if got := v.told([]reader.Span{{From: 0, To: 3}}); len(got) > 0 {
		t.Errorf("%v is told of a question in other words", got)
	}
}
