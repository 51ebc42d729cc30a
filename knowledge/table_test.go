package knowledge

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTablesAreCutBelowTheirHead: each further piece has the captions and heads of
// columns of its table, and the words of the pieces are the table's once.
func TestTablesAreCutBelowTheirHead(t *testing.T) {
	rows := strings.Repeat("| 企业所得税 | 85136 | 92291 |\n", 20)
	for _, tt := range []struct{ name, table, head string }{
		{"a row of heads", "| 科目 | 预算数 | 完成数 |\n", "| 科目 | 预算数 | 完成数 |"},
		{"the rule of Markdown", "| 科目 | 预算数 | 完成数 |\n|---|---|---|\n", "| 科目 | 预算数 | 完成数 |\n|---|---|---|"},
		{"captions and unit", "表2 收入\n单位：万元\n| 科目 | 预算数 | 完成数 |\n", "表2 收入\n单位：万元\n| 科目 | 预算数 | 完成数 |"},
		{"captions in rows", "| 表2 | | |\n| | | 单位：万元 |\n| 科目 | 2024年 | 2025年 |\n", "| 表2 | | |\n| | | 单位：万元 |\n| 科目 | 2024年 | 2025年 |"},
		{"merged heads", "| 科目 | 2025年 | |\n| | 预算数 | 完成数 |\n", "| 科目 | 2025年 | |\n| | 预算数 | 完成数 |"},
		{"no heads", "| 增值税 | 3 | 4 |\n", ""},
		{"heads without end", "| " + strings.Repeat("科目", 80) + " | 预算数 | 完成数 |\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "一、综合\n新建学校3所。\n" + tt.table + rows
			checkParse(t, []byte(text))
			r, err := Parse("r", []byte(text), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range r.Passages[1:] {
				head := tt.head
				if p.Piece == 1 {
					head = ""
				}
				if p.Pieces < 2 || p.Head != head || !strings.HasPrefix(p.Quote(), tt.head) || !strings.HasSuffix(p.Text, "92291 |") || len([]rune(p.Quote())) > maxPassage+maxHead {
					t.Errorf("piece %d of %d below %q: %q", p.Piece, p.Pieces, p.Head, p.Text)
				}
			}
		})
	}
}

// TestTableBelowTheTitle: a table right below the title is a passage with its caption,
// and no lines of the title.
func TestTableBelowTheTitle(t *testing.T) {
	const rows = "| 项目 | 2023年决算数 |\n|---|---|\n| 税收收入 | 120 |"
	for _, tt := range []struct {
		name, text string
		front      int
		want       string
	}{
		{"the rows", "青禾区2024年财政收支表\n\n" + rows + "\n", 1, rows},
		{"its unit", "青禾区2024年财政收支表\n\n单位：万元\n\n" + rows + "\n", 1, "单位：万元\n" + rows},
		{"its number", "青禾区2024年预算报告\n\n表1 一般公共预算\n\n" + rows + "\n", 1, "表1 一般公共预算\n" + rows},
		{"nothing else", rows + "\n", 0, rows},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := tt.text + "\n以上为快报数，最终以批准的决算为准，如有变动另行公告。\n"
			checkParse(t, []byte(text))
			r, err := Parse("r", []byte(text), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Front) != tt.front || r.Passages[0].Text != tt.want {
				t.Errorf("%d lines of the title, first passage %q, want %q", len(r.Front), r.Passages[0].Text, tt.want)
			}
		})
	}
}

func TestReadTable(t *testing.T) {
	for _, tt := range []struct {
		name, words string
		want        Table
		ok          bool
	}{
		{"sentences", "新建学校3所。\n修路2条。", Table{Captions: []string{"新建学校3所。", "修路2条。"}}, false},
		{"nothing", "", Table{Captions: []string{""}}, false},
		{"heads and figures", "| 科目 | 数 |\n| 增值税 | 3 |", Table{Head: [][]string{{"科目", "数"}}, Rows: [][]string{{"增值税", "3"}}}, true},
		{"captions and the rule of Markdown", "表1 收入\n单位：万元\n| 科目 | 数 |\n|---|---|\n| 增值税 | 3 |",
			Table{[]string{"表1 收入", "单位：万元"}, [][]string{{"科目", "数"}}, [][]string{{"增值税", "3"}}}, true},
		{"merged heads and empty cells", "| 科目 | 2025年 |  |\n|  | 预算 | 完成 |\n| 增值税 | 3 |  |",
			Table{Head: [][]string{{"科目", "2025年", ""}, {"", "预算", "完成"}}, Rows: [][]string{{"增值税", "3", ""}}}, true},
		{"dashes for what is not known", "| 科目 | 数 |\n| 甲 | 1 |\n| - | - |", Table{Head: [][]string{{"科目", "数"}}, Rows: [][]string{{"甲", "1"}, {"-", "-"}}}, true},
		{"no heads", "| 增值税 | 3 |", Table{Rows: [][]string{{"增值税", "3"}}}, true},
		{"a sentence below", "| 科目 | 数 |\n| 增值税 | 3 |\n完。", Table{}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := ReadTable(tt.words)
			if diff := cmp.Diff(tt.want, got); diff != "" || ok != tt.ok {
				t.Errorf("ok %t (-want +got):\n%s", ok, diff)
			}
		})
	}
}
