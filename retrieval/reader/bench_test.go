//go:build unix

package reader

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"
)

// BenchmarkAnswers reads passages of about 40 tokens with their question. Processor
// time is told beside the clock's, which says less on a busy machine.
func BenchmarkAnswers(b *testing.B) {
	for _, layers := range []int{8, 4} {
		data := large(layers).file()
		for _, kernel := range available() {
			m := opened(b, data, kernel)
			for _, candidates := range []int{1, 4, 8} {
				if kernel == &plain && candidates > 1 {
					continue // it takes as many times longer
				}
				b.Run(fmt.Sprintf("%s/layers=%d/candidates=%d", kernel.name, layers, candidates), func(b *testing.B) {
					benchmarkAnswers(b, m, candidates)
				})
			}
		}
	}
}

func benchmarkAnswers(b *testing.B, m *Model, candidates int) {
	passages := make([]Passage, candidates)
	for i := range passages {
		passages[i] = fifty
	}
	m.Answers(question, passages[:1])
	b.ReportAllocs()
	before := processorTime()
	for b.Loop() {
		m.Answers(question, passages)
	}
	b.ReportMetric((processorTime()-before).Seconds()*1000/float64(b.N), "cpu-ms/op")
}

// BenchmarkMultiply tells operations a second of processor time; a product and
// its sum are two.
func BenchmarkMultiply(b *testing.B) {
	random := rand.New(rand.NewPCG(7, 7))
	for _, kernel := range available() {
		for _, inputs := range []int{384, 1536} {
			b.Run(fmt.Sprintf("%s/inputs=%d", kernel.name, inputs), func(b *testing.B) {
				const rows = 9 * block
				outputs := 1 << 20 / inputs
				a, l := newActivations(rows, inputs), pack(table{rows: outputs, cols: inputs, values: make([]byte, outputs*inputs), scale: normals(random, outputs)}, normals(random, outputs))
				out := make([]float32, rows*outputs)
				before := processorTime()
				for b.Loop() {
					l.apply(out, &a, rows, kernel)
				}
				operations := float64(b.N) * rows * float64(outputs) * float64(inputs) * 2
				b.ReportMetric(operations/(processorTime()-before).Seconds()/1e9, "GOP/cpu-s")
			})
		}
	}
}

// BenchmarkOpen is what comes before the first reading.
func BenchmarkOpen(b *testing.B) {
	data := large(8).file()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		m, err := Open(data)
		if err != nil {
			b.Fatal(err)
		}
		m.layers()
	}
}

// BenchmarkDefault is that of the model in the binary, whose checksum is taken on
// trust: what a start waits for, and the packing that the first reading does.
func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		m, err := open(embedded, false)
		if err != nil {
			b.Fatal(err)
		}
		m.layers()
	}
}

func BenchmarkSplit(b *testing.B) {
	v, l := unigramsOf(b, pieces()), lattice{}
	var list []piece
	b.ReportAllocs()
	for b.Loop() {
		list = v.split(&l, list[:0], fifty.Text, 160)
	}
}

func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
