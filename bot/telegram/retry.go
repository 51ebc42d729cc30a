package telegram

import (
	"context"
	"math/rand/v2"
	"time"
)

// How patient a request is.
const (
	maxAttempts = 10               // of one request: over a minute of an outage
	firstWait   = time.Second / 2  // after the first failure, doubled after each further one
	longestWait = 15 * time.Second // unless Telegram asks for more
	maxFlood    = 5 * time.Minute  // a longer ban is not waited for
)

// backoff is the wait after the n-th failure (from 0), with jitter so that
// many do not come back at once: between half of it and all of it.
func backoff(n int) time.Duration {
	wait := min(firstWait<<min(n, 10), longestWait)
	return wait/2 + rand.N(wait/2+1) //nolint:gosec // jitter needs no secrecy
}

// pause waits, or fails with the context's error.
func pause(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// patiently tries a request until it succeeds, is refused for good, or was
// tried maxAttempts times. retried is told the reason of every further try.
func patiently(ctx context.Context, retried func(reason string), try func() error) error {
	for n := 0; ; n++ {
		err := try()
		reason, wait, again := temporary(err)
		if err == nil || !again || n+1 == maxAttempts || wait > maxFlood || ctx.Err() != nil {
			return err
		}
		retried(reason)
		if wait == 0 {
			wait = backoff(n)
		}
		if pause(ctx, wait) != nil {
			return err
		}
	}
}
