package knowledge

import "testing"

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
