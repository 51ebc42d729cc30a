package knowledge

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The trees of the tests: one with all kinds of passages, one below a banner.
const (
	treeReport   = "报告\n引言在此。\n一、回顾\n总的来说很好。\n（一）交通\n修桥两座。\n修路三条。\n（二）教育\n建校。\n二、计划\n再修一座桥。"
	bannerReport = "## 回顾\n## 一、路\n修路。\n## 二、桥\n修桥。"
)

func TestNeighbours(t *testing.T) {
	report := mustParse(t, treeReport)
	for _, tt := range []struct{ name, text, before, after string }{
		{"the first", "引言在此。", "", "总的来说很好。"},
		{"in a section", "修桥两座。", "总的来说很好。", "修路三条。"},
		{"across sections", "建校。", "修路三条。", "再修一座桥。"},
		{"the last", "再修一座桥。", "建校。", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, after := report.Neighbours(passageOf(t, report, tt.text))
			if wordsOf(before) != tt.before || wordsOf(after) != tt.after {
				t.Errorf("beside %s: %q and %q, want %q and %q", tt.text, wordsOf(before), wordsOf(after), tt.before, tt.after)
			}
		})
	}
	if before, after := report.Neighbours(&Passage{ID: "r/9"}); before != nil || after != nil {
		t.Error("a passage of no report has neighbours")
	}
}

// TestTree walks two reports down from each heading.
func TestTree(t *testing.T) {
	for _, tt := range []struct {
		name, source, heading string // "" is above all headings
		directly, children    []string
	}{
		{"the report", treeReport, "", []string{"引言在此。"}, []string{"一、回顾", "二、计划"}},
		{"a chapter", treeReport, "一、回顾", []string{"总的来说很好。"}, []string{"（一）交通", "（二）教育"}},
		{"a section", treeReport, "（一）交通", []string{"修桥两座。", "修路三条。"}, nil},
		{"below a banner", bannerReport, "", nil, []string{"一、路", "二、桥"}},
		{"a chapter below a banner", bannerReport, "二、桥", []string{"修桥。"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, err := Parse("r", []byte(tt.source), Meta{Title: "报告"})
			if err != nil {
				t.Fatal(err)
			}
			i := headingOf(report, tt.heading)
			var directly, children []string
			for _, p := range report.Directly(i) {
				directly = append(directly, p.Text)
			}
			for _, k := range report.Children(i) {
				children = append(children, report.Headings[k].Text)
			}
			if diff := cmp.Diff(tt.directly, directly); diff != "" {
				t.Errorf("passages (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.children, children); diff != "" {
				t.Errorf("headings (-want +got):\n%s", diff)
			}
		})
	}
}

func headingOf(report *Report, text string) int {
	for i, h := range report.Headings {
		if h.Text == text {
			return i
		}
	}
	return -1
}

func passageOf(t *testing.T, report *Report, text string) *Passage {
	t.Helper()
	for i := range report.Passages {
		if report.Passages[i].Text == text {
			return &report.Passages[i]
		}
	}
	t.Fatalf("no passage %q", text)
	return nil
}

func wordsOf(p *Passage) string {
	if p == nil {
		return ""
	}
	return p.Text
}
