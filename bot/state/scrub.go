package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ErrUnscrubbed says that what was deleted is still on the disk, because
// another program reads the database: in SQLite's log, which the next Sweep
// tries to empty.
var ErrUnscrubbed = errors.New("another program reads the state: what was deleted stays in its log for now")

// patience is how long scrub waits for other programs, in milliseconds; nobody
// else gets at the state meanwhile.
const patience = 100

// erase is write for statements that delete, from the disk too.
func (s *Store) erase(ctx context.Context, statements ...statement) error {
	if err := s.write(ctx, statements...); err != nil {
		return err
	}
	return s.scrub(ctx)
}

// scrub empties SQLite's log, which still holds what was deleted. PostgreSQL
// sees to that by itself: its vacuum takes deleted rows away some time later.
func (s *Store) scrub(ctx context.Context) error {
	if s.postgres {
		return nil
	}
	c, err := s.db.Conn(ctx)
	if err != nil {
		return failed("emptying the log of the state", err)
	}
	busy, err := checkpoint(ctx, c)
	switch err = errors.Join(err, c.Close()); {
	case err != nil:
		return failed("emptying the log of the state", err)
	case busy:
		return ErrUnscrubbed
	}
	return nil
}

// checkpoint moves the log into the database and empties it. That another
// program hinders it is no error of SQLite's but told in the row.
func checkpoint(ctx context.Context, c *sql.Conn) (busy bool, err error) {
	var usual int
	if err := c.QueryRowContext(ctx, `PRAGMA busy_timeout`).Scan(&usual); err != nil {
		return false, err
	}
	if err := wait(ctx, c, patience); err != nil {
		return false, err
	}
	var inLog, moved int
	err = c.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &inLog, &moved)
	return busy, errors.Join(err, wait(context.WithoutCancel(ctx), c, usual))
}

// wait sets how long a statement waits for other programs.
func wait(ctx context.Context, c *sql.Conn, milliseconds int) error {
	_, err := c.ExecContext(ctx, fmt.Sprintf(`PRAGMA busy_timeout(%d)`, milliseconds))
	return err
}
