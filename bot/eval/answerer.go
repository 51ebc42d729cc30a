package eval

import (
	"context"

	"wenbao/bot"
	"wenbao/retrieval"
)

// ByBot answers with the whole bot, judge and all.
func ByBot(b *bot.Bot) Answerer {
	return func(ctx context.Context, q Question) (Result, error) {
		m := bot.Message{Text: q.Text}
		for _, earlier := range q.History {
			m.History = append(m.History, bot.Turn{Question: earlier})
		}
		a, err := b.Ask(ctx, m)
		if err != nil {
			return Result{}, err
		}
		r := Result{Answered: a.Outcome == bot.Answered, Text: a.Text(), Reason: string(a.Outcome) + ": " + a.Trace.Reason}
		for _, hit := range a.Hits {
			_, p, _ := b.Library().Passage(hit.ID)
			r.Hits = append(r.Hits, Found{hit.ID, p.Text})
		}
		for _, c := range a.Citations {
			r.Citations = append(r.Citations, Found{c.ID, c.Quote})
		}
		return r, nil
	}
}

// BySearch measures an index alone, over foreign passages, whose words are found by
// their ids. Its answer is the nearest passage.
func BySearch(x *retrieval.Index, words func(id string) string) Answerer {
	return func(ctx context.Context, q Question) (Result, error) {
		hits, err := x.Search(ctx, q.Text, 20)
		if err != nil {
			return Result{}, err
		}
		r := Result{Answered: true}
		for _, hit := range hits {
			r.Hits = append(r.Hits, Found{hit.ID, words(hit.ID)})
		}
		for _, nearest := range r.Hits[:min(1, len(r.Hits))] {
			r.Citations, r.Text = []Found{nearest}, nearest.Text
		}
		return r, nil
	}
}

// Entries turns foreign passages into what an index takes.
func Entries(passages []Passage) []retrieval.Entry {
	entries := make([]retrieval.Entry, len(passages))
	for i, p := range passages {
		entries[i] = retrieval.Entry{ID: p.ID, Title: p.Title, Text: p.Text}
	}
	return entries
}
