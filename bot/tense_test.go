package bot

import (
	"testing"

	"wenbao/knowledge"
)

func TestQuestionTense(t *testing.T) {
	both := []int{2023, 2024}
	for _, tt := range []struct {
		text string
		want tense
	}{
		{"去年建了几所学校", done},
		{"去年主要做了哪些工作", done},
		{"过去一年干成了什么", done},
		{"实际完成多少", done},
		{"2023年建了几所学校", done},
		{"2024年建几所学校", planned},
		{"今年要建几所学校", planned},
		{"今年计划修几条路", planned},
		{"明年呢", planned},
		{"目标是多少", planned},
		{"要建几所学校", planned},
		{"what will be built", planned},
		{"主要做了哪些工作", anyTense},
		{"重要干部有哪些", anyTense},
		{"学校有几所", anyTense},
		{"2023年和2024年各多少", anyTense},
		{"2020年建了几所", anyTense},
	} {
		t.Run(tt.text, func(t *testing.T) {
			if got := understand(normalized(tt.text)).tense(both); got != tt.want {
				t.Errorf("tense of %q is %d, want %d", tt.text, got, tt.want)
			}
		})
	}
}

func TestPassageTense(t *testing.T) {
	for _, tt := range []struct {
		heading string
		want    tense
	}{
		{"2023年工作回顾", done},
		{"过去一年工作情况", done},
		{"2023年重点工作完成情况", done},
		{"2023年主要工作", done},
		{"主要成就", done},
		{"2024年重点任务", planned},
		{"2024年主要任务", planned},
		{"2024年主要工作", planned},
		{"今年工作安排", planned},
		{"2024年政府工作总体要求和主要目标", planned},
		{"今后五年的打算", planned},
		{"民生保障", anyTense},
	} {
		t.Run(tt.heading, func(t *testing.T) {
			report, err := knowledge.Parse("r", []byte("2024年甲区政府工作报告\n一、"+tt.heading+"\n新建学校三所。\n二、其他\n修路两条。\n"), knowledge.Meta{})
			if err != nil {
				t.Fatal(err)
			}
			if got := tenseOf(report, &report.Passages[0]); got != tt.want {
				t.Errorf("tense below %s is %d, want %d", tt.heading, got, tt.want)
			}
		})
	}
}

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
