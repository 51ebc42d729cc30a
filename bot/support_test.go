package bot

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"sync"
	"testing"

	"wenbao/knowledge"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
	"wenbao/retrieval/reader/readertest"
)

// theBot is a bot over the shipped report that tests share.
func theBot(tb testing.TB) *Bot {
	tb.Helper()
	b, err := openOnce()
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

var openOnce = sync.OnceValues(func() (*Bot, error) { return open() })

// open makes a bot over the shipped report.
func open() (*Bot, error) {
	reports, err := knowledge.Shipped()
	if err != nil {
		return nil, err
	}
	return newBot(Config{Library: knowledge.NewLibrary(reports)})
}

func newBot(c Config) (*Bot, error) {
	local, err := retrieval.NewLocal()
	if err != nil {
		return nil, err
	}
	c.Embedder = local
	if c.Reader == nil {
		if c.Reader, err = readings(); err != nil {
			return nil, err
		}
	}
	return New(context.Background(), c)
}

// kept are earlier readings of the reader, which -update keeps.
const kept = "testdata/readings.bin"

var readings = sync.OnceValues(func() (*readertest.Kept, error) {
	model, err := reader.Default()
	if err != nil {
		return nil, err
	}
	return readertest.New(model, kept)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if r, err := readings(); *update && err == nil { // also after failures: a reading is the model's, whatever a test makes of it
		if err := r.Write(kept); err != nil {
			panic(err)
		}
	}
	os.Exit(code)
}

// botOver makes a bot of reports given as id, text and meta.
func botOver(tb testing.TB, sources ...source) *Bot {
	tb.Helper()
	var reports []*knowledge.Report
	for _, s := range sources {
		report, err := knowledge.Parse(s.id, []byte(s.text), s.meta)
		if err != nil {
			tb.Fatal(err)
		}
		reports = append(reports, report)
	}
	b, err := newBot(Config{Library: knowledge.NewLibrary(reports)})
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

type source struct {
	id, text string
	meta     knowledge.Meta
}

// ask asks the last of the texts after the others.
func ask(tb testing.TB, b *Bot, texts ...string) Answer {
	tb.Helper()
	a, err := b.Ask(context.Background(), conversation(texts...))
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

// conversation is a message with the texts before it as history.
func conversation(texts ...string) Message {
	m := Message{Text: texts[len(texts)-1]}
	for _, text := range texts[:len(texts)-1] {
		m.History = append(m.History, Turn{Question: text})
	}
	return m
}

// cited lists the passages of an answer by short id.
func cited(a Answer) string {
	var ids []string
	for _, c := range a.Citations {
		ids = append(ids, short(c.ID))
	}
	return strings.Join(ids, " ")
}

var update = flag.Bool("update", false, "rewrite the golden files")

// questionLine is what tests need of a line of the question file.
type questionLine struct {
	Question, Kind, Note string
	Gold                 []string // short ids
	History              []struct{ Q string }
}

// readQuestions reads the question file; bot/eval, which reads it too, stands
// above this package.
func readQuestions(tb testing.TB) []questionLine { return readLines(tb, "questions.jsonl") }

// readLines reads a question file.
func readLines(tb testing.TB, name string) []questionLine {
	tb.Helper()
	data, err := os.ReadFile("eval/testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	var lines []questionLine
	for scanner := bufio.NewScanner(bytes.NewReader(data)); scanner.Scan(); {
		var l questionLine
		if err := json.Unmarshal(scanner.Bytes(), &l); err != nil {
			tb.Fatal(err)
		}
		lines = append(lines, l)
	}
	return lines
}

// short is an id without its report.
func short(id string) string { return id[strings.LastIndex(id, "/")+1:] }

// botWithoutExpansions is a bot over the shipped report as it was published.
func botWithoutExpansions(tb testing.TB) *Bot {
	tb.Helper()
	reports, err := knowledge.Shipped()
	if err != nil {
		tb.Fatal(err)
	}
	for _, report := range reports {
		report.Expansions = nil
	}
	b, err := newBot(Config{Library: knowledge.NewLibrary(reports)})
	if err != nil {
		tb.Fatal(err)
	}
	return b
}
