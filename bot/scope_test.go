package bot

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// TestManyReports: nothing that the bot says of its reports grows with them, and a
// chapter by its number is that of the report whose place is named.
func TestManyReports(t *testing.T) {
	var sources []source
	for i := range 30 {
		place := fmt.Sprintf("%c河县", '丙'+rune(i))
		sources = append(sources, source{fmt.Sprintf("r%02d", i), bareReport, knowledge.Meta{Title: place + "2023年政府工作报告", Place: place, Years: []int{2023}}})
	}
	b := botOver(t, sources...)
	third := sources[2].meta.Place
	for _, tt := range []struct{ said, holds, cites string }{
		{"你好", "等30份报告", ""},
		{"报告讲了啥", "另外还有10份报告", ""},
		{"第二章讲了什么", "另外还有10份报告", ""},
		{third + "的报告第二章讲了什么", "二、教育", "r02/2.1"},
		{third + "这份报告主要讲了哪些内容", "分2章，共3条。每章先看一条", "r02/1.1 r02/2.1"},
		{"上海市新建了多少条道路", "等30个地方", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, b, tt.said)
			valid(t, b, a)
			if !strings.Contains(a.Text(), tt.holds) || utf8.RuneCountInString(a.Text()) > 1500 || citedWhole(a) != tt.cites {
				t.Errorf("cites %q, want %q:\n%s", citedWhole(a), tt.cites, a.Text())
			}
		})
	}
}

// citedWhole lists the passages of an answer by id.
func citedWhole(a Answer) string {
	var ids []string
	for _, c := range a.Citations {
		ids = append(ids, c.ID)
	}
	return strings.Join(ids, " ")
}

func TestPeriods(t *testing.T) {
	for _, tt := range []struct {
		name     string
		language text.Language
		years    []int
		covers   string
		want     string
	}{
		{"one", text.Simplified, []int{2023}, "", "2023年"},
		{"two", text.Simplified, []int{2023, 2024}, "", "2023年和2024年"},
		{"a review", text.Simplified, []int{2023}, "review", "2023年工作回顾"},
		{"a review in traditional", text.Traditional, []int{2023}, "review", "2023年工作回顧"},
		{"a review in English", text.English, []int{2023}, "review", "review of 2023"},
		{"two in English", text.English, []int{2023, 2024}, "", "2023 and 2024"},
		{"none", text.Simplified, nil, "", ""},
		{"a review of no year", text.Simplified, nil, "review", "工作回顾"},
		{"a review of no year in English", text.English, nil, "review", "review of past work"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := years(tt.language, knowledge.Meta{Years: tt.years, Covers: tt.covers}); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestOtherPlaces: an everyday word, a street and a part of the report's own place are no
// other places, though a division of the country is called so, too.
func TestOtherPlaces(t *testing.T) {
	for _, tt := range []struct{ name, said, holds string }{
		{"an everyday word", "小店能拿到补贴吗", "没有提到“小店”"},
		{"such a division by its full name", "小店区建了几个消防站", "没有写小店区的情况"},
		{"a crossing", "北关环岛治不治", "没有提到“北关环岛”"},
		{"a street called after a city", "中山路改造了吗", "没有提到“中山路”"},
		{"a part of its own", "永顺建了几个消防站", "没有提到“永顺”"},
		{"a part that the report names elsewhere", "台湖的路灯改了吗", "没有写到“台湖”"},
		{"another place", "涿州修了几条路", "没有写涿州的情况"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if a := ask(t, theBot(t), tt.said); a.Outcome == Answered || !strings.Contains(a.Text(), tt.holds) {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
		})
	}
}

// TestWider: of what contains the place the report tells nothing but what names it; what it says
// of the place itself stands beside that. Who asks of all of the place asks of the place.
func TestWider(t *testing.T) {
	for _, tt := range []struct{ said, outcome, lead, cites string }{
		{"全市新建了多少消防站", string(Related), "没有写全市的情况", "6.3.1"},
		{"北京市新增学位多少个", string(Related), "没有写北京市的情况", "6.1.4"},
		{"去年整个北京通了几条公交", string(Related), "没有写北京的情况", "4.3.3"},
		{"全区有多少个5G基站", string(Answered), "", "4.2.1"},
		{"建安总量全市排第几", string(Answered), "", "1.1.3"},
		{"北京东六环隧道贯通了吗", string(Answered), "", "1.2.4"},
		{"北京友谊医院二期开诊了吗", string(Answered), "", "6.1.5"},
		{"北京通州新建了多少消防站", string(Answered), "", "6.3.1"},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			valid(t, theBot(t), a)
			if string(a.Outcome) != tt.outcome || !strings.Contains(a.Lead, tt.lead) || cited(a) != tt.cites {
				t.Errorf("%s, cites %q: %s", a.Outcome, cited(a), a.Text())
			}
		})
	}
}

// TestWiderAfter: who goes on with a wider place asks the same of that.
func TestWiderAfter(t *testing.T) {
	for _, tt := range []struct{ before, said, outcome, cites string }{
		{"新建了多少消防站", "那全市呢", string(Related), "6.3.1"},
		{"架空线入地几条", "整个北京呢", string(Related), "3.1.3"},
		{"通州5G基站建了多少", "全国一共多少", string(Related), "4.2.1"},
		{"新建了多少消防站", "全区呢", string(Answered), "6.3.1"},
		{"农民收入怎么样", "在全市排第几", string(Answered), "3.2.5 1.1.3"},
	} {
		t.Run(tt.said, func(t *testing.T) {
			if a := converse(t, theBot(t), tt.before, tt.said); string(a.Outcome) != tt.outcome || cited(a) != tt.cites {
				t.Errorf("%s, cites %q: %s", a.Outcome, cited(a), a.Text())
			}
		})
	}
}

// TestOwnPlace: what is asked of the person's own place without its name is answered with what was
// done, and told not to be of that place; what no report tells stays untold.
func TestOwnPlace(t *testing.T) {
	own := words.AnswersIn(text.Simplified).Lacks.OwnPlace
	for _, tt := range []struct {
		said, cites string
		own         bool
	}{
		{"我家门口的破路灯修了没有？", "3.1.4", true},
		{"你们这帮废物，我家门口的破路灯修了没有？", "3.1.4", true},
		{"我家楼下的电梯装了吗", "3.1.6", true},
		{"我们村的污水治了没有", "3.2.3", true},
		{"俺家旁边那条河治好了没", "5.2.2", true},
		{"路灯修了没有", "3.1.4", false},
		{"我们小区的游泳池几点开", "", false},
		{"我们小区附近有地铁站吗", "", false},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if cited(a) != tt.cites || strings.Contains(a.Closing, own) != tt.own {
				t.Errorf("cites %q: %s", cited(a), a.Text())
			}
		})
	}
}

// TestAtHome: who tells where they live and asks whether something was done gets what was done,
// and is told that it does not name that place; as a background the place refuses nothing.
func TestAtHome(t *testing.T) {
	const none, elsewhere = "没有提到“%s”", "别处提到了“%s”"
	for _, tt := range []struct{ said, cites, told, home string }{
		{"我们家住新华联家园，老旧小区改造有没有我们小区", "3.1.6", none, "新华联家园"},
		{"我妈在张家湾，那边养老驿站建了吗", "6.2.2", elsewhere, "张家湾"},
		{"我是马驹桥的，公交线路有没有增加", "4.3.3", none, "马驹桥"},
		{"我住梨園，老舊小區改造了幾個", "3.1.6", "沒有提到「%s」", "梨園"},
		{"我住台湖，新开的酒店建好没有", "3.3.3", "", "台湖"},
		{"我家住六楼，加装电梯装了多少部", "3.1.6", "", "六楼"},
		{"我住通州，消防站建了几个", "6.3.1", "", "通州"},
		{"我在朝阳区住，通州建了多少消防站", "6.3.1", "", "朝阳区"},
		{"我家在台湖住，每天开车往城里去，六环那个地下的路挖了好几年了，究竟通车了没有，什么时候能走？", "1.2.4", "", "台湖"},
		{"台湖的路灯改了吗", "3.1.4", "没有写到“%s”", "台湖"},
		{"我是武夷花园的居民，电梯什么时候装", "3.1.6", none, "武夷花园"},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			valid(t, theBot(t), a)
			told := strings.Contains(a.Lead+a.Closing, tt.home)
			if cited(a) != tt.cites || told != (tt.told != "") || told && !strings.Contains(a.Lead+a.Closing, fmt.Sprintf(tt.told, tt.home)) {
				t.Errorf("cites %q: %s", cited(a), a.Text())
			}
		})
	}
}
