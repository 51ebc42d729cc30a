package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"one", "修桥两座。", []string{"修桥两座。"}},
		{"several", "修桥！补路？好。", []string{"修桥！", "补路？", "好。"}},
		{"quoted", "他说“好。”然后走了。", []string{"他说“好。”", "然后走了。"}},
		{"no end", "修桥；补路", []string{"修桥；补路"}},
		{"dots", "好。。。走", []string{"好。。。", "走"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Sentences(tt.text)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if joined := strings.Join(got, ""); joined != tt.text {
				t.Errorf("joined again: %q", joined)
			}
		})
	}
}
