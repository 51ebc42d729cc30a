package page_test

import (
	"strings"
	"testing"

	"wenbao/bot/page"
	"wenbao/bot/page/pagetest"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// dashes is a report in which a passage follows the subsections of its heading.
const dashes = `河口区2024年政府工作报告

各位代表：

2024年，全区上下实干争先，主要情况如下，请您阅看，欢迎监督。

一、过去一年

主要成绩如下。

——道路更畅了。改造村道18公里，修好了十七座石桥，群众出行更加方便。

——村子更美了。种树3万棵。

二、下一步

建设粮库3座。
`

func TestReportGolden(t *testing.T) {
	tests := []struct {
		name     string
		report   *knowledge.Report
		language text.Language
		home     string
	}{
		{"report.html", river(t, knowledge.Meta{
			Place: "河口区", Years: []int{2023, 2024}, Covers: "review", Publisher: "河口区人民政府", Source: "政府网站", URL: "https://example.org/a?b=1&c=2",
			SHA256: strings.Repeat("0f", 32),
		}), text.Simplified, ""},
		{"report.en.html", river(t, knowledge.Meta{Years: []int{2024}}), text.English, "/?lang=en"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b strings.Builder
			if err := page.Report(&b, test.language, test.report, test.home); err != nil {
				t.Fatal(err)
			}
			golden(t, test.name, b.String())
		})
	}
}

// TestReportShipped: every passage and heading of a real report stands at its
// anchor, verbatim, and in its order.
func TestReportShipped(t *testing.T) {
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, report := range reports {
		var b strings.Builder
		if err := page.Report(&b, text.Traditional, report, ""); err != nil {
			t.Fatal(err)
		}
		checked := pagetest.Check(t, b.String())
		for _, p := range report.Passages {
			n := checked.ByID(page.Anchor(p.ID))
			if n == nil || pagetest.Text(n) != page.Anchor(p.ID)+strings.Join(strings.Fields(p.Text), " ") {
				t.Errorf("%s is not there as it should be", p.ID)
			}
		}
		for _, h := range report.Headings {
			if n := checked.ByID(page.Anchor(h.ID)); n == nil || n.Data[0] != 'h' || pagetest.Text(n) != strings.Join(strings.Fields(h.Text), " ") {
				t.Errorf("%s is not there as it should be", h.ID)
			}
		}
		if shown := checked.Classed("passage"); len(shown) != len(report.Passages) || pagetest.Attribute(shown[len(shown)-1], "id") != page.Anchor(report.Passages[len(shown)-1].ID) {
			t.Errorf("%d passages are shown", len(shown))
		}
	}
}

// TestReportHostile: what a report says and its metadata say is text.
func TestReportHostile(t *testing.T) {
	line := strings.ReplaceAll(hostile, "\n", " ")
	report := &knowledge.Report{
		ID: "x", Meta: knowledge.Meta{Title: line, Place: line, Publisher: line, Source: line, URL: `https://example.org/"><script>alert(1)</script>`, SHA256: line},
		Front:    []knowledge.Line{{Number: 1, Text: line}},
		Headings: []knowledge.Heading{{ID: "x/1", Level: 1, Parent: -1, Line: knowledge.Line{Number: 2, Text: line}}},
		Passages: []knowledge.Passage{{ID: "x/1.1", Heading: 0, Ordinal: 1, Line: knowledge.Line{Number: 3, Text: line}}},
	}
	var b strings.Builder
	if err := page.Report(&b, text.English, report, ""); err != nil {
		t.Fatal(err)
	}
	n := pagetest.Check(t, b.String()).ByID("1.1")
	if got := pagetest.Text(n); got != "1.1"+harmless {
		t.Errorf("%q", got)
	}
}
