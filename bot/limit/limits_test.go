package limit_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot/limit"
	"wenbao/bot/limit/limittest"
)

func TestMemory(t *testing.T) {
	limittest.Run(t, func(*testing.T) limit.Counter { return limit.NewMemory() })
}

// flaky is a counter of two servers that can be away.
type flaky struct {
	*limit.Memory
	away  bool
	asked atomic.Int64
}

var errAway = errors.New("the database cannot be reached")

func (f *flaky) Take(ctx context.Context, name string, b limit.Bucket, n int, ahead time.Duration) (limit.Level, error) {
	f.asked.Add(1)
	if f.away {
		return limit.Level{}, errAway
	}
	return f.Memory.Take(ctx, name, b, n, ahead)
}

func (f *flaky) Spend(ctx context.Context, n int, of ...limit.Account) (bool, error) {
	f.asked.Add(1)
	if f.away {
		return false, errAway
	}
	return f.Memory.Spend(ctx, n, of...)
}

func (f *flaky) Servers(context.Context, string, time.Duration) (int, error) { return 2, nil }

// TestShare: while the counter is away a server keeps within its half, says so
// once, asks seldom, and goes on with all of it later.
func TestShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		shared := &flaky{Memory: limit.NewMemory()}
		l := limit.Share(shared, slog.New(slog.NewTextHandler(&log, nil)))
		bucket, day := limit.Bucket{Rate: 0.001, Burst: 6}, limit.Account{Name: "day", Most: 10}
		take := func() (n int) {
			for range 10 {
				if l.Take(t.Context(), "a", bucket, 1, 0).OK {
					n++
				}
			}
			return n
		}
		if !l.Spend(t.Context(), 4, day) || take() != 6 {
			t.Error("not all of it is had")
		}
		shared.away = true
		shared.asked.Store(0)
		if n := take(); n != 3 {
			t.Errorf("%d are taken while it is away", n)
		}
		if l.Spend(t.Context(), 2, day) || !l.Spend(t.Context(), 1, day) {
			t.Error("more or less than half a day is spent, with what was before")
		}
		if shared.asked.Load() != 1 {
			t.Errorf("it was asked %d times", shared.asked.Load())
		}
		time.Sleep(time.Minute)
		take()
		shared.away = false
		time.Sleep(time.Minute)
		if !l.Spend(t.Context(), 6, day) {
			t.Error("it is not asked again")
		}
		if warned, told := strings.Count(log.String(), "WARN"), strings.Count(log.String(), "INFO"); warned != 1 || told != 1 {
			t.Errorf("%d warnings, %d notes:\n%s", warned, told, log.String())
		}
	})
}

// TestShareOfWhoWent: somebody who goes away says nothing of the counter.
func TestShareOfWhoWent(t *testing.T) {
	var log bytes.Buffer
	shared := &flaky{Memory: limit.NewMemory(), away: true}
	l := limit.Share(shared, slog.New(slog.NewTextHandler(&log, nil)))
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	l.Take(gone, "a", limit.Bucket{Rate: 1, Burst: 1}, 1, 0)
	if log.Len() > 0 {
		t.Error(log.String())
	}
}

// TestLine: turns come at the bucket's rate, to all servers together, for a few
// questions to the counter.
func TestLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shared := &flaky{Memory: limit.NewMemory()}
		bucket := limit.Bucket{Rate: 28, Burst: 20}
		began, turns := time.Now(), make(chan time.Duration)
		const servers, each = 2, 140
		for range servers {
			line := limit.NewLine(limit.Share(shared, slog.New(slog.DiscardHandler)), "sending", bucket)
			for range each {
				go func() {
					if err := line.Wait(t.Context()); err != nil {
						t.Error(err)
					}
					turns <- time.Since(began)
				}()
			}
		}
		var last time.Duration
		for i := range servers * each {
			turn := <-turns
			if least := time.Duration(float64(i+1-bucket.Burst) / bucket.Rate * float64(time.Second)); turn < least-time.Millisecond {
				t.Errorf("turn %d after %v, want %v or more", i, turn, least)
			}
			last = max(last, turn)
		}
		if want := 9300 * time.Millisecond; last > want+time.Second {
			t.Errorf("all had their turn after %v, want about %v", last, want)
		}
		if slices := servers * each / 7; int(shared.asked.Load()) > (servers+2)*slices { // each asks once in vain, and again
			t.Errorf("the counter was asked %d times for %d turns", shared.asked.Load(), servers*each)
		}
	})
}

// TestLineLeft: who goes away while waiting holds nobody up.
func TestLineLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := limit.NewLine(limit.Local(), "sending", limit.Bucket{Rate: 1, Burst: 1})
		if err := line.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		gone, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		for range 5 {
			if err := line.Wait(gone); !errors.Is(err, context.DeadlineExceeded) {
				t.Error(err)
			}
		}
		began := time.Now()
		if err := line.Wait(t.Context()); err != nil || time.Since(began) > 2*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}

// crowd is a counter of many servers, which is away.
type crowd struct {
	flaky
	servers int
}

func (c *crowd) Servers(context.Context, string, time.Duration) (int, error) { return c.servers, nil }

// TestLineAlone: while the counter is away all who wait get their turns, at the
// rate of the server's part, and the line pauses until there is one.
func TestLineAlone(t *testing.T) {
	for _, tt := range []struct {
		name    string
		servers int
		burst   int // of a part
	}{
		{"two servers", 2, 10},
		{"so many that a part holds fewer turns than are taken at once", 10, 2},
		{"more than the bucket holds", 40, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stuck := time.AfterFunc(20*time.Second, func() { panic("the line asks and asks") }) // of the real clock, which goes on
			defer stuck.Stop()
			synctest.Test(t, func(t *testing.T) {
				shared := &crowd{flaky{Memory: limit.NewMemory()}, tt.servers}
				limits := limit.Share(shared, slog.New(slog.DiscardHandler))
				limits.Admit(t.Context(), "a", limit.Breaker{Failures: 1}) // counts the servers
				shared.away = true
				const rate, waiting = 28, 60
				line := limit.NewLine(limits, "sending", limit.Bucket{Rate: rate, Burst: 20})
				began := time.Now()
				var all sync.WaitGroup
				for range waiting {
					all.Go(func() {
						if err := line.Wait(t.Context()); err != nil {
							t.Error(err)
						}
					})
				}
				all.Wait()
				want := time.Duration(float64((waiting-tt.burst)*tt.servers) / rate * float64(time.Second))
				if took := time.Since(began); took < want-time.Millisecond || took > want+time.Second {
					t.Errorf("all had their turn after %v, want about %v", took, want)
				}
			})
		})
	}
}
