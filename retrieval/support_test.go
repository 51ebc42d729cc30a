package retrieval

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"wenbao/knowledge"
)

var shippedOnce = sync.OnceValues(func() ([]Entry, error) {
	reports, err := knowledge.Shipped()
	if err != nil {
		return nil, err
	}
	return Passages(knowledge.NewLibrary(reports)), nil
})

// shippedEntries returns the passages of the shipped report; do not change them.
func shippedEntries(tb testing.TB) []Entry {
	tb.Helper()
	entries, err := shippedOnce()
	if err != nil {
		tb.Fatal(err)
	}
	return entries
}

var indexOnce = sync.OnceValues(func() (*Index, error) {
	entries, err := shippedOnce()
	if err != nil {
		return nil, err
	}
	local, err := NewLocal()
	if err != nil {
		return nil, err
	}
	return Open(context.Background(), Config{Entries: entries, Embedder: local})
})

// shippedIndex returns an index of the shipped report that tests share.
func shippedIndex(tb testing.TB) *Index {
	tb.Helper()
	x, err := indexOnce()
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// logLines collects what an index logs.
type logLines struct{ bytes.Buffer }

func (l *logLines) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(&l.Buffer, nil))
}

// take returns the lines so far and forgets them.
func (l *logLines) take() []string {
	defer l.Reset()
	return strings.FieldsFunc(l.String(), func(r rune) bool { return r == '\n' })
}
