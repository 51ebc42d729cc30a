package bot

import (
	"strings"
	"testing"

	"wenbao/knowledge/text"
)

// TestOthers: what was shown is not shown again to who wants others, and what is not told
// of them is said.
func TestOthers(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		want  string // short ids
		says  string // in the text
	}{
		{"others than one that was shown", []string{"哪个医院开诊了", "除了友谊医院还有哪些医院"}, "6.1.7 6.1.6", ""},
		{"others than one that was not shown", []string{"去年新建了多少个消防站？", "除了友谊医院还有哪些医院"}, "6.1.7 6.1.6", ""},
		{"others of another kind of thing", []string{"去年新建了多少个消防站？", "还有哪些学校", "还有吗"}, "6.1.4 6.1.5 6.1.6 6.1.7 6.1.8", "就写了前面这些"},
		{"and no more of them", []string{"哪个医院开诊了", "还有哪些医院", "还有吗"}, "6.1.8 6.1.9 6.1.10 6.1.1 6.1.2", "就写了前面这些"},
		{"others than this", []string{"去年新建了多少个消防站？", "除了这个还有别的吗"}, "6.3.2", "就写了前面这些"},
		{"none of its kind", []string{"新建了哪些公园", "还有别的公园吗"}, "5.2.1 5.2.2 5.2.3", "就写了前面这些"},
		{"in traditional characters", []string{"新建了哪些公园", "除了雲景公園還有嗎"}, "5.2.1 5.2.2 5.2.3", "就寫了前面這些"},
		{"in English", []string{"新建了哪些公园", "any others besides the parks?"}, "5.2.1 5.2.2 5.2.3", "That is all the report says"},
		{"of what the report does not tell", []string{"去年新建了多少个消防站？", "还有别的地铁吗"}, "", "没有提到“地铁”"},
		{"more than once, of a thing that it names", []string{"养老有啥", "还有别的养老的吗", "再来点"}, "", "没有再写别的"},
		{"what others, in English", []string{"which parks opened?", "what other parks are there apart from that one?"}, "2.2.8 2.2.6", ""},
		{"others than what a question before showed", []string{"养老院建好了吗", "一个月多少钱", "那还有别的给老人办的吗"}, "6.2.3 6.2.1", "就写了前面这些"},
		{"other places to go, after another matter", []string{"去年新建了多少个消防站？", "还有啥好逛的地方"}, "1.2.5 3.3.2 6.1.8 2.3.1 5.2.4", ""},
		{"others of what is not told", []string{"种了多少树", "除了种树还有别的吗"}, "3.2.4", "没有写您问的这一点"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			valid(t, theBot(t), a)
			if cited(a) != tt.want || !strings.Contains(text.Normalize(a.Text()), text.Normalize(tt.says)) {
				t.Errorf("%s cites %s, want %s:\n%s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}

// TestOfAnAnswer: what people say after an answer, or instead of a question, that is about
// none in particular.
func TestOfAnAnswer(t *testing.T) {
	const stations, hospitals = "去年新建了多少个消防站？", "看病方面都有啥"
	for _, tt := range []struct {
		name  string
		texts []string
		want  string // short ids
		says  string // in the text
	}{
		{"two passages beside each other", []string{"新建了哪些公园", "这两个有啥不一样"}, "5.2.4 2.2.6", "不替报告做计算和比较"},
		{"two answers beside each other", []string{stations, "加装了多少电梯", "哪个更多"}, "6.3.1 3.1.6", "不替报告做计算和比较"},
		{"in English", []string{stations, "加装了多少电梯", "which one is bigger?"}, "6.3.1 3.1.6", "side by side"},
		{"in traditional characters", []string{"新建了哪些公园", "兩個差在哪"}, "5.2.4 2.2.6", "不替報告做計算和比較"},
		{"nothing to compare", []string{"哪个更多"}, "", "前面还没有可以接着说的回答"},
		{"the first of them", []string{hospitals, "刚才头一条再说说"}, "2.2.8 2.2.7", "紧挨着它的"},
		{"the first of them, in English", []string{hospitals, "the first one again"}, "2.2.8 2.2.7", ""},
		{"another subject, in English", []string{stations, "Not that, I mean hotels"}, "3.3.3 1.2.3", ""},
		{"one of so many", []string{stations, "21个里面有没有我们村的"}, "6.3.1", "没有写您问的这一点"},
		{"the first of two among them", []string{"新建了哪些公园", "第二个里面有什么"}, "2.2.6 2.2.7", "紧挨着它的"},
		{"whether anybody is there", []string{"云景公园开园了吗", "有人去了没"}, "5.2.4", "没有写您问的这一点"},
		{"an age", []string{"下岗了怎么办", "我四十五了还有人要吗"}, "", "没有提到这件事"},
		{"hurry", []string{stations, "快点啊"}, "6.3.1", "原文是"},
		{"hurry in danger", []string{"着火了", "快点啊"}, "", "119"},
		{"all right", []string{stations, "中"}, "", "不客气"},
		{"all right, in the north-east", []string{stations, "嗯呢"}, "", "不客气"},
		{"all right, in English", []string{stations, "ok fine whatever"}, "", "welcome"},
		{"as you like", []string{stations, "随便吧"}, "", "不客气"},
		{"anything", []string{"随便吧"}, "1.1.3 2.1.6 3.1.5 4.2.3 5.1.1 6.1.3 7.2.1", ""},
		{"something else", []string{stations, "换个话题吧"}, "", "换一件事"},
		{"not this", []string{stations, "不聊这个了"}, "", "换一件事"},
		{"no hotline", []string{"我要投诉噪音", "别跟我扯热线"}, "4.1.3", "没有写到“噪音”"},
		{"no hotline, twice", []string{"路灯坏了没人修", "我不要打电话我就问报告里有没有", "别扯热线"}, "3.1.4", "报告里写了做过什么"},
		{"no hotline, and a subject", []string{stations, "别跟我扯热线，报告里有没有社保"}, "", "没有提到“社保”"},
		{"no telephone in danger", []string{"我老公打我", "我不想打电话"}, "", "110"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			valid(t, theBot(t), a)
			if cited(a) != tt.want || !strings.Contains(a.Text(), tt.says) {
				t.Errorf("%s cites %s, want %s:\n%s", a.Outcome, cited(a), tt.want, a.Text())
			}
			if strings.HasPrefix(tt.name, "no hotline") && strings.Contains(a.Text(), "12345") {
				t.Errorf("the hotline is told again:\n%s", a.Text())
			}
		})
	}
}

// TestOthersToGoTo: who wants other places for leisure than one that was spoken of gets them,
// and not more of what was asked about that one.
func TestOthersToGoTo(t *testing.T) {
	for _, said := range [][]string{
		{"环球影城来了多少人", "门票多少钱啊", "除了环球还有啥好玩的"},
		{"充电桩多少", "除了环球还有啥好玩的"},
	} {
		a := converse(t, theBot(t), said...)
		if got := " " + cited(a) + " "; a.Outcome != Answered || !strings.Contains(got, " 5.2.4 ") || strings.Contains(got, " 2.3.1 ") {
			t.Errorf("%s: %s cites %s", said, a.Outcome, got)
		}
	}
}

// TestMoreOfAKind: who wants more of a kind gets what all reports say of that kind, and nothing else.
func TestMoreOfAKind(t *testing.T) {
	for _, tt := range []struct {
		texts      []string
		want, says string
	}{
		{[]string{"图书馆开了没", "几点关门", "还有哪些馆"}, "3.3.2", "与此有关的还有"},
		{[]string{"图书馆开了没", "几点关门", "还有哪些馆", "最后那个在哪"}, "3.3.2 3.3.3", "紧挨着它的"},
		{[]string{"养老院建好了没", "除了养老院还有啥给老人的"}, "", "就写了前面这些"},
		{[]string{"养老院建好了没", "在哪儿呢，我腿脚不好", "除了养老院还有啥给老人的"}, "", "就写了前面这些"},
		{[]string{"公交线路开了几条", "还有哪些路"}, "1.3.2 3.1.4 4.3.1 5.2.3 3.1.2", "与此有关的还有"},
		{[]string{"5G基站有多少", "还有啥给农民的"}, "3.2.1 3.2.2 3.2.3 3.2.4 3.2.5", "与此有关的还有"},
		{[]string{"央企来了多少家", "还有哪些国企"}, "2.2.3 2.2.2", "与此有关的还有"},
		{[]string{"新建了多少消防站", "还有什么措施"}, "", "同一节里还写了"},
		{[]string{"新建了多少消防站", "还有别的吗"}, "", "同一节里还写了"},
	} {
		t.Run(strings.Join(tt.texts, " "), func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			valid(t, theBot(t), a)
			if tt.want != "" && cited(a) != tt.want || !strings.Contains(a.Text(), tt.says) {
				t.Errorf("%s cites %s, want %s:\n%s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}
