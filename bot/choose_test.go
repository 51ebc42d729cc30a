package bot_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"wenbao/bot"
	"wenbao/bot/openai"
	"wenbao/bot/question"
)

// TestChosen: a language model names passages by their numbers and nothing else
// of it is taken; hard facts hold.
func TestChosen(t *testing.T) {
	for _, tt := range []struct {
		name, asked string
		reply       func(prompt string) string
		outcome     bot.Outcome
		first       string // citation
		mode        bot.Mode
	}{
		{"the passage that answers", fires, numberOf("新建消防站21个"), bot.Answered, "tongzhou-2023/6.3.1", bot.Model},
		{"another one", fires, always("2"), bot.Answered, "", bot.Model},
		{"none", fires, always("0"), bot.Related, "", bot.Model},
		{"what the reader refuses", "消防站一共有多少名消防员？", numberOf("新建消防站21个"), bot.Answered, "tongzhou-2023/6.3.1", bot.Model},
		{"words of its own", fires, always("去年新建了30个消防站。"), bot.Answered, "tongzhou-2023/6.3.1", bot.Quote},
		{"a number of no passage", fires, always("99"), bot.Answered, "tongzhou-2023/6.3.1", bot.Quote},
		{"another year stays refused", "2019年新建了多少个消防站？", always("1"), bot.Related, "", bot.Quote},
		{"another place stays refused", "上海新建了多少个消防站？", always("1"), bot.Related, "", bot.Quote},
		{"danger is not put to it", "着火了！", always("1"), bot.Meta, "", bot.Quote},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBot(t, nil).WithChooser(openai.NewChooser(replying(t, tt.reply), nil))
			a := ask(t, b, bot.Message{Text: tt.asked})
			if a.Outcome != tt.outcome || a.Mode != tt.mode || tt.first != "" && a.Citations[0].ID != tt.first {
				t.Errorf("%s %s: %s", a.Outcome, a.Mode, a.Text())
			}
		})
	}
}

// payers are whose budget a chooser was asked at the cost of.
type payers []string

func (p *payers) Choose(_ context.Context, c question.Choice) ([]int, error) {
	*p = append(*p, c.User)
	return nil, nil
}

// TestEveryChoiceIsCharged: whatever a message is cut into, it costs who wrote it.
func TestEveryChoiceIsCharged(t *testing.T) {
	for _, asked := range []string{fires, "通州和海淀各新建了多少消防站", "养老院盖好了没，一个月多少钱，在哪条街", "学位新增了多少？公交线路开了几条？"} {
		t.Run(asked, func(t *testing.T) {
			var who payers
			ask(t, newBot(t, nil).WithChooser(&who), bot.Message{Text: asked, User: "anna"})
			if len(who) == 0 || slices.ContainsFunc(who, func(user string) bool { return user != "anna" }) {
				t.Errorf("%q are charged", who)
			}
		})
	}
}

// numberOf replies with the number of the passage that holds some words.
func numberOf(words string) func(prompt string) string {
	return func(prompt string) string {
		for line := range strings.Lines(prompt) {
			if number, _, ok := strings.Cut(line, ". "); ok && strings.Contains(line, words) {
				return number
			}
		}
		return "0"
	}
}

func always(reply string) func(string) string { return func(string) string { return reply } }
