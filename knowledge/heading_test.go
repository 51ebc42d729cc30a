package knowledge

import (
	"strings"
	"testing"
)

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

// TestNumberings: however a text counts its parts, they are its headings.
func TestNumberings(t *testing.T) {
	for _, tt := range []struct{ name, first, second string }{
		{"formal numerals", "壹、工作回顾和主要成绩", "贰、今后的任务和措施"},
		{"a comma for the sign", "一，工作回顾和主要成绩", "二，今后的任务和措施"},
		{"the sign lost", "一 工作回顾和主要成绩", "二　今后的任务和措施"},
		{"parts in digits", "第1部分 工作回顾和主要成绩", "第2部分 今后的任务和措施"},
		{"Roman numerals", "Ⅰ、工作回顾和主要成绩", "II、今后的任务和措施"},
		{"numbers in bold", "**一、工作回顾和主要成绩**", "**二、今后的任务和措施**"},
		{"bold alone", "**工作回顾和主要成绩**", "**今后的任务和措施**"},
		{"bold below #", "## **工作回顾和主要成绩**", "## **今后的任务和措施**"},
		{"between rules", "一、工作回顾和主要成绩\n---", "***\n二、今后的任务和措施"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "# 石桥县政府工作报告\n我代表县人民政府报告工作。\n\n" + tt.first + "\n\n- 建成**大棚**400座。\n\n" + tt.second + "\n\n新建大棚500座。\n"
			checkParse(t, []byte(text))
			r, err := Parse("r", []byte(text), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range r.Headings {
				got = append(got, h.Text)
			}
			for _, p := range r.Passages {
				got = append(got, r.Place(&p).Item+" "+p.Text)
			}
			if len(r.Headings) != 2 || len(r.Passages) != 3 || r.Headings[1].Level != 1 || !strings.HasSuffix(r.Headings[1].Text, "今后的任务和措施") || r.Passages[1].Text != "建成大棚400座。" {
				t.Errorf("%q", got)
			}
		})
	}
}
