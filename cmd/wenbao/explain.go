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

The message is taken from the receipts in the data folder, else in the database of WENBAO_STATE, and answered again. The same message over the same reports
has the same answer; where the index, the outcome or the passages cited are others than then, since reports, settings,
a model or the program changed, that is said. Receipts are kept for %d days, the newest %d; of what citizens ask
none is kept: ask the same words, and the receipt is the same.`, int(state.ReceiptsFor.Hours()/24), state.MaxReceipts)
}

// Run answers the message of a receipt again and tells how.
func (e explainCommand) Run(ctx context.Context, w wiring) error {
	log := w.logger(slog.LevelWarn)
	address, err := w.sharedAddress()
	if err != nil {
		return err
	}
	dir := w.dataFolder(ctx, log)
	if dir == "" && address == "" {
		return usage("name the data folder of the answer by --data or WENBAO_DATA", "there is no data folder, and so no receipts")
	}
	b, err := w.openIn(ctx, dir, log)
	if err != nil {
		return err
	}
	replay, err := w.replay(ctx, b, dir, e.Receipt, log)
	switch {
	case errors.Is(err, desk.ErrNoReceipt) && address != "":
		return usage(receiptHint, "neither the data folder %q nor the database of %s has a receipt %q", dir, stateSetting, e.Receipt)
	case errors.Is(err, desk.ErrNoReceipt):
		return usage(receiptHint, "the data folder %s has no receipt %q", dir, e.Receipt)
	case err != nil:
		return err
	}
	return terminal.Explain(w.console.out, b, replay, w.settings.Verbose)
}

const receiptHint = "receipts are printed by wenbao ask --json and by /why in wenbao chat"

// replay answers the message of a receipt again: of one in the data folder, else of
// one in the shared state, where wenbao migrate took it.
func (w wiring) replay(ctx context.Context, b *bot.Bot, dir, receipt string, log *slog.Logger) (desk.Replay, error) {
	local := func(ctx context.Context) (*state.Store, error) {
		if dir == "" || !state.Exists(dir) {
			return nil, nil
		}
		return localAsIs(ctx, dir)
	}
	for _, open := range []func(context.Context) (*state.Store, error){local, w.sharedAsIs} {
		kept, err := open(ctx)
		if err != nil {
			return desk.Replay{}, err
		}
		if kept == nil {
			continue
		}
		replay, err := desk.New(b, kept, log).Replay(ctx, receipt)
		_ = kept.Close()
		if !errors.Is(err, desk.ErrNoReceipt) {
			return replay, err
		}
	}
	return desk.Replay{}, desk.ErrNoReceipt
}
