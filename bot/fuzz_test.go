package bot

import (
	"strings"
	"testing"

	"wenbao/bot/question"
)

// FuzzAsk: any message has a valid answer, and never an error.
func FuzzAsk(f *testing.F) {
	for _, seed := range [][2]string{
		{"累计建成多少个5G基站？", ""},
		{"那电梯呢？", "老旧小区改造完工了多少个？"},
		{"还有别的吗", "新建了哪些公园？\n云景公园多大"},
		{"听说装了一百部电梯，对吧？", ""},
		{"乡村振兴去年取得了哪些成效？", "\xff"},
		{"上海朝阳区2021年M101线药材还是菌子几个", "你好\n\n谢谢"},
		{"How many %d %s{}%!v <b>&amp;</b>?", "`*_[x](y)"},
		{"\u202e\U000e0041🚌\x00\xff", "🚌"},
		{"一二三四五六七八九十百千万亿零两", strings.Repeat("多少", 200)},
		{"23年99年9999999999999999999999999年1.1.1.1%", "百分之"},
		{strings.Repeat("和", question.MaxLength), ""},
		{"還有哪些、又有什麼？分別是多少？另外呢？", "除了它還有嗎"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, text, history string) {
		var turns []string
		if history != "" {
			turns = strings.Split(history, "\n")
		}
		valid(t, theBot(t), ask(t, theBot(t), append(turns, text)...))
	})
}
