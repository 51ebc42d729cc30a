package state

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"
)

// Bounds of what is open in the inbox.
const (
	MaxOpen = 10_000 // updates in all: some 10 MB on the disk as people write, bounded by what the door lets in
	MaxLane = 300    // of one lane; to a group Telegram takes 20 answers a minute: a quarter of an hour
)

// LeaseFor is how long an owner who does not claim any more counts as alive.
const LeaseFor = 10 * time.Second

// ErrFull says that MaxOpen updates are open: nothing was taken.
var ErrFull = errors.New("too many updates wait")

// Update is one of Telegram's updates in the inbox. It is open from Receive to
// Finish. Those of one lane are claimed one at a time, in the order of their
// numbers.
type Update struct {
	ID   int64
	Lane int64
	Raw  []byte // as Telegram sent it; nil to Receive: remembered as done

	At      time.Time // when it was received, to the millisecond; set by Receive
	Tries   int       // how often it was claimed
	Pending []byte    // what Postpone kept
}

// Fate is what Receive did with an update.
type Fate int

// The fates.
const (
	Taken   Fate = iota // it is in the inbox now
	Known               // it was before, open or done
	Crowded             // MaxLane updates of its lane are open: it was not taken
)

// Receive takes updates in, all or none, so that Telegram need not keep them, not
// even against a power cut, and tells the fate of each. It fails with ErrFull where
// there is no room.
func (s *Store) Receive(ctx context.Context, updates ...Update) ([]Fate, error) {
	if len(updates) == 0 {
		return nil, nil
	}
	fates := make([]Fate, len(updates))
	err := s.lasting(ctx, func(tx *sql.Tx) error {
		var open int
		if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM inbox WHERE done IS NULL`).Scan(&open); err != nil {
			return err
		}
		if open+len(updates) > s.max.open {
			return ErrFull
		}
		for i, u := range updates {
			var err error
			if fates[i], err = s.receive(ctx, tx, u); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return fates, nil
}

func (s *Store) receive(ctx context.Context, tx *sql.Tx, u Update) (Fate, error) {
	var known bool
	var before int
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM inbox WHERE id = $1),
		(SELECT COUNT(*) FROM inbox WHERE lane = $2 AND done IS NULL)`, u.ID, u.Lane).Scan(&known, &before)
	switch {
	case err != nil:
		return 0, err
	case known:
		return Known, nil
	case before >= s.max.lane:
		return Crowded, nil
	}
	now := s.now().UnixMilli()
	done := sql.NullInt64{Int64: now, Valid: u.Raw == nil}
	result, err := tx.ExecContext(ctx, `INSERT INTO inbox (id, lane, at, done, raw) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO NOTHING`, u.ID, u.Lane, now, done, blob(u.Raw))
	if err != nil {
		return 0, err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 { // another program was quicker
		return Known, err
	}
	return Taken, nil
}

// The statement of Claim. id + 0: in the order of id SQLite would go through all
// numbers, and so through what is done. PostgreSQL passes over what somebody is
// finishing at the moment.
const (
	claimFirst = `UPDATE inbox SET owner = $1, lease = $2, tries = tries + 1 WHERE id IN (
		SELECT id FROM inbox AS u WHERE done IS NULL AND next <= $3 AND at >= $4 AND NOT EXISTS (
			SELECT 1 FROM inbox AS v WHERE v.lane = u.lane AND v.done IS NULL AND (v.id < u.id OR v.lease > $5))
		ORDER BY id + 0 LIMIT $6`
	claimRest     = `) RETURNING id, lane, raw, at, tries, pending`
	claimSQLite   = claimFirst + claimRest
	claimPostgres = claimFirst + ` FOR UPDATE OF u SKIP LOCKED` + claimRest
)

// Claim gives an owner the first open update of at most so many lanes, oldest
// first: of those that are due and in which nobody works. It also renews what
// the owner holds, so one who works claims every few seconds; what nobody renewed
// for LeaseFor is anybody's.
func (s *Store) Claim(ctx context.Context, owner string, most int) ([]Update, error) {
	now := s.now()
	until, half := now.Add(LeaseFor).UnixMilli(), now.Add(LeaseFor/2).UnixMilli()
	var claimed []Update
	err := s.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE inbox SET lease = $1 WHERE done IS NULL AND owner = $2 AND lease < $3`, until, owner, half)
		if err != nil || most <= 0 {
			return err
		}
		if err := run(ctx, tx, s.claiming...); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, s.claim, owner, until, now.UnixMilli(), s.beforeMilli(UpdatesFor), now.UnixMilli(), most)
		if err != nil {
			return err
		}
		claimed, err = updatesOf(rows)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(claimed, func(a, b Update) int { return cmp.Compare(a.ID, b.ID) })
	return claimed, nil
}

// updatesOf reads all rows and closes them.
func updatesOf(rows *sql.Rows) (all []Update, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var u Update
		var at int64
		if err := rows.Scan(&u.ID, &u.Lane, &u.Raw, &at, &u.Tries, &u.Pending); err != nil {
			return nil, err
		}
		u.At = time.UnixMilli(at)
		all = append(all, u)
	}
	return all, rows.Err()
}

// Finish ends an update and forgets its text; what was said with it is
// remembered in the same transaction. Of one that is done already nothing is
// remembered again.
func (s *Store) Finish(ctx context.Context, id int64, said ...Said) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE inbox SET done = $1, raw = NULL, pending = NULL, owner = '', lease = 0
			WHERE id = $2 AND done IS NULL`, s.now().UnixMilli(), id)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err
		}
		for _, one := range said {
			if err := run(ctx, tx, s.say(one)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// Postpone gives an open update back, to be claimed again, by anybody, at a time
// or after. pending is kept with it; nil keeps what is there.
func (s *Store) Postpone(ctx context.Context, id int64, until time.Time, pending []byte) error {
	next := until.Add(time.Millisecond - 1).UnixMilli() // not before
	return s.write(ctx, statement{`UPDATE inbox SET next = $1, pending = COALESCE($2, pending), owner = '', lease = 0
		WHERE id = $3 AND done IS NULL`, []any{next, blob(pending), id}})
}

// Backlog is what is open in the inbox.
type Backlog struct {
	Open   int
	Oldest time.Time // when the oldest came; zero where none is open
	Due    time.Time // of those that wait only for us, and not in a lane where something was postponed
}

// Backlog tells what is open.
func (s *Store) Backlog(ctx context.Context) (Backlog, error) {
	var b Backlog
	var oldest, due sql.NullInt64
	err := s.db.QueryRowContext(ctx, `SELECT COUNT(*), MIN(at), MIN(CASE WHEN NOT EXISTS (
		SELECT 1 FROM inbox AS v WHERE v.lane = u.lane AND v.done IS NULL AND v.next > $1) THEN at END)
		FROM inbox AS u WHERE done IS NULL`, s.now().UnixMilli()).Scan(&b.Open, &oldest, &due)
	if err != nil {
		return Backlog{}, reading(err)
	}
	b.Oldest, b.Due = timeOf(oldest), timeOf(due)
	return b, nil
}

// Behind is the open update that so many others are before; without a number where
// there are not so many.
func (s *Store) Behind(ctx context.Context, before int) (Update, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, lane, raw, at, tries, pending FROM inbox WHERE done IS NULL ORDER BY id + 0 LIMIT 1 OFFSET $1`, before)
	if err != nil {
		return Update{}, reading(err)
	}
	found, err := updatesOf(rows)
	if err != nil || len(found) == 0 {
		return Update{}, reading(err)
	}
	return found[0], nil
}

// blob is NULL for nil, which the driver would take for an empty one.
func blob(data []byte) any {
	if data == nil {
		return nil
	}
	return data
}

func timeOf(milli sql.NullInt64) time.Time {
	if !milli.Valid {
		return time.Time{}
	}
	return time.UnixMilli(milli.Int64)
}
