package bot

import (
	"context"
	"testing"

	"wenbao/knowledge"
	"wenbao/retrieval/reader"
)

// BenchmarkAsk is one question end to end: search, read, judge, compose. It
// reads with the model, not from kept readings.
func BenchmarkAsk(b *testing.B) {
	reports, err := knowledge.Shipped()
	if err != nil {
		b.Fatal(err)
	}
	model, err := reader.Default()
	if err != nil {
		b.Fatal(err)
	}
	bot, err := newBot(Config{Library: knowledge.NewLibrary(reports), Reader: model})
	if err != nil {
		b.Fatal(err)
	}
	for _, bench := range []struct{ name, question string }{
		{"direct", "累计建成多少个5G基站？"},
		{"colloquial", "头顶上的电线乱得像蜘蛛网，有没有埋到地下的？"},
		{"topic", "乡村振兴去年取得了哪些成效？"},
		{"unanswerable", "云景公园占地多少亩？"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := bot.Ask(context.Background(), Message{Text: bench.question}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkNew opens the bot without index files, as the first start does.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := open(); err != nil {
			b.Fatal(err)
		}
	}
}
