package state

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"wenbao/bot/limit"
)

// postgresVersion is the schema of PostgreSQL that this program works with.
const postgresVersion = 2

const (
	connections = 8               // of one program to PostgreSQL
	leaderGap   = 3 * time.Second // how often one asks whether it may lead, and whether it still does
	leaderTime  = 5 * time.Second // how long an answer to that may take
)

// Advisory locks of PostgreSQL, "wenb" and a number. They hold within a database.
const (
	lockSchema = 0x77656e62_00000001
	lockClaim  = 0x77656e62_00000002
	lockLead   = 0x77656e62_00000003
)

// IsPostgres reports whether an address is one for Connect.
func IsPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Connect opens a PostgreSQL database by an address, postgres://…, and makes or
// upgrades the tables in the first schema of its search_path. No error holds the
// password. The clocks of all who share it must agree to a second or two.
func Connect(ctx context.Context, address string) (*Store, error) {
	return connect(ctx, address, migratePostgres)
}

// ConnectAsIs is Connect for who only reads: tables that Connect would make or
// upgrade fail with ErrOlder, since programs of that version may be using them.
func ConnectAsIs(ctx context.Context, address string) (*Store, error) {
	return connect(ctx, address, currentPostgres)
}

func connect(ctx context.Context, address string, prepare func(context.Context, *sql.Tx) error) (*Store, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("reading the address of the state: %w", err) // pgx masks the password
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(connections)
	if err := preparePostgres(ctx, db, prepare); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the state on %s: %w", config.Host, named(err)), db.Close())
	}
	// Claims come one after the other: of a row that another claim changed meanwhile
	// PostgreSQL checks the newest version, but the rows of its lane, in the subquery, as
	// they were before; so two could get the first of a lane, each under a lease.
	return &Store{db: db, now: time.Now, max: usual, dialect: dialect{
		postgres: true,
		claiming: []statement{{`SELECT pg_advisory_xact_lock($1)`, []any{int64(lockClaim)}}},
		claim:    claimPostgres,
	}}, nil
}

// preparePostgres sees that the tables are of postgresVersion.
func preparePostgres(ctx context.Context, db *sql.DB, prepare func(context.Context, *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := prepare(ctx, tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// currentPostgres fails where migratePostgres would have something to do.
func currentPostgres(ctx context.Context, tx *sql.Tx) error {
	var made bool
	if err := tx.QueryRowContext(ctx, `SELECT to_regclass('wenbao') IS NOT NULL`).Scan(&made); err != nil {
		return err
	}
	if !made {
		return ErrOlder
	}
	its, err := versionOfPostgres(ctx, tx)
	if err == nil && its < postgresVersion {
		err = ErrOlder
	}
	return err
}

// versionOfPostgres is the version of the tables; a later one than ours fails with
// ErrNewer.
func versionOfPostgres(ctx context.Context, tx *sql.Tx) (int, error) {
	var its int
	err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), 0) FROM wenbao`).Scan(&its)
	if err == nil && its > postgresVersion {
		err = tooNew(its, postgresVersion)
	}
	return its, err
}

// migratePostgres brings the tables to postgresVersion, one program after the other.
func migratePostgres(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, int64(lockSchema)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS wenbao (version INTEGER NOT NULL)`); err != nil {
		return err
	}
	from, err := versionOfPostgres(ctx, tx)
	if err != nil {
		return err
	}
	for v := from + 1; v <= postgresVersion; v++ {
		if err := upgrade(ctx, tx, "postgres", v); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO wenbao (version) VALUES ($1)`, v); err != nil {
			return err
		}
	}
	return nil
}

// Lead does something that only one of the programs that share the database may
// do at a time. It waits until it is this one's turn; should the database lose
// sight of us, the context of do ends, and the waiting begins anew. On SQLite
// nobody shares, and do is done at once.
func (s *Store) Lead(ctx context.Context, do func(context.Context) error) error {
	if !s.postgres {
		return do(ctx)
	}
	for ctx.Err() == nil {
		led, err := s.leadOnce(ctx, do)
		if led && ctx.Err() == nil && !errors.Is(err, context.Canceled) {
			return err
		}
		_ = limit.Pause(ctx, leaderGap)
	}
	return ctx.Err()
}

// leadOnce does something if nobody else does. What the database says while it
// cannot be asked is no error: it is asked again.
func (s *Store) leadOnce(ctx context.Context, do func(context.Context) error) (led bool, err error) {
	c, err := s.db.Conn(ctx)
	if err != nil {
		return false, nil //nolint:nilerr // asked again
	}
	defer func() { _ = c.Close() }()
	if err := c.QueryRowContext(ctx, `SELECT pg_try_advisory_lock($1)`, int64(lockLead)).Scan(&led); err != nil || !led {
		return false, nil //nolint:nilerr // asked again
	}
	leading, lose := context.WithCancel(ctx)
	defer lose()
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		watch(leading, c)
		lose()
	}()
	err = do(leading)
	lose()
	<-watched
	unlock, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaderTime)
	defer cancel()
	if _, gone := c.ExecContext(unlock, `SELECT pg_advisory_unlock($1)`, int64(lockLead)); gone != nil {
		_ = c.Raw(func(any) error { return driver.ErrBadConn }) // the connection, and the lock with it
	}
	return true, err
}

// watch returns when a connection, and with it its lock, is lost.
func watch(ctx context.Context, c *sql.Conn) {
	for limit.Pause(ctx, leaderGap) == nil {
		asked, cancel := context.WithTimeout(ctx, leaderTime)
		_, err := c.ExecContext(asked, `SELECT 1`)
		cancel()
		if err != nil {
			return
		}
	}
}
