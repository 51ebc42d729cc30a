package page_test

import (
	"strings"
	"testing"
	"time"

	"wenbao/bot/page"
	"wenbao/bot/state"
)

func TestGapsGolden(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	full := page.Gaps{
		Subjects: []state.GapCount{
			{Gap: state.Gap{Subject: "学位", Reason: "报告没有写具体的数量", Nearest: "x/1.1"}, People: 12, Asked: 30, Last: at},
			{Gap: state.Gap{Subject: hostile, Reason: hostile, Nearest: "x/9.9"}, People: 3, Asked: 3, Last: at.AddDate(0, 0, -40)},
			{Gap: state.Gap{Subject: "电梯", Reason: "报告没有提到这件事"}, People: 3, Asked: 4, Last: at},
		},
		Others: 7, Up: 5, Down: 2,
		Opinions: []state.Opinion{{Receipt: "0123456789", Question: hostile, At: at}, {Receipt: "9876543210", Question: "修好了几座石桥？", Up: true, At: at}},
	}
	for _, test := range []struct {
		name string
		gaps page.Gaps
	}{{"gaps.html", full}, {"gaps-none.html", page.Gaps{}}} {
		t.Run(test.name, func(t *testing.T) {
			test.gaps.Passage = func(id string) page.Shown { return page.Shown{Text: texts[id]} }
			var b strings.Builder
			if err := test.gaps.Write(&b); err != nil {
				t.Fatal(err)
			}
			golden(t, test.name, b.String())
		})
	}
}

// TestGapsLink: where there is a page of the report, the passage leads to it.
func TestGapsLink(t *testing.T) {
	g := page.Gaps{Subjects: []state.GapCount{{Gap: state.Gap{Subject: "学位", Nearest: "x/1.1"}}}}
	for link, want := range map[string]string{
		"report.html#1.1":     `<a href="report.html#1.1"><code>x/1.1</code></a> 修好了十七座石桥。`,
		"javascript:alert(1)": `<a href="#ZgotmplZ">`,
	} {
		g.Passage = func(id string) page.Shown { return page.Shown{Text: texts[id], Link: link} }
		var b strings.Builder
		if err := g.Write(&b); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%v: no %s in %s", err, want, b.String())
		}
	}
}
