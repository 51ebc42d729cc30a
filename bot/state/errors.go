package state

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// What may be wrong with a database. Errors of all methods wrap them, with
// SQLite's own words behind.
var (
	ErrLocked   = errors.New("another program holds the database")
	ErrDiskFull = errors.New("the disk is full")
	ErrReadOnly = errors.New("the database cannot be written to")
	ErrDisk     = errors.New("the disk fails")
	ErrDamaged  = errors.New("the database is damaged")
	ErrForeign  = errors.New("the file is no database of this program")
	ErrNewer    = errors.New("a newer program made the database")
)

// kinds are the results of SQLite that an operator can do something about.
var kinds = map[int]error{
	codes.SQLITE_BUSY: ErrLocked, codes.SQLITE_LOCKED: ErrLocked,
	codes.SQLITE_FULL:     ErrDiskFull,
	codes.SQLITE_READONLY: ErrReadOnly, codes.SQLITE_PERM: ErrReadOnly, codes.SQLITE_CANTOPEN: ErrReadOnly,
	codes.SQLITE_IOERR:   ErrDisk,
	codes.SQLITE_CORRUPT: ErrDamaged,
	codes.SQLITE_NOTADB:  ErrForeign,
}

// named puts before an error of SQLite what it means.
func named(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	if kind := kinds[e.Code()&0xff]; kind != nil { // the low byte; the others tell details
		return fmt.Errorf("%w: %w", kind, err)
	}
	return err
}

func reading(err error) error { return failed("reading the state", err) }
func writing(err error) error { return failed("writing the state", err) }

// failed says what failed, nil if nothing did.
func failed(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, named(err))
}
