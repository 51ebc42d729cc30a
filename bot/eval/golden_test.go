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
	"wenbao/retrieval/reader"
	"wenbao/retrieval/reader/readertest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestQuality answers every question of a file over the shipped report. The
// measures and the misses are golden, so that a reviewer sees what a change of
// ranking or judging does. The judge is fitted on the questions of questions.jsonl,
// asked.jsonl and spoken.jsonl; nothing is on those of unseen.jsonl, which the report does not
// answer, residents*.jsonl and troubles.jsonl. The misses of residents.jsonl showed which kinds of
// messages the reader had to learn, and a dozen of those of residents-unseen.jsonl
// were seen; those of residents-blind.jsonl and troubles.jsonl are not listed, so that
// nobody learns from them.
func TestQuality(t *testing.T) {
	if race {
		t.Skip("without the race detector, under which package bot is asked")
	}
	b := shipped(t)
	for _, test := range []struct{ questions, measures, misses string }{
		{"questions.jsonl", "quality.golden", "misses.golden"},
		{"asked.jsonl", "asked.golden", "asked-misses.golden"},
		{"spoken.jsonl", "spoken.golden", "spoken-misses.golden"},
		{"unseen.jsonl", "unseen.golden", "unseen-misses.golden"},
		{"residents.jsonl", "residents.golden", "residents-misses.golden"},
		{"residents-unseen.jsonl", "residents-unseen.golden", "residents-unseen-misses.golden"},
		{"residents-blind.jsonl", "residents-blind.golden", ""},
		{"troubles.jsonl", "troubles.golden", ""},
	} {
		t.Run(test.questions, func(t *testing.T) {
			file, err := os.Open("testdata/" + test.questions)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = file.Close() }()
			questions, err := Read(file)
			if err != nil {
				t.Fatal(err)
			}
			report, err := Run(context.Background(), questions, ByBot(b))
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
			golden(t, "testdata/"+test.measures, table.Bytes())
			if test.misses != "" {
				golden(t, "testdata/"+test.misses, misses.Bytes())
			}
		})
	}
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
	b, err := bot.New(context.Background(), bot.Config{Library: knowledge.NewLibrary(reports), Embedder: local, Reader: readings(t)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// readings are those that the tests of bot keep, too.
func readings(t *testing.T) *readertest.Kept {
	t.Helper()
	model, err := reader.Default()
	if err != nil {
		t.Fatal(err)
	}
	const file = "../testdata/readings.bin"
	kept, err := readertest.New(model, file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if !*update || t.Failed() {
			return
		}
		if err := kept.Write(file); err != nil {
			t.Error(err)
		}
	})
	return kept
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
