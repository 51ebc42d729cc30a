package state

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// What may be wrong with a database. Errors of all methods wrap them, with the
// database's own words behind.
var (
	ErrLocked   = errors.New("another program holds the database")
	ErrDiskFull = errors.New("the disk is full")
	ErrReadOnly = errors.New("the database cannot be written to")
	ErrDisk     = errors.New("the disk fails")
	ErrDamaged  = errors.New("the database is damaged")
	ErrForeign  = errors.New("the file is no database of this program")
	ErrNewer    = errors.New("a newer program made the database")
	ErrOlder    = errors.New("the database is of an earlier version, or holds nothing yet")
	ErrAway     = errors.New("the database cannot be reached")
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

// classes are the same of PostgreSQL, by the beginnings of its codes.
var classes = map[string]error{
	"53100": ErrDiskFull, "25006": ErrReadOnly, "55P03": ErrLocked,
	"XX001": ErrDamaged, "XX002": ErrDamaged,
	"58": ErrDisk, "08": ErrAway, "57P": ErrAway,
}

// named puts before an error of a database what it means.
func named(err error) error {
	if kind := kindOf(err); kind != nil && !errors.Is(err, kind) {
		return fmt.Errorf("%w: %w", kind, err)
	}
	return err
}

func kindOf(err error) error {
	var lite *sqlite.Error
	var refusal *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &lite):
		return kinds[lite.Code()&0xff] // the low byte; the others tell details
	case errors.As(err, &refusal):
		for _, length := range []int{5, 3, 2} {
			if kind := classes[refusal.Code[:min(length, len(refusal.Code))]]; kind != nil {
				return kind
			}
		}
	case errors.As(err, &connect), errors.Is(err, driver.ErrBadConn), errors.Is(err, io.ErrUnexpectedEOF), pgconn.SafeToRetry(err), errors.Is(err, pgconn.ErrConnClosed):
		return ErrAway
	}
	return nil
}

// causes are the labels under which errors are counted.
var causes = map[error]string{
	ErrLocked: "locked", ErrDiskFull: "full", ErrReadOnly: "read_only", ErrDisk: "disk", ErrDamaged: "damaged",
	ErrForeign: "foreign", ErrNewer: "newer", ErrOlder: "older", ErrAway: "away",
}

// Causes are all that Cause returns.
func Causes() []string { return append(slices.Collect(maps.Values(causes)), otherCause) }

const otherCause = "other"

// Cause is a label for what is wrong with a database.
func Cause(err error) string {
	for kind, cause := range causes {
		if errors.Is(err, kind) {
			return cause
		}
	}
	return otherCause
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
