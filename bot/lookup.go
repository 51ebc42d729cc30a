package bot

import (
	"context"
	"fmt"
	"strings"

	"wenbao/bot/overview"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge"
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

// mentions quotes every passage that says a word or gives a figure.
func (b *Bot) mentions(q question.Question) Answer {
	w, word := words.AnswersIn(q.Language), strings.ToUpper(q.Literal)
	return b.every(q, fmt.Sprintf(w.NotFound, fmt.Sprintf(w.Lacks.Entity, word)), w.Mentions, word, func(p *knowledge.Passage) bool { return overview.Mentions(p, q.Literal) })
}

// told quotes every passage that says what reports say of what is best of all, or of what was not
// achieved.
func (b *Bot) told(q question.Question) Answer {
	w := words.AnswersIn(q.Language)
	list, none, lead := "shortcoming", fmt.Sprintf(w.NotFound, withoutKind(w, question.Shortfall)), w.Shortcomings
	if q.Intent == question.Best {
		list, none, lead = "first", fmt.Sprintf(w.NotFound, w.Lacks.Silent), w.Best
	}
	return b.every(q, none, lead, "", func(p *knowledge.Passage) bool {
		return overview.Says(list, p) && (q.Intent != question.Best || !b.judge.Plans(p.ID))
	})
}

// every quotes all passages of the reports that are asked about which are such, in their order,
// behind a lead that says a word, if any, and how many they are; none says that there are none.
func (b *Bot) every(q question.Question, none, lead, word string, such func(*knowledge.Passage) bool) Answer {
	a := b.newAnswer(q, Answered, nil)
	a.Trace.Reason = words.Staff().Trace.Intents[string(q.Intent)]
	var ids []string
	for _, report := range b.reports(q) {
		for i := range report.Passages {
			if p := &report.Passages[i]; such(p) {
				ids = append(ids, p.ID)
			}
		}
	}
	all := len(ids)
	a = b.listed(a, ids)
	a.List = all >= listedFrom
	switch {
	case all == 0:
		a.Outcome, a.Lead = NotFound, none
		return a
	case word != "":
		a.Lead = fmt.Sprintf(lead, word, all)
	default:
		a.Lead = fmt.Sprintf(lead, all)
	}
	return a
}
