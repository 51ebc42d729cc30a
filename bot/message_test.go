package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestQuotedAsAnswer: what an answer showed beside, because there was no more, answered
// nothing.
func TestQuotedAsAnswer(t *testing.T) {
	const passage = "新建消防站21个。"
	for _, tt := range []struct {
		name, said string
		want       []string
	}{
		{"an answer", zh.Answered + "\n\n[1] " + passage, []string{"tongzhou-2023/6.3.1"}},
		{"the nearest", zh.Nearest + "\n\n[1] " + passage, nil},
		{"the same section", zh.Beside + "\n\n[1] " + passage, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, QuotedAsAnswer(theBot(t).library, tt.said)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
