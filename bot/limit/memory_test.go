package limit

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// TestMemoryIsBounded: a flood of users takes no more memory, and no more than the
// day's limit.
func TestMemoryIsBounded(t *testing.T) {
	m := NewMemory()
	day := Account{"day", 2 * maxAccounts}
	for i := range 2*maxAccounts + 10 {
		ok, _ := m.Spend(t.Context(), 1, day, Account{fmt.Sprint(i), 1})
		if want := i < day.Most; ok != want {
			t.Fatalf("user %d: %t", i, ok)
		}
	}
	if len(m.spent) > maxAccounts || m.spent["day"] != day.Most {
		t.Errorf("%d accounts are kept, %d tokens spent", len(m.spent), m.spent["day"])
	}
}

func TestMemoryForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := NewMemory()
		for i := range 1000 {
			_, _ = m.Take(t.Context(), fmt.Sprint(i), Bucket{1, 1}, 1, 0)
		}
		_, _ = m.Spend(t.Context(), 5, Account{"day", 5})
		time.Sleep(24 * time.Hour)
		if ok, _ := m.Spend(t.Context(), 5, Account{"day", 5}); !ok {
			t.Error("the next day nothing may be spent")
		}
		_, _ = m.Take(t.Context(), "new", Bucket{1, 1}, 1, 0)
		if n := len(m.times); n != 1 {
			t.Errorf("%d buckets are kept", n)
		}
	})
}
