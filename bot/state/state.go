// Package state keeps what a door of the bot must remember between messages
// and between starts: which updates are done, the last turns of a conversation,
// settings and feedback; and for staff, receipts of their own questions. People
// are named by a hash that the caller makes. Only an update that is parked is
// kept as Telegram sent it, with names and numbers, until it is done. No text is
// kept longer than its retention.
package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Retention of what is kept.
const (
	TurnsFor    = 24 * time.Hour      // a turn of a conversation
	MaxTurns    = 6                   // turns of one conversation
	UpdatesFor  = 48 * time.Hour      // numbers of updates that are done, and parked ones; Telegram repeats for 24 hours
	FeedbackFor = 90 * 24 * time.Hour // a vote, with its text if the citizen agreed; what was asked in vain
	ReceiptsFor = 90 * 24 * time.Hour // a receipt of an answer to staff
	MaxReceipts = 10_000              // receipts; the newest stay
	MaxReceipt  = 16 << 10            // bytes of a receipt's message, so that all receipts have a bound
)

// Store is a SQLite database. It is safe for concurrent use, also by several
// programs that open the same folder.
type Store struct {
	db          *sql.DB
	durable     bool
	now         func() time.Time
	maxReceipts int
}

const schema = `
CREATE TABLE IF NOT EXISTS handled  (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS parked   (id INTEGER PRIMARY KEY, raw BLOB NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS turns    (seq INTEGER PRIMARY KEY AUTOINCREMENT, who TEXT NOT NULL, receipt TEXT NOT NULL,
                                     question TEXT NOT NULL, cited TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS turns_who ON turns (who, seq);
CREATE TABLE IF NOT EXISTS settings (who TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (who, name));
CREATE TABLE IF NOT EXISTS feedback (who TEXT NOT NULL, receipt TEXT NOT NULL, up INTEGER NOT NULL, question TEXT,
                                     at INTEGER NOT NULL, PRIMARY KEY (who, receipt));
CREATE TABLE IF NOT EXISTS receipts (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, at INTEGER NOT NULL,
                                     fingerprint TEXT NOT NULL, message BLOB NOT NULL, outcome TEXT NOT NULL, cited TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS receipts_id ON receipts (id, seq);
CREATE INDEX IF NOT EXISTS receipts_at ON receipts (at);
CREATE TABLE IF NOT EXISTS gaps     (mark TEXT NOT NULL, who TEXT NOT NULL, asked INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (mark, who));
CREATE INDEX IF NOT EXISTS gaps_who ON gaps (who, at);
CREATE INDEX IF NOT EXISTS gaps_at ON gaps (at);
CREATE TABLE IF NOT EXISTS subjects (mark TEXT PRIMARY KEY, subject TEXT NOT NULL, reason TEXT NOT NULL, nearest TEXT NOT NULL);
`

// Open opens the database of a folder, making it where it is missing, for its
// owner only.
func Open(ctx context.Context, dir string) (*Store, error) {
	name, err := private(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the state: %w", err)
	}
	return open(ctx, source(name), true)
}

// Memory makes a store that forgets everything when it is closed.
func Memory(ctx context.Context) (*Store, error) {
	return open(ctx, ":memory:", false)
}

func open(ctx context.Context, source string, durable bool) (*Store, error) {
	db, err := sql.Open("sqlite", source)
	if err != nil {
		return nil, fmt.Errorf("opening the state: %w", err)
	}
	db.SetMaxOpenConns(1) // one writer; and a database in memory belongs to its connection
	if err := prepare(ctx, db); err != nil {
		return nil, errors.Join(fmt.Errorf("preparing the state: %w", err), db.Close())
	}
	return &Store{db, durable, time.Now, MaxReceipts}, nil
}

// prepare makes the tables, and gives those of an earlier version what they
// lack.
func prepare(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil) // another program may be doing the same
	if err != nil {
		return err
	}
	var dated bool
	err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pragma_table_info('parked') WHERE name = 'at')`).Scan(&dated)
	if err == nil && !dated {
		_, err = tx.ExecContext(ctx, `ALTER TABLE parked ADD COLUMN at INTEGER NOT NULL DEFAULT 0; UPDATE parked SET at = unixepoch()`)
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Durable reports whether the store outlives the program.
func (s *Store) Durable() bool { return s.durable }

// Close releases the database.
func (s *Store) Close() error { return s.db.Close() }

// Sweep deletes what is older than its retention, from the disk too. With
// ErrUnscrubbed it is deleted, but still on the disk.
func (s *Store) Sweep(ctx context.Context) error {
	return s.erase(ctx,
		statement{`DELETE FROM turns WHERE at < ?`, []any{s.before(TurnsFor)}},
		statement{`DELETE FROM parked WHERE at < ? OR id IN (SELECT id FROM handled)`, []any{s.before(UpdatesFor)}},
		statement{`DELETE FROM handled WHERE at < ?`, []any{s.before(UpdatesFor)}},
		statement{`DELETE FROM feedback WHERE at < ?`, []any{s.before(FeedbackFor)}},
		statement{`DELETE FROM receipts WHERE at < ?`, []any{s.before(ReceiptsFor)}},
		statement{`DELETE FROM gaps WHERE at < ?`, []any{s.before(FeedbackFor)}},
		forgetSubjects,
	)
}

// before is the second that lies so long ago.
func (s *Store) before(ago time.Duration) int64 { return s.now().Add(-ago).Unix() }

// statement is one step of a transaction.
type statement struct {
	query string
	args  []any
}

// write runs all statements or none.
func (s *Store) write(ctx context.Context, statements ...statement) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	for _, st := range statements {
		if _, err := tx.ExecContext(ctx, st.query, st.args...); err != nil {
			return errors.Join(fmt.Errorf("writing the state: %w", err), tx.Rollback())
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	return nil
}
