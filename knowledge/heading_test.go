package knowledge

import "testing"

// TestBlanksInNumbers: blanks beside the number of a heading, which Word files and pages
// put there, do not hide it.
func TestBlanksInNumbers(t *testing.T) {
	for _, tt := range []struct{ name, number string }{
		{"none", "（一）"},
		{"within brackets", "（ 一 ）"},
		{"wide, within narrow brackets", "(　一　)"},
		{"within brackets, a digit", "（ 1 ）"},
		{"behind a digit", "1 、"},
		{"in a line of its own", "（ 一 ）\n"},
		{"in a line of its own, behind it", "一 、\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "石桥县政府工作报告\n第一部分 回顾\n" + tt.number + "农业发展\n建成大棚400座。\n"
			checkParse(t, []byte(text))
			r, err := Parse("r", []byte(text), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Headings) != 2 || len(r.Passages) != 1 || unspaced(r.Headings[1].Text) != unspaced(tt.number)+"农业发展" {
				t.Errorf("headings %+v, passages %+v", r.Headings, r.Passages)
			}
		})
	}
}
