package retrieval

import (
	"context"
	"runtime"
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/knowledgetest"
)

var benchQuestions = []string{"累计建成多少个5G基站？", "头顶上的电线乱得像蜘蛛网，有没有埋到地下的？", "How many lifts were added?", "电梯"}

// sizes are the libraries that are measured: the shipped report with its
// expansions, and full reports without. 827 of these have 100,000 passages.
var sizes = []struct {
	name    string
	reports int // 0: the shipped one
}{{"shipped", 0}, {"8reports", 8}, {"80reports", 80}, {"827reports", 827}}

func sized(b *testing.B, reports int) []Entry {
	if reports == 0 {
		return shippedEntries(b)
	}
	if reports > 80 && testing.Short() {
		b.Skip("takes half a minute to make")
	}
	return Passages(knowledge.NewLibrary(knowledgetest.Reports(reports)))
}

// BenchmarkOpen opens an index from its file.
func BenchmarkOpen(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			c := Config{Entries: sized(b, size.reports), Embedder: must(NewLocal()), Dir: b.TempDir()}
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

// BenchmarkBuild makes the index of the shipped report.
func BenchmarkBuild(b *testing.B) {
	c := Config{Entries: shippedEntries(b), Embedder: must(NewLocal())}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(context.Background(), c); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSearch searches for the 20 best, and tells the MiB on the heap that
// an index and its entries take.
func BenchmarkSearch(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			before := onHeap()
			x, err := Open(context.Background(), Config{Entries: sized(b, size.reports), Embedder: must(NewLocal())})
			if err != nil {
				b.Fatal(err)
			}
			took := onHeap() - before
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				if _, err := x.Search(context.Background(), benchQuestions[i%len(benchQuestions)], 20); err != nil {
					b.Fatal(err)
				}
				i++
			}
			b.ReportMetric(took, "MiB")
			b.ReportMetric(float64(x.Len()), "passages")
			runtime.KeepAlive(x)
		})
	}
}

// onHeap is what the heap holds, in MiB.
func onHeap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}
