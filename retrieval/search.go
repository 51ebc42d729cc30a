package retrieval

import (
	"context"
	"slices"

	"wenbao/knowledge/text"
	"wenbao/retrieval/vector"
)

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

// Query is what is searched for.
type Query struct {
	Text    string
	Before  string   // what was said before it, which counts for less; "" for nothing
	Reports []string // the reports that are searched, by id; none for all
}

// Search returns the k best entries for a question, best first, equal ones by id.
// When the embedder fails, the words alone decide, with a log line.
func (x *Index) Search(ctx context.Context, question string, k int) ([]Hit, error) {
	return x.Find(ctx, Query{Text: question}, k)
}

// Find is Search for a question in its conversation, and among some reports.
func (x *Index) Find(ctx context.Context, q Query, k int) ([]Hit, error) {
	spans := x.within(q.Reports)
	r := &ranking{entries: x.entries}
	for _, said := range []string{q.Text, q.Before} {
		if said == "" && said != q.Text {
			continue
		}
		s, err := x.score(ctx, said, pool(k), spans)
		if err != nil {
			return nil, err
		}
		defer x.release(s)
		r.said = append(r.said, s)
	}
	r.best(spans, k)
	return x.hits(r), nil
}

// scores are those of all entries for one text. The semantic ones are 0 but for
// the entries of the nearest vectors.
type scores struct {
	lexical  []float32
	semantic []float64
	near     []vector.Near // best first
}

// score scores all entries for a text; of the vectors, those in some spans.
func (x *Index) score(ctx context.Context, said string, count int, spans []span) (*scores, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, used := x.scratch.Get().(*scores)
	if !used {
		s = &scores{lexical: make([]float32, len(x.entries)), semantic: make([]float64, len(x.entries))}
	}
	x.lexical.Scores(text.Normalize(said), s.lexical)
	var err error
	if s.near, err = x.near(ctx, said, count, spans); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		x.log.Warn("semantic ranking failed, answering by words alone", "error", err)
	}
	for _, n := range s.near {
		entry := x.units[n.Index].entry
		s.semantic[entry] = max(s.semantic[entry], float64(n.Cosine))
	}
	return s, nil
}

// release keeps the memory of scores for the next search.
func (x *Index) release(s *scores) {
	for _, n := range s.near {
		s.semantic[x.units[n.Index].entry] = 0
	}
	s.near = nil
	x.scratch.Put(s)
}

// within is where the entries of some reports stand, each once, those of all for none.
func (x *Index) within(reports []string) []span {
	if len(reports) == 0 {
		return []span{{vector.Range{To: len(x.entries)}, vector.Range{To: len(x.units)}}}
	}
	var spans []span
	for i, report := range reports {
		if s, ok := x.reports[report]; ok && !slices.Contains(reports[:i], report) {
			spans = append(spans, s)
		}
	}
	return spans
}

// pool is how many nearest vectors are looked at: several per entry of interest.
func pool(k int) int { return min(max(4*k, 32), 100) }

// near returns the vectors nearest to a question, best first.
func (x *Index) near(ctx context.Context, question string, count int, spans []span) ([]vector.Near, error) {
	query, err := embed(ctx, x.embedder, []string{question})
	if err != nil || len(spans) == 0 {
		return nil, err
	}
	ranges := make([]vector.Range, len(spans))
	for i, s := range spans {
		ranges[i] = s.vectors
	}
	return x.vectors.Nearest(ctx, query[0], count, ranges...)
}

// hits are those of a ranking, with the vectors near the question.
func (x *Index) hits(r *ranking) []Hit {
	near := slices.Clone(r.said[0].near)
	slices.SortStableFunc(near, func(a, b vector.Near) int { return x.units[a.Index].entry - x.units[b.Index].entry })
	matches := make([]Match, len(near))
	for i, n := range near {
		u := x.units[n.Index]
		matches[i] = Match{u.question, u.sentence, float64(n.Cosine)}
	}
	hits := make([]Hit, len(r.list))
	for i, entry := range r.list {
		hits[i] = r.hit(entry)
		from, found := slices.BinarySearchFunc(near, entry, func(n vector.Near, entry int) int { return x.units[n.Index].entry - entry })
		to := from
		for found && to < len(near) && x.units[near[to].Index].entry == entry {
			to++
		}
		if to > from {
			hits[i].Matches = matches[from:to:to]
		}
	}
	return hits
}
