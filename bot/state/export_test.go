package state

import (
	"context"
	"time"
)

// Configure gives a store another clock and other bounds.
func (s *Store) Configure(now func() time.Time, receipts, lane, open int) {
	s.now, s.max = now, bounds{receipts, lane, open}
}

// Votes returns what is kept of a person's votes: up and the agreed text, if
// there is one.
func (s *Store) Votes(ctx context.Context, who string) (up bool, question *string, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT up, question FROM feedback WHERE who = $1`, who).Scan(&up, &question)
	return up, question, err
}

// Exec gives the database an order.
func (s *Store) Exec(ctx context.Context, order string) error {
	_, err := s.db.ExecContext(ctx, order)
	return err
}
