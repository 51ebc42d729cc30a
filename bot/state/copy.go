package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// ErrNotEmpty says that a database to copy to holds something already.
var ErrNotEmpty = errors.New("the database is not empty")

// Copied is how many rows of a table were copied.
type Copied struct {
	Table string
	Rows  int64
}

// table is what is copied: columns in the order of their rows. What numbers the
// rows is made anew, in that order; a lease is over, since nobody runs.
type table struct{ name, columns, order string }

var tables = []table{
	{"inbox", "id, lane, at, tries, next, done, pending, raw", "id"},
	{"turns", "who, receipt, question, cited, at", "seq"},
	{"settings", "who, name, value", "who, name"},
	{"feedback", "who, receipt, up, question, at", "who, receipt"},
	{"receipts", "id, at, fingerprint, message, outcome, cited", "seq"},
	{"gaps", "mark, who, asked, at", "mark, who"},
	{"subjects", "mark, subject, reason, nearest", "mark"},
}

// Copy carries the state of a folder into a PostgreSQL database, all or nothing,
// and leaves it where it is, of this program's version. The database must be empty:
// ErrNotEmpty. No program may use the state of the folder: ErrLocked; none can as
// long as Copy runs.
func Copy(ctx context.Context, dir, address string) ([]Copied, error) {
	from, err := alone(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = from.Close() }()
	to, err := Connect(ctx, address)
	if err != nil {
		return nil, err
	}
	defer func() { _ = to.Close() }()
	c, err := to.db.Conn(ctx)
	if err != nil {
		return nil, writing(err)
	}
	var copied []Copied
	err = c.Raw(func(driver any) (err error) {
		copied, err = copyAll(ctx, from, driver.(*stdlib.Conn).Conn())
		return err
	})
	if err := errors.Join(err, c.Close()); err != nil {
		return nil, fmt.Errorf("copying the state: %w", named(err))
	}
	return copied, nil
}

// alone opens the database of a folder for nobody else.
func alone(ctx context.Context, dir string) (*sql.DB, error) {
	name, err := private(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the state: %w", err)
	}
	db, err := sql.Open("sqlite", uri(name, url.Values{
		"_pragma": {"locking_mode(EXCLUSIVE)", "journal_mode(WAL)"},
		"_txlock": {"exclusive"},
	}))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // it would lock itself out
	if err := prepare(ctx, db); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the state %s: %w", name, named(err)), db.Close())
	}
	return db, nil
}

func copyAll(ctx context.Context, from *sql.DB, to *pgx.Conn) ([]Copied, error) {
	tx, err := to.Begin(ctx)
	if err != nil {
		return nil, err
	}
	copied, err := copyTables(ctx, from, tx)
	if err != nil {
		return nil, errors.Join(err, tx.Rollback(context.WithoutCancel(ctx)))
	}
	return copied, tx.Commit(ctx)
}

func copyTables(ctx context.Context, from *sql.DB, tx pgx.Tx) ([]Copied, error) {
	for _, t := range tables { // first: nobody adds to what was found empty
		if err := empty(ctx, tx, t.name); err != nil {
			return nil, err
		}
	}
	var copied []Copied
	for _, t := range tables {
		n, err := t.copy(ctx, from, tx)
		if err != nil {
			return nil, fmt.Errorf("of %s: %w", t.name, err)
		}
		copied = append(copied, Copied{t.name, n})
	}
	return copied, nil
}

// empty keeps others from a table until the transaction ends, and fails where it
// holds something.
func empty(ctx context.Context, tx pgx.Tx, name string) error {
	if _, err := tx.Exec(ctx, `LOCK TABLE `+name+` IN ACCESS EXCLUSIVE MODE`); err != nil {
		return err
	}
	var filled bool
	err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM `+name+`)`).Scan(&filled)
	if err == nil && filled {
		err = fmt.Errorf("%w: there are %s", ErrNotEmpty, name)
	}
	return err
}

func (t table) copy(ctx context.Context, from *sql.DB, tx pgx.Tx) (int64, error) {
	columns := strings.Split(t.columns, ", ")
	rows, err := from.QueryContext(ctx, `SELECT `+t.columns+` FROM `+t.name+` ORDER BY `+t.order) //nolint:gosec // of our own words
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	return tx.CopyFrom(ctx, pgx.Identifier{t.name}, columns, copying{rows, columns})
}

// copying gives rows of SQLite as PostgreSQL takes them.
type copying struct {
	*sql.Rows
	columns []string
}

// Values is that of pgx.CopyFromSource.
func (c copying) Values() ([]any, error) {
	values := make([]any, len(c.columns))
	into := make([]any, len(values))
	for i := range values {
		into[i] = &values[i]
	}
	if err := c.Scan(into...); err != nil {
		return nil, err
	}
	for i, v := range values {
		switch v := v.(type) {
		case string:
			values[i] = legal(v)
		case int64:
			if c.columns[i] == "up" {
				values[i] = v != 0
			}
		}
	}
	return values, nil
}
