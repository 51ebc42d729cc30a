package telegram

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// forgotten is how long a bucket is kept that nobody uses; by then every
// bucket of ours is full again.
const forgotten = 10 * time.Minute

// buckets holds a token bucket per key, and forgets those long unused, so that
// its memory is bounded by the traffic of the last minutes.
type buckets[K comparable] struct {
	mu    sync.Mutex
	all   map[K]*bucket
	swept time.Time
}

type bucket struct {
	*rate.Limiter
	used    time.Time
	noticed bool // its owner was told that it is empty
}

func newBuckets[K comparable]() *buckets[K] {
	return &buckets[K]{all: map[K]*bucket{}, swept: time.Now()}
}

// of returns the bucket of a key, made with the rate and burst given.
func (b *buckets[K]) of(key K, limit rate.Limit, burst int) *bucket {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if now.Sub(b.swept) > forgotten {
		b.sweep(now)
	}
	found := b.all[key]
	if found == nil {
		found = &bucket{Limiter: rate.NewLimiter(limit, burst)}
		b.all[key] = found
	}
	found.used = now
	return found
}

func (b *buckets[K]) sweep(now time.Time) {
	b.swept = now
	for key, bucket := range b.all {
		if now.Sub(bucket.used) > forgotten {
			delete(b.all, key)
		}
	}
}

// take uses a token, if there is one.
func (b *buckets[K]) take(from *bucket) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !from.Allow() {
		return false
	}
	from.noticed = false
	return true
}

// notice reports whether the owner of an empty bucket is to be told, which is
// so once.
func (b *buckets[K]) notice(of *bucket) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	first := !of.noticed
	of.noticed = true
	return first
}
