// Package retrieval finds passages: it ranks them by their words and by their
// vectors, and fuses the two. It returns ids and scores; the words always come
// from knowledge.
package retrieval

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"log/slog"
	"slices"
	"sync"

	"wenbao/knowledge/text"
	"wenbao/retrieval/indexfile"
	"wenbao/retrieval/lexical"
	"wenbao/retrieval/vector"
)

// Index searches entries. It is read-only after Open and safe for concurrent use.
type Index struct {
	Fingerprint indexfile.Fingerprint
	entries     []Entry
	lexical     *lexical.Index
	vectors     *vector.Store
	units       []unit          // what each vector stands for
	reports     map[string]span // where the entries of each report stand
	scratch     sync.Pool
	embedder    Embedder
	log         *slog.Logger
}

// span is a run of entries, and of their vectors.
type span struct{ entries, vectors vector.Range }

// unit says which entry a vector belongs to, and which of its questions or
// sentences it is (-1: neither).
type unit struct{ entry, question, sentence int }

// Config says what to index and where to keep it.
type Config struct {
	Entries  []Entry
	Embedder Embedder
	Dir      string // folder of the index file; "" keeps the index in memory only
	Log      *slog.Logger
}

// Open makes an index, of its file where that fits. A missing, stale or damaged file is rebuilt with one log line; a folder that cannot be
// written costs only the time of the next start.
func Open(ctx context.Context, c Config) (*Index, error) {
	x := &Index{entries: c.Entries, embedder: c.Embedder, log: c.Log}
	if x.log == nil {
		x.log = slog.New(slog.DiscardHandler)
	}
	ids, texts := x.embeddable()
	var err error
	if x.reports, err = x.spans(); err != nil {
		return nil, err
	}
	x.Fingerprint = fingerprint(c.Embedder, ids, texts, c.Entries)
	if c.Dir != "" {
		if err = x.load(ctx, c.Dir); err == nil {
			return x, nil
		}
		x.log.Info("building the index", "texts", len(texts), "embedder", x.embedder.Name(), "because", reason(err))
	}
	if err = x.build(ctx, texts); err != nil {
		return nil, err
	}
	if c.Dir != "" {
		if err = indexfile.Write(c.Dir, x.Fingerprint, x.vectors, x.lexical); err != nil {
			x.log.Warn("the index could not be saved and will be built again at the next start", "error", err)
		}
	}
	return x, nil
}

// load reads vectors and words from the file of a folder.
func (x *Index) load(ctx context.Context, dir string) error {
	var rows [][]float32
	var words *lexical.Index
	err := indexfile.Read(dir, x.Fingerprint,
		func(r io.Reader, size int) (err error) {
			rows, err = vector.Read(r, size, len(x.units), x.embedder.Dimension())
			return err
		},
		func(r io.Reader, size int) (err error) {
			words, err = lexical.Read(r, size, len(x.entries))
			return err
		})
	if err != nil {
		return err
	}
	x.lexical = words
	x.vectors, err = vector.New(ctx, rows)
	return err
}

// build makes vectors and words anew.
func (x *Index) build(ctx context.Context, texts []string) error {
	rows, err := embed(ctx, x.embedder, texts)
	if err != nil {
		return err
	}
	x.lexical = lexical.New(documents(x.entries))
	x.vectors, err = vector.New(ctx, rows)
	return err
}

// embeddable lists the texts that get a vector of their own: every entry, its
// reviewed questions, and each sentence where it has several, since a long
// paragraph hides one sentence's subject from its own vector.
func (x *Index) embeddable() (ids, texts []string) {
	add := func(u unit, text string) {
		x.units = append(x.units, u)
		ids = append(ids, x.entries[u.entry].ID)
		texts = append(texts, text)
	}
	for i, e := range x.entries {
		add(unit{i, -1, -1}, e.Text)
		for q, question := range e.Questions {
			if x.embeds(question) {
				add(unit{i, q, -1}, question)
			}
		}
		if sentences := text.Sentences(e.Text); len(sentences) > 1 {
			for n, sentence := range sentences {
				add(unit{i, -1, n}, sentence)
			}
		}
	}
	return ids, texts
}

// spans finds the entries of each report, which must stand together.
func (x *Index) spans() (map[string]span, error) {
	spans := map[string]span{}
	at := 0
	for i, e := range x.entries {
		s, begun := spans[e.Report]
		switch {
		case !begun:
			s = span{vector.Range{From: i, To: i}, vector.Range{From: at, To: at}}
		case s.entries.To != i:
			return nil, fmt.Errorf("the entries of report %q do not stand together", e.Report)
		}
		for at < len(x.units) && x.units[at].entry == i {
			at++
		}
		s.entries.To, s.vectors.To = i+1, at
		spans[e.Report] = s
	}
	return spans, nil
}

// selective is an embedder that has nothing to say about some texts: these get
// no vector and are found by their words.
type selective interface{ Embeds(text string) bool }

func (x *Index) embeds(text string) bool {
	s, choosy := x.embedder.(selective)
	return !choosy || s.Embeds(text)
}

func reason(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "there is none yet"
	}
	return err.Error()
}

// documents yields the words of each entry; its own words weigh more than the
// words that others may use for it.
func documents(entries []Entry) iter.Seq[[]lexical.Field] {
	return func(yield func([]lexical.Field) bool) {
		for _, e := range entries {
			fields := []lexical.Field{{Text: e.Title, Weight: 1}, {Text: e.Text, Weight: 2}, {Text: e.English, Weight: 1}}
			for _, words := range slices.Concat(e.Names(), e.Topics, e.Questions) {
				fields = append(fields, lexical.Field{Text: words, Weight: 1})
			}
			for i := range fields {
				fields[i].Text = text.Normalize(fields[i].Text)
			}
			if !yield(fields) {
				return
			}
		}
	}
}

// Len returns the number of entries.
func (x *Index) Len() int { return len(x.entries) }
