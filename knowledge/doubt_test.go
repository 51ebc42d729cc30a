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

// TestUntimed: a chapter of a report of two years of which nobody can tell whether it looks back or
// plans is doubted, and so is a report that has no such chapter at all.
func TestUntimed(t *testing.T) {
	for _, tt := range []struct {
		name, first, second, third string
		want                       []string
	}{
		{"both are told", "一、2025年工作总结", "二、2026年工作打算", "三、加强政府自身建设", nil},
		{"one between them is not", "一、2025年工作回顾", "二、把学习成果转化为实践", "三、2026年工作安排", []string{`"二、把学习成果转化为实践" tells neither`}},
		{"the heading of the review is lost", "（一）产业持续壮大", "（二）民生持续改善", "二、2026年工作安排", []string{`"（一）产业持续壮大" tells neither`, "no chapter tells what was done in 2025"}},
		{"the plan is lost", "一、2025年工作回顾", "名词解释", "附件", []string{"no chapter tells what is planned for 2026"}},
		{"neither is told", "一、民生", "二、交通", "三、生态", []string{"done in 2025", "planned for 2026"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := parseText(t, "青禾县2026年政府工作报告\n\n"+tt.first+"\n\n建成小学3所。\n\n"+tt.second+"\n\n水站：取水的地方。\n\n"+tt.third+"\n\n新建中学2所。\n")
			var got []string
			for _, d := range Doubts(r) {
				if strings.Contains(d.Text, "tells") {
					got = append(got, d.Text)
				}
			}
			if !slices.EqualFunc(got, tt.want, strings.Contains) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
