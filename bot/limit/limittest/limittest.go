// Package limittest says by tests what a counter of limits must do. Every kind
// runs it.
package limittest

import (
	"math"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wenbao/bot/limit"
)

// Run tests a kind of counter. open makes an empty one.
func Run(t *testing.T, open func(t *testing.T) limit.Counter) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, limit.Counter)
	}{
		{"a burst, then none", burst},
		{"tokens come back", refill},
		{"taken ahead", ahead},
		{"leaving one", leaving},
		{"names apart", names},
		{"an account", account},
		{"all accounts or none", accounts},
		{"a breaker", breaker},
		{"a success ends a row", success},
		{"many at once", manyAtOnce},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

// slow is a bucket that gets nothing within a test.
var slow = limit.Bucket{Rate: 0.001, Burst: 3}

func take(t *testing.T, c limit.Counter, name string, b limit.Bucket, n int, ahead time.Duration) limit.Level {
	t.Helper()
	level, err := c.Take(t.Context(), name, b, n, ahead)
	must(t, err)
	return level
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func burst(t *testing.T, c limit.Counter) {
	for i, want := range []struct {
		n, left, refused int
		ok               bool
	}{{2, 1, 0, true}, {2, 1, 1, false}, {2, 1, 2, false}, {1, 0, 0, true}, {1, 0, 1, false}} {
		level := take(t, c, "a", slow, want.n, 0)
		if level.OK != want.ok || level.Refused != want.refused || math.Abs(level.Left-float64(want.left)) > 0.1 {
			t.Errorf("taking %d, the %dth: %+v, want %+v", want.n, i, level, want)
		}
	}
}

func refill(t *testing.T, c limit.Counter) {
	quick := limit.Bucket{Rate: 1000, Burst: 2}
	for range 5 {
		for !take(t, c, "a", quick, 2, 0).OK {
			time.Sleep(time.Millisecond)
		}
	}
	time.Sleep(10 * time.Millisecond)
	if level := take(t, c, "a", quick, 0, 0); level.Left > 2.1 {
		t.Errorf("a bucket of two holds %v", level.Left)
	}
}

// ahead: what will be there is taken, but not more of it than was said.
func ahead(t *testing.T, c limit.Counter) {
	for i, want := range []bool{true, true, false} {
		level := take(t, c, "a", slow, 3, 3000*time.Second)
		if level.OK != want || i == 1 && math.Abs(level.Left+3) > 0.1 {
			t.Errorf("the %dth: %+v", i, level)
		}
	}
	if wait := slow.Until(take(t, c, "a", slow, 1, 0), 1); wait < 3990*time.Second || wait > 4010*time.Second {
		t.Errorf("one is there in %v", wait)
	}
}

// leaving: a smaller bucket of the same name leaves something for others.
func leaving(t *testing.T, c limit.Counter) {
	less := limit.Bucket{Rate: slow.Rate, Burst: slow.Burst - 1}
	for i, want := range []bool{true, true, false} {
		if level := take(t, c, "a", less, 1, 0); level.OK != want {
			t.Errorf("the %dth: %+v", i, level)
		}
	}
	if level := take(t, c, "a", slow, 1, 0); !level.OK {
		t.Errorf("nothing is left: %+v", level)
	}
}

func names(t *testing.T, c limit.Counter) {
	for _, name := range []string{"a", "b", "报/1", "'; --"} {
		if !take(t, c, name, slow, 3, 0).OK {
			t.Errorf("%s shares a bucket", name)
		}
	}
}

func spend(t *testing.T, c limit.Counter, n int, of ...limit.Account) bool {
	t.Helper()
	ok, err := c.Spend(t.Context(), n, of...)
	must(t, err)
	return ok
}

func account(t *testing.T, c limit.Counter) {
	day := limit.Account{Name: "day", Most: 10}
	for i, want := range []struct {
		n  int
		ok bool
	}{{11, false}, {6, true}, {5, false}, {4, true}, {1, false}} {
		if spend(t, c, want.n, day) != want.ok {
			t.Errorf("%d, the %dth, is not %t", want.n, i, want.ok)
		}
	}
	if !spend(t, c, 5) {
		t.Error("nothing is bounded by no account")
	}
}

func accounts(t *testing.T, c limit.Counter) {
	day, a, b := limit.Account{Name: "day", Most: 10}, limit.Account{Name: "a", Most: 4}, limit.Account{Name: "b", Most: 7}
	for i, want := range []struct {
		n  int
		of []limit.Account
		ok bool
	}{
		{4, []limit.Account{day, a}, true},
		{4, []limit.Account{day, a}, false}, // a has no more
		{7, []limit.Account{day, b}, false}, // nor has the day
		{6, []limit.Account{day, b}, true},
		{1, []limit.Account{b}, true},
	} {
		if spend(t, c, want.n, want.of...) != want.ok {
			t.Errorf("the %dth is not %t", i, want.ok)
		}
	}
}

// long does not end within a test, over has ended already.
var (
	long = limit.Breaker{Failures: 2, Rest: time.Hour}
	over = limit.Breaker{Failures: 2}
)

func admitted(t *testing.T, c limit.Counter, b limit.Breaker) (int, bool) {
	t.Helper()
	failed, ok, err := c.Admit(t.Context(), "model", b)
	must(t, err)
	return failed, ok
}

// breaker: after failures in a row there is a rest, then one tries.
func breaker(t *testing.T, c limit.Counter) {
	for want := range 2 {
		if failed, ok := admitted(t, c, long); !ok || failed != want {
			t.Errorf("after %d failures: %d, %t", want, failed, ok)
		}
		must(t, c.Report(t.Context(), "model", long, true))
	}
	if _, ok := admitted(t, c, long); ok {
		t.Error("there is no rest")
	}
	must(t, c.Report(t.Context(), "model", over, true))
	if failed, ok := admitted(t, c, long); !ok || failed != 3 {
		t.Errorf("after the rest: %d, %t", failed, ok)
	}
	if _, ok := admitted(t, c, long); ok {
		t.Error("two try at once")
	}
	must(t, c.Report(t.Context(), "model", long, false))
	if failed, ok := admitted(t, c, long); !ok || failed != 0 {
		t.Errorf("healed: %d, %t", failed, ok)
	}
}

func success(t *testing.T, c limit.Counter) {
	for range 5 {
		must(t, c.Report(t.Context(), "model", long, true))
		must(t, c.Report(t.Context(), "model", long, false))
	}
	if failed, ok := admitted(t, c, long); !ok || failed != 0 {
		t.Errorf("%d failures, %t", failed, ok)
	}
}

// manyAtOnce: no more is taken than there is, and one of many tries.
func manyAtOnce(t *testing.T, c limit.Counter) {
	for range 2 {
		must(t, c.Report(t.Context(), "model", over, true))
	}
	var taken, spent, tried atomic.Int64
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 10 {
				level, err := c.Take(t.Context(), "a", limit.Bucket{Rate: 0.001, Burst: 33}, 1, 0)
				ok, failed := c.Spend(t.Context(), 1, limit.Account{Name: "day", Most: 33}, limit.Account{Name: strconv.Itoa(i), Most: 33})
				_, may, down := c.Admit(t.Context(), "model", long)
				for _, err := range []error{err, failed, down} {
					if err != nil {
						t.Error(err)
					}
				}
				count(&taken, level.OK)
				count(&spent, ok)
				count(&tried, may)
			}
		})
	}
	group.Wait()
	if taken.Load() != 33 || spent.Load() != 33 || tried.Load() != 1 {
		t.Errorf("%d taken and %d spent of 33; %d tried", taken.Load(), spent.Load(), tried.Load())
	}
}

func count(n *atomic.Int64, is bool) {
	if is {
		n.Add(1)
	}
}
