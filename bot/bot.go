// Package bot answers citizens' questions from government work reports. One
// question flows one way, see Ask. It knows no chat network, no markup and no
// flags; its doors live in the packages below it.
package bot

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"time"

	"wenbao/bot/judge"
	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
	"wenbao/retrieval/wordvec"
)

// Bot answers questions. It is safe for concurrent use.
type Bot struct {
	library  *knowledge.Library
	passages *retrieval.Index
	headings *retrieval.Index
	reader   question.Reader
	judge    *judge.Judge
	config   Config
}

// Config says what a bot answers from and how.
type Config struct {
	Library   *knowledge.Library
	Embedder  retrieval.Embedder
	Dir       string // folder of the index files, "" for none
	Hotline   string // sentence for requests that a report cannot serve; "" for the default
	Emergency string // what people in danger read; "" for the numbers of mainland China
	Log       *slog.Logger
	Rewriter  Rewriter      // nil: none
	Chooser   Chooser       // nil: the reader decides alone
	Reader    reader.Texts  // nil: the one in the program
	Patience  time.Duration // how long a language model may take for one answer; 0 for a default
}

// Rewriter makes a follow-up a question that can be read by itself. What it
// writes is searched and judged and never shown to a citizen.
type Rewriter interface {
	Rewrite(ctx context.Context, f question.FollowUp) (string, error)
}

// New opens the indexes, building them where needed.
func New(ctx context.Context, c Config) (*Bot, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	model, err := wordvec.Default()
	if err != nil {
		return nil, fmt.Errorf("opening the word vectors: %w", err)
	}
	if c.Reader == nil {
		if c.Reader, err = reader.Default(); err != nil {
			return nil, fmt.Errorf("opening the reader: %w", err)
		}
	}
	c.Reader = reader.NewRecent(c.Reader)
	b := &Bot{library: c.Library, config: c, reader: question.Reader{Words: model, Wants: c.Reader, Years: yearsOf(c.Library), Script: onlyScript(c.Library)}}
	entries := retrieval.Passages(c.Library)
	if b.judge, err = judge.New(c.Library, entries, c.Reader); err != nil {
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

// yearsOf are the years that the reports tell of, in order; 0 is among them where one does
// not say its years.
func yearsOf(lib *knowledge.Library) []int {
	var years []int
	for _, report := range lib.Reports {
		years = append(years, report.Meta.Years...)
		if len(report.Meta.Years) == 0 {
			years = append(years, 0)
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// onlyScript is the Chinese script in which all reports are written, "" where they are not
// in one.
func onlyScript(lib *knowledge.Library) text.Language {
	script := text.Language("")
	for _, report := range lib.Reports {
		l := text.Language(report.Meta.Language)
		if l != text.Simplified && l != text.Traditional || script != "" && script != l {
			return ""
		}
		script = l
	}
	return script
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
