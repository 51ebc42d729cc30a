package knowledge

import (
	"slices"
	"testing"
)

// TestContents: a table of contents is no part of the text, however it leads to its pages.
func TestContents(t *testing.T) {
	for _, tt := range []struct{ name, first, second string }{
		{"dots", "一、上年工作……1", "二、今年任务……9"},
		{"a tab", "一、上年工作\t1", "二、今年任务\t9"},
		{"dots and a tab", "一、上年工作......\t1", "二、今年任务......\t9"},
		{"dots in the middle", "一、上年工作⋯⋯⋯⋯1", "二、今年任务⋯⋯⋯⋯9"},
		{"brackets", "一、上年工作……（1）", "二、今年任务……（9）"},
		{"narrow brackets", "一、上年工作 (1)", "二、今年任务 (9)"},
		{"dashes", "一、上年工作……— 1 —", "二、今年任务……— 9 —"},
		{"the word", "一、上年工作……第1页", "二、今年任务……第9页"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "石桥县政府工作报告\n目录\n" + tt.first + "\n" + tt.second + "\n一、上年工作\n建成大棚400座。\n二、今年任务\n建设粮库3座。\n"
			checkParse(t, []byte(text))
			r, err := Parse("r", []byte(text), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Front) != 4 || len(r.Headings) != 2 || len(r.Passages) != 2 || r.Headings[0].Text != "一、上年工作" {
				t.Errorf("front %v, headings %v, %d passages", r.Front, r.Headings, len(r.Passages))
			}
		})
	}
}

// TestSignature: who gives the report is told in a line that may be cited; the other lines of the
// front may not, and the introduction is counted without it.
func TestSignature(t *testing.T) {
	for line, want := range map[string]string{
		"代理县长 周静":   "署名 代理县长 周静",
		"青禾县县长　周 静": "署名 青禾县县长　周 静",
		"——2026年1月8日在青禾县第九届人民代表大会上 县长 周静": "署名 县长 周静",
		"2026年1月8日":      "",
		"县长办公会议":         "",
		"各位代表、各位县长 同志们：": "",
	} {
		text := "青禾县2026年政府工作报告\n\n" + line + "\n\n各位代表：\n\n现在，我代表县人民政府报告工作。\n\n一、2025年工作回顾\n\n修渠三条。\n"
		checkParse(t, []byte(text))
		r := parseText(t, text)
		got := ""
		if p := r.Passages[0]; p.front {
			got = r.Place(&p).Item + " " + p.Text
		}
		introduction := slices.DeleteFunc(r.Directly(-1), func(p *Passage) bool { return p.front })
		if got != want || len(introduction) != 1 || introduction[0].ID != "r/0.1" || r.Place(introduction[0]).Item != "引言" || r.Meta.Title != "青禾县2026年政府工作报告" || r.Meta.Place != "青禾县" {
			t.Errorf("%s: %q, %+v, %s of %s", line, got, introduction, r.Meta.Title, r.Meta.Place)
		}
	}
}
