package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"wenbao/bot"
	"wenbao/bot/desk"
	"wenbao/knowledge/text"
)

type askCommand struct {
	JSON     bool     `name:"json" help:"Print a JSON object with the citations and the nearest passages."`
	Batch    bool     `help:"Answer the JSON lines of standard input, one JSON line each. Implies --json."`
	Question []string `arg:"" optional:"" help:"The question; quotes around it are not needed."`
}

// Help is printed by wenbao ask --help.
func (askCommand) Help() string {
	return `Examples:

    wenbao ask 累计建成多少个5G基站？
    wenbao ask --json How many new fire stations were built?
    wenbao ask --batch < questions.jsonl > answers.jsonl

An input line of a batch is {"id":…,"question":…,"history":[{"q":…,"a":…}]}; id and history may be left out,
a is the text of the earlier answer and may be left out too. Every line gets one line, in the order of the input
and at once; blank lines are skipped. A line that cannot be used gets {"id":…,"line":…,"error":…}; the others are
answered and the exit status is 3.`
}

// Run answers the question of the command line, or a batch.
func (a askCommand) Run(ctx context.Context, w wiring) error {
	question := strings.Join(a.Question, " ")
	switch {
	case a.Batch && len(a.Question) > 0:
		return usage("leave the question or --batch out", "a batch takes its questions from standard input, not from the command line")
	case !a.Batch && len(a.Question) == 0:
		return usage(`wenbao ask 累计建成多少个5G基站？`, "there is no question")
	}
	log := w.logger(slog.LevelWarn)
	d, err := w.desk(ctx, w.dataFolder(ctx, log), log)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	if a.Batch {
		return batch{d, w.console}.run(ctx)
	}
	return w.ask(ctx, d, question, a.JSON)
}

func (w wiring) ask(ctx context.Context, d *desk.Desk, question string, asJSON bool) error {
	start := time.Now()
	answer, err := d.Ask(ctx, bot.Message{Text: question})
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(w.console.out, newAnswerLine(d.Library(), nil, answer, time.Since(start)))
	}
	_, err = fmt.Fprintln(w.console.out, text.Printable(answer.Text()))
	return err
}
