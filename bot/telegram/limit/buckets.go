// Package limit holds token buckets by key: how much a chat may be sent, how
// much a person may ask.
package limit

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// forgotten is how long a bucket is kept that nobody uses; by then every
// bucket of ours is full again.
const forgotten = 10 * time.Minute

// Buckets holds a bucket per key, and forgets those long unused, so that its
// memory is bounded by the traffic of the last minutes. It is safe for
// concurrent use.
type Buckets struct {
	mu    sync.Mutex
	all   map[int64]*Bucket
	swept time.Time
}

// NewBuckets makes an empty set.
func NewBuckets() *Buckets { return &Buckets{all: map[int64]*Bucket{}, swept: time.Now()} }

// Of returns the bucket of a key. One that is not there yet is made, full, with
// the rate and burst given.
func (b *Buckets) Of(key int64, limit rate.Limit, burst int) *Bucket {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if now.Sub(b.swept) > forgotten {
		b.sweep(now)
	}
	found := b.all[key]
	if found == nil {
		found = &Bucket{Limiter: rate.NewLimiter(limit, burst)}
		b.all[key] = found
	}
	found.used = now
	return found
}

func (b *Buckets) sweep(now time.Time) {
	b.swept = now
	for key, bucket := range b.all {
		if now.Sub(bucket.used) > forgotten {
			delete(b.all, key)
		}
	}
}

// Bucket is one limiter whose owner can be told, once, that it is empty.
type Bucket struct {
	*rate.Limiter
	used    time.Time // guarded by the Buckets
	mu      sync.Mutex
	noticed bool // its owner was told that it is empty
}

// Take uses a token, if there is one.
func (b *Bucket) Take() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.Allow() {
		return false
	}
	b.noticed = false
	return true
}

// Notice reports whether the owner of an empty bucket is to be told, which is
// so once until a token is taken again.
func (b *Bucket) Notice() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	first := !b.noticed
	b.noticed = true
	return first
}
