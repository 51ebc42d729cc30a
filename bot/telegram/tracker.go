package telegram

import (
	"sync"
	"time"
)

// tracker knows which updates are unfinished, so that Telegram is told to
// forget only what lies below the lowest of them.
type tracker struct {
	mu      sync.Mutex
	open    map[int64]opened
	done    map[int64]bool // finished, but above an open one
	high    int64          // the highest seen
	last    time.Time      // when it was seen
	changed chan struct{}  // gets a value when an update is finished
}

type opened struct {
	since time.Time
	raw   []byte
}

func newTracker() *tracker {
	return &tracker{open: map[int64]opened{}, done: map[int64]bool{}, changed: make(chan struct{}, 1)}
}

// take begins an update; it is false for one that was begun before.
func (t *tracker) take(id int64, raw []byte) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, begun := t.open[id]; begun || t.done[id] {
		return false
	}
	t.open[id] = opened{time.Now(), raw}
	t.high, t.last = max(t.high, id), time.Now()
	return true
}

// finish ends an update, or one that somebody else takes care of.
func (t *tracker) finish(id int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, begun := t.open[id]; !begun {
		return
	}
	delete(t.open, id)
	t.done[id] = true
	select {
	case t.changed <- struct{}{}:
	default:
	}
}

// renumbered is how long without updates Telegram may begin to number anew,
// with lower numbers; it says a week.
const renumbered = 5 * 24 * time.Hour

// offset is the first number that Telegram must keep; 0 before any update and
// after a long silence. What is done below it will not come again and is
// forgotten.
func (t *tracker) offset() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.open) == 0 && time.Since(t.last) > renumbered {
		t.high = 0
	}
	if t.high == 0 {
		clear(t.done)
		return 0
	}
	offset := t.high + 1
	for id := range t.open {
		offset = min(offset, id)
	}
	for id := range t.done {
		if id < offset {
			delete(t.done, id)
		}
	}
	return offset
}

// idle reports whether everything begun is finished.
func (t *tracker) idle() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.open) == 0
}

// slow returns the updates that have been open for longer than a while.
func (t *tracker) slow(than time.Duration) map[int64][]byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	found := map[int64][]byte{}
	for id, o := range t.open {
		if time.Since(o.since) > than {
			found[id] = o.raw
		}
	}
	return found
}

// drop forgets an update that a webhook brought and that was refused. It is not
// for polling, where the offset might pass it.
func (t *tracker) drop(id int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.open, id)
}
