package retrieval

import (
	"cmp"
	"container/heap"
	"slices"
)

// ranking finds the best entries by their scores for a question and for what was
// said before it. It is a heap with the worst of the best on top.
type ranking struct {
	entries []Entry
	said    []*scores // of the question, and of what was said before it, if anything
	list    []int
}

// score is that of an entry.
func (r *ranking) score(entry int) float64 {
	score := r.said[0].fused(entry)
	if len(r.said) > 1 {
		score += carried * r.said[1].fused(entry)
	}
	return score
}

func (s *scores) fused(entry int) float64 { return fuse(float64(s.lexical[entry]), s.semantic[entry]) }

// hit is an entry with its scores.
func (r *ranking) hit(entry int) Hit {
	now := r.said[0]
	h := Hit{ID: r.entries[entry].ID, Score: r.score(entry), Lexical: float64(now.lexical[entry]), Semantic: now.semantic[entry]}
	if len(r.said) > 1 {
		before := r.said[1]
		h.Lexical = max(h.Lexical, 2*carried*float64(before.lexical[entry]))
		h.Semantic = max(h.Semantic, 2*carried*before.semantic[entry])
	}
	return h
}

// best ranks the entries of some spans and keeps the k best, best first.
func (r *ranking) best(spans []span, k int) {
	if k <= 0 {
		return
	}
	for _, run := range spans {
		for i := run.entries.From; i < run.entries.To; i++ {
			switch {
			case len(r.list) < k:
				if r.list = append(r.list, i); len(r.list) == k {
					heap.Init(r)
				}
			case r.before(i, r.list[0]):
				r.list[0] = i
				heap.Fix(r, 0)
			}
		}
	}
	slices.SortFunc(r.list, func(a, b int) int {
		return cmp.Or(cmp.Compare(r.score(b), r.score(a)), cmp.Compare(r.entries[a].ID, r.entries[b].ID))
	})
}

// before orders entries: higher score first, equal scores by id.
func (r *ranking) before(a, b int) bool {
	if x, y := r.score(a), r.score(b); x != y {
		return x > y
	}
	return r.entries[a].ID < r.entries[b].ID
}

func (r *ranking) Len() int           { return len(r.list) }
func (r *ranking) Less(i, j int) bool { return r.before(r.list[j], r.list[i]) }
func (r *ranking) Swap(i, j int)      { r.list[i], r.list[j] = r.list[j], r.list[i] }

// Push and Pop make it a heap.Interface; best keeps its size.
func (r *ranking) Push(entry any) { r.list = append(r.list, entry.(int)) }

// Pop takes the last one.
func (r *ranking) Pop() any {
	last := r.list[len(r.list)-1]
	r.list = r.list[:len(r.list)-1]
	return last
}
