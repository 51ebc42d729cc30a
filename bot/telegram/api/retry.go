package api

import (
	"context"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Observer is told what operators count.
type Observer interface {
	Retried(reason string)       // a request is tried once more
	Sent(method, outcome string) // a message was delivered, or not
}

// How patient a request is.
const (
	maxAttempts = 10               // of one request: about a minute of an outage that refuses at once
	firstWait   = time.Second / 2  // at most, after the first failure; doubled after each further one
	longestWait = 15 * time.Second // unless Telegram asks for more
	maxFlood    = 5 * time.Minute  // a longer ban is not waited for
)

// Waits returns the waits after failures in a row: half a second, doubled up to
// 15 seconds, each less up to half of it so that many do not come back at once.
func Waits() *backoff.ExponentialBackOff {
	const third = 1.0 / 3 // a mean of ¾ less or more a third of it: from half to all
	waits := &backoff.ExponentialBackOff{InitialInterval: firstWait * 3 / 4, MaxInterval: longestWait * 3 / 4, Multiplier: 2, RandomizationFactor: third}
	waits.Reset()
	return waits
}

// LongWait is the wait after so many tries of a whole answer: a quarter of a
// minute, doubled up to five, less up to half of it.
func LongWait(tries int) time.Duration {
	const third = 1.0 / 3
	waits := &backoff.ExponentialBackOff{InitialInterval: longestWait * 3 / 4, MaxInterval: maxFlood * 3 / 4, Multiplier: 2, RandomizationFactor: third}
	waits.Reset()
	for range min(tries, 10) - 1 { // the longest wait is reached by then
		waits.NextBackOff()
	}
	return waits.NextBackOff()
}

// Patiently tries a request until it succeeds, is refused for good, or was
// tried maxAttempts times. A flood waits as long as Telegram says, and not at
// all beyond maxFlood. The error is that of the last try.
func Patiently(ctx context.Context, o Observer, try func() error) error {
	var last error
	again := func() (struct{}, error) {
		last = try()
		return struct{}{}, verdict(last)
	}
	count := func(error, time.Duration) {
		reason, _, _ := Temporary(last)
		o.Retried(reason)
	}
	_, _ = backoff.Retry(ctx, again, backoff.WithBackOff(Waits()), backoff.WithMaxTries(maxAttempts), backoff.WithMaxElapsedTime(0), backoff.WithNotify(count))
	return last
}

// verdict tells backoff what to make of the error of a try.
func verdict(err error) error {
	_, wait, again := Temporary(err)
	switch {
	case err == nil:
		return nil
	case !again, wait > maxFlood:
		return backoff.Permanent(err)
	case wait > 0:
		return &backoff.RetryAfterError{Duration: wait}
	}
	return err
}
