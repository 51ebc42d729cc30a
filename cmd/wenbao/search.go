package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"wenbao/bot"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

type searchCommand struct {
	K        int      `short:"k" help:"How many passages." default:"10"`
	JSON     bool     `name:"json" help:"Print one JSON object a passage."`
	Question []string `arg:"" help:"The question; quotes around it are not needed."`
}

// Help is printed by wenbao search --help.
func (searchCommand) Help() string {
	return `Examples:

    wenbao search 消防站
    wenbao search -k 3 --json 去年植树造林多少亩

The score is a weighted sum: three quarters of the lexical one (the words), a quarter of the semantic one (the
meaning). Nothing is judged: the first passage may have nothing to do with the question.`
}

// foundJSON is the JSON form of a hit for staff.
type foundJSON struct {
	ID       string  `json:"id"`
	Place    string  `json:"place"`
	Text     string  `json:"text"`
	Score    float64 `json:"score"`
	Lexical  float64 `json:"lexical"`
	Semantic float64 `json:"semantic"`
}

// Run prints the nearest passages.
func (s searchCommand) Run(ctx context.Context, w wiring) error {
	question := strings.TrimSpace(strings.Join(s.Question, " "))
	switch {
	case s.K < 1:
		return usage("wenbao search -k 10 消防站", "-k is %d; it must be at least 1", s.K)
	case question == "":
		return usage("wenbao search 消防站", "there is no question")
	}
	b, err := w.open(ctx, w.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	hits, err := b.Search(ctx, question, s.K)
	if err != nil {
		return err
	}
	for i, hit := range hits {
		if err := w.printHit(b, i+1, hit, s.JSON); err != nil {
			return err
		}
	}
	return nil
}

func (w wiring) printHit(b *bot.Bot, rank int, hit retrieval.Hit, asJSON bool) error {
	report, p, ok := b.Library().Passage(hit.ID)
	if !ok {
		return nil
	}
	place := report.Place(p).String()
	if asJSON {
		return writeJSON(w.console.out, foundJSON{hit.ID, place, p.Text, hit.Score, hit.Lexical, hit.Semantic})
	}
	_, err := fmt.Fprintf(w.console.out, "%2d  %.3f  %s\n    %s\n    —— %s\n", rank, hit.Score, hit.ID,
		text.Printable(p.Text), text.Printable(place))
	return err
}
