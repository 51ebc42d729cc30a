package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"wenbao/bot"
	"wenbao/bot/desk"
	"wenbao/bot/state"
	"wenbao/bot/terminal"
)

type explainCommand struct {
	Receipt string `arg:"" help:"The receipt of the answer, ten letters and digits."`
}

// Help is printed by wenbao explain --help.
func (explainCommand) Help() string {
	return fmt.Sprintf(`Examples:

    wenbao ask --json 累计建成多少个5G基站？    # its "receipt" names the answer
    wenbao explain RECEIPT
    wenbao explain -v RECEIPT                     # with the scores of every passage

The message is taken from the receipts in the data folder and answered again. The same message over the same reports
has the same answer; where the index, the outcome or the passages cited are others than then, since reports, settings,
a model or the program changed, that is said. Receipts are kept for %d days, the newest %d; what citizens ask on
Telegram never has one.`, int(state.ReceiptsFor.Hours()/24), state.MaxReceipts)
}

// Run answers the message of a receipt again and tells how.
func (e explainCommand) Run(ctx context.Context, w wiring) error {
	log := w.logger(slog.LevelWarn)
	dir := w.dataFolder(ctx, log)
	if dir == "" {
		return usage("name the data folder of the answer by --data or WENBAO_DATA", "there is no data folder, and so no receipts")
	}
	b, err := w.openIn(ctx, dir, log)
	if err != nil {
		return err
	}
	replay, err := replayed(ctx, b, dir, e.Receipt, log)
	switch {
	case errors.Is(err, desk.ErrNoReceipt):
		return usage("receipts are printed by wenbao ask --json and by /why in wenbao chat", "the data folder %s has no receipt %q", dir, e.Receipt)
	case err != nil:
		return err
	}
	return terminal.Explain(w.console.out, b, replay, w.settings.Verbose)
}

// replayed answers the message of a receipt in the data folder again.
func replayed(ctx context.Context, b *bot.Bot, dir, receipt string, log *slog.Logger) (desk.Replay, error) {
	if !state.Exists(dir) {
		return desk.Replay{}, desk.ErrNoReceipt
	}
	receipts, err := localAsIs(ctx, dir)
	if err != nil {
		return desk.Replay{}, err
	}
	defer func() { _ = receipts.Close() }()
	return desk.New(b, receipts, log).Replay(ctx, receipt)
}
