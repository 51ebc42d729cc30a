package state

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"wenbao/bot/limit"
)

// Limits counts for all servers that share a PostgreSQL database, by its clock.
type Limits struct{ db *sql.DB }

// Limits is nil where nobody shares, which is so with SQLite.
func (s *Store) Limits() *Limits {
	if !s.postgres {
		return nil
	}
	return &Limits{s.db}
}

// Take is that of limit.Counter: a bucket is the time when it is full again. now()
// is one time within a statement.
func (l *Limits) Take(ctx context.Context, name string, b limit.Bucket, n int, ahead time.Duration) (limit.Level, error) {
	full := float64(b.Burst) / b.Rate
	var refused int
	var until float64
	err := l.db.QueryRowContext(ctx, `INSERT INTO limits AS l (name, count, until) VALUES ($1, 0, now() + make_interval(secs => $2))
		ON CONFLICT (name) DO UPDATE SET (count, until) = (SELECT CASE WHEN fits THEN 0 ELSE l.count + 1 END, CASE WHEN fits THEN later ELSE l.until END
			FROM (SELECT later, later <= now() + make_interval(secs => $3) AS fits
				FROM (SELECT GREATEST(l.until, now()) + make_interval(secs => $2) AS later) AS t) AS u)
		RETURNING count, EXTRACT(EPOCH FROM GREATEST(until, now()) - now())::DOUBLE PRECISION`,
		name, float64(n)/b.Rate, full+ahead.Seconds()).Scan(&refused, &until)
	if err != nil {
		return limit.Level{}, writing(err)
	}
	return limit.Level{OK: refused == 0, Left: (full - until) * b.Rate, Refused: refused}, nil
}

// Spend is that of limit.Counter.
func (l *Limits) Spend(ctx context.Context, n int, of ...limit.Account) (ok bool, err error) {
	err = transact(ctx, l.db.BeginTx, func(tx *sql.Tx) error {
		for _, a := range of {
			switch ok, err := spend(ctx, tx, n, a); {
			case err != nil:
				return err
			case !ok:
				return errSpent
			}
		}
		return nil
	})
	if errors.Is(err, errSpent) {
		return false, nil
	}
	return err == nil, err
}

// errSpent: an account has not enough left, so that nothing is spent of any.
var errSpent = errors.New("spent")

func spend(ctx context.Context, tx *sql.Tx, n int, a limit.Account) (ok bool, err error) {
	if n > a.Most {
		return false, nil
	}
	result, err := tx.ExecContext(ctx, `INSERT INTO limits AS l (name, count, until)
		VALUES ($1, $2, date_trunc('day', now(), 'UTC') + INTERVAL '24 hours')
		ON CONFLICT (name) DO UPDATE SET until = excluded.until, count = $2 + CASE WHEN l.until > now() THEN l.count ELSE 0 END
		WHERE $2 + CASE WHEN l.until > now() THEN l.count ELSE 0 END <= $3`, a.Name, n, a.Most)
	if err != nil {
		return false, err
	}
	rows, err := result.RowsAffected()
	return rows > 0, err
}

// Admit is that of limit.Counter. Who comes second to the end of a rest finds it
// prolonged.
func (l *Limits) Admit(ctx context.Context, name string, b limit.Breaker) (failed int, ok bool, err error) {
	err = l.db.QueryRowContext(ctx, `WITH tries AS (UPDATE limits SET until = now() + make_interval(secs => $3)
			WHERE name = $1 AND count >= $2 AND until <= now() RETURNING 1)
		SELECT COALESCE(MAX(count), 0), COALESCE(MAX(count), 0) < $2 OR EXISTS (SELECT 1 FROM tries) FROM limits WHERE name = $1`,
		name, b.Failures, b.Rest.Seconds()).Scan(&failed, &ok)
	return failed, ok, writing(err)
}

// Report is that of limit.Counter.
func (l *Limits) Report(ctx context.Context, name string, b limit.Breaker, failed bool) error {
	if !failed {
		_, err := l.db.ExecContext(ctx, `DELETE FROM limits WHERE name = $1`, name)
		return writing(err)
	}
	_, err := l.db.ExecContext(ctx, `INSERT INTO limits AS l (name, count, until) VALUES ($1, 1, now() + make_interval(secs => $2))
		ON CONFLICT (name) DO UPDATE SET count = l.count + 1, until = excluded.until`, name, b.Rest.Seconds())
	return writing(err)
}

// Servers is that of limit.Shared.
func (l *Limits) Servers(ctx context.Context, server string, within time.Duration) (n int, err error) {
	err = l.db.QueryRowContext(ctx, `WITH lives AS (INSERT INTO limits (name, count, until) VALUES ($1, 0, now() + make_interval(secs => $2))
			ON CONFLICT (name) DO UPDATE SET until = excluded.until RETURNING name)
		SELECT COUNT(*) FROM (SELECT name FROM lives UNION SELECT name FROM limits WHERE name LIKE 'server/%' AND until > now()) AS s`,
		"server/"+server, within.Seconds()).Scan(&n)
	return n, writing(err)
}

// sweepLimits forgets what has meant nothing for a while: a breaker closes by it.
// What is in use at the moment is left to the next time.
var sweepLimits = statement{`DELETE FROM limits WHERE name IN (
	SELECT name FROM limits WHERE until < now() - INTERVAL '10 minutes' FOR UPDATE SKIP LOCKED)`, nil}
