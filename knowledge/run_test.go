package knowledge

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHeadingsBetweenNumbers: where paragraphs are numbered through the document, a short line
// between two of them is the heading of the second, whatever the first ends with.
func TestHeadingsBetweenNumbers(t *testing.T) {
	for _, tt := range []struct{ name, end, heading string }{
		{"a full stop", "。", "农田水利建设"},
		{"who does it, in brackets", "。（水利局）", "农田水利建设"},
		{"who does it, in a line of its own", "。\n（水利局）", "农田水利建设"},
		{"items, and who does it", "：\n•\n\n修一个水库；及\n\n•\n\n再修一个。（水利局、农业局）", "农田水利建设"},
		{"a heading of two characters", "。", "房屋"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			b.WriteString("石桥县施政报告\n\n一、水利\n\n")
			for n := 1; n <= 24; n++ {
				fmt.Fprintf(&b, "%d.\n\n我们会在第%d个乡修建水库，让农户在干旱的月份有水可用，并在一年之内建成通水%s\n\n", n, n, tt.end)
				if n == 20 {
					b.WriteString(tt.heading + "\n\n")
				}
			}
			checkParse(t, []byte(b.String()))
			r := parseText(t, b.String())
			if len(r.Headings) != 2 || len(r.Passages) != 24 {
				t.Fatalf("headings %v, %d passages", r.Headings, len(r.Passages))
			}
			want := []string{"一、水利 › 第20段", "一、水利 › " + tt.heading + " › 第21段"}
			got := []string{r.Place(&r.Passages[19]).Within(), r.Place(&r.Passages[20]).Within()}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
