package telegram

import (
	"context"
	"testing"
	"time"

	"wenbao/bot"
)

// writing is a bot whose model writes slowly.
type writing struct {
	canned
	stages []bot.Progress
}

func (w writing) AskStream(ctx context.Context, m bot.Message, show func(bot.Progress)) (bot.Answer, error) {
	for _, p := range w.stages {
		show(p)
		time.Sleep(progressEvery + 50*time.Millisecond)
	}
	return w.answer(ctx, m)
}

// TestProgressGrowsAndGoes: what a model writes is shown as it is verified, and
// the whole answer takes its place.
func TestProgressGrowsAndGoes(t *testing.T) {
	b, err := shippedBot()
	if err != nil {
		t.Fatal(err)
	}
	sentence := bot.Sentence{Text: "新建消防站21个。", Citations: []int{1}}
	a := newAPI(t)
	open(t, a, func(o *Options) {
		o.Bot = writing{
			canned{b, func(context.Context, bot.Message) (bot.Answer, error) {
				return bot.Answer{Outcome: bot.Answered, Mode: bot.Model, Summary: []bot.Sentence{sentence}}, nil
			}},
			[]bot.Progress{{Stage: bot.Searching}, {Stage: bot.Wording}, {Stage: bot.Wording, Sentences: []bot.Sentence{sentence}}},
		}
	})
	a.say(7, "消防站")
	sent := a.wait(t, "sendMessage", 2)
	edited := a.wait(t, "editMessageText", 1)
	a.wait(t, "deleteMessage", 1)
	for _, c := range []struct{ name, got, want string }{
		{"step", sent[0].values.Get("text"), "正在整理…"},
		{"first sentence", edited[0].values.Get("text"), "AI 概括（由 AI 改写，以下面的原文为准）：\n新建消防站21个。[1]"},
		{"answer", sent[1].values.Get("text"), "<b>" + simplified.summary + "</b>\n\n新建消防站21个。[1]"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}
