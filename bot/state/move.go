package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
)

// Move puts the state of a folder into another one of the same file system, which
// must be there and hold none. Where a program uses the state nothing is moved:
// ErrLocked.
func Move(ctx context.Context, from, to string) error {
	old, name := filepath.Join(from, file), filepath.Join(to, file)
	if err := settle(ctx, old); err != nil {
		return fmt.Errorf("moving the state %s: %w", old, named(err))
	}
	if err := vacant(name); err != nil {
		return fmt.Errorf("moving the state: %w", err)
	}
	if err := os.Rename(old, name); err != nil {
		return fmt.Errorf("moving the state: %w", err)
	}
	return nil
}

// settle brings a database into its one file, without the log beside it, which
// only somebody alone with it can. Open keeps a log again.
func settle(ctx context.Context, name string) error {
	db, err := sql.Open("sqlite", uri(name, url.Values{"mode": {"rw"}, "_pragma": {"locking_mode(EXCLUSIVE)"}}))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	var mode string
	err = db.QueryRowContext(ctx, `PRAGMA journal_mode = DELETE`).Scan(&mode)
	if err == nil && mode != "delete" {
		err = ErrLocked
	}
	return errors.Join(err, db.Close())
}
