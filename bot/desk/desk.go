// Package desk is what staff have beside the answers: a receipt of each answer
// that they got, and the answer replayed by its receipt. Citizens' questions do
// not come here.
package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/knowledge"
)

// Asker answers; *bot.Bot is one.
type Asker interface {
	Ask(ctx context.Context, m bot.Message) (bot.Answer, error)
	Library() *knowledge.Library
	Fingerprint() string
}

// Receipts keeps them; *state.Store does.
type Receipts interface {
	AddReceipt(ctx context.Context, r state.Receipt) error
	FindReceipt(ctx context.Context, id string) (r state.Receipt, ok bool, err error)
	Close() error
}

// ErrNoReceipt says that a receipt is unknown, or no longer kept.
var ErrNoReceipt = errors.New("no such receipt is kept")

// Desk answers as its Asker does, and keeps receipts.
type Desk struct {
	Asker
	receipts Receipts
	log      *slog.Logger
}

// New makes a desk. receipts may be nil: then none is kept.
func New(asker Asker, receipts Receipts, log *slog.Logger) *Desk {
	return &Desk{asker, receipts, log}
}

// Close releases the receipts.
func (d *Desk) Close() error {
	if d.receipts == nil {
		return nil
	}
	return d.receipts.Close()
}

// Ask answers and keeps a receipt. One that cannot be kept costs the replay,
// not the answer.
func (d *Desk) Ask(ctx context.Context, m bot.Message) (bot.Answer, error) {
	answer, err := d.Asker.Ask(ctx, m)
	if err != nil || d.receipts == nil {
		return answer, err
	}
	if err := d.record(ctx, m, answer); err != nil {
		d.log.Warn("the answer cannot be replayed later", "receipt", answer.Receipt, "error", err)
	}
	return answer, nil
}

// record keeps what was said, not who said it.
func (d *Desk) record(ctx context.Context, m bot.Message, a bot.Answer) error {
	m.User = ""
	message, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encoding the message: %w", err)
	}
	r := state.Receipt{ID: a.Receipt, Fingerprint: d.Fingerprint(), Message: message, Outcome: string(a.Outcome), Cited: cited(a)}
	return d.receipts.AddReceipt(ctx, r)
}

// Replay is a message that was answered again.
type Replay struct {
	Message bot.Message
	Asked   time.Time
	Answer  bot.Answer
	Took    time.Duration
	Changed bool // the index, what became of the message or what was cited is not as then
}

// Replay answers the message of a receipt again, without a new receipt. It
// fails with ErrNoReceipt when there is none.
func (d *Desk) Replay(ctx context.Context, receipt string) (Replay, error) {
	if d.receipts == nil {
		return Replay{}, ErrNoReceipt
	}
	kept, ok, err := d.receipts.FindReceipt(ctx, receipt)
	switch {
	case err != nil:
		return Replay{}, fmt.Errorf("finding the receipt: %w", err)
	case !ok:
		return Replay{}, ErrNoReceipt
	}
	r := Replay{Asked: kept.At}
	if err := json.Unmarshal(kept.Message, &r.Message); err != nil {
		return Replay{}, fmt.Errorf("reading the message of the receipt: %w", err)
	}
	start := time.Now()
	if r.Answer, err = d.Asker.Ask(ctx, r.Message); err != nil {
		return Replay{}, err
	}
	r.Took = time.Since(start)
	r.Changed = r.Answer.Receipt != receipt || // which names the message and the index, not the program nor report.json
		string(r.Answer.Outcome) != kept.Outcome || !slices.Equal(cited(r.Answer), kept.Cited)
	return r, nil
}

// cited are the ids of the passages that an answer cites.
func cited(a bot.Answer) []string {
	var ids []string
	for _, c := range a.Citations {
		ids = append(ids, c.ID)
	}
	return ids
}
