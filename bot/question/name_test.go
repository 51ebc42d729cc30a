package question

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCodesIn: what is measured or counted in a row is no code.
func TestCodesIn(t *testing.T) {
	for _, tt := range []struct {
		asked string
		want  []string
	}{
		{"4g基站多少", []string{"4g"}},
		{"m101线和6号线", []string{"m101", "6号线"}},
		{"东六环和五环", []string{"六环", "五环"}},
		{"地铁六号线", []string{"六号线"}},
		{"第三环节", nil},
		{"pm2.5降了多少", []string{"pm2.5"}},
		{"is the 2nd phase of the hospital open", nil},
		{"14th five-year plan", nil},
		{"修了20km路", nil},
		{"24h药店有几家", nil},
		{"10kv线路", nil},
		{"5.5m宽的路", nil},
		{"b2座几楼.", []string{"b2"}},
	} {
		t.Run(tt.asked, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, codesIn(tt.asked)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
