package state

import (
	"context"
	"time"
)

// Configure gives a store another clock and another bound.
func (s *Store) Configure(now func() time.Time, maxReceipts int) {
	s.now, s.maxReceipts = now, maxReceipts
}

// Votes returns what is kept of a person's votes: up and the agreed text, if
// there is one.
func (s *Store) Votes(ctx context.Context, who string) (up bool, question *string, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT up, question FROM feedback WHERE who = ?`, who).Scan(&up, &question)
	return up, question, err
}
