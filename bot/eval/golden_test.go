package eval

import (
	"bytes"
	"context"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestQuality answers every question of the file over the shipped report. The
// measures and the misses are golden, so that a reviewer sees what a change of
// ranking or judging does.
func TestQuality(t *testing.T) {
	file, err := os.Open("testdata/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	questions, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	report, err := Run(context.Background(), questions, ByBot(shipped(t)))
	if err != nil {
		t.Fatal(err)
	}
	var table, misses bytes.Buffer
	if err := report.Table(&table); err != nil {
		t.Fatal(err)
	}
	if err := report.List(&misses); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/quality.golden", table.Bytes())
	golden(t, "testdata/misses.golden", misses.Bytes())
}

func shipped(t *testing.T) *bot.Bot {
	t.Helper()
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	local, err := retrieval.NewLocal()
	if err != nil {
		t.Fatal(err)
	}
	b, err := bot.New(context.Background(), bot.Config{Library: knowledge.NewLibrary(reports), Embedder: local})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs; look at it and run go test ./bot/eval -update\n%s", name, diff)
	}
}
