package state

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
)

// migrations/KIND/N.sql leads from version N-1 of the schema of a kind of database
// to version N. One that was published is never changed. A migration library such as goose
// would not do more for these few files, and has no word for what matters here: a SQLite
// file says by its own header whose it is and of which version, before any table is looked
// for, and a later version or a foreign file is refused.
//
//go:embed migrations
var migrations embed.FS

// version is the schema of SQLite that this program works with. A database tells its own
// by SQLite's user_version; 0 is an empty one, or one from before there were
// numbers.
const version = 2

// application marks our databases by SQLite's application_id: "wenb".
const application = 0x77656e62

// prepare brings a database to version, all or nothing: another program may be
// doing the same.
func prepare(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := migrate(ctx, tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func migrate(ctx context.Context, tx *sql.Tx) error {
	from, err := versionOf(ctx, tx)
	if err != nil || from == version {
		return err
	}
	if from == 0 {
		if err := date(ctx, tx); err != nil {
			return err
		}
	}
	for v := from + 1; v <= version; v++ {
		if err := upgrade(ctx, tx, "sqlite", v); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, application, version))
	return err
}

// upgrade brings a database from the version before to one.
func upgrade(ctx context.Context, tx *sql.Tx, kind string, v int) error {
	script, err := migrations.ReadFile(fmt.Sprintf("migrations/%s/%d.sql", kind, v))
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return fmt.Errorf("leading to version %d: %w", v, err)
	}
	return nil
}

// tooNew says that a database has a version that this program does not know.
func tooNew(its, ours int) error {
	return fmt.Errorf("%w: its schema has version %d, this program knows %d", ErrNewer, its, ours)
}

// versionOf is the version of a database of ours; any other fails with
// ErrForeign, a later one with ErrNewer.
func versionOf(ctx context.Context, tx *sql.Tx) (int, error) {
	var mark, v, tables, known int
	err := errors.Join(
		tx.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&mark),
		tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&v),
		tx.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(SUM(name IN ('handled', 'parked', 'turns', 'receipts')), 0)
			FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).Scan(&tables, &known),
	)
	switch unmarked := mark == 0 && v == 0 && (tables == 0 || known > 0); {
	case err != nil:
		return 0, err
	case mark != application && !unmarked:
		return 0, ErrForeign
	case v > version:
		return 0, tooNew(v, version)
	}
	return v, nil
}

// date gives parked updates of the first versions a time, from which they expire.
func date(ctx context.Context, tx *sql.Tx) error {
	var undated bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pragma_table_info('parked'))
		AND NOT EXISTS (SELECT 1 FROM pragma_table_info('parked') WHERE name = 'at')`).Scan(&undated)
	if err == nil && undated {
		_, err = tx.ExecContext(ctx, `ALTER TABLE parked ADD COLUMN at INTEGER NOT NULL DEFAULT 0; UPDATE parked SET at = unixepoch()`)
	}
	return err
}
