package bot

import (
	"fmt"
	"strings"
	"testing"

	"wenbao/knowledge"
)

// TestTopics: a question about a section gets it whole and in order.
func TestTopics(t *testing.T) {
	for _, tt := range []struct{ name, text, heading string }{
		{"progress", "乡村振兴去年取得了哪些成效？", "3.2"},
		{"in everyday words", "科技创新和产业集群有哪些进展", "2.2"},
		{"in traditional", "鄉村振興去年取得了哪些成效？", "3.2"},
		{"in English", "What progress was made in rural areas?", "3.2"},
		{"green finance", "绿色金融方面总的情况怎么样", "5.3"},
		{"a chapter", "民生保障方面都干了什么？", "6"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, theBot(t), tt.text)
			report, i, ok := theBot(t).library.Heading("tongzhou-2023/" + tt.heading)
			if !ok {
				t.Fatal("there is no such heading")
			}
			var want []string
			for _, p := range report.Under(i) {
				want = append(want, short(p.ID))
			}
			if shown := strings.Join(want, " "); cited(a) != shown || !strings.Contains(a.Lead, fmt.Sprint(len(want))) {
				t.Errorf("%s cites %s, want %s of %d", a.Lead, cited(a), shown, len(want))
			}
		})
	}
}

// TestLongSection: past sixty passages the answer says how many are left.
func TestLongSection(t *testing.T) {
	var text strings.Builder
	text.WriteString("2024年甲市政府工作报告\n一、水利建设工作回顾\n")
	for i := range 68 {
		fmt.Fprintf(&text, "完成第%d号水库的除险加固。\n", i+1)
	}
	text.WriteString("二、教育工作回顾\n新建学校三所。\n")
	b := botOver(t, source{"r", text.String(), knowledge.Meta{}})
	for _, tt := range []struct{ name, text, want string }{
		{"simplified", "水利建设工作有哪些成效", "还有8条没有列出"},
		{"traditional", "水利建設工作有哪些成效", "還有8條沒有列出"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, b, tt.text)
			if len(a.Citations) != MaxListed || !strings.Contains(a.Closing, tt.want) {
				t.Errorf("%d citations, closing %q", len(a.Citations), a.Closing)
			}
			valid(t, b, a)
		})
	}
}

// TestRestOfALongSection: who wants more of a list gets what it had no room for, once,
// and then is told that there is no more.
func TestRestOfALongSection(t *testing.T) {
	var text strings.Builder
	text.WriteString("2024年甲市政府工作报告\n一、水利建设工作回顾\n")
	for i := range 2*MaxListed + 15 {
		fmt.Fprintf(&text, "完成第%d号水库的除险加固。\n", i+1)
	}
	b := botOver(t, source{"r", text.String(), knowledge.Meta{}})
	asked := []string{"水利建设工作有哪些成效"}
	for _, want := range []struct {
		first, lead, closing string
		n                    int
	}{
		{"1.61", "接着列第61到第120条，一共135条：", "还有15条没有列出，说“还有呢”就接着列。", MaxListed},
		{"1.121", "接着列第121到第135条，一共135条：", "", 15},
		{"", "关于这件事，报告没有再写别的了。", "", 0},
	} {
		asked = append(asked, "还有呢")
		a := converse(t, b, asked...)
		first, _, _ := strings.Cut(cited(a), " ")
		if a.Lead != want.lead || a.Closing != want.closing || len(a.Citations) != want.n || first != want.first {
			t.Errorf("%d times more: %q, %d from %s, %q", len(asked)-1, a.Lead, len(a.Citations), first, a.Closing)
		}
	}
}

// TestTopicElsewhere: a section of another place or year is not shown as the answer.
func TestTopicElsewhere(t *testing.T) {
	for _, text := range []string{"上海的乡村振兴取得了哪些成效？", "2020年乡村振兴取得了哪些成效？", "明年乡村振兴有哪些打算？", "五年前乡村振兴取得了哪些成效？", "6号线交通方面都干了什么？"} {
		if a := ask(t, theBot(t), text); a.Outcome == Answered {
			t.Errorf("%s: %s", text, a.Text())
		}
	}
}

// TestTopicOfAnotherHeading: the nearest heading is no answer where nothing below it is.
func TestTopicOfAnotherHeading(t *testing.T) {
	if a := ask(t, theBot(t), "What was done in education?"); strings.Contains(cited(a), "4.3.1") {
		t.Errorf("cites %s: %s", cited(a), a.Text())
	}
}

// TestFirsts: who asks what is first gets every passage that says so, and who asks about one of
// them, or why, gets that.
func TestFirsts(t *testing.T) {
	for _, tt := range []struct{ said, want string }{
		{"哪些是全市第一", "1.1.3 3.2.5"},
		{"哪些方面全市排第一", "1.1.3 3.2.5"},
		{"有哪些是全国首个或者全市首个", "1.3.5 4.2.3 4.2.7 5.1.3 5.3.2"},
		{"全国首创的有哪些", "1.3.5 4.2.7 5.1.3 5.3.2"},
		{"有哪些首个", "1.3.5 2.1.4 2.2.2 4.2.3 4.2.7 5.1.3 5.3.2 5.3.3 7.2.4"},
		{"全国首个新型电力标准是什么", "5.1.3"},
		{"2019年哪些是全市第一", ""},
		{"北京第一实验学校", "6.1.3"},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if got := cited(a); (a.Outcome == Answered) != (tt.want != "") || a.Outcome == Answered && got != tt.want {
				t.Errorf("%s cites %q, want %q", a.Outcome, got, tt.want)
			}
		})
	}
}

// TestInState: who asks which things are in a state, and names no kind of thing, gets every passage
// that says so; who names one, a year that is not told, or doubts it, does not.
func TestInState(t *testing.T) {
	for _, tt := range []struct{ said, want string }{
		{"封顶的项目有哪些", "1.2.3 6.1.7"},
		{"哪些工程已经启动了", "1.2.1 5.3.1"},
		{"都有哪些单位揭牌", "1.3.5 2.1.4"},
		{"哪些医院封顶了", "6.1.7"},
		{"哪些项目还没开工", ""},
		{"2019年哪些项目开工", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if got := cited(a); (a.Outcome == Answered) != (tt.want != "") || a.Outcome == Answered && got != tt.want {
				t.Errorf("%s cites %q, want %q: %s", a.Outcome, got, tt.want, a.Text())
			}
		})
	}
}

// TestAnnouncedItems: who asks what things there are gets those that a passage announces, as
// many as it says, and who asks how many gets that passage alone.
func TestAnnouncedItems(t *testing.T) {
	b := botOver(t, source{"r", "甲县2024年政府工作报告\n一、2023年工作回顾\n全县生产总值增长5%，三方面民生实事圆满完成。\n二、2024年重点工作\n改造村道20公里。\n今年我们要继续认真办好三方面民生实事，坚决做到言必信、行必果。\n1.医疗方面。新增病床100张。\n2.养老方面。新增老年食堂5家。\n3.教育方面。新增学位300个。\n各位代表！我们要接受监督。\n", knowledge.Meta{Place: "甲县"}})
	for asked, want := range map[string]string{"今年要办哪些民生实事": "2.2 2.3 2.4 2.5", "民生实事有哪些": "2.2 2.3 2.4 2.5", "政府办了哪些实事": "2.2 2.3 2.4 2.5", "今年办几件民生实事": "2.2"} {
		if a := ask(t, b, asked); a.Outcome != Answered || cited(a) != want {
			t.Errorf("%s: %s cites %s, want %s", asked, a.Outcome, cited(a), want)
		}
	}
}

// TestAnnexByNumber: an annex that is named by its number is told, whatever else is asked of it.
func TestAnnexByNumber(t *testing.T) {
	b := botOver(t, source{"r", "甲县2025年预算报告\n一、2025年预算执行情况\n全县一般公共预算收入12亿元，增长5%。\n二、2026年预算草案\n全县一般公共预算收入预计13亿元。\n\n附表1\n\n| 收入表 |\n| 科目 | 完成数 |\n| 增值税 | 362 |\n\n附表2\n\n| 支出表 |\n| 科目 | 完成数 |\n| 教育 | 400 |\n", knowledge.Meta{Place: "甲县"}})
	for asked, want := range map[string]string{"附表1有什么": "增值税", "附表2": "教育", "附表 2 写了什么": "教育"} {
		if a := ask(t, b, asked); a.Outcome != Answered || len(a.Citations) != 1 || !strings.Contains(a.Citations[0].Quote, want) {
			t.Errorf("%s: %s", asked, a.Text())
		}
	}
}
