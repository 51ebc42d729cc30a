package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrTooLong says that a receipt's message is longer than MaxReceipt.
var ErrTooLong = fmt.Errorf("the message is longer than %d bytes", MaxReceipt)

// Receipt is what one of the staff asked and how it was answered. Citizens'
// questions are never kept so.
type Receipt struct {
	ID          string    // names the decision; equal ones are kept, and the newest counts
	At          time.Time // to the second; set by AddReceipt
	Fingerprint string    // of the index that answered
	Message     []byte    // what was asked, as who recorded it encodes it; MaxReceipt at most
	Outcome     string
	Cited       []string // passage ids
}

// AddReceipt keeps a receipt and drops those that are too many or too old. A
// message longer than MaxReceipt is not kept: ErrTooLong.
func (s *Store) AddReceipt(ctx context.Context, r Receipt) error {
	if len(r.Message) > MaxReceipt {
		return ErrTooLong
	}
	return s.write(ctx,
		statement{`INSERT INTO receipts (id, at, fingerprint, message, outcome, cited) VALUES ($1, $2, $3, $4, $5, $6)`,
			[]any{r.ID, s.now().Unix(), r.Fingerprint, r.Message, r.Outcome, joined(r.Cited)}},
		statement{`DELETE FROM receipts WHERE seq <= (SELECT MAX(seq) FROM receipts) - $1`, []any{s.max.receipts}},
		statement{`DELETE FROM receipts WHERE at < $1`, []any{s.before(ReceiptsFor)}},
	)
}

// FindReceipt returns the newest receipt of an id; ok is false when none is
// kept.
func (s *Store) FindReceipt(ctx context.Context, id string) (r Receipt, ok bool, err error) {
	var at int64
	var cited string
	err = s.db.QueryRowContext(ctx, `SELECT id, at, fingerprint, message, outcome, cited FROM receipts
		WHERE id = $1 AND at >= $2 ORDER BY seq DESC LIMIT 1`, id, s.before(ReceiptsFor)).
		Scan(&r.ID, &at, &r.Fingerprint, &r.Message, &r.Outcome, &cited)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Receipt{}, false, nil
	case err != nil:
		return Receipt{}, false, reading(err)
	}
	r.At, r.Cited = time.Unix(at, 0), parted(cited)
	return r, true, nil
}
