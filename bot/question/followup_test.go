package question

import (
	"testing"

	"wenbao/knowledge/text"
)

func TestStandalone(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"nothing to strip", "那电梯呢", "那电梯呢"},
		{"a correction", "不对，我问的是电梯", "电梯"},
		{"a correction without a comma", "不对我问的是电梯", "电梯"},
		{"no and what instead", "不是，我说的是充电桩", "充电桩"},
		{"not this but that", "我问的不是公交，是充电桩", "充电桩"},
		{"another subject", "算了，换个话题，说说医院", "医院"},
		{"besides", "另外，车位有多少", "车位有多少"},
		{"yes", "是的，那电梯呢", "那电梯呢"},
		{"asking whether", "是不是全市第一", "是不是全市第一"},
		{"asking which", "是哪几个小区", "是哪几个小区"},
		{"asking not whether", "不是30部吗", "不是30部吗"},
		{"in doubt", "不是吧，30部", "30部"},
		{"only a correction", "不对", "不对"},
		{"something open", "不对外开放吗", "不对外开放吗"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := standalone(text.Normalize(tt.text)); got != tt.want {
				t.Errorf("standalone(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestLeaning(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       float64
	}{
		{"no content", "多少", 0.8},
		{"why", "为什么", 0.8},
		{"pointing back", "它什么时候建成的新型电力系统实验基地", 0.4},
		{"and that", "那安贞医院通州院区的建设呢", 0.4},
		{"besides", "其他的医院通州院区情况怎么样", 0.4},
		{"short", "充电桩多少个", 0.4},
		{"English pronoun", "does it have parking for residents", 0.4},
		{"stands alone", "累计建成多少个5g基站啊这一年里", leansWeak},
		{"stands alone in English", "how many base stations were built", leansWeak},
		{"leaves the subject", "换个话题聊聊路灯改造的事情", 0},
		{"says what was meant", "我问的是公交线路优化了多少条", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := theReader(t).leaning(tt.text); got != tt.want {
				t.Errorf("leaning(%q) = %g, want %g", tt.text, got, tt.want)
			}
		})
	}
}
