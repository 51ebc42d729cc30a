package message

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"wenbao/bot"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// placed is a passage of a section, such as 4.2, of a report.
func placed(section, n int, quote string) bot.Citation {
	at := knowledge.Place{Report: "报告", Headings: []string{fmt.Sprintf("%d. 第%d节", section, section)}, Item: fmt.Sprintf("第%d条", n)}
	return bot.Citation{ID: fmt.Sprintf("r/%d.%d", section, n), Place: at.String(), At: at, Quote: quote}
}

const budget = "表1 收入\n单位：万元\n| 科目 | 预算数 | 完成数 |\n|---|---|---|\n| 增值税 | 12 | - |\n| <其他> | 3 |  |"

// sections is a list of n sections with two passages each.
func sections(n int) bot.Answer {
	a := bot.Answer{List: true}
	for i := range n {
		a.Citations = append(a.Citations, placed(i+1, 1, "修路3公里。"), placed(i+1, 2, "修桥2座。"))
	}
	return a
}

func TestRich(t *testing.T) {
	two := []bot.Citation{placed(1, 1, "新建<学校>3所。\n又扩建2所。"), placed(1, 2, "修桥2座。")}
	glossed := slices.Clone(two)
	glossed[0].Gloss = "3 schools were <built>."
	glossed[0].Under = "Section 1"
	unplaced := slices.Clone(two)
	unplaced[1].At = knowledge.Place{}
	wide := placed(1, 1, "| 年 |"+strings.Repeat(" 2024年 |", maxColumns)+"\n| 数 |"+strings.Repeat(" 5 |", maxColumns))
	list := sections(2)
	list.Citations = slices.Insert(list.Citations, 1, placed(1, 3, budget))
	for _, tt := range []struct {
		name    string
		answer  bot.Answer
		preface string
		rich    bool
	}{
		{"nothing", bot.Answer{Lead: "您好！"}, "", false},
		{"one quote", bot.Answer{Citations: two[:1]}, "", false},
		{"one table", bot.Answer{Citations: []bot.Citation{placed(1, 3, budget)}}, "", true},
		{"a section once", bot.Answer{Lead: "报告里：\n\n是这样写的：", Citations: two, Closing: "完。"}, "您问的是：<b>", true},
		{"two sections", bot.Answer{Citations: []bot.Citation{two[0], placed(2, 1, "修路3公里。"), placed(2, 2, budget)}}, "", true},
		{"further ones folded", bot.Answer{Citations: append(sections(1).Citations, placed(2, 1, "又修路3公里。"), placed(2, 2, strings.Repeat("修路3公里，", 9)+"\n修桥2座。"))}, "", true},
		{"a translation", bot.Answer{Citations: glossed}, "", true},
		{"a list", list, "", true},
		{"a translated list", bot.Answer{List: true, Citations: glossed}, "", true},
		{"a list of many sections", sections(openQuotes + 1), "", true},
		{"an address that is not known in its parts", bot.Answer{Citations: unplaced}, "", false},
		{"more columns than Telegram shows", bot.Answer{Citations: []bot.Citation{wide, two[0]}}, "", false},
		{"more blocks than Telegram takes", sections(maxBlocks / 5), "", false},
		{"more text than Telegram takes", bot.Answer{Citations: []bot.Citation{two[0], placed(1, 2, strings.Repeat("字", maxRich))}}, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := Rich(words.TelegramIn(text.Simplified), tt.answer, tt.preface)
			if ok != tt.rich {
				t.Fatalf("rich: %v", ok)
			}
			if ok {
				read(t, got)
				golden(t, tt.name, got)
			}
		})
	}
}

// golden compares a message, a block in a line, with a file.
func golden(t *testing.T, name, html string) {
	t.Helper()
	file := "testdata/" + strings.ReplaceAll(name, " ", "-") + ".html"
	got := html
	for _, tag := range []string{"p", "h5", "blockquote", "li", "ol", "tr", "table", "details", "summary"} {
		got = strings.ReplaceAll(got, "</"+tag+">", "</"+tag+">\n")
	}
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// inline are the tags that begin no block; knownTags those that Telegram documents,
// of which we use these.
var (
	inline    = []string{"b", "i", "br", "cite", "th", "td"}
	knownTags = append([]string{"p", "h5", "blockquote", "ol", "li", "table", "tr", "details", "summary"}, inline...)
)

// fataler is a test of either kind.
type fataler interface {
	Fatalf(format string, args ...any)
}

// read reads our own HTML strictly, and returns its text, a block in a line, with
// the number of its blocks.
func read(t fataler, html string) (shown string, blocks int) {
	d := xml.NewDecoder(strings.NewReader(strings.NewReplacer("<br>", "<br/>", "<table bordered>", "<table>").Replace("<all>" + html + "</all>")))
	var out strings.Builder
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String(), blocks
		}
		if err != nil {
			t.Fatalf("%v in %s", err, html)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if depth++; depth > 1 && !slices.Contains(knownTags, e.Name.Local) {
				t.Fatalf("the tag %s", e.Name.Local)
			}
			if depth > 1 && !slices.Contains(inline, e.Name.Local) {
				blocks++
			}
			if e.Name.Local == "br" || e.Name.Local == "cite" {
				out.WriteString("\n")
			}
		case xml.EndElement:
			if depth--; !slices.Contains(inline, e.Name.Local) {
				out.WriteString("\n")
			}
		case xml.CharData:
			out.Write(e)
		}
	}
}

// TestRichKeepsTheWords: whatever a rich message holds, every passage stands in it
// whole, below its address and with its number, and it is within Telegram's limits.
func TestRichKeepsTheWords(t *testing.T) {
	w := words.TelegramIn(text.Simplified)
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"字", "一句话。", "<b>", "&amp;", "12个", "e\u0301", "👨‍👩‍👧", "\n", "，", "x y", "\u202e"})
		long := func(label string, most int) string {
			return "起" + strings.Repeat(word.Draw(t, label), rapid.IntRange(0, most).Draw(t, label+" times")) + "止"
		}
		a := bot.Answer{Lead: long("lead", 100), Closing: long("closing", 100), List: rapid.Bool().Draw(t, "list")}
		for i := range rapid.IntRange(2, 60).Draw(t, "passages") {
			c := placed(rapid.IntRange(1, 3).Draw(t, "section"), i, fmt.Sprintf("《%d》", i)+long("quote", 300))
			c.Gloss = long("gloss", 20)
			a.Citations = append(a.Citations, c)
		}
		html, ok := Rich(w, a, "")
		if !ok {
			t.Skip("it does not fit")
		}
		shown, blocks := read(t, html)
		if n := utf8.RuneCountInString(shown) - strings.Count(shown, "\n"); n > maxRich || blocks > maxBlocks {
			t.Fatalf("%d code points, %d blocks", n, blocks)
		}
		for i, c := range a.Citations {
			address := a.SectionAt(i)
			if i == 0 || c.At.Section() != a.Citations[i-1].At.Section() {
				_, below, found := strings.Cut(shown, address+"\n")
				if !found {
					t.Fatalf("no address above passage %d", i+1)
				}
				shown = below
			}
			if _, opened, folded := strings.Cut(shown, fmt.Sprintf("%s [%d]: ", w.Original, i+1)); folded {
				_, shown, _ = strings.Cut(opened, "\n") // its beginning is told twice
			}
			_, below, found := strings.Cut(shown, Tidy(c.Quote))
			if !found {
				t.Fatalf("passage %d is not there, whole and in its turn", i+1)
			}
			behind := "\n" + mark(c, i+1)
			if a.List {
				behind = "（" + c.At.Item + "）"
			}
			if !strings.HasPrefix(below, behind) {
				t.Fatalf("behind passage %d stands %.40q, want %q", i+1, below, behind)
			}
			shown = below
		}
	})
}
