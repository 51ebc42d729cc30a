package limit

import (
	"context"
	"sync"
	"time"
)

// Memory is a Counter that forgets everything at the end. It is safe for
// concurrent use, and fails never.
type Memory struct {
	mu    sync.Mutex
	times map[string]entry // buckets and breakers
	swept time.Time
	day   string
	spent map[string]int
}

// entry is a bucket or a breaker.
type entry struct {
	count int       // refusals or failures in a row
	until time.Time // when the bucket is full; when the breaker's rest is over
}

// NewMemory makes an empty one.
func NewMemory() *Memory {
	return &Memory{times: map[string]entry{}, spent: map[string]int{}, swept: time.Now()}
}

// Take is that of Counter.
func (m *Memory) Take(_ context.Context, name string, b Bucket, n int, ahead time.Duration) (Level, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	m.sweep(now)
	full := b.lasting(float64(b.Burst))
	e := m.times[name]
	if e.until.Before(now) {
		e.until = now
	}
	after := e.until.Add(b.lasting(float64(n)))
	ok := after.Sub(now) <= full+ahead
	if ok {
		e = entry{until: after}
	} else {
		e.count++
	}
	m.times[name] = e
	return Level{OK: ok, Left: (full - e.until.Sub(now)).Seconds() * b.Rate, Refused: e.count}, nil
}

// maxAccounts bounds the memory of a day. A flood of more users than that starts
// their counts anew; what is spent with them, the day's limit, holds all the same.
const maxAccounts = 10_000

// Spend is that of Counter.
func (m *Memory) Spend(_ context.Context, n int, of ...Account) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.open(of)
	for _, a := range of {
		if m.spent[a.Name]+n > a.Most {
			return false, nil
		}
	}
	m.add(n, of)
	return true, nil
}

// note adds what was allowed elsewhere.
func (m *Memory) note(n int, of []Account) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.open(of)
	m.add(n, of)
}

func (m *Memory) add(n int, of []Account) {
	for _, a := range of {
		m.spent[a.Name] += n
	}
}

// open begins a new day, and makes room for accounts.
func (m *Memory) open(of []Account) {
	if day := time.Now().UTC().Format(time.DateOnly); day != m.day {
		m.day = day
		clear(m.spent)
	}
	if len(m.spent)+len(of) <= maxAccounts {
		return
	}
	kept := map[string]int{}
	for _, a := range of {
		kept[a.Name] = m.spent[a.Name]
	}
	m.spent = kept
}

// Admit is that of Counter.
func (m *Memory) Admit(_ context.Context, name string, b Breaker) (failed int, ok bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, now := m.times[name], time.Now()
	switch {
	case e.count < b.Failures:
		return e.count, true, nil
	case now.Before(e.until):
		return e.count, false, nil
	}
	m.times[name] = entry{e.count, now.Add(b.Rest)}
	return e.count, true, nil
}

// Report is that of Counter.
func (m *Memory) Report(_ context.Context, name string, b Breaker, failed bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if failed {
		m.times[name] = entry{m.times[name].count + 1, time.Now().Add(b.Rest)}
	} else {
		delete(m.times, name)
	}
	return nil
}

// sweep forgets what has meant nothing for a while.
func (m *Memory) sweep(now time.Time) {
	if now.Sub(m.swept) <= forgotten {
		return
	}
	m.swept = now
	for name, e := range m.times {
		if now.Sub(e.until) > forgotten {
			delete(m.times, name)
		}
	}
}
