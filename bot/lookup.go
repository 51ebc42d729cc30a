package bot

import (
	"context"
	"fmt"
)

// Lookup returns up to k passages near to a few words, best first, unjudged:
// for a reader who chooses one by herself. Nothing near is no error.
func (b *Bot) Lookup(ctx context.Context, text string, k int) ([]Citation, error) {
	q := understand(normalized(text))
	hits, err := b.passages.Search(ctx, q.text, k)
	if err != nil {
		return nil, fmt.Errorf("looking up: %w", err)
	}
	near := hits[:0]
	for _, hit := range hits {
		if hit.Score >= nearEnough && hit.Score >= 0.5*hits[0].Score {
			near = append(near, hit)
		}
	}
	return b.cite(LanguageOf(text), near), nil
}

// Cite quotes one passage; ok is false when the library does not have it.
func (b *Bot) Cite(l Language, id string) (c Citation, ok bool) {
	report, p, ok := b.library.Passage(id)
	if !ok {
		return Citation{}, false
	}
	return b.citation(l, report, p), true
}

// Scope says in one phrase what the reports cover.
func (b *Bot) Scope(l Language) string { return b.scope(l) }

// Sources says where the texts of the reports come from, "" if nobody said.
func (b *Bot) Sources() string { return b.sourceNotes() }
