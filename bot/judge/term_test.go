package judge

import "testing"

func TestExplains(t *testing.T) {
	for _, tt := range []struct {
		name, term, asked string
		want              bool
	}{
		{"what is", "S基金", "什么是S基金？", true},
		{"is what", "S基金", "S基金是什么", true},
		{"means what", "四下基层", "四下基层是什么意思啊", true},
		{"quotes", "“四下基层”", "请问什么叫“四下基层”", true},
		{"part of the term", "GEP核算", "什么是GEP", true},
		{"more than the term", "枫桥经验", "新时代枫桥经验怎么理解", true},
		{"another term", "浦江经验", "什么是枫桥经验", false},
		{"not its meaning", "S基金", "S基金规模多大", false},
		{"no term at all", "S基金", "这是什么", false},
		{"one character", "S基金", "什么是S", false},
		{"no note", "", "什么是S基金", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &passage{term: unquoted(tt.term)}
			if got := p.explains(read(t, tt.asked)); got != tt.want {
				t.Errorf("a note on %q explains %q: %t, want %t (%q)", tt.term, tt.asked, got, tt.want, meant(read(t, tt.asked)))
			}
		})
	}
}
