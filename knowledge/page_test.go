package knowledge

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	sources "wenbao/knowledge/source"
)

// TestPages: every passage has the page on which it begins, also a piece of a
// paragraph that a page cuts, and heading and words that share a line.
func TestPages(t *testing.T) {
	mark := sources.PageMark
	half := strings.Repeat("全年新建学校三所，", 8)
	whole := half + "全部完成。"
	for _, tt := range []struct {
		name  string
		lines []string
		want  string // the page of each passage
		empty []int
	}{
		{"none", []string{"一、甲", "乙。"}, "0", nil},
		{"one", []string{mark(1), "一、甲", "乙。"}, "1", nil},
		{"a paragraph on each", []string{mark(1), "一、甲", "乙。", mark(2), "丙。"}, "1 2", nil},
		{"printed numbers tell nothing", []string{"一、甲", "乙。", "— 7 —", "丙。"}, "0 0", nil},
		{"printed numbers between hyphens, as an item begins", []string{"一、甲", "乙。", "- 7 -", "丙。", "- 丁。"}, "0 0 0", nil},
		{"printed numbers beside the marks", []string{mark(2), "一、甲", "乙。", "— 1 —", mark(3), "丙。"}, "2 3", nil},
		{"a sentence over two pages", []string{mark(1), "一、甲", whole, whole, whole, whole, half, mark(2), "丙。", "丁。"}, "1 1 1 1 1 2", nil},
		{"pieces", []string{mark(4), "一、甲", whole, whole, whole, whole, whole + half, mark(5), "丙。" + whole + whole}, "4 4 4 4 4 5", nil},
		{"run in", []string{mark(1), "一、甲", "乙。", mark(2), "二、丙。丁。"}, "1 2", nil},
		{"a sentence that looks like a heading", []string{mark(1), "一、甲", "乙。", mark(2), "（一）新建幼儿园12所", "二、丙", "丁。"}, "1 2 2", nil},
		{"rows of a table", []string{mark(1), "一、甲", "| 指标 | 数 |", mark(2), "| 产值 | 3 |"}, "1", nil},
		{"pages without a word", []string{mark(1), mark(2), "一、甲", "乙。", mark(3), "— 3 —", mark(4), "丙。", mark(5)}, "2 4", []int{1, 3, 5}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Join(tt.lines, "\n") + "\n"
			checkParse(t, []byte(text))
			r, err := Parse("r", []byte(text), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			var pages []string
			for _, p := range r.Passages {
				pages = append(pages, fmt.Sprint(p.Page))
			}
			if got := strings.Join(pages, " "); got != tt.want {
				t.Errorf("pages %s, want %s: %+v", got, tt.want, r.Passages)
			}
			if diff := cmp.Diff(tt.empty, r.empty); diff != "" {
				t.Errorf("without a word (-want +got):\n%s", diff)
			}
		})
	}
}

// TestImprint: what a web page puts behind a text is no passage, and a remark is a note.
func TestImprint(t *testing.T) {
	for _, tt := range []struct {
		name, end string
		passages  int
		note      bool // the last of them
	}{
		{"whose words, and where they stand", "（信息来源：青禾区统计局）\n（原文地址：http://tjj.example.cn/t2026.html）\n", 1, false},
		{"what is not shown", "（图表略，请访问原文地址查阅）\n来源：青禾区统计局\n", 1, false},
		{"whose work", "责任编辑：某某\n审核人：某某\n", 1, false},
		{"a remark before it", "注：部分数据为初步统计数。\n（来源：青禾区统计局）\n", 2, true},
		{"a source that is told of in sentences", "资料来源：收入数据来自财政局；粮食数据来自农业局。\n", 2, false},
		{"words about a source", "水的来源有三处。\n", 2, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "青禾区2025年统计公报\n一、综合\n全年修路三公里。\n" + tt.end
			checkParse(t, []byte(text))
			r := parseText(t, text)
			if last := r.Passages[len(r.Passages)-1]; len(r.Passages) != tt.passages || last.Note != tt.note {
				t.Errorf("%d passages, the last a note: %t: %q", len(r.Passages), last.Note, last.Text)
			}
		})
	}
}

// TestPageInAddress: the page comes through the folder into the address.
func TestPageInAddress(t *testing.T) {
	text := sources.PageMark(1) + "\n青禾区2024年政府工作报告\n一、民生\n新建学校3所。\n" + sources.PageMark(2) + "\n修路2公里。\n"
	reports, _, err := Load(fstest.MapFS{"qinghe/report.md": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range reports[0].Passages {
		got = append(got, reports[0].Place(&reports[0].Passages[i]).String())
	}
	want := []string{"《青禾区2024年政府工作报告》一、民生 › 第1段，第1页", "《青禾区2024年政府工作报告》一、民生 › 第2段，第2页"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
