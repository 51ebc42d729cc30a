package bot

import (
	"context"
	"fmt"

	"wenbao/bot/question"
	"wenbao/retrieval"
)

type hit = retrieval.Hit

const (
	returned = 20   // hits that an answer carries for staff and scripts
	told     = -0.3 // score that the passage told last carries over to a question for others
)

// search ranks all passages for a question in its conversation. The scores of
// the earlier questions are carried over, the less the further back and the
// less each question leans on the one before. Without steps there are no hits.
func (b *Bot) search(ctx context.Context, steps []question.Step) ([]hit, error) {
	if len(steps) == 0 {
		return nil, nil
	}
	last := len(steps) - 1
	hits, err := b.passages.Search(ctx, steps[last].Text, b.passages.Len())
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err)
	}
	if last == 0 || steps[last].Leans == 0 {
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
		before[earlier[0].ID] = hit{Score: told}
	}
	for i := range hits {
		h, carried := &hits[i], before[hits[i].ID]
		h.Score += step.Leans * carried.Score
		h.Semantic = max(h.Semantic, 2*step.Leans*carried.Semantic)
		h.Lexical = max(h.Lexical, 2*step.Leans*carried.Lexical)
	}
	retrieval.SortHits(hits)
	return hits
}

// Search returns the k best passages for a question without judging them.
func (b *Bot) Search(ctx context.Context, asked string, k int) ([]hit, error) {
	return b.passages.Search(ctx, asked, k)
}
