package limit

import (
	"context"
	"sync/atomic"
	"time"
)

// sliceTime is how much of a bucket is taken at once, for those who wait, and how
// far ahead: a killed server takes no more with it.
const sliceTime = 250 * time.Millisecond

// stale is how late a turn may be taken: those of people who went away are
// dropped then.
const stale = time.Second

// Line gives turns at a bucket, one after the other, to all who wait. The counter
// is asked once for many of them. It is safe for concurrent use.
type Line struct {
	limits  *Limits
	name    string
	bucket  Bucket
	waiting atomic.Int64  // those without a turn
	first   chan struct{} // held by who takes turns for them
	turns   []time.Time   // of those who are next; guarded by first
	of      Bucket        // what turns were last taken of, the bucket or a part of it; guarded by first
}

// NewLine makes a line at a bucket.
func NewLine(l *Limits, name string, b Bucket) *Line {
	return &Line{limits: l, name: name, bucket: b, of: b, first: make(chan struct{}, 1)}
}

// Wait waits for a turn.
func (l *Line) Wait(ctx context.Context) error {
	l.waiting.Add(1)
	turn, err := l.next(ctx)
	l.waiting.Add(-1)
	if err != nil {
		return err
	}
	return Pause(ctx, time.Until(turn))
}

// Waiting is how many wait without having a turn.
func (l *Line) Waiting() int { return int(l.waiting.Load()) }

// Spare takes a turn if nobody waits, and one more is free.
func (l *Line) Spare(ctx context.Context) bool {
	leaving := Bucket{l.bucket.Rate, l.bucket.Burst - 1}
	return l.waiting.Load() == 0 && l.limits.Take(ctx, l.name, leaving, 1, 0).OK
}

// next is the time of the next turn.
func (l *Line) next(ctx context.Context) (time.Time, error) {
	select {
	case l.first <- struct{}{}:
	case <-ctx.Done():
		return time.Time{}, ctx.Err()
	}
	defer func() { <-l.first }()
	if len(l.turns) > 0 && time.Since(l.turns[0]) > stale {
		l.turns = nil
	}
	for len(l.turns) == 0 {
		if err := l.take(ctx); err != nil {
			return time.Time{}, err
		}
	}
	turn := l.turns[0]
	l.turns = l.turns[1:]
	return turn, nil
}

// take takes turns for those who wait, or waits where others have those of the
// next time.
func (l *Line) take(ctx context.Context) error {
	n := max(1, min(int(l.waiting.Load()), int(l.of.Rate*sliceTime.Seconds()), l.of.Burst)) // no part ever has what the whole has
	level := l.limits.Take(context.WithoutCancel(ctx), l.name, l.bucket, n, sliceTime)      // they are not only for who takes them
	now, b := time.Now(), level.Of
	l.of = b
	if !level.OK {
		return Pause(ctx, b.Until(level, n)-sliceTime+time.Millisecond) // rounded up
	}
	level.Left += float64(n) // before
	for i := range n {
		l.turns = append(l.turns, now.Add(b.Until(level, i+1)))
	}
	return nil
}

// Pause waits, and fails where ctx ends before.
func Pause(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
