package telegram

import (
	"testing"

	"wenbao/bot"
)

// BenchmarkOpen is what a start costs beside the index.
func BenchmarkOpen(b *testing.B) {
	door, err := shippedBot()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		newServer(Options{Bot: door, Token: testToken})
	}
}

// BenchmarkAnswer is our own share of a question: to answer and to render.
func BenchmarkAnswer(b *testing.B) {
	door, err := shippedBot()
	if err != nil {
		b.Fatal(err)
	}
	s := newServer(Options{Bot: door, Token: testToken})
	for b.Loop() {
		a, err := door.Ask(b.Context(), bot.Message{Text: "去年新建了多少个消防站？"})
		if err != nil {
			b.Fatal(err)
		}
		pack(answerBlocks(&simplified, a, false))
		s.answerButtons(talk{words: &simplified}, a).json()
	}
}
