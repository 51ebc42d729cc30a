package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"wenbao/bot/journal"
	"wenbao/bot/terminal"
)

type explainCommand struct {
	Receipt string `arg:"" help:"The receipt of the answer, e.g. 8de42d721f."`
}

// Help is printed by wenbao explain --help.
func (explainCommand) Help() string {
	return `Examples:

    wenbao ask --json 累计建成多少个5G基站？    # its "receipt" names the answer
    wenbao explain 8de42d721f

The message is taken from the journal in the data folder and answered again. The same message over the same reports
has the same answer; when the reports or the program have changed since, that is said.`
}

// Run answers a journaled message again and tells how.
func (e explainCommand) Run(ctx context.Context, w wiring) error {
	log := w.logger(slog.LevelWarn)
	dir := w.dataFolder(log)
	if dir == "" {
		return usage("name the data folder of the answer by --data or WENBAO_DATA", "there is no data folder, and so no journal")
	}
	entry, found, err := journal.Open(dir).Find(e.Receipt)
	if err != nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	if !found {
		return usage("receipts are printed by wenbao ask --json and by /why in wenbao chat", "the journal in %s has no receipt %q", dir, e.Receipt)
	}
	b, err := w.openIn(ctx, dir, log)
	if err != nil {
		return err
	}
	start := time.Now()
	answer, err := b.Bot.Ask(ctx, entry.Message)
	if err != nil {
		return err
	}
	return terminal.Explain(w.console.out, b, terminal.Replay{
		Message: entry.Message, Asked: entry.At, Answer: answer, Took: time.Since(start), Changed: entry.Receipt != answer.Receipt,
	})
}
