// Package store keeps what a door of the bot must remember between messages
// and between starts: which updates are done, the last turns of a conversation,
// settings and feedback. People are named by a hash that the caller makes; no
// text is kept longer than the retention, except where a citizen agreed to it.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Retention of what is kept.
const (
	TurnsFor    = 24 * time.Hour      // a turn of a conversation
	MaxTurns    = 6                   // turns of one conversation
	UpdatesFor  = 48 * time.Hour      // numbers of updates that are done; Telegram repeats for 24 hours
	FeedbackFor = 90 * 24 * time.Hour // a vote, with its text if the citizen agreed
)

// Store is a SQLite database. It is safe for concurrent use.
type Store struct {
	db      *sql.DB
	durable bool
}

const schema = `
CREATE TABLE IF NOT EXISTS handled  (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS parked   (id INTEGER PRIMARY KEY, raw BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS turns    (seq INTEGER PRIMARY KEY AUTOINCREMENT, who TEXT NOT NULL, receipt TEXT NOT NULL,
                                     question TEXT NOT NULL, cited TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS turns_who ON turns (who, seq);
CREATE TABLE IF NOT EXISTS settings (who TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (who, name));
CREATE TABLE IF NOT EXISTS feedback (who TEXT NOT NULL, receipt TEXT NOT NULL, up INTEGER NOT NULL, question TEXT,
                                     at INTEGER NOT NULL, PRIMARY KEY (who, receipt));
`

// file holds everything; SQLite puts its log beside it.
const file = "state.db"

// Open opens the database of a folder, making it where it is missing.
func Open(ctx context.Context, dir string) (*Store, error) {
	// WAL without a sync per commit: a killed program loses nothing, a power
	// cut may lose the last moments, which Telegram then repeats.
	return open(ctx, "file:"+filepath.Join(dir, file)+"?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=busy_timeout(5000)&_pragma=secure_delete(1)", true)
}

// Memory makes a store that forgets everything when it is closed.
func Memory(ctx context.Context) (*Store, error) {
	return open(ctx, ":memory:", false)
}

func open(ctx context.Context, name string, durable bool) (*Store, error) {
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, fmt.Errorf("opening the state: %w", err)
	}
	db.SetMaxOpenConns(1) // one writer; and a database in memory belongs to its connection
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, errors.Join(fmt.Errorf("preparing the state: %w", err), db.Close())
	}
	return &Store{db, durable}, nil
}

// Durable reports whether the store outlives the program.
func (s *Store) Durable() bool { return s.durable }

// Close releases the database.
func (s *Store) Close() error { return s.db.Close() }

// Sweep deletes what is older than its retention.
func (s *Store) Sweep(ctx context.Context) error {
	now := time.Now()
	return errors.Join(
		s.exec(ctx, `DELETE FROM turns WHERE at < ?`, now.Add(-TurnsFor).Unix()),
		s.exec(ctx, `DELETE FROM handled WHERE at < ?`, now.Add(-UpdatesFor).Unix()),
		s.exec(ctx, `DELETE FROM feedback WHERE at < ?`, now.Add(-FeedbackFor).Unix()),
		s.scrub(ctx),
	)
}

// scrub empties SQLite's log, which still holds what was deleted.
func (s *Store) scrub(ctx context.Context) error {
	return s.exec(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
}

func (s *Store) exec(ctx context.Context, query string, args ...any) error {
	if _, err := s.db.ExecContext(ctx, query, args...); err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	return nil
}
