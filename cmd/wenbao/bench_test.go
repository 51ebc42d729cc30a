package main

import (
	"bytes"
	"io"
	"log/slog"
	"strings"
	"testing"

	"wenbao/bot"
)

// BenchmarkAsk is one question in a running program, from text to text.
func BenchmarkAsk(b *testing.B) {
	w := wiring{settings: &settings{Builtin: true}}
	answerer, err := w.openIn(b.Context(), b.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	var questions []string
	report := answerer.Library().Reports[0]
	for _, p := range report.Passages {
		questions = append(questions, report.Expansions[p.ID].Questions...)
	}
	size := 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		answer, err := answerer.Ask(b.Context(), bot.Message{Text: questions[i%len(questions)]})
		if err != nil {
			b.Fatal(err)
		}
		size += len(answer.Text())
	}
	b.ReportMetric(float64(size)/float64(b.N), "bytes/answer")
}

// BenchmarkStart is the whole program with one question: reading the reports,
// opening the index, answering, writing JSON.
func BenchmarkStart(b *testing.B) {
	data := b.TempDir()
	env := func(name string) (string, bool) { return data, name == "WENBAO_DATA" }
	var out, errs bytes.Buffer
	start := func(out io.Writer) {
		if code := run(b.Context(), []string{"ask", "--json", "累计建成多少个5G基站？"}, strings.NewReader(""), out, &errs, env); code != 0 {
			b.Fatalf("exit status %d: %s", code, errs.String())
		}
	}
	start(&out) // builds the index
	b.ReportAllocs()
	for b.Loop() {
		start(io.Discard)
	}
}
