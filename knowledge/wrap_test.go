package knowledge

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
)

// pageOf breaks the paragraphs of a text at so many columns, as a page does: the first
// line of a paragraph is indented by two characters, and no sign begins a line.
func pageOf(text string, width int) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		n := 4
		for _, r := range strings.TrimSpace(line) {
			w := 1
			if r > unicode.MaxLatin1 {
				w = 2
			}
			if n+w > width && !strings.ContainsRune("，。、；：”", r) {
				b.WriteString("\n")
				n = 0
			}
			b.WriteRune(r)
			n += w
		}
		b.WriteString("\n")
	}
	return b.String()
}

// invented is a report of random length, with headings long and short, in lines of
// their own and before their text.
func invented(random *rand.Rand) string {
	words := []string{"推进", "改革", "产业", "项目", "教育", "新建学校3所", "交通", "提升", "服务", "完成投资9.2亿元", "就业", "生态", "优化", "营商环境", "乡村", "“放管服”"}
	clause := func() string {
		var b strings.Builder
		for range 2 + random.IntN(6) {
			b.WriteString(words[random.IntN(len(words))])
		}
		return b.String()
	}
	sentence := func() string {
		clauses := []string{clause()}
		for range random.IntN(4) {
			clauses = append(clauses, clause())
		}
		return strings.Join(clauses, "，") + "。"
	}
	var b strings.Builder
	for _, part := range []string{"一、2023年工作回顾", "二、2024年工作安排"} {
		b.WriteString(part + "\n")
		for i := range 8 {
			heading := fmt.Sprintf("（%s）", []string{"一", "二", "三", "四", "五", "六", "七", "八"}[i]) + strings.Repeat("加快城乡发展", 1+random.IntN(4)) + "，成效明显"
			end := "\n"
			if i%2 == 0 {
				end = "。"
			}
			b.WriteString(heading + end)
			for range 1 + random.IntN(4) {
				for range 2 + random.IntN(6) {
					b.WriteString(sentence())
				}
				b.WriteString("\n")
			}
		}
	}
	return b.String()
}

// TestPagesGiveTheirParagraphs: a text whose lines a page broke has the headings of the
// text itself, and nearly all of its passages; where a paragraph, or a heading,
// ends with the line, nobody can tell. Without a look at the lengths of lines 77 % are left.
func TestPagesGiveTheirParagraphs(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	same, all, sameHeadings, headings := 0, 0, 0, 0
	for range 30 {
		text := invented(random)
		page := pageOf(text, 56+2*random.IntN(10))
		checkParse(t, []byte(page))
		want, got := parseText(t, text), parseText(t, page)
		found := map[string]int{}
		for i := range got.Passages {
			found["p"+got.Passages[i].Text]++
		}
		for _, h := range got.Headings {
			found["h"+h.Text]++
		}
		for i := range want.Passages {
			all++
			if k := "p" + want.Passages[i].Text; found[k] > 0 {
				found[k]--
				same++
			}
		}
		for _, h := range want.Headings {
			headings++
			if k := "h" + h.Text; found[k] > 0 {
				found[k]--
				sameHeadings++
			}
		}
	}
	if 100*same < 85*all || 100*sameHeadings < 93*headings {
		t.Errorf("%d of %d passages, %d of %d headings", same, all, sameHeadings, headings)
	}
}

func parseText(t *testing.T, text string) *Report {
	t.Helper()
	r, err := Parse("r", []byte(text), Meta{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
