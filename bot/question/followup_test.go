package question

import (
	"slices"
	"testing"
	"time"

	"wenbao/knowledge/text"
)

func TestStandalone(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"nothing to strip", "那电梯呢", "那电梯呢"},
		{"a correction", "不对，我问的是电梯", "电梯"},
		{"a correction without a comma", "不对我问的是电梯", "电梯"},
		{"no and what instead", "不是，我说的是充电桩", "充电桩"},
		{"not this but that", "我问的不是公交，是充电桩", "充电桩"},
		{"not asked", "没问你医院，问的是学位", "学位"},
		{"another subject", "算了，换个话题，说说医院", "医院"},
		{"besides", "另外，车位有多少", "车位有多少"},
		{"yes", "是的，那电梯呢", "那电梯呢"},
		{"not that but", "不是问这个，问有没有公交", "有没有公交"},
		{"asking whether", "是不是全市第一", "是不是全市第一"},
		{"asking which", "是哪几个小区", "是哪几个小区"},
		{"asking not whether", "不是30部吗", "不是30部吗"},
		{"in doubt", "不是吧，30部", "30部"},
		{"only a correction", "不对", "不对"},
		{"not that, in English", "Not that, I mean hotels", "hotels"},
		{"what was asked, in English", "I was asking about schools", "schools"},
		{"nothing else, in English", "I asked a question", "i asked a question"},
		{"something open", "不对外开放吗", "不对外开放吗"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := standalone(text.Normalize(tt.text)); got != tt.want {
				t.Errorf("standalone(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// TestRecent: what is older than half an hour is forgotten, and all but the last turns of
// a long conversation.
func TestRecent(t *testing.T) {
	now := time.Now()
	old, fresh, untimed := Turn{Question: "old", At: now.Add(-31 * time.Minute)}, Turn{Question: "fresh", At: now.Add(-time.Minute)}, Turn{Question: "untimed"}
	for _, tt := range []struct {
		name  string
		turns []Turn
		want  int
	}{
		{"none", nil, 0},
		{"fresh", []Turn{fresh, fresh}, 2},
		{"without a time", []Turn{untimed, fresh}, 2},
		{"old", []Turn{fresh, old, fresh}, 1},
		{"many", slices.Repeat([]Turn{fresh}, 10_000), mostTurns},
		{"many after an old one", slices.Concat([]Turn{old}, slices.Repeat([]Turn{fresh}, 100)), mostTurns},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Recent(tt.turns, now); len(got) != tt.want {
				t.Errorf("%d turns, want %d", len(got), tt.want)
			}
		})
	}
}

func TestNth(t *testing.T) {
	for _, tt := range []struct {
		said string
		want int
	}{
		{"第二条详细说说", 2},
		{"第九条", 9},
		{"倒数第九条", 9},
		{"tell me about the seventh one", 7},
		{"最后一条再细说说", 4},
		{"倒数第二个是什么", 3},
		{"the last one please", 4},
		{"tell me more about the second one", 2},
		{"那条详细说说", 4},
	} {
		t.Run(tt.said, func(t *testing.T) {
			if got := theReader(t).Read(tt.said, nil).Nth(4); got != tt.want {
				t.Errorf("%d of 4, want %d", got, tt.want)
			}
		})
	}
}

func TestLeans(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"no content", "多少", true},
		{"why", "为什么", true},
		{"pointing back", "它什么时候建成的新型电力系统实验基地", true},
		{"and that", "那安贞医院通州院区的建设呢", true},
		{"besides", "其他的医院通州院区情况怎么样", true},
		{"short", "充电桩多少个", true},
		{"English pronoun", "does it have parking for residents", true},
		{"stands alone", "累计建成多少个5g基站啊这一年里", false},
		{"stands alone in English", "how many base stations were built", false},
		{"leaves the subject", "换个话题聊聊路灯改造的事情", false},
		{"says what was meant", "我问的是公交线路优化了多少条", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := theReader(t).leans(tt.text); got != tt.want {
				t.Errorf("leans(%q) = %t, want %t", tt.text, got, tt.want)
			}
		})
	}
}

// TestOnlyAsked: what stands beside a question that leans and is no part of what it asks is left out,
// and what may be, or asks too, is not.
func TestOnlyAsked(t *testing.T) {
	r := theReader(t)
	for _, tt := range []struct{ name, said, want string }{
		{"the person's own case", "在哪儿呢，我腿脚不好", "在哪儿呢"},
		{"the same before it", "我退休金不高，多少钱啊", "多少钱啊"},
		{"how to answer", "哪几个小区？说清楚", "哪几个小区"},
		{"impatience", "说了半天，我们楼啥时候能装", "我们楼啥时候能装"},
		{"where the person lives", "有没有我们小区啊，我们是梨园那边的", "有没有我们小区啊,我们是梨园那边的"},
		{"a danger", "多久能到，我腿断了流血", "多久能到,我腿断了流血"},
		{"something to be done", "在哪报名，我要投诉", "在哪报名,我要投诉"},
		{"another question", "几个小区，我家那个有没有", "几个小区,我家那个有没有"},
		{"another language", "哪几个，用英文说", "哪几个,用英文说"},
		{"other words", "啥叫供地啊，说人话", "啥叫供地啊,说人话"},
		{"a question of its own", "今年要给老旧小区加装多少部电梯，我腿脚不好", "今年要给老旧小区加装多少部电梯,我腿脚不好"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := r.onlyAsked(text.Normalize(tt.said)); got != tt.want {
				t.Errorf("onlyAsked(%q) = %q, want %q", tt.said, got, tt.want)
			}
		})
	}
}
