package bot

import (
	"strings"
	"testing"
)

// TestTroubleAsksWhen: who tells a trouble and asks when it ends gets what was done about
// it, and is told that no time is given; who asks when of a thing is told that alone.
func TestTroubleAsksWhen(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"when", "下班回家那段路黑咕隆咚的，什么时候能装灯", "3.1.4"},
		{"when was it", "水龙头放出来的水发黄，喝着不放心，管子啥时候换过", "4.3.4"},
		{"of a thing", "海昌那个园子到底哪年能进去玩", ""},
		{"of another place", "朝阳那边的路黑咕隆咚的没法走，什么时候能装灯", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, theBot(t), tt.text)
			if tt.want == "" {
				if a.Outcome == Answered {
					t.Errorf("answered: %s", a.Text())
				}
				return
			}
			if a.Outcome != Answered || cited(a) != tt.want || !strings.Contains(a.Closing, "报告没有写具体时间") {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
			valid(t, theBot(t), a)
		})
	}
}

// TestSeveralWants: of what a message asks, each part is answered or said to be lacking, though
// another is answered, and none is lacking because another is.
func TestSeveralWants(t *testing.T) {
	for _, tt := range []struct {
		name, text, want string
		told, untold     []string // in the answer, and not
	}{
		{"a price and a plan behind it", "去年装了多少部电梯，装一部要多少钱，今年还装不装", "3.1.6", []string{"“装一部要多少钱”：", "“今年还装不装”："}, []string{"“去年装了", "“一部”"}},
		{"which, behind how many", "没灯的路治了几条，哪几条", "3.1.4", []string{"“哪几条”：报告没有写具体是哪些"}, nil},
		{"nouns alone", "台湖舞美博物馆开馆了没，票价，开放时间", "3.3.2", []string{"“票价”：报告没有写金额", "“开放时间”：报告没有写具体时间"}, nil},
		{"told before it", "村里搞林下种蘑菇，全区种了多少亩了，找谁报名", "3.2.4", []string{"“找谁报名”："}, nil},
		{"none answered", "宠物医院去年开了几家，我家狗病了，胸科医院那个新楼啥时候能用", "6.1.7", []string{"“宠物医院去年开了几家”：", "“胸科医院那个新楼啥时候能用”：报告没有写具体时间"}, nil},
		{"one thing in two clauses", "学位到底增加了多少，一共多少个", "6.1.4", nil, []string{"：报告没有", "：报告提到"}},
		{"told of another part", "一共办了多少件代表建议和提案，办完了没有？", "7.3.2", nil, []string{"办完了没有"}},
		{"another thing of the same kind", "学位增加了多少个？新建了几所幼儿园？", "6.1.4", []string{"幼儿园”：报告没有"}, nil},
		{"no more than a confirmation", "累计建了3047个5G基站，对吗", "4.2.1", nil, []string{"“对吗”"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, theBot(t), tt.text)
			said := a.Text()
			if cited(a) != tt.want {
				t.Errorf("cites %q, want %q", cited(a), tt.want)
			}
			for _, told := range tt.told {
				if !strings.Contains(said, told) {
					t.Errorf("%q does not stand in %s", told, said)
				}
			}
			for _, untold := range tt.untold {
				if strings.Contains(said, untold) {
					t.Errorf("%q stands in %s", untold, said)
				}
			}
			valid(t, theBot(t), a)
		})
	}
}

// TestOfWhatIsTold: a clause whose thing stands in the clause before it gets no passage about another
// thing; one that names its own does, and so does a trouble told in other words than the report's.
func TestOfWhatIsTold(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"of a kind", "我妈妈想住养老院，区里有没有公办的，一个月收多少钱", "6.2.2"},
		{"how many people", "孩子想考十一学校，听说在通州有了分校，今年招多少人？学费多少", "6.1.1 6.1.2"},
		{"done or not", "听说安贞医院要搬到通州来，请问现在盖好了没有，什么时候可以挂号", "6.1.6"},
		{"its own thing", "环球影城那么火，北投的楼盖好没有", "2.2.2"},
		{"in other words", "以前村里脏水直接往沟里泼，夏天臭死，现在多少个村不这样了", "3.2.3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if a := ask(t, theBot(t), tt.text); cited(a) != tt.want {
				t.Errorf("%s cites %q, want %q", a.Outcome, cited(a), tt.want)
			}
		})
	}
}

// TestAnyThereIs: who asks for any of a kind of thing gets all that surely answer, in English as
// in Chinese, and who asks for one gets that.
func TestAnyThereIs(t *testing.T) {
	for _, tt := range []struct{ said, want string }{
		{"有没有新医院", "6.1.7 6.1.6 6.1.5"},
		{"any new hospital?", "6.1.7 6.1.5 6.1.6"},
		{"看病去哪", "6.1.6 6.1.5"},
		{"new schools?", "6.1.3 6.1.4 6.1.1 6.1.2"},
		{"有没有新修的路", "4.3.1 1.3.2"},
		{"有没有新型电力系统的标准", "5.1.3"},
		{"安贞医院建好没有", "6.1.6"},
	} {
		t.Run(tt.said, func(t *testing.T) {
			if a := ask(t, theBot(t), tt.said); a.Outcome != Answered || cited(a) != tt.want {
				t.Errorf("%s cites %q, want %q", a.Outcome, cited(a), tt.want)
			}
		})
	}
}

// TestLeisure: who asks where to go gets the parks, museums and sights of the report, and no
// small talk; who asks about one place, or of another city, does not.
func TestLeisure(t *testing.T) {
	const places = "1.2.5 3.3.2 6.1.8 2.3.1 5.2.4"
	for _, tt := range []struct{ said, want string }{
		{"有什么好玩的", places},
		{"周末去哪玩", places},
		{"带孩子去哪", places},
		{"通州有啥好玩的地方", places},
		{"周末带对象去哪玩好", places},
		{"晚上有啥好玩的", "2.3.4 2.3.2"},
		{"無聊，有什麼好去處", places},
		{"where can I take my kids", places},
		{"上海有什么好玩的", ""},
		{"讲个好玩的笑话", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if answered := a.Outcome == Answered; answered != (tt.want != "") || cited(a) != tt.want || strings.Contains(a.Text(), "12345") {
				t.Errorf("%s cites %q, want %q: %s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}

// TestEachOfSeveral: who asks the same of several things gets what tells of each, and a line for each
// that the report does not name; a thing in other words than the report's is not said to be lacking.
func TestEachOfSeveral(t *testing.T) {
	for _, tt := range []struct{ said, want, closing string }{
		{"厂通路和壁富路完工了吗", "1.3.2", "“壁富路完工了吗”：报告没有提到“壁富路”。"},
		{"图书馆跟科技馆都开放了吗", "1.2.5", "“科技馆开放了吗”：报告没有提到“科技馆”。"},
		{"安贞医院、友谊医院和同仁医院进展如何", "6.1.6 6.1.5", "“同仁医院进展如何”：报告没有提到“同仁医院”。"},
		{"友谊、安贞、胸科三家医院各是什么进度", "6.1.5 6.1.6 6.1.7", ""},
		{"去年消防站和派出所各建了几个", "6.3.1", "“去年派出所建了几个”：报告没有提到“派出所”。"},
		{"中小学和幼儿园学位各新增多少", "6.1.4", "“幼儿园学位新增多少”：报告没有提到“幼儿园”。"},
		{"厂通路、通清路完工没", "1.3.2", ""},
		{"云景公园和梨园主题公园都开了吗", "5.2.4", "“梨园主题公园开了吗”：报告没有提到“梨园”。"},
		{"計程車跟公車換成電動的，一共幾輛", "5.1.5", ""},
		{"代表建议和政协提案办了多少件", "7.3.2", ""},
		{"养老院以及敬老院建成没有", "6.2.2", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if a.Outcome != Answered || cited(a) != tt.want || a.Closing != tt.closing {
				t.Errorf("%s cites %q and closes with %q, want %q and %q", a.Outcome, cited(a), a.Closing, tt.want, tt.closing)
			}
			valid(t, theBot(t), a)
		})
	}
}

// TestNoClauseIsLost: of the clauses of a message each is answered, or what it asks for is said to be
// lacking, however they are joined.
func TestNoClauseIsLost(t *testing.T) {
	for _, tt := range []struct{ said, want, closing string }{
		{"养老院建了没、学位够不够、友谊医院二期开了没", "6.2.2 6.1.4 6.1.5", ""},
		{"先问5G基站数，再问绿色信贷余额，最后问代表建议办了多少件", "4.2.1 5.3.4 7.3.2", ""},
		{"首先东六环通没通，其次公交线路加了几条", "1.2.4 4.3.3", ""},
		{"帮我查三个数：绿色信贷余额、装配式建筑面积、林下经济面积", "5.3.4 5.1.1 3.2.4", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if closing, _, _ := strings.Cut(a.Closing, "\n"); a.Outcome != Answered || cited(a) != tt.want || tt.closing != closing && !strings.Contains(closing, "12345") {
				t.Errorf("%s cites %q and closes with %q, want %q and %q", a.Outcome, cited(a), a.Closing, tt.want, tt.closing)
			}
			valid(t, theBot(t), a)
		})
	}
}

// TestEachPartIsAboutItsOwnThing: a part that names a thing is not passed over where what is quoted for another
// part does not speak of it, and one that names none is about that of the sentence before it.
func TestEachPartIsAboutItsOwnThing(t *testing.T) {
	for _, tt := range []struct{ said, cites, says string }{
		{"萧太后河治好没,凉水河呢", "5.2.2", "“凉水河呢”：报告没有提到“凉水河”"},
		{"促进就业多少人?其中大学生多少?", "6.2.1", "“其中大学生多少”"},
		{"消防站新建几个?去年新增了多少?", "6.3.1", ""},
		{"架空线入地了几条路?还有几条路安了灯?", "3.1.3 3.1.4", ""},
		{"老人没人照顾怎么办?去年建了几个?", "6.2.2", ""},
		{"农民收入涨得怎么样?全市排第几?", "3.2.5", ""},
		{"396件建议提案有回音吗,都办完了没有", "7.3.2", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if a.Outcome != Answered || cited(a) != tt.cites || !strings.Contains(a.Closing, tt.says) {
				t.Errorf("%s cites %q: %s", a.Outcome, cited(a), a.Text())
			}
		})
	}
	for _, said := range []string{"空气质量好不好?全市排第几?", "污水处理厂建了吗?去年新建了几座?", "幼儿园建了几个?增加了多少?"} {
		if a := ask(t, theBot(t), said); a.Outcome == Answered {
			t.Errorf("%s: %s", said, a.Text())
		}
	}
}

// TestToldBeside: what is told beside a question is not asked, and what names nothing by itself is of
// what was told before it.
func TestToldBeside(t *testing.T) {
	for said, want := range map[string]string{
		"孩子老咳嗽，通州有啥好医院":  "6.1.5 6.1.6 6.1.7",
		"俺们种地的，去年村里有啥好事": "3.2.3 3.2.4 3.2.5",
		"咱们村的水发黄，能喝吗":    "",
		"我爸摔了腿，有啥补贴":     "",
		"我住玉桥，新建了多少个消防站": "6.3.1",
		"我们小区停车难，有车位吗":   "4.3.3",
	} {
		a := ask(t, theBot(t), said)
		valid(t, theBot(t), a)
		if got := cited(a); a.Outcome == Answered && got != want || a.Outcome != Answered && want != "" {
			t.Errorf("%s: %s cites %s, want %s:\n%s", said, a.Outcome, got, want, a.Text())
		}
	}
}
