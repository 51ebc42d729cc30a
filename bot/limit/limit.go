// Package limit bounds what a person may ask, how fast a bot may send and what a
// model may cost: by one server, or by all that share a database. Bucket after
// bucket in memory are Buckets.
package limit

import (
	"context"
	"time"
)

// Bucket is a token bucket, full at first.
type Bucket struct {
	Rate  float64 // tokens a second
	Burst int     // tokens that it holds
}

// lasting is how long the bucket takes to get so many tokens.
func (b Bucket) lasting(tokens float64) time.Duration {
	return time.Duration(tokens / b.Rate * float64(time.Second))
}

// Level is what Take found.
type Level struct {
	OK      bool    // the tokens are taken
	Left    float64 // tokens that are there now; less than none where those to come are taken
	Refused int     // how often in a row none were taken, this time included
	Of      Bucket  // what they were to be taken of, where Limits was asked: while a shared counter is away, this server's part
}

// Until is how long a bucket takes from a level to so many tokens.
func (b Bucket) Until(l Level, tokens int) time.Duration {
	return max(0, b.lasting(float64(tokens)-l.Left))
}

// Account is something of which only so much may be spent in a day (UTC).
type Account struct {
	Name string
	Most int
}

// Breaker says when something that fails is left alone: after so many failures in
// a row, for a time; then one tries it.
type Breaker struct {
	Failures int
	Rest     time.Duration
}

// Counter counts by name. Buckets, accounts and breakers have names of their own.
type Counter interface {
	// Take takes n tokens of a bucket, Burst at most, if they are there, or will be
	// so far ahead.
	Take(ctx context.Context, name string, b Bucket, n int, ahead time.Duration) (Level, error)
	// Spend spends of all accounts, or of none where one of them has not enough left.
	Spend(ctx context.Context, n int, of ...Account) (bool, error)
	// Admit reports whether something may be tried, and how often in a row it has
	// failed. Who is admitted after a rest begins the next one by it, for the others.
	Admit(ctx context.Context, name string, b Breaker) (failed int, ok bool, err error)
	// Report tells how it went.
	Report(ctx context.Context, name string, b Breaker, failed bool) error
}

// Shared is a Counter of several servers, by one clock.
type Shared interface {
	Counter
	// Servers says that a server lives, and counts those that did so within a time.
	Servers(ctx context.Context, server string, within time.Duration) (int, error)
}
