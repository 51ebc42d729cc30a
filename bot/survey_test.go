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
		{"最亮眼的成绩是哪几个", all, "没有给成绩排名次", Answered},
		{"哪几件事最拿得出手", all, "没有给成绩排名次", Answered},
		{"哪些事还没干完", "", "没有写还有哪些没做到", NotFound},
		{"没办完的事有哪些", "", "没有写还有哪些没做到", NotFound},
		{"随便讲三件事", "", "挑了3条", Answered},
		{"跟我有什么关系啊", " 6.1.4 ", "民生保障", Answered},
		{"咱老百姓能得到啥好处", " 6.2.1 ", "民生保障", Answered},
		{"养老院跟我有什么关系", "", "没有写到“关系”", Related},
		{"哪些没做到", "", "没有写还有哪些没做到", NotFound},
		{"政府自己承认哪些没做好", "", "没有写还有哪些没做到", NotFound},
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

// TestOfField: who asks which things there are gets all that the reader takes for some, and no
// section that is of something else; who asks something of one thing gets no more than before.
func TestOfField(t *testing.T) {
	for _, tt := range []struct{ said, want string }{
		{"2023年有哪些医院建设项目", "6.1.5 6.1.6 6.1.7"},
		{"都开工了哪些项目", "2.2.7 3.1.7 5.1.1 7.1.2"},
		{"文化旅游区有什么项目", "1.2.3 2.2.6"},
		{"有哪些学校的消息", "6.1.1 6.1.2 6.1.3 6.1.4"},
		{"小区里有啥变化", "3.1.6 4.3.4"},
		{"孩子方面有哪些", "6.1.2 6.1.4 6.2.3"},
		{"安全方面做了啥", "1.1.4 4.2.7 6.3.1 6.3.2"},
		{"治理了哪些河", "5.2.2"}, // and not what is of the environment besides
		{"5G基站有多少个", "4.2.1"},
		{"环境质量这一节写了哪些", "5.2.1 5.2.2 5.2.3 5.2.4"},
		{"上海有哪些医院", ""},
		{"有哪些火车站", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			valid(t, theBot(t), a)
			got := ""
			if a.Outcome == Answered {
				got = cited(a)
			}
			if got != tt.want {
				t.Errorf("cites %s, want %s:\n%s", got, tt.want, a.Text())
			}
		})
	}
}

// TestOfWhole: what names no field is asked of the whole report.
func TestOfWhole(t *testing.T) {
	for _, tt := range []struct {
		said   string
		before []Turn
		whole  bool
	}{
		{said: "有什么亮点", whole: true},
		{said: "有啥成绩", whole: true},
		{said: "区里变化大不大", whole: true},
		{said: "政府最近干嘛了", whole: true},
		{said: "今年通州有哪些大事", whole: true},
		{said: "最近有啥新鲜事", whole: true},
		{said: "有啥好消息没", whole: true},
		{said: "随便说几条听听", whole: true},
		{said: "随便聊点啥", before: []Turn{{Question: "老旧小区改造了多少个", Citations: []string{"tongzhou-2023/3.1.6"}}}, whole: true},
		{said: "副中心建得怎么样了", whole: true},
		{said: "同学让我写篇通州2023的作文，有啥亮点", whole: true},
		{said: "北苑建得怎么样"},
		{said: "好点了吗"},
		{said: "消息靠谱吗"},
		{said: "2020年有哪些大事"},
		{said: "上海有哪些大事"},
		{said: "明年有什么变化"},
		{said: "养老有什么变化"},
		{said: "你在干嘛"},
		{said: "有啥变化", before: []Turn{{Question: "老旧小区改造了多少个"}}},
		{said: "区里有啥变化", before: []Turn{{Question: "老旧小区改造了多少个"}}, whole: true},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a, err := theBot(t).Ask(t.Context(), Message{Text: tt.said, History: tt.before})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(a.Lead, "每章先看一条"); got != tt.whole {
				t.Errorf("the whole: %t, want %t:\n%s", got, tt.whole, a.Text())
			}
		})
	}
}

// TestThemes: of several fields each is told, in its order, and one of which nothing is told is named.
func TestThemes(t *testing.T) {
	for said, want := range map[string]string{
		"老人养老、孩子上学、自己找工作,报告里分别怎么说": "6.2.2 6.1.1 6.1.2 6.1.3 6.1.4 6.2.1",
		"就业和养老两方面的情况":              "6.2.1 6.2.2",
		"找工作、航天两样事都办了啥":            "6.2.1",
	} {
		a := ask(t, theBot(t), said)
		valid(t, theBot(t), a)
		if cited(a) != want || strings.Contains(said, "航天") != strings.Contains(a.Closing, "没有提到“航天”") {
			t.Errorf("%s cites %s, want %s:\n%s", said, cited(a), want, a.Text())
		}
	}
}
