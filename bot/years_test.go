package bot

import (
	"slices"
	"strings"
	"testing"

	"wenbao/bot/question"
	"wenbao/knowledge"
)

// yearsOfTwo are reports of one place of two years, and of another place.
func yearsOfTwo(t *testing.T) *Bot {
	t.Helper()
	return botOver(t,
		source{"q2023", "青禾区2023年政府工作报告\n一、2022年工作回顾\n新建幼儿园8所。改造老旧小区28个。\n建成口袋公园6个。\n二、2023年工作安排\n新建幼儿园10所。改造老旧小区36个。\n", knowledge.Meta{Place: "青禾区"}},
		source{"q2024", "青禾区2024年政府工作报告\n一、2023年工作回顾\n新建幼儿园12所。改造老旧小区35个。\n二、2024年工作安排\n新建幼儿园9所。改造老旧小区40个。\n", knowledge.Meta{Place: "青禾区"}},
		source{"b2024", "白杨区2024年政府工作报告\n一、2023年工作回顾\n新建幼儿园7所。\n二、2024年工作安排\n新建幼儿园5所。改造老旧小区22个。\n", knowledge.Meta{Place: "白杨区"}})
}

// TestYearChoosesReport: of several reports of a place that of the year is asked, which may
// be named by how long ago it is; what was planned for a year stands in the one before.
func TestYearChoosesReport(t *testing.T) {
	b := yearsOfTwo(t)
	for _, tt := range []struct {
		name, text string
		cites      []string // reports, in order; none: it is not answered
		says       string
	}{
		{"a year", "青禾区2022年新建了多少幼儿园", []string{"q2023"}, "8所"},
		{"the year before", "青禾区去年新建了多少幼儿园", []string{"q2024"}, "12所"},
		{"this year", "青禾区今年要新建多少幼儿园", []string{"q2024"}, "9所"},
		{"two years before", "青禾区前年改造了多少老旧小区", []string{"q2023"}, "28个"},
		{"what was promised", "青禾区去年说要改造多少老旧小区", []string{"q2023"}, "36个"},
		{"promised and done", "青禾区去年说要改造多少老旧小区，改造了多少老旧小区", []string{"q2023", "q2024"}, "35个"},
		{"two years", "青禾区去年和今年分别新建多少幼儿园", []string{"q2024", "q2024"}, "9所"},
		{"no year: the newest", "青禾区新建了多少幼儿园", []string{"q2024"}, "12所"},
		{"only an older one tells", "青禾区建成多少个口袋公园", []string{"q2023"}, "6个"},
		{"a year of no report", "青禾区2020年新建了多少幼儿园", nil, "2022年、2023年和2024年"},
		{"the year to come", "青禾区明年要新建多少幼儿园", nil, "2025年"},
		{"each place", "哪个区去年新建的幼儿园多", []string{"b2024", "q2024"}, "12所"},
		{"the most of each place", "哪个区去年新建幼儿园最多", []string{"b2024", "q2024"}, "12所"},
		{"which of the places", "哪些区去年建了幼儿园", []string{"b2024", "q2024"}, "7所"},
		{"two places compared", "青禾区和白杨区去年谁新建的幼儿园多", []string{"q2024", "b2024"}, "12所"},
		{"two places", "青禾区和白杨区去年新建了多少幼儿园", []string{"q2024", "b2024"}, "7所"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, b, tt.text)
			var cites []string
			for _, c := range a.Citations {
				report, _, _ := strings.Cut(c.ID, "/")
				cites = append(cites, report)
			}
			if answered := a.Outcome == Answered; answered != (tt.cites != nil) || answered && !slices.Equal(cites, tt.cites) || !strings.Contains(a.Text(), tt.says) {
				t.Errorf("cites %v: %s", cites, a.Text())
			}
			valid(t, b, a)
		})
	}
}

// TestPlaceGoesOn: the place that one part of a message names, or a turn before, is that of
// what follows, until another is named.
func TestPlaceGoesOn(t *testing.T) {
	b := yearsOfTwo(t)
	for _, tt := range []struct {
		name   string
		before []string
		text   string
		cites  []string // reports that may be cited
	}{
		{"a clause", nil, "白杨区去年新建了多少幼儿园，今年打算改造多少老旧小区", []string{"b2024"}},
		{"a turn", []string{"白杨区去年新建了多少幼儿园"}, "今年要改造多少老旧小区", []string{"b2024"}},
		{"a short turn", []string{"青禾区新建了多少幼儿园"}, "老旧小区呢", []string{"q2023", "q2024"}},
		{"another place", []string{"青禾区去年新建了多少幼儿园"}, "那白杨区呢", []string{"b2024"}},
		{"turned to another place", []string{"青禾区去年新建了多少幼儿园"}, "换成白杨区", []string{"b2024"}},
		{"asked of another place", []string{"青禾区去年新建了多少幼儿园"}, "改问白杨区", []string{"b2024"}},
		{"look at another place", []string{"青禾区去年新建了多少幼儿园"}, "再看看白杨区", []string{"b2024"}},
		{"put right", []string{"青禾区去年新建了多少幼儿园"}, "不是，我问白杨区", []string{"b2024"}},
		{"another year, after another place", []string{"青禾区去年改造了多少老旧小区", "白杨区"}, "今年呢", []string{"b2024"}},
		{"another year", []string{"青禾区2023年新建了多少幼儿园"}, "2022年呢", []string{"q2023"}},
		{"two years before, after a turn like that", []string{"青禾区今年要新建多少幼儿园", "去年呢"}, "前年呢", []string{"q2023"}},
		{"what was promised", []string{"青禾区去年改造了多少老旧小区"}, "当初承诺多少", []string{"q2023"}},
		{"what is planned", []string{"青禾区2022年改造了多少老旧小区"}, "今年打算呢", []string{"q2024"}},
		{"after another place", []string{"青禾区去年新建了多少幼儿园", "那白杨区呢"}, "今年要改造多少老旧小区", []string{"b2024"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var turns []Turn
			for _, said := range tt.before {
				turns = append(turns, Turn{Question: said})
			}
			a, err := b.Ask(t.Context(), Message{Text: tt.text, History: turns})
			if err != nil {
				t.Fatal(err)
			}
			if a.Outcome != Answered {
				t.Errorf("%s", a.Text())
			}
			for _, c := range a.Citations {
				if report, _, _ := strings.Cut(c.ID, "/"); !slices.Contains(tt.cites, report) {
					t.Errorf("cites %s: %s", c.ID, a.Text())
				}
			}
		})
	}
}

// TestPromiseKept: whether what was promised was done is told by the plan and by the review
// of its year.
func TestPromiseKept(t *testing.T) {
	b := yearsOfTwo(t)
	for _, text := range []string{"青禾区去年说要改造的老旧小区改造完成了吗", "青禾区2023年计划改造多少老旧小区，完成了多少", "青禾区去年的老旧小区改造承诺完成了没有",
		"青禾区去年的老旧小区改造目标完成了没有", "青禾区2023年老旧小区改造达到目标了吗", "青禾区去年改造老旧小区的任务都完成了吗",
		"青禾区2023年计划改造几个老旧小区，改了几个", "青禾区2023年说要改造36个老旧小区，建成几个", "青禾区去年打算改造多少老旧小区，最后弄了多少",
		"青禾区2023年老旧小区计划完成情况", "青禾区去年的老旧小区目标达到了吗"} {
		a := ask(t, b, text)
		if said := a.Text(); a.Outcome != Answered || !strings.Contains(said, "36个") || !strings.Contains(said, "35个") {
			t.Errorf("%s: %s", text, said)
		}
	}
}

// TestDoneOfPlan: who asks on after a plan whether that was done is told what was; of what is planned
// for this year it is said that no report tells that.
func TestDoneOfPlan(t *testing.T) {
	b := yearsOfTwo(t)
	for text, want := range map[string]string{"完成了吗": "35个", "实际呢": "35个", "最后改了多少": "35个"} {
		if a := ask(t, b, "青禾区2023年计划改造多少老旧小区", text); a.Outcome != Answered || !strings.Contains(a.Text(), want) || strings.Contains(a.Text(), "36个") {
			t.Errorf("%s: %s", text, a.Text())
		}
	}
	for text, only := range map[string]bool{"青禾区今年的幼儿园建好了吗": true, "青禾区2024年改造老旧小区40个完成了吗": true, "青禾区今年的老旧小区改造了没有": true,
		"青禾区今年要新建多少幼儿园": false, "青禾区去年新建幼儿园了吗": false} {
		a := ask(t, b, text)
		told := strings.Contains(a.Lead, "不等于已经做到") && strings.Contains(a.Closing, "没有写已经做到了什么")
		if a.Outcome != Answered || told != only {
			t.Errorf("%s: %s", text, a.Text())
		}
	}
}

// TestPromiseOfNoReport: where the report of the year before is not there, the plan of this one is
// no promise of the last.
func TestPromiseOfNoReport(t *testing.T) {
	b := botOver(t, source{"q2024", "青禾区2024年政府工作报告\n一、2023年工作回顾\n新建幼儿园12所。改造老旧小区35个。\n二、2024年工作安排\n新建幼儿园9所。改造老旧小区40个。\n", knowledge.Meta{Place: "青禾区"}})
	for _, text := range []string{"去年改造老旧小区的目标完成了没有", "去年说要改造多少老旧小区", "去年改造老旧小区的目标是多少"} {
		if a := ask(t, b, text); a.Outcome == Answered && (!strings.Contains(a.Text(), "35个") || strings.Contains(a.Text(), "40个")) {
			t.Errorf("%s: %s", text, a.Text())
		}
	}
}

// TestYearToCome: who asks on about a year that no report plans gets no figure of another.
func TestYearToCome(t *testing.T) {
	b := botOver(t, source{"q2024", "青禾区2024年政府工作报告\n一、2023年工作回顾\n新建幼儿园12所。改造老旧小区35个。\n二、2024年工作安排\n新建幼儿园9所。改造老旧小区40个。\n", knowledge.Meta{Place: "青禾区"}})
	for _, text := range []string{"明年呢", "那明年的目标呢", "后年打算改造多少", "明年要改造多少老旧小区"} {
		if a := ask(t, b, "今年要改造多少老旧小区", text); a.Outcome == Answered || !strings.Contains(a.Text(), "2023年和2024年") {
			t.Errorf("%s: %s", text, a.Text())
		}
	}
	if a := ask(t, b, "今年要改造多少老旧小区", "去年呢"); !strings.Contains(a.Text(), "35个") {
		t.Errorf("去年呢: %s", a.Text())
	}
}

// TestTimeGoesOn: the year of a part is that of what follows and says nothing of time.
func TestTimeGoesOn(t *testing.T) {
	b := yearsOfTwo(t)
	for text, want := range map[string]string{
		"青禾区2022年新建了多少幼儿园，改造了多少老旧小区": "28个",
		"青禾区今年要新建多少幼儿园，多少老旧小区要改造":    "40个",
	} {
		if a := ask(t, b, text); a.Outcome != Answered || !strings.Contains(a.Text(), want) {
			t.Errorf("%s: %s", text, a.Text())
		}
	}
}

// TestPlanIsSaid: a plan that was not asked for is told as one.
func TestPlanIsSaid(t *testing.T) {
	b := yearsOfTwo(t)
	for text, plan := range map[string]bool{
		"白杨区改造老旧小区多少个":   true,
		"白杨区今年要改造多少老旧小区": false,
		"白杨区新建了多少幼儿园":    false,
	} {
		if a := ask(t, b, text); strings.Contains(a.Lead, "计划") != plan || a.Outcome != Answered {
			t.Errorf("%s: %s", text, a.Text())
		}
	}
}

// TestRankOfPlace: a province is not its city of the same name.
func TestRankOfPlace(t *testing.T) {
	territory := question.NewTerritory([]string{"吉林市"}, nil, nil)
	for said, want := range map[string]bool{"吉林去年gdp": true, "吉林市去年gdp": true, "吉林省去年gdp": false, "吉林省吉林市去年gdp": true} {
		if got := territory.NamedIn(said); got != want {
			t.Errorf("%s: %v", said, got)
		}
	}
}

// TestPlaceOfNoReport: a place of the country is known by its short name, too, where no
// report says a word of it.
func TestPlaceOfNoReport(t *testing.T) {
	b := botOver(t,
		source{"q", "青禾区2024年政府工作报告\n一、2023年工作回顾\n新建幼儿园12所。\n友谊医院开诊。\n", knowledge.Meta{Place: "青禾区"}},
		source{"b", "白杨区2024年政府工作报告\n一、2023年工作回顾\n新建幼儿园7所。\n", knowledge.Meta{Place: "白杨区"}})
	for _, tt := range []struct {
		name, text string
		want       Outcome
		says       string
	}{
		{"a district elsewhere", "通州新建了多少幼儿园", NotFound, "没有写通州的情况"},
		{"a county elsewhere", "昆山有多少幼儿园", NotFound, "没有写昆山的情况"},
		{"a word that is a county, too", "友谊医院开诊了吗", Answered, "友谊医院开诊"},
		{"a verb that is a district, too", "新建了多少幼儿园", Answered, "12所"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, b, tt.text)
			if a.Outcome != tt.want || !strings.Contains(a.Text(), tt.says) {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
		})
	}
}

// TestWhichPlace: who names none of the places is told which there are, unless all of them
// are quoted.
func TestWhichPlace(t *testing.T) {
	b := yearsOfTwo(t)
	for text, told := range map[string]bool{
		"改造了多少老旧小区":    true, // of one place alone
		"青禾区改造了多少老旧小区": false,
		"去年新建了多少幼儿园":   false, // of both
		"哪个区改造了老旧小区":   false, // asks where
	} {
		if a := ask(t, b, text); strings.Contains(a.Closing, "白杨区、青禾区") != told || a.Outcome != Answered {
			t.Errorf("%s: %s", text, a.Text())
		}
	}
}

// TestOfOtherTime: what is told of another time than was asked for is shown as that.
func TestOfOtherTime(t *testing.T) {
	b := yearsOfTwo(t)
	for _, tt := range []struct{ name, text, says, cites string }{
		{"only a plan", "白杨区去年改造了多少老旧小区", "没有写已经做到了什么", "22个"},
		{"another year", "白杨区2021年新建了多少幼儿园", "没有写2021年", "7所"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, b, tt.text)
			if a.Outcome == Answered || !strings.Contains(a.Lead, tt.says) || len(a.Citations) > 0 && !strings.Contains(a.Citations[0].Quote, tt.cites) {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
		})
	}
}

// TestWhoReports: who gives the report is told from the line below its title.
func TestWhoReports(t *testing.T) {
	b := botOver(t, source{"q2024", "青禾县人民政府工作报告\n\n——2024年1月8日在青禾县第九届人民代表大会第三次会议上\n\n代理县长 周静\n\n各位代表：\n\n一、2023年工作回顾\n新建幼儿园12所。改造老旧小区35个。\n二、2024年工作安排\n新建幼儿园9所。\n", knowledge.Meta{}})
	for text, told := range map[string]bool{"县长叫什么": true, "县长的名字是什么": true, "县委书记叫什么": false, "县委书记是谁": false, "副县长是谁": false, "去年未达到的目标有哪些": false, "县长办公室在哪": false, "去年新建了多少幼儿园": false} {
		if a := ask(t, b, text); (a.Outcome == Answered && strings.Contains(a.Text(), "周静")) != told {
			t.Errorf("%s: %s", text, a.Text())
		}
	}
}

// TestToldIsNotDenied: a rate, a reason and the year of a plan that stand in what is shown are not said to lack.
func TestToldIsNotDenied(t *testing.T) {
	b := botOver(t, source{"q2024", "青禾区2024年政府工作报告\n一、2023年工作回顾\n地区生产总值增长5.1%，第二产业下降2.3%，固定资产投资增长4%。\n滨河步道因权属不清尚未贯通。受土地指标制约，新建幼儿园12所，未完成年度目标。\n二、2024年工作安排\n建成投用市民中心，开工建设体育公园。改造老旧小区40个。\n", knowledge.Meta{Place: "青禾区"}})
	for _, tt := range []struct {
		text, tells string
		denies      string // "" for nothing
	}{
		{"去年GDP增速多少", "5.1%", ""},
		{"固定资产投资增幅是多少", "4%", ""},
		{"滨河步道为什么没有贯通", "权属不清", ""},
		{"幼儿园为啥没完成目标", "土地指标", ""},
		{"市民中心什么时候建成", "建成投用市民中心", "哪一天"},
		{"体育公园什么时候建成", "", "没有写具体时间"}, // that is begun only
		{"老旧小区为什么要改造", "", "没有写原因"},   // of another sentence
	} {
		a := ask(t, b, tt.text)
		told := a.Outcome == Answered && strings.Contains(a.Text(), tt.tells)
		if told != (tt.tells != "") || strings.Contains(a.Lead+a.Closing, "没有写") != (tt.denies != "") || !strings.Contains(a.Lead+a.Closing, tt.denies) {
			t.Errorf("%s: %s: %s", tt.text, a.Outcome, a.Text())
		}
	}
}
