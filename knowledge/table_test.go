package knowledge

import (
	"strings"
	"testing"
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
