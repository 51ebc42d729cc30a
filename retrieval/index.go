// Package retrieval finds passages: it ranks them by their words and by their
// vectors, and fuses the two. It returns ids and scores; the words always come
// from knowledge.
package retrieval

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"slices"

	"wenbao/knowledge"
	"wenbao/knowledge/indicator"
	"wenbao/knowledge/text"
	"wenbao/retrieval/lexical"
	"wenbao/retrieval/vector"
)

// Entry is one searchable unit: a passage or a heading with its other words.
type Entry struct {
	ID        string
	Title     string // the headings above it, outermost first
	Text      string
	Aliases   []string
	Topics    []string
	Questions []string
	English   string
}

// Passages returns the entries of all passages of a library, in order.
func Passages(lib *knowledge.Library) []Entry {
	var entries []Entry
	for _, report := range lib.Reports {
		for i := range report.Passages {
			p := &report.Passages[i]
			e := newEntry(report, p.ID, p.Quote())
			e.Title = report.Meta.Place + " " // tells reports of different places apart
			for _, h := range report.Path(p.Heading) {
				e.Title += h.Text + " "
			}
			entries = append(entries, e)
		}
	}
	return entries
}

// Headings returns the entries of all headings of a library, in order.
func Headings(lib *knowledge.Library) []Entry {
	var entries []Entry
	for _, report := range lib.Reports {
		for _, h := range report.Headings {
			if h.Level > 0 {
				entries = append(entries, newEntry(report, h.ID, h.Text))
			}
		}
	}
	return entries
}

func newEntry(report *knowledge.Report, id, words string) Entry {
	x := report.Expansions[id]
	aliases := slices.Concat(x.Aliases, indicator.OtherNames(text.Normalize(words)))
	return Entry{ID: id, Text: text.WithoutNotes(words), Aliases: aliases, Topics: x.Topics, Questions: x.Questions, English: x.English}
}

// Hit is one found entry. Lexical and Semantic are the scores (0 to 1) that are
// fused, Score their fusion.
type Hit struct {
	ID       string
	Score    float64
	Lexical  float64
	Semantic float64 // the best cosine among the entry's vectors
	Matches  []Match // the entry's vectors near the question, best first
}

// Match is one vector of an entry near the question: that of a reviewed
// question, of one sentence, or of the whole text (both -1).
type Match struct {
	Question int // index into Entry.Questions, or -1
	Sentence int // index into text.Sentences(Entry.Text), or -1
	Cosine   float64
}

// Index searches entries. It is read-only after Open and safe for concurrent use.
type Index struct {
	Fingerprint vector.Fingerprint
	entries     []Entry
	lexical     *lexical.Index
	vectors     *vector.Store
	units       []unit // what each vector stands for
	embedder    Embedder
	log         *slog.Logger
}

// unit says which entry a vector belongs to, and which of its questions or
// sentences it is (-1: neither).
type unit struct{ entry, question, sentence int }

// Config says what to index and where to keep it.
type Config struct {
	Entries  []Entry
	Embedder Embedder
	Dir      string // folder of the file of vectors; "" keeps the index in memory only
	Log      *slog.Logger
}

// Open makes an index, with the vectors of file where they fit. A missing,
// stale or damaged file is rebuilt with one log line; a folder that cannot be
// written costs only the time of the next start.
func Open(ctx context.Context, c Config) (*Index, error) {
	x := &Index{entries: c.Entries, embedder: c.Embedder, log: c.Log}
	if x.log == nil {
		x.log = slog.New(slog.DiscardHandler)
	}
	ids, texts := x.embeddable()
	x.Fingerprint = fingerprint(c.Embedder, ids, texts, c.Entries)
	rows, err := x.loadOrBuild(ctx, c.Dir, texts)
	if err != nil {
		return nil, err
	}
	if x.vectors, err = vector.New(ctx, rows); err != nil {
		return nil, err
	}
	x.lexical = lexical.New(lexicalDocuments(c.Entries))
	return x, nil
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

// selective is an embedder that has nothing to say about some texts: these get
// no vector and are found by their words.
type selective interface{ Embeds(text string) bool }

func (x *Index) embeds(text string) bool {
	s, choosy := x.embedder.(selective)
	return !choosy || s.Embeds(text)
}

func (x *Index) loadOrBuild(ctx context.Context, dir string, texts []string) ([][]float32, error) {
	if dir != "" {
		rows, err := vector.Read(dir, x.Fingerprint, len(texts), x.embedder.Dimension())
		if err == nil {
			return rows, nil
		}
		x.log.Info("building the index", "texts", len(texts), "embedder", x.embedder.Name(), "because", reason(err))
	}
	rows, err := embed(ctx, x.embedder, texts)
	if err != nil {
		return nil, err
	}
	if dir != "" {
		if err := vector.Write(dir, x.Fingerprint, rows, x.embedder.Dimension()); err != nil {
			x.log.Warn("the index could not be saved and will be built again at the next start", "error", err)
		}
	}
	return rows, nil
}

func reason(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "there is none yet"
	}
	return err.Error()
}

// lexicalDocuments joins the words of each entry; its own words weigh more
// than the words that others may use for it.
func lexicalDocuments(entries []Entry) [][]lexical.Field {
	documents := make([][]lexical.Field, len(entries))
	for i, e := range entries {
		add := func(words string, weight float32) {
			documents[i] = append(documents[i], lexical.Field{Text: text.Normalize(words), Weight: weight})
		}
		add(e.Title, 1)
		add(e.Text, 2)
		add(e.English, 1)
		for _, words := range slices.Concat(e.Aliases, e.Topics, e.Questions) {
			add(words, 1)
		}
	}
	return documents
}

// Len returns the number of entries.
func (x *Index) Len() int { return len(x.entries) }

// Search returns the k best entries for a question, best first, equal ones by id.
// When the embedder fails, the words alone decide, with a log line.
func (x *Index) Search(ctx context.Context, question string, k int) ([]Hit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	normalized := text.Normalize(question)
	hits := make([]Hit, len(x.entries))
	for i, score := range x.lexical.Scores(normalized) {
		hits[i] = Hit{ID: x.entries[i].ID, Lexical: float64(score)}
	}
	if err := x.addSemantic(ctx, question, hits, pool(k)); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		x.log.Warn("semantic ranking failed, answering by words alone", "error", err)
	}
	fuse(hits)
	SortHits(hits)
	return hits[:min(max(k, 0), len(hits))], nil
}

// pool is how many nearest vectors are looked at: several per entry of interest.
func pool(k int) int { return min(max(4*k, 32), 100) }

// addSemantic gives every entry the best cosine among its vectors.
func (x *Index) addSemantic(ctx context.Context, question string, hits []Hit, pool int) error {
	query, err := embed(ctx, x.embedder, []string{question})
	if err != nil {
		return err
	}
	nearest, err := x.vectors.Nearest(ctx, query[0], pool)
	if err != nil {
		return err
	}
	for _, n := range nearest {
		u := x.units[n.Index]
		hit := &hits[u.entry]
		hit.Semantic = max(hit.Semantic, float64(n.Cosine))
		hit.Matches = append(hit.Matches, Match{u.question, u.sentence, float64(n.Cosine)})
	}
	return nil
}
