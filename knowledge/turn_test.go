package knowledge

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTurns: who turns to the house, or to what is reached or lacking in all, has left the item
// he was at; who goes on with it has not.
func TestTurns(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		in         bool // the item goes on
	}{
		{"the house", "各位代表！办成这些事不容易。", false},
		{"what is lacking", "同时，我们也清醒认识到，收入还不高。", false},
		{"what is lacking, without 也", "同时，我们清醒地知道，收入还不高。", false},
		{"what is lacking, beside what was reached", "在总结成绩的同时，也要看到不足。", false},
		{"what was reached", "以上成绩的取得，是大家努力的结果。", false},
		{"what was reached, begun otherwise", "取得上述成绩，是大家努力的结果。", false},
		{"what is done beside it", "同时，我们将加强消防、气象等工作。", true},
		{"no turn", "同时，新建学校两所。", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := parseText(t, "桂花区政府工作报告\n\n一、过去一年\n\n（一）产业\n\n引进企业31家。\n\n"+tt.line+"\n\n再引进企业四家。\n")
			var got []string
			for i := range r.Passages {
				got = append(got, r.Place(&r.Passages[i]).Within())
			}
			want := []string{"一、过去一年 › （一）产业 › 第1段", "一、过去一年 › 第1段", "一、过去一年 › 第2段"}
			if tt.in {
				want = []string{"一、过去一年 › （一）产业 › 第1段", "一、过去一年 › （一）产业 › 第2段", "一、过去一年 › （一）产业 › 第3段"}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
