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

// TestTargets: what was reached is no target; a report without a plan gives none.
func TestTargets(t *testing.T) {
	const done = "初步核算，全年地区生产总值885亿元，比上年增长4.0%。\n粮食产量120万吨，比上年增长2.0%。\n"
	review := botOver(t, source{"r", "甲区2023年国民经济和社会发展统计公报\n一、综合\n" + done, knowledge.Meta{}})
	both := botOver(t, source{"r", "2024年甲区政府工作报告\n一、2023年工作回顾\n" + done + "二、2024年重点任务\n今年发展主要预期目标是：地区生产总值增长5%左右，粮食产量125万吨。\n", knowledge.Meta{}})
	for _, tt := range []struct {
		name, text string
		of         *Bot
		want       string // what is cited, "" for no answer
	}{
		{"a target", "今年GDP目标是多少", review, ""},
		{"a target, without the year", "GDP增长目标定了多少", review, ""},
		{"a target of another thing", "粮食产量目标多少", review, ""},
		{"what was reached", "GDP是多少", review, "1.1"},
		{"a target, where there is a plan", "今年GDP目标是多少", both, "2.1"},
		{"what was reached, where there is a plan", "去年GDP多少", both, "1.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, tt.of, tt.text)
			if answered := a.Outcome == Answered; answered != (tt.want != "") || answered && cited(a) != tt.want {
				t.Errorf("%s cites %s, want %q: %s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}
