package state

import (
	"context"
	"errors"
	"fmt"
)

// ErrVolatile says that a store in memory cannot take care of an update.
var ErrVolatile = errors.New("the state is kept in memory only")

// Parked is an update that the store takes care of until it is done.
type Parked struct {
	ID  int64
	Raw []byte
}

// Handled reports whether an update is done.
func (s *Store) Handled(ctx context.Context, id int64) (bool, error) {
	var found bool
	err := s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM handled WHERE id = ?)`, id).Scan(&found)
	if err != nil {
		return false, fmt.Errorf("reading the state: %w", err)
	}
	return found, nil
}

// Finish remembers that an update is done, and drops it if it was parked.
func (s *Store) Finish(ctx context.Context, id int64) error {
	return s.write(ctx,
		statement{`INSERT OR IGNORE INTO handled (id, at) VALUES (?, ?)`, []any{id, s.now().Unix()}},
		statement{`DELETE FROM parked WHERE id = ?`, []any{id}},
	)
}

// Park keeps an update that takes long, as Telegram sent it, so that Telegram
// need not; one that is done is not kept. It fails with ErrVolatile where the
// store would not outlive the program.
func (s *Store) Park(ctx context.Context, id int64, raw []byte) error {
	if !s.durable {
		return ErrVolatile
	}
	return s.write(ctx, statement{`INSERT OR IGNORE INTO parked (id, raw, at) SELECT ?, ?, ?
		WHERE NOT EXISTS (SELECT 1 FROM handled WHERE id = ?)`, []any{id, raw, s.now().Unix(), id}})
}

// Parked returns the updates that an earlier run did not finish within
// UpdatesFor, oldest first.
func (s *Store) Parked(ctx context.Context) ([]Parked, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, raw FROM parked
		WHERE at >= ? AND id NOT IN (SELECT id FROM handled) ORDER BY id`, s.before(UpdatesFor))
	if err != nil {
		return nil, fmt.Errorf("reading the state: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var all []Parked
	for rows.Next() {
		var p Parked
		if err := rows.Scan(&p.ID, &p.Raw); err != nil {
			return nil, fmt.Errorf("reading the state: %w", err)
		}
		all = append(all, p)
	}
	return all, rows.Err()
}
