package knowledge

import (
	"slices"
	"strings"
	"testing"
)

// TestOrdinal: the number of a heading is that before its words, and not a year in them.
func TestOrdinal(t *testing.T) {
	for _, tt := range []struct {
		line string
		want int // 0: none
	}{
		{"三、2024年工作安排", 3},
		{"（十一）2024年", 11},
		{"3．2024年", 3},
		{"３．2024年", 3},
		{"第二部分 2024年工作安排", 2},
		{"I. Review of Our Work in 2023", 1},
		{"IV. Plan for 2024", 4},
		{"Part Two: Plan for 2024", 2},
		{"PART III", 3},
		{"Chapter 2 Plan for 2024", 2},
		{"2. Plan for 2024", 2},
		{"I reviewed 2023", 0},
		{"2024 Plan", 0},
	} {
		t.Run(tt.line, func(t *testing.T) {
			if got, ok := ordinal(tt.line); got != tt.want || ok != (tt.want > 0) {
				t.Errorf("%d, %t", got, ok)
			}
		})
	}
}

// TestGaps: a number that is left out is doubted, and one with a figure behind its point is none
// that is.
func TestGaps(t *testing.T) {
	for _, tt := range []struct {
		name, items string
		doubts      int
	}{
		{"a year and a figure behind the point", "1.水站：取水的地方。\n2.2026年10件实事：修井。\n3.5+2服务站：每村一个。\n4.粮站：收粮的地方。", 0},
		{"one left out", "1.水站：取水的地方。\n2.2026年10件实事：修井。\n4.粮站：收粮的地方。", 1},
		{"decimals", "1.水站：取水的地方。\n3.7公里渠道：通水。\n2.粮站：收粮的地方。", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := parseText(t, "青禾县2026年政府工作报告\n\n一、回顾\n\n修渠。\n\n名词解释\n\n"+tt.items+"\n")
			n := 0
			for _, d := range Doubts(r) {
				if strings.Contains(d.Text, "is expected") {
					n++
				}
			}
			if n != tt.doubts {
				t.Errorf("%d: %v", n, Doubts(r))
			}
		})
	}
}

// TestDoubtOfThePlace: the name of a file is believed, and doubted where the State Council
// speaks in it.
func TestDoubtOfThePlace(t *testing.T) {
	r, err := Parse("石桥", []byte("政府工作报告\n各位代表：\n现在，我代表国务院，向大会报告政府工作。\n一、2023年工作回顾\n新增就业1244万人。\n"), Meta{})
	if err != nil {
		t.Fatal(err)
	}
	doubted := false
	for _, d := range Doubts(r) {
		doubted = doubted || strings.Contains(d.Text, "State Council")
	}
	if r.Meta.Place != "石桥" || !doubted {
		t.Errorf("place %s, doubts %v", r.Meta.Place, Doubts(r))
	}
}

// TestHeadlessFigure: a figure of which a page kept the beginning is doubted, and no number of
// a heading or of the air is.
func TestHeadlessFigure(t *testing.T) {
	for words, doubted := range map[string]bool{
		"收入824亿元，增长\n.3%。":  true,
		"收入824亿元，增长2\n.3%。": false,
		"PM2.5下降1.2%，约为.":   false,
	} {
		r := parseText(t, "青禾县2026年政府工作报告\n\n一、回顾\n\n"+words+"\n")
		got := slices.ContainsFunc(Doubts(r), func(d Doubt) bool { return strings.Contains(d.Text, "begins with its point") })
		if got != doubted {
			t.Errorf("%q: %t: %v", words, got, Doubts(r))
		}
	}
}
