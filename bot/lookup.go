package bot

import (
	"context"
	"fmt"

	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

// Search returns the k best passages for a question without judging them.
func (b *Bot) Search(ctx context.Context, asked string, k int) ([]retrieval.Hit, error) {
	return b.passages.Search(ctx, asked, k)
}

// Lookup returns up to k passages near to a few words, best first, unjudged:
// for a reader who chooses one by herself. Nothing near is no error.
func (b *Bot) Lookup(ctx context.Context, asked string, k int) ([]Citation, error) {
	hits, err := b.passages.Search(ctx, b.reader.Part(text.Normalize(asked)).Text, k)
	if err != nil {
		return nil, fmt.Errorf("looking up: %w", err)
	}
	return b.cite(text.LanguageOf(asked), nearOf(hits)), nil
}

// Cite quotes one passage; ok is false when the library does not have it.
func (b *Bot) Cite(l text.Language, id string) (c Citation, ok bool) {
	report, p, ok := b.library.Passage(id)
	if !ok {
		return Citation{}, false
	}
	return citation(l, report, p), true
}
