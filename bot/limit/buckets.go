package limit

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// forgotten is how long a bucket is kept that nobody uses; by then every
// bucket of ours is full again.
const forgotten = 10 * time.Minute

// Buckets holds a bucket per key in memory, and forgets those long unused, so
// that its memory is bounded by the traffic of the last minutes. It is safe for
// concurrent use.
type Buckets struct {
	mu    sync.Mutex
	all   map[int64]*used
	swept time.Time
}

// used is a bucket and when it last was.
type used struct {
	*rate.Limiter
	at time.Time
}

// NewBuckets makes an empty set.
func NewBuckets() *Buckets { return &Buckets{all: map[int64]*used{}, swept: time.Now()} }

// Of returns the bucket of a key. One that is not there yet is made, full, with
// the rate and burst given.
func (b *Buckets) Of(key int64, limit rate.Limit, burst int) *rate.Limiter {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if now.Sub(b.swept) > forgotten {
		b.sweep(now)
	}
	found := b.all[key]
	if found == nil {
		found = &used{Limiter: rate.NewLimiter(limit, burst)}
		b.all[key] = found
	}
	found.at = now
	return found.Limiter
}

func (b *Buckets) sweep(now time.Time) {
	b.swept = now
	for key, bucket := range b.all {
		if now.Sub(bucket.at) > forgotten {
			delete(b.all, key)
		}
	}
}
