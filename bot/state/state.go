// Package state keeps what a door of the bot must remember between messages
// and between starts: the inbox of updates, the last turns of a conversation,
// settings and feedback; and for staff, receipts of their own questions. People
// are named by a hash that the caller makes. Only an update in the inbox is kept
// as Telegram sent it, with names and numbers, until it is done. No text is kept
// longer than its retention. Its schema has a version: an older one is upgraded,
// a newer one refused.
package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Retention of what is kept.
const (
	TurnsFor    = 24 * time.Hour      // a turn of a conversation
	MaxTurns    = 6                   // turns of one conversation
	UpdatesFor  = 48 * time.Hour      // numbers of updates that are done, and open ones; Telegram repeats for 24 hours
	FeedbackFor = 90 * 24 * time.Hour // a vote, with its text if the citizen agreed; what was asked in vain
	ReceiptsFor = 90 * 24 * time.Hour // a receipt of an answer to staff
	MaxReceipts = 10_000              // receipts; the newest stay
	MaxReceipt  = 16 << 10            // bytes of a receipt's message, so that all receipts have a bound
)

// Store is a database: SQLite in a folder or in memory, or PostgreSQL, which
// several programs share. It is safe for concurrent use, also by several programs.
type Store struct {
	db  *sql.DB
	now func() time.Time
	max bounds
	dialect
}

// dialect is what differs between databases. SQLite has one writer at a time.
type dialect struct {
	postgres bool
	claiming []statement // keeps others from claiming until the transaction ends
	claim    string
}

// bounds are MaxReceipts, MaxLane and MaxOpen, or smaller ones of a test.
type bounds struct{ receipts, lane, open int }

var usual = bounds{MaxReceipts, MaxLane, MaxOpen}

// Open opens the database of a folder, making it where it is missing, for its
// owner only.
func Open(ctx context.Context, dir string) (*Store, error) {
	name, err := private(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the state: %w", err)
	}
	s, err := open(ctx, source(name))
	if err != nil {
		return nil, fmt.Errorf("opening the state %s: %w", name, err)
	}
	return s, nil
}

// Memory makes a store that forgets everything when it is closed.
func Memory(ctx context.Context) (*Store, error) {
	s, err := open(ctx, ":memory:")
	if err != nil {
		return nil, fmt.Errorf("making a state in memory: %w", err)
	}
	return s, nil
}

func open(ctx context.Context, source string) (*Store, error) {
	db, err := sql.Open("sqlite", source)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // one writer; and a database in memory belongs to its connection
	if err := prepare(ctx, db); err != nil {
		return nil, errors.Join(named(err), db.Close())
	}
	return &Store{db: db, now: time.Now, max: usual, dialect: dialect{claim: claimSQLite}}, nil
}

// Close releases the database.
func (s *Store) Close() error { return s.db.Close() }

// Sweep deletes what is older than its retention, from the disk too, and returns the
// numbers of updates that were still open, which nobody will answer any more. With
// ErrUnscrubbed it is deleted, but still on the disk. It writes even where nothing
// is too old, so that whoever calls it knows whether the state can be written.
func (s *Store) Sweep(ctx context.Context) (expired []int64, err error) {
	steps := []statement{
		{`DELETE FROM turns WHERE at < $1`, []any{s.before(TurnsFor)}},
		{`DELETE FROM inbox WHERE done < $1`, []any{s.beforeMilli(UpdatesFor)}},
		{`DELETE FROM feedback WHERE at < $1`, []any{s.before(FeedbackFor)}},
		{`DELETE FROM receipts WHERE at < $1`, []any{s.before(ReceiptsFor)}},
		{`DELETE FROM gaps WHERE at < $1`, []any{s.before(FeedbackFor)}},
		forgetSubjects,
		{`INSERT INTO settings (who, name, value) VALUES ('', 'swept', $1)
			ON CONFLICT (who, name) DO UPDATE SET value = excluded.value`, []any{strconv.FormatInt(s.now().Unix(), 10)}},
	}
	if s.postgres {
		steps = append(steps, sweepLimits)
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		if err := run(ctx, tx, steps...); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `DELETE FROM inbox WHERE done IS NULL AND at < $1 RETURNING id`, s.beforeMilli(UpdatesFor))
		if err != nil {
			return err
		}
		expired, err = numbersOf(rows)
		return err
	})
	if err != nil {
		return nil, err
	}
	return expired, s.scrub(ctx)
}

// numbersOf reads all rows and closes them.
func numbersOf(rows *sql.Rows) (all []int64, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, rows.Err()
}

// before is the second that lies so long ago.
func (s *Store) before(ago time.Duration) int64 { return s.now().Add(-ago).Unix() }

// beforeMilli is before in milliseconds, as the inbox has them.
func (s *Store) beforeMilli(ago time.Duration) int64 { return s.now().Add(-ago).UnixMilli() }

// statement is one step of a transaction.
type statement struct {
	query string
	args  []any
}

// write runs all statements or none.
func (s *Store) write(ctx context.Context, statements ...statement) error {
	return s.transact(ctx, func(tx *sql.Tx) error { return run(ctx, tx, statements...) })
}

// transact does all of something or nothing.
func (s *Store) transact(ctx context.Context, do func(tx *sql.Tx) error) error {
	return transact(ctx, s.db.BeginTx, do)
}

// lasting is transact for what a power cut must not take away. To PostgreSQL
// everything is that.
func (s *Store) lasting(ctx context.Context, do func(tx *sql.Tx) error) (err error) {
	if s.postgres {
		return s.transact(ctx, do)
	}
	c, err := s.db.Conn(ctx)
	if err != nil {
		return writing(err)
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if _, err := c.ExecContext(ctx, `PRAGMA synchronous = FULL`); err != nil {
		return writing(err)
	}
	err = transact(ctx, c.BeginTx, do)
	_, back := c.ExecContext(context.WithoutCancel(ctx), `PRAGMA synchronous = NORMAL`)
	return errors.Join(err, writing(back))
}

func transact(ctx context.Context, begin func(context.Context, *sql.TxOptions) (*sql.Tx, error), do func(tx *sql.Tx) error) error {
	tx, err := begin(ctx, nil)
	if err != nil {
		return writing(err)
	}
	if err := do(tx); err != nil {
		return writing(errors.Join(err, tx.Rollback()))
	}
	return writing(tx.Commit())
}

// run takes the steps of a transaction.
func run(ctx context.Context, tx *sql.Tx, statements ...statement) error {
	for _, st := range statements {
		if _, err := tx.ExecContext(ctx, st.query, st.args...); err != nil {
			return err
		}
	}
	return nil
}
