package bot

import (
	"testing"

	"wenbao/knowledge"
)

// TestTenseChooses: of a figure done and one planned, the asked one comes first.
func TestTenseChooses(t *testing.T) {
	b := botOver(t, source{"r", "2024年甲区政府工作报告\n一、2023年工作回顾\n新建学校三所，改造道路十二条。\n二、2024年重点任务\n新建学校五所，改造道路二十条。\n", knowledge.Meta{Place: "甲区"}})
	for _, tt := range []struct{ text, want string }{
		{"去年新建了几所学校", "r/1.1"},
		{"2023年新建学校几所", "r/1.1"},
		{"今年要新建几所学校", "r/2.1"},
		{"2024年新建学校几所", "r/2.1"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			if a := ask(t, b, tt.text); a.Hits[0].ID != tt.want {
				t.Errorf("first hit %s, want %s", a.Hits[0].ID, tt.want)
			}
		})
	}
}
