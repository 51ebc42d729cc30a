package question

import (
	"strings"
	"testing"
	"wenbao/knowledge/text"

	"github.com/google/go-cmp/cmp"
)

// TestCodesIn: what is measured or counted in a row is no code.
func TestCodesIn(t *testing.T) {
	for _, tt := range []struct {
		asked string
		want  []string
	}{
		{"4g基站多少", []string{"4g"}},
		{"m101线和6号线", []string{"m101", "6号线"}},
		{"东六环和五环", []string{"六环", "五环"}},
		{"地铁六号线", []string{"六号线"}},
		{"第三环节", nil},
		{"pm2.5降了多少", []string{"pm2.5"}},
		{"is the 2nd phase of the hospital open", nil},
		{"14th five-year plan", nil},
		{"修了20km路", nil},
		{"24h药店有几家", nil},
		{"10kv线路", nil},
		{"5.5m宽的路", nil},
		{"b2座几楼.", []string{"b2"}},
	} {
		t.Run(tt.asked, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, codesIn(tt.asked)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestAtHome: where the person or one of theirs lives is told beside what is asked, and counts
// where that follows, points to it, or stands before it.
func TestAtHome(t *testing.T) {
	known := func(name string) bool { return name == "台湖" || name == "永顺" }
	for _, tt := range []struct{ said, want, aside string }{
		{"我们家住新华联家园，老旧小区改造有没有我们小区", "新华联家园", "我们家住新华联家园"},
		{"我妈在永顺，那边养老驿站建了吗", "永顺", "我妈在永顺"},
		{"我是次渠的村民，污水治理到我们村了吗", "次渠", "我是次渠的村民"},
		{"孩子在芙蓉小学，学位多不多", "芙蓉小学", "孩子在芙蓉小学"},
		{"充电桩装了多少？我住龙旺庄小区", "龙旺庄小区", "我住龙旺庄小区"},
		{"我住西上园，墙皮老掉，下水道也堵，改造有没有我们小区", "西上园", "我住西上园"},
		{"我家在台湖住，每天开车往城里去，六环的路通车了没有", "", "我家在台湖住"},
		{"我家住六楼，加装电梯装了多少部", "", ""},
		{"我住院了，友谊医院二期开了吗", "", ""},
		{"住房保障，做了什么", "", ""},
		{"我家在做生意，营商环境有什么变化", "", ""},
		{"我是退休的，养老院建好了吗", "", ""},
		{"孩子在上小学，学位增加多少", "", ""},
		{"我们村是贫困村，农民收入涨了吗", "", ""},
		{"我住西上园", "", ""},
		{"i live in liyuan, how many fire stations were built", "", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			r := theReader(t)
			if q := r.AtHome(r.Read(tt.said, nil), known); q.Lives != tt.want || q.Aside != tt.aside {
				t.Errorf("%q, told by %q, want %q, %q", q.Lives, q.Aside, tt.want, tt.aside)
			}
		})
	}
}

// TestHome: where a person lives is told before a word or two that ask.
func TestHome(t *testing.T) {
	for _, tt := range []struct{ said, want string }{
		{"我们小区叫葛布店，换没换", "葛布店"},
		{"我们村是任辛庄,通没通?", "任辛庄"},
		{"我家住杨庄，装了没", "杨庄"},
		{"我是老师，涨没涨", ""},
		{"我住杨庄，老旧小区改造了多少", ""},
		{"我们小区叫葛布店", ""},
		{"换没换", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			if got := theReader(t).Part(text.Normalize(tt.said)).Home(); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestNamed: what is told of a name is the whole of it as it was written, or nothing.
func TestNamed(t *testing.T) {
	for _, tt := range []struct{ name, asked, word, want string }{
		{"a word behind it", "武夷花园装电梯了吗", "武夷", "武夷花园"},
		{"a character and a word", "西海子公园改造了吗", "西海", "西海子公园"},
		{"an end and a word", "玉带河大街路灯改了吗", "玉带", "玉带河大街"},
		{"two characters", "玉桥南里装电梯了吗", "玉桥", "玉桥南里"},
		{"what is paid", "失业金多少", "失业", "失业金"},
		{"whole", "装电梯了吗", "装电梯", "装电梯"},
		{"before what was done", "电梯坏了谁修", "电梯", "电梯"},
		{"before a question", "地铁没修到这里", "地铁", "地铁"},
		{"out of the middle", "学区划片", "区划", ""},
		{"without its beginning", "首师大附中招生吗", "师大附中", ""},
		{"an end alone", "运河西大街修好了吗", "大街", ""},
		{"of something to build", "附近建医院了吗", "医院", "医院"},
		{"counted", "公路修到多少个村", "个村", ""},
		{"behind a counter", "全区有多少只流浪猫", "流浪", "流浪"},
		{"no word of it", "路灯修没", "电梯", "电梯"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := theReader(t).understand(tt.asked).Named(tt.word); got != tt.want {
				t.Errorf("%s of %s is %q, want %q", tt.word, tt.asked, got, tt.want)
			}
		})
	}
}

// TestNameEnds: each line ends a name, and a character of a question before it is none.
func TestNameEnds(t *testing.T) {
	for end := range naming.Words("name-ends") {
		q := Question{Text: "青禾" + end, Terms: Terms{Cut: []string{"青禾", end}}}
		if got := q.Named("青禾"); got != "青禾"+end {
			t.Errorf("%s ends no name: %q", end, got)
		}
	}
	for _, char := range strings.Split("没不要会就都也被把给让用叫想", "") {
		q := Question{Text: "区划片", Terms: Terms{Cut: []string{char, "划", "片"}, Content: []Word{{char, 9}, {"片", 9}}}}
		if q.joins(0) {
			t.Errorf("%s may be part of a name", char)
		}
	}
}
