// Package bot answers citizens' questions from government work reports. One
// question flows one way: route, understand, retrieve, judge, compose. It
// knows no chat network, no markup and no flags; its doors live in the
// packages below it.
package bot

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strconv"
	"time"

	"wenbao/knowledge"
	"wenbao/retrieval"
)

// Bot answers questions. It is safe for concurrent use.
type Bot struct {
	library  *knowledge.Library
	passages *retrieval.Index
	headings *retrieval.Index
	judge    *judge
	config   Config
	onlyYear string // the one year that all reports tell of, "" when there are more
}

// Config says what a bot answers from and how.
type Config struct {
	Library  *knowledge.Library
	Embedder retrieval.Embedder
	Dir      string // folder of the index files, "" for none
	Hotline  string // sentence for requests that a report cannot serve; "" for the default
	Log      *slog.Logger
	Rewriter Rewriter      // rewrites follow-ups; nil: none
	Patience time.Duration // how long the rewriter may take for one answer, all in all; 0 for a default
}

// New opens the indexes, building them where needed.
func New(ctx context.Context, c Config) (*Bot, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	b := &Bot{library: c.Library, config: c, onlyYear: onlyYear(c.Library)}
	var err error
	entries := retrieval.Passages(c.Library)
	if b.judge, err = newJudge(c.Library, entries); err != nil {
		return nil, err
	}
	if b.passages, err = b.open(ctx, "passages", entries); err != nil {
		return nil, err
	}
	if b.headings, err = b.open(ctx, "headings", retrieval.Headings(c.Library)); err != nil {
		return nil, err
	}
	return b, nil
}

func onlyYear(lib *knowledge.Library) string {
	year := ""
	for _, report := range lib.Reports {
		if len(report.Meta.Years) != 1 {
			return ""
		}
		if y := strconv.Itoa(report.Meta.Years[0]); year == "" || year == y {
			year = y
		} else {
			return ""
		}
	}
	return year
}

func (b *Bot) open(ctx context.Context, name string, entries []retrieval.Entry) (*retrieval.Index, error) {
	dir := b.config.Dir
	if dir != "" {
		dir = filepath.Join(dir, "index", name)
	}
	index, err := retrieval.Open(ctx, retrieval.Config{Entries: entries, Embedder: b.config.Embedder, Dir: dir, Log: b.config.Log})
	if err != nil {
		return nil, fmt.Errorf("opening the index of %s: %w", name, err)
	}
	return index, nil
}

// Library returns the reports the bot answers from.
func (b *Bot) Library() *knowledge.Library { return b.library }

// Fingerprint names the index of passages.
func (b *Bot) Fingerprint() string { return b.passages.Fingerprint.String() }

// Search returns the k best passages for a question without judging them.
func (b *Bot) Search(ctx context.Context, question string, k int) ([]retrieval.Hit, error) {
	return b.passages.Search(ctx, question, k)
}
