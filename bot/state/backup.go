package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
)

// Backup copies the state of a folder to a new file for its owner only: all that
// was finished when it began, whoever else uses the state meanwhile, and its
// schema as it is. The file is there whole or not at all; one that is there
// already fails with fs.ErrExist.
func Backup(ctx context.Context, dir, to string) error {
	if err := vacant(to); err != nil {
		return fmt.Errorf("writing a copy of the state: %w", err)
	}
	db, _, err := inspect(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	part, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+".*.tmp") // for its owner only
	if err != nil {
		return fmt.Errorf("writing a copy of the state: %w", err)
	}
	defer func() { _ = os.Remove(part.Name()) }() // after a failure
	_, err = db.ExecContext(ctx, `VACUUM INTO $1`, part.Name())
	if err := errors.Join(named(err), part.Sync(), part.Close()); err != nil {
		return fmt.Errorf("copying the state to %s: %w", to, err)
	}
	if err := publish(part.Name(), to); err != nil {
		return fmt.Errorf("writing a copy of the state: %w", err)
	}
	return nil
}

// vacant fails with fs.ErrExist where a name is in use.
func vacant(name string) error {
	_, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	return err
}

// publish gives a file its name, which nothing may have yet.
func publish(part, to string) error {
	claimed, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := claimed.Close(); err != nil {
		return err
	}
	return os.Rename(part, to)
}

// Check opens the state of a folder as Open would, but changes nothing, and
// reports whether Open would upgrade it.
func Check(ctx context.Context, dir string) (upgrade bool, err error) {
	writable, err := os.OpenFile(filepath.Join(dir, file), os.O_RDWR, 0)
	if err != nil {
		return false, fmt.Errorf("opening the state: %w", err)
	}
	if err := writable.Close(); err != nil {
		return false, err
	}
	db, v, err := inspect(ctx, dir)
	if err != nil {
		return false, err
	}
	return v < version, db.Close()
}

// OpenAsIs is Open for who only reads: what Open would upgrade fails with ErrOlder,
// since a program of that version may be using it, and none is made.
func OpenAsIs(ctx context.Context, dir string) (*Store, error) {
	upgrade, err := Check(ctx, dir)
	switch {
	case err != nil:
		return nil, err
	case upgrade:
		return nil, fmt.Errorf("opening the state %s: %w", filepath.Join(dir, file), ErrOlder)
	}
	return Open(ctx, dir)
}

// inspect opens the database of a folder for reading, without an upgrade, and
// returns the version of its schema.
func inspect(ctx context.Context, dir string) (*sql.DB, int, error) {
	name := filepath.Join(dir, file)
	failed := func(err error) error { return fmt.Errorf("opening the state %s: %w", name, named(err)) }
	db, err := sql.Open("sqlite", uri(name, url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)"}}))
	if err != nil {
		return nil, 0, failed(err)
	}
	v, err := readVersion(ctx, db)
	if err != nil {
		return nil, 0, errors.Join(failed(err), db.Close())
	}
	return db, v, nil
}

func readVersion(ctx context.Context, db *sql.DB) (int, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	v, err := versionOf(ctx, tx)
	return v, errors.Join(err, tx.Rollback())
}
