package bot

import (
	"strings"
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

const bareReport = "情况通报\n一、交通\n新建道路12条。\n改造路灯300盏。\n二、教育\n新建学校3所，增加学位2000个。\n"

// TestReportWithoutMeta: a report that says neither its place nor its year has
// sensible sentences all the same.
func TestReportWithoutMeta(t *testing.T) {
	b := botOver(t, source{"r", bareReport, knowledge.Meta{}})
	for _, tt := range []struct {
		name, text string
		want       Outcome
		first      string
	}{
		{"a question", "新建了多少条道路？", Answered, "r/1.1"},
		{"with some place", "上海新建了多少条道路？", Answered, "r/1.1"},
		{"with some year", "2021年新建了多少条道路？", Answered, "r/1.1"},
		{"silent", "道路花了多少钱？", NotFound, ""},
		{"greeting", "你好", Meta, ""},
		{"greeting in English", "hello", Meta, ""},
		{"identity", "你是谁", Meta, ""},
		{"source", "数据来源是什么", Meta, ""},
		{"help", "帮助", Meta, ""},
		{"overview", "这份报告讲了什么？", Answered, ""},
		{"empty", "", Meta, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, b, tt.text)
			if a.Outcome != tt.want || tt.first != "" && a.Citations[0].ID != tt.first {
				t.Errorf("%s cites %s, want %s %s", a.Outcome, cited(a), tt.want, tt.first)
			}
			for _, gap := range []string{"（，", "，）", "（）", "(,", ", )", "()", "只写，", "、。", "《》", "%!"} {
				if strings.Contains(a.Text(), gap) {
					t.Errorf("%q stands in: %s", gap, a.Text())
				}
			}
			valid(t, b, a)
		})
	}
}

// TestReviewWithoutYears: it looks back, nobody knows from when.
func TestReviewWithoutYears(t *testing.T) {
	b := botOver(t, source{"r", bareReport, knowledge.Meta{Covers: "review"}})
	for _, tt := range []struct{ text, want string }{
		{"明年计划新建多少条道路？", "这份报告是工作回顾，"},
		{"你好", "（工作回顾）"},
		{"hello", "(review of past work)"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			if a := ask(t, b, tt.text); !strings.Contains(a.Lead, tt.want) {
				t.Errorf("lead %q, want %q", a.Lead, tt.want)
			}
		})
	}
}

// TestEmptyExpansion: a report without other words answers in its own.
func TestEmptyExpansion(t *testing.T) {
	b := botWithoutExpansions(t)
	for _, tt := range []struct{ text, want string }{
		{"累计建成多少个5G基站？", "4.2.1"},
		{"加装电梯投入运行多少部？", "3.1.6"},
		{"新建消防站多少个？", "6.3.1"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			a := ask(t, b, tt.text)
			if a.Outcome != Answered || !strings.HasPrefix(cited(a), tt.want) {
				t.Errorf("%s cites %s, want %s", a.Outcome, cited(a), tt.want)
			}
			valid(t, b, a)
		})
	}
	if a := ask(t, b, "How many 5G base stations are there?"); len(a.Citations) > 0 && a.Citations[0].Gloss != "" {
		t.Errorf("a gloss out of nothing: %q", a.Citations[0].Gloss)
	}
}

// TestTwoPlaces: each place is answered from its own report.
func TestTwoPlaces(t *testing.T) {
	b := botOver(t,
		source{"haidian", "2024年海淀区政府工作报告\n一、2023年工作回顾\n新建道路12条，新建学校3所。\n", knowledge.Meta{Place: "北京市海淀区", PlaceAliases: []string{"海淀"}, Within: []string{"北京", "北京市"}}},
		source{"pudong", "2024年浦东新区政府工作报告\n一、2023年工作回顾\n新建道路45条，新建学校8所。\n", knowledge.Meta{Place: "上海市浦东新区", PlaceAliases: []string{"浦东"}, Within: []string{"上海", "上海市"}}})
	for _, tt := range []struct {
		text string
		want Outcome
		only string // the report that is cited, "" for any
	}{
		{"海淀新建了多少条道路？", Answered, "haidian"},
		{"浦东新建了多少条道路？", Answered, "pudong"},
		{"上海市浦东新区去年新建了几所学校？", Answered, "pudong"},
		{"广州新建了多少条道路？", NotFound, ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			a := ask(t, b, tt.text)
			if a.Outcome != tt.want {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
			for _, c := range a.Citations {
				if tt.only != "" && !strings.HasPrefix(c.ID, tt.only+"/") {
					t.Errorf("cites %s", c.ID)
				}
			}
			valid(t, b, a)
		})
	}
	if lead := ask(t, b, "广州新建了多少条道路？").Lead; !strings.Contains(lead, "北京市海淀区、上海市浦东新区") {
		t.Errorf("lead %q", lead)
	}
}

// TestScriptOfReports: what both Chinese scripts write alike is answered in that of the
// reports, where these are in one.
func TestScriptOfReports(t *testing.T) {
	old := source{"old", "施政報告\n一、生活\n新建公園三個。\n", knowledge.Meta{}}
	plain := source{"plain", "工作报告\n一、生活\n修缮学校三所。\n", knowledge.Meta{}}
	for _, tt := range []struct {
		name    string
		sources []source
		text    string
		want    text.Language
	}{
		{"traditional reports", []source{old}, "公屋", text.Traditional},
		{"simplified reports", []source{plain}, "公屋", text.Simplified},
		{"reports in both", []source{old, plain}, "公屋", text.Simplified},
		{"a question that shows its script", []source{old}, "养老金多少", text.Simplified},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if a := ask(t, botOver(t, tt.sources...), tt.text); a.Language != tt.want {
				t.Errorf("%s: %s", a.Language, a.Text())
			}
		})
	}
}

// TestEmptyLibrary: without a report there is nothing to find, and no fault.
func TestEmptyLibrary(t *testing.T) {
	b, err := newBot(Config{Library: knowledge.NewLibrary()})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"累计建成多少个5G基站？", "How many?", "有哪些成效", "多少"} {
		if a := ask(t, b, text); a.Outcome == Answered || a.Outcome == Related {
			t.Errorf("%s: %s", text, a.Outcome)
		}
	}
}

// TestPlaceOfAnotherReport: what one place's report says is not told of another
// place, whose report is loaded beside it.
func TestPlaceOfAnotherReport(t *testing.T) {
	b := botOver(t,
		source{"qinghe", "2024年青禾区政府工作报告\n一、2023年工作回顾\n新建幼儿园12所。\n修缮道路3条。\n", knowledge.Meta{Place: "青禾区"}},
		source{"baiyang", "2024年白杨区政府工作报告\n一、2023年工作回顾\n新建体育馆两座。\n修缮道路5条。\n", knowledge.Meta{Place: "白杨区"}})
	for _, tt := range []struct{ name, text, want string }{
		{"the other has it", "白杨新建了多少幼儿园", ""},
		{"its own", "青禾新建了多少幼儿园", "12所"},
		{"both have it", "白杨区修缮了几条道路", "5条"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, b, tt.text)
			for _, c := range a.Citations {
				if a.Outcome == Answered && (tt.want == "" || !strings.Contains(c.Quote, tt.want)) {
					t.Errorf("%s", a.Text())
				}
			}
			if tt.want != "" && a.Outcome != Answered {
				t.Errorf("%s", a.Text())
			}
		})
	}
}

// TestManyThingsOfAPlace: each of the things that are asked of a place is looked for
// in its report, however well another place's report fits.
func TestManyThingsOfAPlace(t *testing.T) {
	b := botOver(t,
		source{"baiyang", "2024年白杨区政府工作报告\n一、2023年工作回顾\n幼儿园5所。\n消防站7座。\n体育馆9座。\n", knowledge.Meta{Place: "白杨区"}},
		source{"qinghe", "2024年青禾区政府工作报告\n一、2023年工作回顾\n教育更加均衡，新建的幼儿园有12所投入使用。\n应急能力提高，在北部新建消防站3座。\n文化生活丰富，体育馆新建2座并免费开放。\n", knowledge.Meta{Place: "青禾区"}})
	for _, tt := range []struct{ text, want string }{
		{"青禾区的幼儿园、消防站、体育馆分别有多少", "qinghe"},
		{"白杨区的幼儿园、消防站、体育馆分别有多少", "baiyang"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			a := ask(t, b, tt.text)
			if a.Outcome != Answered || len(a.Citations) != 3 {
				t.Errorf("%s, cites %s", a.Outcome, cited(a))
			}
			for _, c := range a.Citations {
				if !strings.HasPrefix(c.ID, tt.want+"/") {
					t.Errorf("cites %s", c.ID)
				}
			}
		})
	}
}

// TestIndicators: a figure of an indicator is the one of its own clause, year and
// place, by whatever name it is asked for.
func TestIndicators(t *testing.T) {
	b := botOver(t, source{"qingyang", "青阳县2024年政府工作报告\n一、2023年工作回顾\n（一）经济\n全县地区生产总值186.4亿元，增长6.1%。研发投入占地区生产总值比重由2022年的1.62%提高到1.71%。PM2.5年均浓度27微克/立方米。\n（二）民生\n改造老旧小区16个，加装电梯23部。\n二、2024年工作安排\n今年地区生产总值预期目标是增长6.5%左右。计划改造老旧小区22个。\n", knowledge.Meta{Place: "青阳县"}})
	for _, tt := range []struct{ text, want string }{ // "": the report does not tell it
		{"GDP多少", "186.4"},
		{"GDP", "186.4"},
		{"去年GDP增长多少", "6.1%"},
		{"今年GDP目标是多少", "6.5%"},
		{"2022年GDP是多少", ""},
		{"全国GDP增长多少", ""},
		{"PM2.5浓度多少", "27"},
		{"失业率多少", ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			a := ask(t, b, tt.text)
			switch answered := a.Outcome == Answered; {
			case answered != (tt.want != ""):
				t.Errorf("%s: %s", a.Outcome, a.Text())
			case answered && !strings.Contains(a.Citations[0].Quote, tt.want):
				t.Errorf("%s does not say %s", a.Citations[0].Quote, tt.want)
			}
		})
	}
}

// TestProblems: what goes badly is told by the paragraph that owns it, however it is asked,
// and 存在哪 asks for no place.
func TestProblems(t *testing.T) {
	b := botOver(t, source{"qingyang", "青阳县2024年政府工作报告\n一、2023年工作回顾\n坚持定期研究信访突出问题，解决了一批涉及群众广、时间跨度长的历史遗留问题。\n同时，我们也清醒地看到，全县经济社会发展仍面临一些困难和挑战：产业规模偏小，税源不多；教育、医疗离群众期盼还有差距；部分村子的道路不够好。\n二、2024年工作安排\n着力解决停车难、看病难的问题，改造老旧小区22个。\n", knowledge.Meta{Place: "青阳县"}})
	for _, asked := range []string{"存在哪些问题", "政府工作存在哪些问题", "青阳县存在哪些问题", "有什么困难和挑战", "有哪些不足"} {
		t.Run(asked, func(t *testing.T) {
			if a := ask(t, b, asked); a.Outcome != Answered || cited(a) != "1.2" {
				t.Errorf("%s cites %s: %s", a.Outcome, cited(a), a.Text())
			}
		})
	}
}

// TestGrowthAlone: where a report tells the growth of an indicator and not its value, that is
// quoted and the lack told, whatever the indicator; the value comes first where both are
// told, and what names it without its figure does not answer.
func TestGrowthAlone(t *testing.T) {
	const lack = "报告没有写数额，只写了增减"
	b := botOver(t, source{"qingyang", "青阳县2024年政府工作报告\n一、2023年工作回顾\n全县地区生产总值增长6.1%，地方一般公共预算收入同口径增长8.2%，城乡居民人均可支配收入按可比口径分别增长4.2%、6%。\n生态环境不断改善，PM2.5平均浓度、空气优良天数比率排名全省前列。进出口下降15%。\n社会消费品零售总额增长5%。\n全年社会消费品零售总额95亿元。\n二、2024年工作安排\n今年预期目标是：地区生产总值增长7%，一般公共预算收入增长12%。\n", knowledge.Meta{Place: "青阳县"}})
	for _, tt := range []struct {
		text, want string // "": nothing answers
		lacks      bool
	}{
		{"去年GDP是多少", "6.1%", true},
		{"去年财政收入多少", "8.2%", true},
		{"财政收入多少", "8.2%", true},
		{"去年居民收入多少", "4.2%", true},
		{"居民人均收入多少", "4.2%", true},
		{"外贸进出口多少", "15%", true},
		{"GDP增长多少", "6.1%", false},
		{"社零多少", "95亿", false},
		{"PM2.5是多少", "", false},
	} {
		t.Run(tt.text, func(t *testing.T) {
			a := ask(t, b, tt.text)
			switch answered := a.Outcome == Answered; {
			case answered != (tt.want != ""):
				t.Errorf("%s: %s", a.Outcome, a.Text())
			case answered && !strings.Contains(a.Citations[0].Quote, tt.want):
				t.Errorf("%s does not say %s", a.Citations[0].Quote, tt.want)
			case answered && strings.Contains(a.Text(), lack) != tt.lacks:
				t.Errorf("the lack is told or not: %s", a.Text())
			}
		})
	}
}
