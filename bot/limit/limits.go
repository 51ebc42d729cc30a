package limit

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync"
	"time"
)

const (
	answerTime = 2 * time.Second // how long the shared counter may take
	awayTime   = 5 * time.Second // how long one that cannot be asked is left alone
	censusGap  = time.Minute     // how often the servers are counted
)

// Limits counts for one server, or for all of a shared counter. While that cannot
// be asked each server keeps within its own share: what all may take, divided by
// the number of servers. It is safe for concurrent use.
type Limits struct {
	shared Shared // nil: one server
	own    *Memory
	log    *slog.Logger
	name   string // of this server

	mu      sync.Mutex
	servers int       // as last counted
	census  time.Time // when they are counted again
	away    bool      // the shared counter could not be asked
	again   time.Time // when it is asked again
}

// Local counts for one server.
func Local() *Limits { return &Limits{own: NewMemory(), servers: 1} }

// Share counts for all servers of a shared counter. That it cannot be asked is
// logged once, and once that it can again.
func Share(s Shared, log *slog.Logger) *Limits {
	return &Limits{shared: s, own: NewMemory(), log: log, name: rand.Text(), servers: 1}
}

// Take is Counter's.
func (l *Limits) Take(ctx context.Context, name string, b Bucket, n int, ahead time.Duration) (level Level) {
	if !l.ask(ctx, func(ctx context.Context) (err error) {
		level, err = l.shared.Take(ctx, name, b, n, ahead)
		return err
	}) {
		b = b.part(l.count())
		level, _ = l.own.Take(ctx, name, b, n, ahead)
	}
	level.Of = b
	return level
}

// part is the bucket of one of several servers.
func (b Bucket) part(servers int) Bucket {
	return Bucket{b.Rate / float64(servers), max(1, b.Burst/servers)}
}

// Spend is Counter's.
func (l *Limits) Spend(ctx context.Context, n int, of ...Account) (ok bool) {
	if l.ask(ctx, func(ctx context.Context) (err error) {
		ok, err = l.shared.Spend(ctx, n, of...)
		return err
	}) {
		if ok {
			l.own.note(n, of) // of its share, should it come to that
		}
		return ok
	}
	share := make([]Account, len(of))
	for i, a := range of {
		share[i] = Account{a.Name, a.Most / l.count()}
	}
	ok, _ = l.own.Spend(ctx, n, share...)
	return ok
}

// Admit is Counter's.
func (l *Limits) Admit(ctx context.Context, name string, b Breaker) (failed int, ok bool) {
	if !l.ask(ctx, func(ctx context.Context) (err error) {
		failed, ok, err = l.shared.Admit(ctx, name, b)
		return err
	}) {
		failed, ok, _ = l.own.Admit(ctx, name, b)
	}
	return failed, ok
}

// Report is Counter's.
func (l *Limits) Report(ctx context.Context, name string, b Breaker, failed bool) {
	if !l.ask(ctx, func(ctx context.Context) error { return l.shared.Report(ctx, name, b, failed) }) {
		_ = l.own.Report(ctx, name, b, failed)
	}
}

// ask asks the shared counter; false where there is no answer.
func (l *Limits) ask(ctx context.Context, do func(context.Context) error) bool {
	if !l.mayAsk() {
		return false
	}
	asked, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	err := do(asked)
	if err == nil {
		l.countServers(asked)
	}
	if ctx.Err() == nil { // else who asked has gone, which says nothing of the counter
		l.note(err)
	}
	return err == nil
}

// mayAsk reports whether the shared counter answered the last time; if not, now
// and then one asks again.
func (l *Limits) mayAsk() bool {
	if l.shared == nil {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if l.away && now.Before(l.again) {
		return false
	}
	l.again = now.Add(awayTime)
	return true
}

// countServers counts the servers, now and then. It is no harm where that fails.
func (l *Limits) countServers(ctx context.Context) {
	l.mu.Lock()
	now := time.Now()
	due := !now.Before(l.census)
	if due {
		l.census = now.Add(censusGap)
	}
	l.mu.Unlock()
	if !due {
		return
	}
	if n, err := l.shared.Servers(ctx, l.name, 2*censusGap); err == nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.servers = max(1, n)
	}
}

// note remembers whether the shared counter answers, and tells when that changes.
func (l *Limits) note(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err != nil && !l.away:
		l.away, l.again = true, time.Now().Add(awayTime)
		l.log.Warn("the limits that all servers share cannot be counted: this one keeps within its own share", "servers", l.servers, "error", err)
	case err == nil && l.away:
		l.away = false
		l.log.Info("the limits are shared again")
	}
}

func (l *Limits) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.servers
}
