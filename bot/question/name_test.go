package question

import (
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
