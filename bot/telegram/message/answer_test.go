package message

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"wenbao/bot"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// cited makes n passages.
func cited(n int) []bot.Citation {
	var all []bot.Citation
	for i := range n {
		all = append(all, bot.Citation{ID: fmt.Sprint("r/", i), Place: fmt.Sprintf("《报告》第%d条", i+1), Quote: fmt.Sprintf("第%d句。", i+1)})
	}
	return all
}

func TestAnswer(t *testing.T) {
	glossed := cited(1)
	glossed[0].Gloss = "The first <sentence>."
	hidden := cited(1)
	hidden[0].Quote = "新建\u202e消防站<21>个。\x00"
	tests := []struct {
		name   string
		answer bot.Answer
		short  bool
		want   []string // messages
	}{
		{"nothing", bot.Answer{}, false, nil},
		{"a lead alone", bot.Answer{Lead: "您好！"}, false, []string{"您好！"}},
		{"one passage", bot.Answer{Lead: "报告里：", Citations: cited(1), Closing: "完。"}, false,
			[]string{"报告里：\n\n<b>原文 [1]</b>\n<blockquote>第1句。</blockquote>\n—— 《报告》第1条\n\n完。"}},
		{"the fourth is folded", bot.Answer{Citations: cited(4)}, false, []string{"<b>原文 [1]</b>\n<blockquote>第1句。</blockquote>\n—— 《报告》第1条\n\n" +
			"<b>原文 [2]</b>\n<blockquote>第2句。</blockquote>\n—— 《报告》第2条\n\n<b>原文 [3]</b>\n<blockquote>第3句。</blockquote>\n—— 《报告》第3条\n\n" +
			"<b>原文 [4]</b>\n<blockquote expandable>第4句。</blockquote>\n—— 《报告》第4条"}},
		{"short", bot.Answer{Citations: cited(5)}, true, []string{"<b>原文 [1]</b>\n<blockquote>第1句。</blockquote>\n—— 《报告》第1条\n\n" +
			"<b>原文 [2]</b>\n<blockquote>第2句。</blockquote>\n—— 《报告》第2条\n\n<i>另有3条，请私聊我查看。</i>"}},
		{"with a translation", bot.Answer{Citations: glossed}, false,
			[]string{"<b>原文 [1]</b>\n<blockquote>第1句。</blockquote>\n—— 《报告》第1条\n<i>Unofficial translation: The first &lt;sentence&gt;.</i>"}},
		{"what hides and what is markup", bot.Answer{Citations: hidden}, false,
			[]string{"<b>原文 [1]</b>\n<blockquote>新建消防站&lt;<b>21</b>&gt;个。</blockquote>\n—— 《报告》第1条"}},
		{"amounts, but no names", bot.Answer{Citations: []bot.Citation{{Place: "处", Quote: "2022年PM2.5为32微克，建成5G基站3047个。"}}}, false,
			[]string{"<b>原文 [1]</b>\n<blockquote>2022年PM2.5为<b>32</b>微克，建成5G基站<b>3047</b>个。</blockquote>\n—— 处"}},
		{"more amounts than Telegram takes", bot.Answer{Citations: []bot.Citation{{Place: "处", Quote: strings.Repeat("建成3所，", maxEntities)}}}, false,
			[]string{"<b>原文 [1]</b>\n<blockquote>" + strings.Repeat("建成3所，", maxEntities) + "</blockquote>\n—— 处"}},
		{"a passage without words", bot.Answer{Lead: "好", Citations: []bot.Citation{{Place: "处"}}}, false, []string{"好"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, m := range Pack(Answer(words.TelegramIn(text.Simplified), test.answer, test.short)) {
				got = append(got, m.HTML())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPassage(t *testing.T) {
	w := words.TelegramIn(text.English)
	messages := Pack(Passage(w, cited(1)[0]))
	if want := "<b>Original text</b>\n<blockquote>第1句。</blockquote>\n—— 《报告》第1条"; len(messages) != 1 || messages[0].HTML() != want {
		t.Errorf("%v", messages)
	}
}

// TestQuotesKeepTheirSource: however long words and addresses are, every quote
// stands in one message with its number before it and its address behind it,
// and the quotes put together are the passages.
func TestQuotesKeepTheirSource(t *testing.T) {
	w := words.TelegramIn(text.Simplified)
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"字", "一句话。", "<b>", "e\u0301", "👨‍👩‍👧", "\n", "，", "x y"})
		long := func(label string, most int) string {
			return "起" + strings.Repeat(word.Draw(t, label), rapid.IntRange(0, most).Draw(t, label+" times"))
		}
		a := bot.Answer{Lead: long("lead", 100), Closing: long("closing", 3000)}
		for i := range rapid.IntRange(1, 40).Draw(t, "passages") {
			a.Citations = append(a.Citations, bot.Citation{Place: fmt.Sprintf("《%d》", i) + long("place", 600), Quote: long("quote", 2000), Gloss: long("gloss", 500)})
		}
		quoted := make([]string, len(a.Citations))
		for _, m := range Pack(Answer(w, a, false)) {
			for i, s := range m {
				if s.Style != Quote && s.Style != Folded {
					continue
				}
				n := 0
				if i < 2 || i+1 >= len(m) {
					t.Fatal("a quote without what belongs to it")
				}
				if _, err := fmt.Sscanf(m[i-2].Text, "原文 [%d]", &n); err != nil || m[i-2].Style != Bold {
					t.Fatalf("a quote below %q", m[i-2].Text)
				}
				if want := "\n—— " + text.Shorten(Tidy(a.Citations[n-1].Place), longestPlace); m[i+1].Text != want {
					t.Fatalf("quote %d has the address %q, want %q", n, m[i+1].Text, want)
				}
				quoted[n-1] += s.Text
			}
		}
		for i, c := range a.Citations {
			if quoted[i] != Tidy(c.Quote) {
				t.Fatalf("passage %d is quoted as %q, want %q", i+1, quoted[i], c.Quote)
			}
		}
	})
}
