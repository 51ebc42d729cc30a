package telegram

import (
	"testing"

	"wenbao/bot"
	"wenbao/bot/telegram/message"
)

// BenchmarkOpen is what a start costs beside the index.
func BenchmarkOpen(b *testing.B) {
	door, err := shippedBot()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		newServer(Options{Bot: roles(door), Token: testToken}, nil)
	}
}

// BenchmarkAnswer is our own share of a question: to answer and to render.
func BenchmarkAnswer(b *testing.B) {
	door, err := shippedBot()
	if err != nil {
		b.Fatal(err)
	}
	s := newServer(Options{Bot: roles(door), Token: testToken}, nil)
	for b.Loop() {
		a, err := door.Ask(b.Context(), bot.Message{Text: "去年新建了多少个消防站？"})
		if err != nil {
			b.Fatal(err)
		}
		message.Pack(message.Answer(simplified, a, false))
		s.answerButtons(talk{words: simplified}, a).JSON()
	}
}
