package question

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge/text"
)

func TestContentOf(t *testing.T) {
	for _, tt := range []struct {
		name, said string
		want       []string
	}{
		{"Chinese", "老旧小区有多少电梯", []string{"老旧小区", "电梯"}},
		{"words that ask", "一共多少", nil},
		{"an English plural", "hospitals", []string{"hospitals"}},
		{"English function words", "how many of those schools were built here", []string{"schools", "built"}},
		{"both languages", "5G基站coverage怎么样", []string{"5g", "基站", "coverage"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range theReader(t).ContentOf(text.Normalize(tt.said)) {
				got = append(got, w.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
