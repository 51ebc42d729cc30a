package bot

import (
	"context"
	"fmt"

	"wenbao/bot/question"
	"wenbao/retrieval"
)

type hit = retrieval.Hit

// returned is how many hits an answer carries for staff and scripts.
const returned = 20

// carried is the share of a passage's score that a question which leans on the
// one before takes from it.
const carried = 0.4

// search ranks all passages for a question in its conversation: one that leans
// on the question before carries its scores over, the less the further back.
// Without steps there are no hits.
func (b *Bot) search(ctx context.Context, steps []question.Step) ([]hit, error) {
	if len(steps) == 0 {
		return nil, nil
	}
	last := len(steps) - 1
	hits, err := b.passages.Search(ctx, steps[last].Text, b.passages.Len())
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err)
	}
	if last == 0 || !steps[last].Leans {
		return hits, nil
	}
	earlier, err := b.search(ctx, steps[:last])
	if err != nil {
		return nil, err
	}
	return carryOver(steps[last], earlier, hits), nil
}

// carryOver adds to the hits of a question those of the one before it.
func carryOver(step question.Step, earlier, hits []hit) []hit {
	before := make(map[string]hit, len(earlier))
	for _, h := range earlier {
		before[h.ID] = h
	}
	if step.Other && len(earlier) > 0 {
		delete(before, earlier[0].ID)
	}
	for i := range hits {
		h, was := &hits[i], before[hits[i].ID]
		h.Score += carried * was.Score
		h.Semantic = max(h.Semantic, 2*carried*was.Semantic)
		h.Lexical = max(h.Lexical, 2*carried*was.Lexical)
	}
	retrieval.SortHits(hits)
	return hits
}

// Search returns the k best passages for a question without judging them.
func (b *Bot) Search(ctx context.Context, asked string, k int) ([]retrieval.Hit, error) {
	return b.passages.Search(ctx, asked, k)
}
