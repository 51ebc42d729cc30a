package bot

import (
	"strings"
	"testing"
)

// TestOfAll: what is asked of a whole report, and cannot be answered by one passage.
func TestOfAll(t *testing.T) {
	const all = " 2.1.4 " // among them
	for _, tt := range []struct {
		said, want, says string // want: among the short ids; says: in the text
		outcome          Outcome
	}{
		{"最大的成绩是什么", all, "没有给成绩排名次", Answered},
		{"最亮眼的是啥", all, "没有给成绩排名次", Answered},
		{"哪些没做到", "", "没有写还有哪些没做到", NotFound},
		{"那你说说哪样没完成", "", "没有写还有哪些没做到", NotFound},
		{"what problems remain?", "", "not done", NotFound},
		{"报告里所有带数字的都列出来", "", "第二章的数字", Meta},
		{"有没有提到\"30\"的", " 3.1.6 4.3.4 ", "写到“30”的有2条", Answered},
		{"報告裡哪裡說到15萬", "", "沒有提到「15万」", NotFound},
		{"哪里提到5G", " 4.2.1 ", "写到“5G”的有1条", Answered},
		{"报告里有没有“二十年之问”这个词", " 0.0.1 ", "有1条", Answered},
		{"帮我找三条能写进演讲稿的数据", " 2.1.6 3.1.5 5.1.1 ", "挑了3条", Answered},
		{"给我一条教育方面的数字", " 6.1.4 ", "挑了1条", Answered},
		{"给我两个关于环境的数字", " 5.2.1 5.2.2 ", "没有写具体的数量", Answered},
		{"give me two facts about hospitals", "", "word for word (2)", Answered},
		{"最大的公园是哪个", "", "", Related},
		{"报告提到学校了吗", " 6.1.1 ", "", Answered},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			valid(t, theBot(t), a)
			if a.Outcome != tt.outcome || !strings.Contains(" "+cited(a)+" ", tt.want) || !strings.Contains(a.Text(), tt.says) {
				t.Errorf("%s cites %s, want %s of %s:\n%s", a.Outcome, cited(a), tt.outcome, tt.want, a.Text())
			}
		})
	}
}
