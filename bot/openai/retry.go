package openai

import (
	"context"
	"errors"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// retry says how often a request is made. The first pause is half as long to
// half as long again as said, each further one half as long again as the one
// before; a server that names a time is obeyed.
type retry struct {
	tries uint
	pause time.Duration
}

// The policies: somebody waits for a chat and for the vector of a question,
// nobody for an index.
var (
	chatRetry     = retry{tries: 3, pause: 500 * time.Millisecond}
	questionRetry = retry{tries: 1}
	indexRetry    = retry{tries: 6, pause: 500 * time.Millisecond}
)

// again asks until it goes well, a further attempt is pointless, or the next
// one would come after the deadline.
func again[T any](ctx context.Context, r retry, ask func() (T, error)) (T, error) {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval = r.pause
	return backoff.Retry(ctx, func() (T, error) {
		got, err := ask()
		if err != nil && !transient(err) {
			err = backoff.Permanent(err)
		}
		return got, err
	}, backoff.WithBackOff(pauses), backoff.WithMaxTries(r.tries), backoff.WithMaxElapsedTime(left(ctx)))
}

// left is the time until the deadline, 0 without one.
func left(ctx context.Context) time.Duration {
	deadline, ok := ctx.Deadline()
	if !ok {
		return 0
	}
	return max(time.Until(deadline), 1)
}

// transient reports whether another attempt may go better. A deadline is that
// of the one attempt: when that of all is over, nothing is tried again anyhow.
func transient(err error) bool {
	return blames(err, ofServer) || errors.Is(err, context.DeadlineExceeded)
}
