package question

import (
	"testing"
	"wenbao/knowledge/text"

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

// TestHome: where a person lives is told before a word or two that ask.
func TestHome(t *testing.T) {
	for _, tt := range []struct{ said, want string }{
		{"我们小区叫葛布店，换没换", "葛布店"},
		{"我们村是任辛庄,通没通?", "任辛庄"},
		{"我家住杨庄，装了没", "杨庄"},
		{"我是老师，涨没涨", ""},
		{"我住杨庄，老旧小区改造了多少", ""},
		{"我们小区叫葛布店", ""},
		{"换没换", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			if got := theReader(t).Part(text.Normalize(tt.said)).Home(); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
