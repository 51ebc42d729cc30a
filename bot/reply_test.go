package bot

import (
	"strings"
	"testing"

	"wenbao/knowledge"

	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// TestExamplesAreAnswered: what a newcomer is told to try works.
func TestExamplesAreAnswered(t *testing.T) {
	for _, l := range []text.Language{text.Simplified, text.Traditional, text.English} {
		for i, example := range theBot(t).Examples(l) {
			a := ask(t, theBot(t), example)
			if a.Language != l || i == 0 && a.Outcome != Answered {
				t.Errorf("%s: %s in %s, want %s in %s", example, a.Outcome, a.Language, Answered, l)
			}
		}
	}
}

// TestHelp: a door is told where help is when somebody may be in danger, and only then.
func TestHelp(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       bool
	}{
		{"a fire", "家里着火了怎么办", true},
		{"who wants to die", "我不想活了", true},
		{"bullied at school", "孩子在学校被同学欺负", true},
		{"what is done about bullying", "校园霸凌治理做了什么", false},
		{"in English", "my house is on fire, help!", true},
		{"fire stations", "去年新建了多少个消防站？", false},
		{"a greeting", "你好", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if a := ask(t, theBot(t), test.text); (a.Help != "") != test.want || !strings.Contains(a.Text(), a.Help) {
				t.Errorf("help %q: %s", a.Help, a.Text())
			}
		})
	}
}

// TestService: who wants something done besides, tells a trouble or asks whom to turn to is told
// where, whatever the answer, and who does not is not.
func TestService(t *testing.T) {
	for said, hotline := range map[string]bool{
		"新建消防站几个？帮忙报修一下楼下的路灯": true,
		"新建消防站几个？":            false,
		"暖气不热怎么办":             true,
		"噪音扰民找哪个部门":           true,
		"物业乱收费谁来管":            true,
		"停水三天了，到底什么时候来水":      true,
		"村里的厕所又脏又臭，修了吗":       true,
		"没电梯，老人下不了楼，加装了多少":    true,
		"听说建了新公园，在哪":          false,
		"谁投资建设北投大厦":           false,
		"电梯坏了":                true,
		"物业不管":                true,
		"水管爆了":                true,
		"有多少个5G基站？我家手机信号很差，能不能投诉？": true,
		"堵点治理了几处": false,
	} {
		a := ask(t, theBot(t), said)
		if strings.Contains(a.Closing, "12345") != hotline {
			t.Errorf("%s: %s: %s", said, a.Outcome, a.Text())
		}
	}
}

// TestServed: who asks whether something can be had gets what the report says of it, and where to turn.
func TestServed(t *testing.T) {
	b := botOver(t, source{"r", "Someville Town Council Annual Report 2023\nReview of 2023\nWe lent 120 wheelchairs free of charge to residents who needed them.\n", knowledge.Meta{Place: "Someville", Language: "en"}})
	for asked, want := range map[string]int{"Can I borrow a wheelchair?": 1, "Can you call a taxi for me?": 0} {
		if a := ask(t, b, asked); len(a.Citations) != want || !strings.Contains(a.Closing, "12345") {
			t.Errorf("%s: %s", asked, a.Text())
		}
	}
}

// TestNumbersOfARegion: where all reports are of a region with numbers of its own, those are told,
// in the writer's script, and what is lacking is named in it, too.
func TestNumbersOfARegion(t *testing.T) {
	b := botOver(t, source{"r", "行政長官2024年施政報告\n一、房屋\n政府會興建簡約公屋三萬個單位，改善市民的居住環境。\n", knowledge.Meta{Place: "香港特別行政區", Language: "zh-Hant"}})
	for asked, want := range map[string]string{"我家著火了": "999", "我不想活了": "18111", "被騙了錢怎麼辦": "18222", "幫我投訴一下樓上": "1823", "寵物公園多少錢": "寵物公園", "my house is on fire, help!": "999"} {
		if a := ask(t, b, asked); !strings.Contains(a.Text(), want) || strings.Contains(a.Text(), "12345") || strings.Contains(a.Text(), "119") {
			t.Errorf("%s: %s", asked, a.Text())
		}
	}
}

// TestNumbersOfNoRegion: of reports in English or traditional characters whose place is not known no
// number is told: nobody knows of which country they are.
func TestNumbersOfNoRegion(t *testing.T) {
	b := botOver(t, source{"r", "Annual Report FY2023\n\nReview of FY2023\n\nWe replaced 86 old lifts in the blocks of the town in the year.\n\nPlans for FY2024\n\nWe will replace another 95 lifts.\n", knowledge.Meta{}})
	for asked, want := range map[string]string{"my house is on fire, help!": "emergency number", "I want to die": "crisis line", "I want to file a complaint": "local authority", "我家着火了": "当地"} {
		if a := ask(t, b, asked); !strings.Contains(a.Text(), want) || strings.ContainsAny(a.Text(), "0123456789") {
			t.Errorf("%s: %s", asked, a.Text())
		}
	}
}

// TestNumbersOfADistrict: a report of a district that could be anywhere tells no number either, though it
// is asked for by its name.
func TestNumbersOfADistrict(t *testing.T) {
	b := botOver(t, source{"r", "青嶼區2024-25年度地區工作報告\n一、過去一年的工作\n我們在全區增設四十六部回收機，居民參與踴躍。\n", knowledge.Meta{}})
	for asked, want := range map[string]string{"我家著火了": "急救", "幫我投訴一下樓上": "當地", "青嶼區增設了多少回收機": "四十六部"} {
		if a := ask(t, b, asked); !strings.Contains(a.Text(), want) || strings.Contains(a.Text(), "119") || strings.Contains(a.Text(), "12345") {
			t.Errorf("%s: %s", asked, a.Text())
		}
	}
}

// TestOffices: who asks for an office or its hours asks no identity: the report may tell, and where
// to turn is told.
func TestOffices(t *testing.T) {
	for said, cites := range map[string]string{
		"請問你哋喺香港有冇辦事處": "2.1.4",
		"你们办公室在哪":      "",
	} {
		a := ask(t, theBot(t), said)
		if a.Outcome == Meta || cited(a) != cites || !strings.Contains(a.Closing, "12345") {
			t.Errorf("%s: %s cites %q: %s", said, a.Outcome, cited(a), a.Text())
		}
	}
	if a := ask(t, theBot(t), "你是谁"); a.Outcome != Meta {
		t.Errorf("%s: %s", a.Outcome, a.Text())
	}
}

// TestOfficialPage: who asks where the report stands is told its address, asked first or after
// an answer.
func TestOfficialPage(t *testing.T) {
	const page = "https://example.gov.cn/r.html"
	b := botOver(t, source{"r", "甲区2024年政府工作报告\n一、2023年工作回顾\n新建学校3所。\n", knowledge.Meta{URL: page}})
	for _, texts := range [][]string{{"原文在哪看"}, {"新建学校几所", "原文在哪看"}} {
		if a := converse(t, b, texts...); !strings.Contains(a.Text(), " "+page+" ") {
			t.Errorf("%v: %s", texts, a.Text())
		}
	}
}

// TestDangerTakenBack: who took a danger back gets a refusal and a line of help for what
// plainly is another matter, and all of the help for what may be none.
func TestDangerTakenBack(t *testing.T) {
	w := words.AnswersIn(text.Simplified)
	for _, tt := range []struct {
		said []string
		want string // the help
	}{
		{[]string{"真想从楼上跳下去", "没事，说说而已"}, w.Crisis},
		{[]string{"我不想活了", "开玩笑的"}, w.Crisis},
		{[]string{"真想从楼上跳下去", "没事，说说而已", "那医保能报多少"}, w.Reminder},
		{[]string{"真想从楼上跳下去", "没事，说说而已", "那医保能报多少", "疾控中心是看病的吗"}, w.Reminder},
		{[]string{"我不想活了", "好多了，谢谢", "房价多少一平"}, w.Reminder},
		{[]string{"我不想活了", "好多了，谢谢"}, w.Reminder},
		{[]string{"厨房有煤气味，我头晕", "谢谢，没事了"}, w.Safe},
		{[]string{"我不想活了", "房价多少一平"}, w.Crisis},
		{[]string{"我不想活了", "我没开玩笑", "房价多少一平"}, w.Crisis},
		{[]string{"我不想活了", "没事，我习惯了", "房价多少一平"}, w.Crisis},
		{[]string{"真想从楼上跳下去", "没事，说说而已", "哪栋楼最高"}, w.Crisis},
		{[]string{"我不想活了", "没事，说说而已", "安眠药哪儿买"}, w.Crisis},
		{[]string{"我不想活了", "开玩笑的", "还是难受", "学费多少"}, w.Crisis},
		{[]string{"我不想活了", "好多了，谢谢", "新建消防站几个", "房价多少一平"}, ""},
	} {
		t.Run(strings.Join(tt.said, " "), func(t *testing.T) {
			if a := converse(t, theBot(t), tt.said...); a.Help != tt.want || !strings.Contains(a.Text(), a.Help) {
				t.Errorf("help %q: %s", a.Help, a.Text())
			}
		})
	}
}

// TestWhoIsToBeCalled: whose danger it is and where changes who is to be called first, and who
// has called already is not told to.
func TestWhoIsToBeCalled(t *testing.T) {
	w := words.AnswersIn(text.Simplified)
	for _, tt := range []struct {
		said []string
		want string
	}{
		{[]string{"我坐在天台上不想活了"}, w.Emergencies["height"]},
		{[]string{"我想死", "我在桥边"}, w.Emergencies["height"]},
		{[]string{"我儿子说他想自杀"}, w.Emergencies["someone"]},
		{[]string{"楼上有人要跳楼"}, w.Emergencies["someone"]},
		{[]string{"老公走了，我不想活了"}, w.Crisis},
		{[]string{"有人跳河了"}, w.Emergency},
		{[]string{"我妈摔倒了起不来", "救护车叫了，谢谢"}, w.Called},
		{[]string{"我害怕他报复我"}, w.Emergencies["police"]},
		{[]string{"我家着火了", "打了119了"}, w.Called},
		{[]string{"刚被骗走三万", "我已经报警了"}, w.Called},
		{[]string{"刚被骗走三万", "报过警了，谢谢", "利息多少"}, ""},
		{[]string{"刚被骗走三万", "谢谢", "有哪些理财中心"}, ""},
		{[]string{"屋里煤气味很重", "关了阀门了，接下来呢"}, w.Emergencies["gas"]},
		{[]string{"屋里煤气味很重", "再见"}, ""},
	} {
		t.Run(strings.Join(tt.said, " "), func(t *testing.T) {
			if a := converse(t, theBot(t), tt.said...); a.Help != tt.want {
				t.Errorf("help %q, want %q: %s", a.Help, tt.want, a.Text())
			}
		})
	}
	called := (question.Question{Text: "called the police", Language: text.English}).As(question.Emergency)
	if got, want := theBot(t).help(called), words.AnswersIn(text.English).Called; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNoDanger: who is kept awake by noise, and who says the name of a thing, is in none.
func TestNoDanger(t *testing.T) {
	for _, said := range []string{"楼下工地半夜还在响，睡不着觉！", "楼下工地半夜还在响", "黑木耳", "木耳"} {
		if a := ask(t, theBot(t), said); a.Help != "" {
			t.Errorf("%s: %s", said, a.Text())
		}
	}
	for _, said := range []string{"半夜楼下一直有枪声", "楼下施工，钢筋扎穿我的脚了", "楼上太吵，他说要杀了我", "浓烟", "煤气报警器一直在响"} {
		if a := ask(t, theBot(t), said); a.Help == "" {
			t.Errorf("%s: %s", said, a.Text())
		}
	}
}

// TestDangerBesideAQuestion: who tells of a danger and asks something of the report gets the help
// for that danger first, whatever the question is about.
func TestDangerBesideAQuestion(t *testing.T) {
	e := words.AnswersIn(text.Simplified).Emergencies
	for _, tt := range []struct{ said, want string }{
		{"阳台的充电瓶冒烟烧起来了，去年新建消防站几个？", e["fire"]},
		{"厨房一股煤气味。老旧小区改造完工几个？", e["gas"]},
		{"爷爷糊涂，早上出门现在还没找着，去年养老做了什么", e["missing"]},
		{"有人掉河里了，去年治了哪些河？", e["water"]},
		{"孩子烧到抽筋叫不醒，友谊医院开诊了没有", e["medical"]},
		{"我刚把钱转给骗子了，新建消防站几个？", e["fraud"]},
	} {
		t.Run(tt.said, func(t *testing.T) {
			if a := ask(t, theBot(t), tt.said); a.Help != tt.want || !strings.HasPrefix(a.Text(), a.Help) {
				t.Errorf("help %q, want %q first: %s", a.Help, tt.want, a.Text())
			}
		})
	}
	for _, said := range []string{"前年我们楼着过一次火，消防站新建了几个？", "公交站牌倒了没人扶，新增公交车多少", "娃在学校吃不惯，学位新增多少"} {
		if a := ask(t, theBot(t), said); a.Help != "" && strings.HasPrefix(a.Text(), a.Help) {
			t.Errorf("%s: %s", said, a.Text())
		}
	}
}

// TestWhomToCall: who asks whom to call, or after a trouble for a number, is told of the hotline; who
// asks for the number of a thing is told that it is lacking, and of the hotline besides.
func TestWhomToCall(t *testing.T) {
	for _, tt := range []struct {
		name string
		said []string
		want Outcome
	}{
		{"whom", []string{"我们村口那条路晚上黑得要命", "打谁电话"}, Meta},
		{"which number", []string{"楼上漏水漏到我家", "该打哪个电话"}, Meta},
		{"the number, after a trouble", []string{"楼上漏水漏到我家", "电话多少"}, Meta},
		{"the hotline", []string{"垃圾没人清运", "热线是几号"}, Meta},
		{"at once", []string{"该给谁打电话"}, Meta},
		{"of a thing", []string{"政务服务中心电话是多少"}, Related},
		{"of a thing before", []string{"图书馆开了没", "电话多少"}, Related},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.said...)
			if a.Outcome != tt.want || !strings.Contains(a.Text(), "12345") {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
		})
	}
}

// TestRejected: what is told not to be what was asked is not quoted again, and that it is of no use to
// call gets an apology.
func TestRejected(t *testing.T) {
	for _, said := range []string{"不是问这个", "我问的不是这个", "that's not what I asked", "12345也没用", "投诉了也白搭"} {
		t.Run(said, func(t *testing.T) {
			if a := converse(t, theBot(t), "新建了哪些公园", said); a.Outcome != Meta || len(a.Citations) > 0 {
				t.Errorf("%s cites %s", a.Outcome, cited(a))
			}
		})
	}
}

// TestAnsweredInDespair: who spoke of despair and then plainly asks something is answered, and told
// where help is; where nothing answers, that alone.
func TestAnsweredInDespair(t *testing.T) {
	for _, tt := range []struct {
		said     []string
		answered bool
	}{
		{[]string{"我失业半年了，房租交不起", "不想活了", "那有啥工作能找"}, true},
		{[]string{"不想活了", "就业岗位有多少"}, true},
		{[]string{"我想死", "通州有多少座桥"}, false},
		{[]string{"活不下去了", "你能帮我啥"}, false},
		{[]string{"不想活了", "活着有啥用"}, false},
	} {
		t.Run(tt.said[len(tt.said)-1], func(t *testing.T) {
			a := converse(t, theBot(t), tt.said...)
			if (a.Outcome == Answered) != tt.answered || !strings.Contains(a.Help, "12356") {
				t.Errorf("%s, help %q: %s", a.Outcome, a.Help, a.Text())
			}
		})
	}
}

// TestRelieved: who says that a danger is over is told whom to call if it comes back.
func TestRelieved(t *testing.T) {
	for _, said := range []string{"没事了，灭了", "扑灭了，没事了"} {
		if a := converse(t, theBot(t), "楼道着火了", said); a.Lead != zh.Safe || a.Help != "" {
			t.Errorf("%s: %s", said, a.Text())
		}
	}
}
