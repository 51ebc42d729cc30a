package bot

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/knowledgetest"
	"wenbao/retrieval/reader"
	"wenbao/retrieval/reader/readertest"
)

// BenchmarkAsk is one question end to end: search, read, judge, compose. It
// reads with the model, not from kept readings.
func BenchmarkAsk(b *testing.B) {
	model, err := reader.Default()
	if err != nil {
		b.Fatal(err)
	}
	bot, err := newBot(Config{Library: shippedLibrary(b), Reader: model})
	if err != nil {
		b.Fatal(err)
	}
	for _, bench := range []struct{ name, question string }{
		{"direct", "累计建成多少个5G基站？"},
		{"colloquial", "头顶上的电线乱得像蜘蛛网，有没有埋到地下的？"},
		{"topic", "乡村振兴去年取得了哪些成效？"},
		{"unanswerable", "云景公园占地多少亩？"},
		{"field", "看病方面都做了啥"},
	} {
		b.Run(bench.name, func(b *testing.B) { askAgain(b, bot, bench.question) })
	}
}

// BenchmarkLibrary is one question without the reader's part, which does not
// grow: over the shipped report, and over full ones. It tells the MiB on the
// heap that a bot and its reports take.
func BenchmarkLibrary(b *testing.B) {
	for _, reports := range []int{0, 8, 80, 827} {
		b.Run(fmt.Sprintf("reports=%d", reports), func(b *testing.B) {
			if reports > 80 && testing.Short() {
				b.Skip("takes half a minute to make")
			}
			before := heap()
			bot, err := newBot(Config{Library: benchLibrary(b, reports), Reader: remembered(b)})
			if err != nil {
				b.Fatal(err)
			}
			took := heap() - before
			place, year := knowledgetest.Place(0), knowledgetest.Year(3)
			for _, bench := range []struct{ name, question string }{
				{"direct", "新建了多少座消防站？"},
				{"place", fmt.Sprintf("%s新建了多少座消防站？", place)},
				{"year", fmt.Sprintf("%s%d年新建了多少座消防站？", place, year)},
				{"colloquial", "小区里的老人爬楼太累了，电梯装了没有？"},
			} {
				b.Run(bench.name, func(b *testing.B) { askAgain(b, bot, bench.question); b.ReportMetric(took, "MiB") })
			}
			runtime.KeepAlive(bot)
		})
	}
}

func askAgain(b *testing.B, bot *Bot, question string) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := bot.Ask(context.Background(), Message{Text: question}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStart opens a bot with its index files and asks one question, as a
// program does when it starts; parsing the reports is part of it, opening the
// models is not.
func BenchmarkStart(b *testing.B) {
	for _, reports := range []int{0, 8, 80} {
		b.Run(fmt.Sprintf("reports=%d", reports), func(b *testing.B) {
			dir := b.TempDir()
			start := func() {
				bot, err := newBot(Config{Library: benchLibrary(b, reports), Reader: remembered(b), Dir: dir})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := bot.Ask(context.Background(), Message{Text: "新建了多少座消防站？"}); err != nil {
					b.Fatal(err)
				}
			}
			start()
			b.ReportAllocs()
			for b.Loop() {
				start()
			}
		})
	}
}

// benchLibrary is so many full reports, or the shipped one.
func benchLibrary(b *testing.B, reports int) *knowledge.Library {
	if reports == 0 {
		return shippedLibrary(b)
	}
	return knowledge.NewLibrary(knowledgetest.Reports(reports))
}

func shippedLibrary(b *testing.B) *knowledge.Library {
	reports, err := knowledge.Shipped()
	if err != nil {
		b.Fatal(err)
	}
	return knowledge.NewLibrary(reports)
}

// memory reads each text once.
type memory struct {
	*readertest.Kept
	intents sync.Map
}

var remember = sync.OnceValues(func() (*memory, error) {
	model, err := reader.Default()
	if err != nil {
		return nil, err
	}
	kept, err := readertest.New(model, "")
	return &memory{Kept: kept}, err
})

func remembered(b *testing.B) *memory {
	m, err := remember()
	if err != nil {
		b.Fatal(err)
	}
	return m
}

func (m *memory) Intents(message string) []reader.Intent {
	intents, known := m.intents.Load(message)
	if !known {
		intents, _ = m.intents.LoadOrStore(message, m.Kept.Intents(message))
	}
	return intents.([]reader.Intent)
}

// heap is what the heap holds, in MiB.
func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}
