package retrieval

import (
	"context"
	"fmt"
	"testing"
)

var benchQuestions = []string{"累计建成多少个5G基站？", "头顶上的电线乱得像蜘蛛网，有没有埋到地下的？", "How many lifts were added?", "电梯"}

// BenchmarkOpen opens the index of the shipped report: built, and read from its file.
func BenchmarkOpen(b *testing.B) {
	c := Config{Entries: shippedEntries(b), Embedder: must(NewLocal())}
	for _, bench := range []struct{ name, dir string }{{"built", ""}, {"loaded", b.TempDir()}} {
		b.Run(bench.name, func(b *testing.B) {
			c.Dir = bench.dir
			open(b, c)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Open(context.Background(), c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSearch100 and BenchmarkSearch10000 search so many passages; a search
// among 10,000 is to take some 20 ms on a quiet machine.
func BenchmarkSearch100(b *testing.B)   { benchmarkSearch(b, 100) }
func BenchmarkSearch10000(b *testing.B) { benchmarkSearch(b, 10000) }

func benchmarkSearch(b *testing.B, count int) {
	x, err := Open(context.Background(), Config{Entries: repeated(b, count), Embedder: must(NewLocal())})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := x.Search(context.Background(), benchQuestions[i%len(benchQuestions)], 20); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// repeated makes so many passages of the words of the shipped report, each with
// a running number, without other words for them.
func repeated(tb testing.TB, count int) []Entry {
	shipped := shippedEntries(tb)
	entries := make([]Entry, count)
	for i := range entries {
		e := shipped[i%len(shipped)]
		entries[i] = Entry{ID: fmt.Sprintf("r/%05d", i), Title: e.Title, Text: fmt.Sprintf("%s（%d）", e.Text, i)}
	}
	return entries
}
