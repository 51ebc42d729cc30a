package bot

import (
	"strings"
	"testing"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// converse asks the texts one after the other, with the bot's own answers as
// history, and returns the last answer.
func converse(t *testing.T, b *Bot, texts ...string) Answer {
	t.Helper()
	var m Message
	var a Answer
	for _, said := range texts {
		m.Text = said
		var err error
		if a, err = b.Ask(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if a.Kept() {
			m.History = append(m.History, TurnOf(said, a))
		}
	}
	return a
}

// TestAgain: what messages want of the answer before.
func TestAgain(t *testing.T) {
	const stations = "去年新建了多少个消防站？"
	for _, tt := range []struct {
		name  string
		texts []string
		want  string // short ids
		says  string // in the text
	}{
		{"repeat", []string{stations, "再说一遍"}, "6.3.1", "新建消防站21个。"},
		{"repeat after thanks", []string{stations, "谢谢", "再说一遍"}, "6.3.1", ""},
		{"simpler", []string{stations, "听不懂，说大白话"}, "6.3.1", "不能改写"},
		{"where from", []string{stations, "出处在哪"}, "6.3.1", "通州区2023年政府工作报告"},
		{"in English", []string{stations, "in English please"}, "6.3.1", "fire station"},
		{"sum", []string{"老旧小区改造完工了多少个？", "加起来一共多少"}, "3.1.6", "不替报告做计算"},
		{"the one before", []string{stations, "充电桩有多少？", "上一条"}, "6.3.1", stations},
		{"the one before what came next", []string{stations, "下一条", "再下一条", "上一条"}, "6.3.2", "原文是"},
		{"the question before what came next", []string{stations, "下一条", "上一条"}, "6.3.1", stations},
		{"a time is no subject", []string{"最近公园多了哪几个"}, "5.2.4", "报告里是这样写的"},
		{"a number in doubt", []string{stations, "不是说有30个吗"}, "6.3.1", "21个，不是30个"},
		{"the second", []string{"运河商务区完工了多少？加装了多少部电梯？", "第二条详细说说"}, "3.1.6 3.1.7", "紧挨着它的"},
		{"the second, asked for by its number alone", []string{"看病方面都有啥", "第二个是啥"}, "6.1.5 6.1.6", "紧挨着它的"},
		{"where the second is", []string{"看病方面都有啥", "第二个在哪"}, "6.1.5 6.1.6", "没有写具体地点"},
		{"the fourth after the second", []string{"看病方面都有啥", "第二个在哪", "第四个呢"}, "6.1.7 6.1.8", ""},
		{"where the second of one passage is", []string{"5条路是哪", "第二条在哪"}, "4.3.1", "没有写具体地点"},
		{"a second thing of another kind", []string{"5条路是哪", "第二个公园在哪"}, "5.2.4", "最接近"},
		{"a correction with a subject", []string{stations, "没问你消防站，问的是学位"}, "6.1.4", ""},
		{"a guess about it", []string{"潮县医药健康产业园开园了吗", "应该是漷县吧"}, "2.2.8", "原文是"},
		{"the next one", []string{stations, "下一条"}, "6.3.2", ""},
		{"the last one", []string{"哪个医院开诊了", "再来一条别的", "最后一条再细说说"}, "6.1.6 6.1.7", ""},
		{"more than once", []string{"消防站建了几个", "再来一条别的", "再来一条别的"}, "", "没有再写别的"},
		{"the second, in English", []string{"看病方面都有啥", "tell me more about the second one"}, "6.1.5 6.1.6", ""},
		{"more of a list", []string{"体育方面都做了啥", "还有吗"}, "", "同一节里还写了"},
		{"another of its kind", []string{"哪个医院开诊了", "再来一条别的"}, "6.1.7 6.1.6", "与此有关的还有"},
		{"a new subject after it", []string{stations, "再说一遍", "公交线路开了几条"}, "4.3.3", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			valid(t, theBot(t), a)
			if tt.want != "" && cited(a) != tt.want || !strings.Contains(a.Text(), tt.says) {
				t.Errorf("%s cites %s, want %s:\n%s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}

// TestAgainWithoutAnAnswer: there is nothing to go on from.
func TestAgainWithoutAnAnswer(t *testing.T) {
	for _, said := range []string{"再说一遍", "下一条", "第二条是什么意思", "上一条", "你说错了"} {
		t.Run(said, func(t *testing.T) {
			if a := ask(t, theBot(t), said); a.Outcome != Meta || len(a.Citations) > 0 {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
		})
	}
}

// TestSubjectWithoutAnswer: what sounds of an answer before, where there is none, asks
// about the subject that it names, or goes on with what was not answered.
func TestSubjectWithoutAnswer(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		want  Outcome
		cites string // short ids, among others
	}{
		{"more of it", []string{"医院再细点"}, Answered, "6.1.5"},
		{"in a clause of its own", []string{"学校医院养老都有啥新的 讲简单点"}, Answered, "6.1.4"},
		{"in another language", []string{"养老有啥新的，用英文说"}, Answered, "6.2.2"},
		{"in simple words", []string{"用大白话讲讲环境"}, Answered, "3.1.2"},
		{"a word between straight quotes", []string{"\"二十年之问\"是什么意思"}, Answered, "1.1.3"},
		{"more of what is not told", []string{"听说有个大运河博物馆，门票多少钱", "旁边还有啥"}, Related, ""},
		{"more of what is not there at all", []string{"报告里净说好的，有没有说问题和不足", "有下篇吗"}, Meta, ""},
		{"the report's own place", []string{"通州再说一遍"}, Meta, ""},
		{"figures of any kind", []string{"来点数字"}, Answered, "1.1.3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			valid(t, theBot(t), a)
			english := strings.Contains(tt.texts[0], "英文")
			if a.Outcome != tt.want || !strings.Contains(" "+cited(a)+" ", " "+tt.cites) || english != (a.Language == text.English) {
				t.Errorf("%s cites %s, want %s of %s:\n%s", a.Outcome, cited(a), tt.want, tt.cites, a.Text())
			}
		})
	}
}

// TestDangerGetsHelp: the number first, never a passage.
func TestDangerGetsHelp(t *testing.T) {
	for _, tt := range []struct{ said, number string }{
		{"我不想活了", "12356"},
		{"I want to kill myself", "12356"},
		{"着火了！", "119"},
		{"煤气泄漏怎么办", "119"},
		{"电梯困人了", "119"},
		{"我妈心脏病发作了打什么电话", "120"},
		{"家里老人走失了怎么办", "110"},
		{"老公打我怎么办", "12338"},
		{"老师打我孩子", "12355"},
		{"我儿子被高年级的勒索", "12355"},
		{"被骗了五万块怎么报警", "96110"},
		{"救命", "110"},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if a.Outcome != Meta || len(a.Citations) > 0 || !strings.Contains(a.Text(), tt.number) {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
		})
	}
	elsewhere, err := newBot(Config{Library: theBot(t).library, Emergency: "Call 911."})
	if err != nil {
		t.Fatal(err)
	}
	if a := ask(t, elsewhere, "着火了！"); a.Text() != "Call 911." {
		t.Errorf("the operator's sentence is not told: %s", a.Text())
	}
}

// TestNeeds: who complains gets what was done about it, and where to turn, whatever
// numbers and years the story names and whichever clause it ends with.
func TestNeeds(t *testing.T) {
	for _, tt := range []struct{ name, said, want string }{
		{"a trouble", "有路没灯，晚上黑得要命，老人都摔过两回了", "3.1.4"},
		{"a number is not asked for", "看个好点的大夫得凌晨坐车进城，病没看好人先折腾散架了，通州也该有几家像样的大医院", "6.1.5"},
		{"no figure is asked for", "种了一辈子地，一年到头也落不下几个钱，年轻的都跑光了", "3.2.5"},
		{"the last clause is not all of it", "天天下班转三圈，愣是找不着地儿搁车！！昨天又被贴条了，气死", "4.3.3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if a.Outcome != Answered || a.Lead != zh.Done || !strings.Contains(cited(a), tt.want) || !strings.Contains(a.Closing, "12345") {
				t.Errorf("%s cites %s, want %s: %s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}

// TestRhetoricalClauses: a complaint is not answered by what fits its last words.
func TestRhetoricalClauses(t *testing.T) {
	for _, said := range []string{
		"楼下烧烤摊天天闹到半夜两点，报警也没用，孩子没法睡觉",
		"学校食堂的饭太差了，孩子回来总说吃不饱，还吃出过虫子，你们查不查",
	} {
		if a := ask(t, theBot(t), said); a.Outcome == Answered {
			t.Errorf("%s is answered: %s", said, a.Text())
		}
	}
}

// TestPartsOfAMessage: each part gets its answer, or a line of its own.
func TestPartsOfAMessage(t *testing.T) {
	for _, tt := range []struct {
		name, said, want, says string
	}{
		{"two", "5G基站建了多少？新建消防站几个？", "4.2.1 6.3.1", ""},
		{"one is not told", "十一学校挂牌了没？招几年级？", "6.1.1", "“招几年级”"},
		{"a story first", "孩子明年要上小学，通州新增了多少学位呀？", "6.1.4", ""},
		{"a clause is not told", "环球影城来了多少人了，通州人买票便宜不，旁边那个湾里的酒店盖成啥样了", "2.3.1 1.2.3", "“通州人买票便宜不”：报告没有写金额或费用"},
		{"no sign between", "停车位多了几个公交加了几条还有我们九棵树的末班车能不能晚点收", "4.3.3", "九棵树"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			valid(t, theBot(t), a)
			if a.Outcome != Answered || cited(a) != tt.want || !strings.Contains(a.Text(), tt.says) {
				t.Errorf("%s cites %s, want %s:\n%s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}

// TestPlaceBesideAThing: a place by itself is no part of a message, and what stands beside
// it is asked of it.
func TestPlaceBesideAThing(t *testing.T) {
	for _, tt := range []struct {
		name, said string
		want       Outcome
		says, not  string
	}{
		{"the report's own", "通州 大学", Answered, "西北工业大学", "“通州”："},
		{"with two things", "通州 公园 医院", Answered, "友谊医院", "“通州”："},
		{"another", "上海 大学", Related, "没有写上海的情况", "“上海”："},
		{"a part of its own", "梨园 公园", Related, "没有提到“梨园”", "“梨园”："},
		{"nothing else", "通州 梨园", NotFound, "没有提到“梨园”", "“通州”："},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if a.Outcome != tt.want || !strings.Contains(a.Text(), tt.says) || strings.Contains(a.Text(), tt.not) {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
		})
	}
}

// TestQuotedAbove: what stands in a quote is not told to be lacking.
func TestQuotedAbove(t *testing.T) {
	if a := ask(t, theBot(t), "林下经济是啥，搞了多少亩"); cited(a) != "3.2.4" || a.Closing != "“林下经济是啥”：报告没有写这个说法的解释。" {
		t.Errorf("cites %s: %s", cited(a), a.Text())
	}
}

// TestMeaningUntold: a passage that only says the word whose meaning is asked for does not
// explain it.
func TestMeaningUntold(t *testing.T) {
	for said, want := range map[string]string{"三大三强是什么": "报告没有写这个说法的解释。", "新建了多少个消防站": "", "去年的主要成绩是什么": ""} {
		if a := ask(t, theBot(t), said); a.Outcome != Answered || strings.Contains(a.Closing, "解释") != (want != "") || !strings.Contains(a.Closing, want) {
			t.Errorf("%s: %s", said, a.Text())
		}
	}
}

// TestMeaningAskedFirst: what says a word is shown to who asks what it is, as what does not
// explain it.
func TestMeaningAskedFirst(t *testing.T) {
	b := botOver(t, source{"r", "甲区2024年政府工作报告\n一、2023年工作回顾\n新建学校3所。\n推动河套香港园区成为世界级产学研平台，建设产业中试转化基地。\n", knowledge.Meta{}})
	if a := ask(t, b, "什么是河套"); cited(a) != "1.2" || !strings.Contains(a.Text(), "报告没有写这个说法的解释") {
		t.Errorf("%s: %s", a.Outcome, a.Text())
	}
}

// TestLackingOfNothing: what the report has nothing of lacks no more than a time of it.
func TestLackingOfNothing(t *testing.T) {
	if a := ask(t, theBot(t), "老板跑路三个月没发工资什么时候给"); a.Outcome != NotFound || strings.Contains(a.Text(), "具体时间") {
		t.Errorf("%s: %s", a.Outcome, a.Text())
	}
}

// TestLeanOn: a clause that leans on another is not answered by what that one is not
// about, and says then what the nearest passage lacks.
func TestLeanOn(t *testing.T) {
	b := theBot(t)
	q := b.reader.Read("什么时候完工", nil)
	hits, err := b.hits(t.Context(), b.reader.Read("老旧小区改造完工了多少个", nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		answer int // index of the hit that answers the clause
		stays  bool
	}{{"the nearest", 0, true}, {"one far away", 20, false}} {
		t.Run(tt.name, func(t *testing.T) {
			verdict := b.judge.Settle(q, hits, b.judge.Decide(q, hits), hits[tt.answer:tt.answer+1])
			f := b.leanOn(finding{asked: q, hits: hits, verdict: verdict}, hits)
			if f.answers() != tt.stays || !tt.stays && f.verdict.Missing.Kind != question.Date {
				t.Errorf("answers %t, lacks %+v", f.answers(), f.verdict.Missing)
			}
		})
	}
}

// TestUntold: what an answer lacks of what was asked is told beside it, and nothing
// where it lacks nothing.
func TestUntold(t *testing.T) {
	lib, err := knowledge.Parse("r", []byte("# 2024年甲区政府工作报告\n\n## 一、2023年工作回顾\n\n建成社区老年食堂12家。\n"), knowledge.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := newBot(Config{Library: knowledge.NewLibrary([]*knowledge.Report{lib})})
	if err != nil {
		t.Fatal(err)
	}
	q := b.reader.Read("老年食堂建了多少家，什么时候建的", nil)
	hits, err := b.hits(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	told := b.compose(finding{asked: q, hits: hits, mode: Quote, verdict: b.judge.Settle(q, hits, b.judge.Decide(q, hits), hits[:1])})
	if want := "报告没有写具体时间"; !strings.Contains(told.Closing, want) {
		t.Errorf("%q does not say %s", told.Closing, want)
	}
	q = b.reader.Read("老年食堂建了多少家", nil)
	if whole := b.compose(finding{asked: q, hits: hits, mode: Quote, verdict: b.judge.Settle(q, hits, b.judge.Decide(q, hits), hits[:1])}); whole.Closing != "" {
		t.Errorf("nothing is lacking, and it says %q", whole.Closing)
	}
}

// TestSurvey: the report, a chapter, a field.
func TestSurvey(t *testing.T) {
	report := theBot(t).library.Reports[0]
	for _, tt := range []struct {
		name, said string
		least      int    // citations
		holds      string // one of them
	}{
		{"the whole", "报告讲了啥", 7, ""},
		{"its highlights", "十大亮点", 7, ""},
		{"a chapter by its number", "第二章", 18, "2.3.4"},
		{"its figures", "把第二章所有的数字都列出来", 9, "2.1.2"},
		{"a place by its number", "原文第4.2.1条前后是怎么写的", 5, "4.2.1"},
		{"a field", "教育和医疗这两块都有啥，列全", 5, "6.1.4"},
		{"a part by words of its heading", "政府自身建设说了哪几件事？", 2, "7.3.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			valid(t, theBot(t), a)
			if a.Outcome != Answered || !a.List || len(a.Citations) < tt.least || !strings.Contains(" "+cited(a)+" ", " "+tt.holds) {
				t.Errorf("%s cites %s:\n%s", a.Outcome, cited(a), a.Text())
			}
			if n := strings.Count(a.Text(), report.Meta.Title+"》一"); n > 1 {
				t.Errorf("the title stands %d times", n)
			}
		})
	}
	for _, tt := range []struct{ said, holds, not string }{
		{"交通出行上去年都干了点啥，给我念叨念叨", "4.3.1", "1.1.1"},
		{"看病方面都有啥", "6.1.5", "6.1.1"},
		{"环境方面做了什么", "5.2.2", "2.1.1"},
	} {
		if a := ask(t, theBot(t), tt.said); !a.List || !strings.Contains(cited(a), tt.holds) || strings.Contains(cited(a), tt.not) {
			t.Errorf("%s cites %s", tt.said, cited(a))
		}
	}
	if a := ask(t, theBot(t), "有几章"); a.Outcome != Meta || !strings.Contains(a.Text(), "7章") {
		t.Errorf("%s: %s", a.Outcome, a.Text())
	}
	if a := ask(t, theBot(t), "第八章讲了什么"); a.Outcome != Meta || !strings.Contains(a.Text(), "没有第8章") || !strings.Contains(a.Text(), "7章") {
		t.Errorf("a chapter that is none: %s: %s", a.Outcome, a.Text())
	}
	if a := ask(t, theBot(t), "第六章的所有数字都列出来"); !strings.Contains(a.Lead, "15条，其中有数字的4条") || cited(a) != "6.1.4 6.2.1 6.2.2 6.3.1" {
		t.Errorf("figures: %s cites %s", a.Lead, cited(a))
	}
}

// TestDangerGoesOn: who told of a danger gets help until something else is surely meant,
// and the help for that danger.
func TestDangerGoesOn(t *testing.T) {
	for _, tt := range []struct {
		name  string
		said  []string
		helps string // what the help says, "" for an answer
	}{
		{"of the same", []string{"楼下着火了", "我出不去了", "烟进来了", "怎么办"}, "119"},
		{"a question that names nothing", []string{"楼下着火了好多烟怎么办", "已经打了，还有啥要注意的"}, "119"},
		{"at home", []string{"我老公又打我了", "他还在外面", "我不敢开门"}, "12338"},
		{"what a passage would speak to", []string{"我被困在电梯里了", "物业电话没人接"}, "119"},
		{"who wants to die is not scolded", []string{"我不想活了", "没人管我", "你骗人"}, "12356"},
		{"who wants to die gives up", []string{"我不想活了", "算了"}, "12356"},
		{"and again", []string{"我不想活了", "没意思", "不用了"}, "12356"},
		{"money that is gone", []string{"有人打电话说是公安局让我转钱", "我已经转了五万"}, "96110"},
		{"whether it comes back", []string{"我被骗了五万块", "那我还能追回来吗"}, "96110"},
		{"who reads of it", []string{"我被骗了五万块", "谁能看到我说的话"}, ""},
		{"what no passage answers", []string{"煤气漏了，头晕", "能开灯吗", "要不要开窗"}, "关阀门"},
		{"all is well", []string{"我家老人走丢了", "谢谢没事了，已经找到了"}, ""},
		{"all is well, in words of danger", []string{"油锅着了", "没事了，火灭了", "你能做什么"}, ""},
		{"who takes an answer as it is", []string{"新建了多少个消防站", "行吧"}, ""},
		{"who gives up on an answer", []string{"新建了多少个消防站", "唉，算了"}, ""},
		{"a question about the report", []string{"着火了！", "消防站有几个"}, ""},
		{"what is to be looked up", []string{"我不想活了", "谢谢", "帮我查一下公园"}, ""},
		{"a question after thanks", []string{"我不想活了", "谢谢", "新增了多少学位"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.said...)
			if helped := a.Help != "" && len(a.Citations) == 0; helped != (tt.helps != "") || !strings.Contains(a.Help, tt.helps) {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
		})
	}
}
