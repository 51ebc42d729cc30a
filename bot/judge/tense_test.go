package judge

import (
	"testing"

	"wenbao/bot/question"
	"wenbao/retrieval"
)

// TestPassageTense: what was done and what is planned is kept of every passage.
func TestPassageTense(t *testing.T) {
	for heading, want := range map[string]question.Tense{
		"2023年工作回顾": question.Done,
		"2024年重点任务": question.Planned,
		"今后五年的打算":   question.Planned,
		"民生保障":      question.AnyTense,
	} {
		t.Run(heading, func(t *testing.T) {
			j := judgeOver(t, "2024年甲区政府工作报告\n一、"+heading+"\n新建学校三所。\n二、其他\n修路两条。\n")
			if got := j.known.tense("r/1.1"); got != want {
				t.Errorf("tense is %d, want %d", got, want)
			}
		})
	}
}

// TestNotesHaveNoTense: what a word means is neither done nor planned.
func TestNotesHaveNoTense(t *testing.T) {
	j := judgeOver(t, "2024年甲区政府工作报告\n一、2023年工作回顾\n设立S基金[1]。\n二、2024年工作安排\n修路两条。\n[1] S基金：规模20亿元的二手份额基金。\n")
	passages := j.library.Reports[0].Passages
	note := &passages[len(passages)-1]
	if got := j.known.tense(note.ID); note.Term != "S基金" || got != question.AnyTense {
		t.Errorf("tense of %+v is %d", note, got)
	}
}

// TestPreferAmongStrangers: what was done comes before what is planned where both are
// near, and not before it where it is about anything else.
func TestPreferAmongStrangers(t *testing.T) {
	j := judgeOver(t, "2024年甲区政府工作报告\n一、2023年工作回顾\n新建学校三所。\n二、2024年工作安排\n治理堵点五处。\n")
	for _, tt := range []struct {
		name          string
		done, planned float64
		want          string
	}{
		{"both are near", 0.5, 0.55, "r/1.1"},
		{"one is far", 0.06, 0.15, "r/2.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hits := j.Prefer(question.Question{}, []retrieval.Hit{{ID: "r/2.1", Score: tt.planned}, {ID: "r/1.1", Score: tt.done}})
			if hits[0].ID != tt.want {
				t.Errorf("%v", hits)
			}
		})
	}
}
