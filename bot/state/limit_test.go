package state_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"wenbao/bot/limit"
	"wenbao/bot/limit/limittest"
	"wenbao/bot/state"
	"wenbao/bot/state/statetest"
)

// TestLimits runs the suite of limits.
func TestLimits(t *testing.T) {
	limittest.Run(t, func(t *testing.T) limit.Counter {
		address := statetest.Postgres(t)
		return connected(t, address).Limits()
	})
}

// TestLimitsAreShared: what one takes another has not; another clock in the
// programs changes nothing.
func TestLimitsAreShared(t *testing.T) {
	address := statetest.Postgres(t)
	a, b := connected(t, address), connected(t, address)
	b.Configure(func() time.Time { return time.Now().Add(48 * time.Hour) }, 1, 1, 1)
	bucket, day := limit.Bucket{Rate: 0.001, Burst: 3}, limit.Account{Name: "day", Most: 3}
	for i, s := range []*state.Store{a, b, a, b} {
		level, err := s.Limits().Take(t.Context(), "a", bucket, 1, 0)
		must(t, err)
		ok, err := s.Limits().Spend(t.Context(), 1, day)
		must(t, err)
		if level.OK != (i < 3) || ok != (i < 3) {
			t.Errorf("the %dth: %+v, %t", i, level, ok)
		}
		must(t, swept(t, s))
	}
	must(t, a.Exec(t.Context(), `UPDATE limits SET until = until - INTERVAL '24 hours'`))
	if ok, err := b.Limits().Spend(t.Context(), 3, day); err != nil || !ok {
		t.Errorf("the next day: %t, %v", ok, err)
	}
}

// TestSpendFails: that nothing can be counted is an error and no budget that is
// spent, so that who counts by it counts for himself.
func TestSpendFails(t *testing.T) {
	for _, tt := range []struct {
		name, order string // to the database before
		n           int
		fails       bool
	}{
		{"enough is left", "", 1, false},
		{"too little is left", "", 4, false},
		{"the table is gone", `DROP TABLE limits`, 1, true},
		{"the table takes nothing", `ALTER TABLE limits ADD CHECK (name = '')`, 1, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := connected(t, statetest.Postgres(t))
			if tt.order != "" {
				must(t, s.Exec(t.Context(), tt.order))
			}
			ok, err := s.Limits().Spend(t.Context(), tt.n, limit.Account{Name: "day", Most: 3})
			if (err != nil) != tt.fails || ok != (!tt.fails && tt.n <= 3) {
				t.Errorf("%t, %v", ok, err)
			}
		})
	}
}

// TestServers: those that live are counted.
func TestServers(t *testing.T) {
	l := connected(t, statetest.Postgres(t)).Limits()
	for i, want := range []struct {
		server string
		within time.Duration
		n      int
	}{{"a", time.Minute, 1}, {"b", time.Minute, 2}, {"a", time.Minute, 2}, {"b", -time.Minute, 2}, {"a", time.Minute, 1}} {
		if n, err := l.Servers(t.Context(), want.server, want.within); err != nil || n != want.n {
			t.Errorf("the %dth: %d, %v", i, n, err)
		}
	}
}

// TestLimitsSwept: what means nothing any more is forgotten.
func TestLimitsSwept(t *testing.T) {
	s := connected(t, statetest.Postgres(t))
	for _, name := range []string{"old", "new"} {
		_, err := s.Limits().Take(t.Context(), name, limit.Bucket{Rate: 1, Burst: 1}, 1, 0)
		must(t, err)
	}
	must(t, s.Exec(t.Context(), `UPDATE limits SET until = until - INTERVAL '1 hour' WHERE name = 'old'`))
	must(t, swept(t, s))
	if err := s.Exec(t.Context(), `SELECT 1 / (CASE WHEN (SELECT string_agg(name, ' ') FROM limits) = 'new' THEN 1 ELSE 0 END)`); err != nil {
		t.Errorf("not swept: %v", err)
	}
}

// TestLimitsAway: without the database a server counts for itself.
func TestLimitsAway(t *testing.T) {
	s := connected(t, statetest.Postgres(t))
	var log strings.Builder
	l := limit.Share(s.Limits(), slog.New(slog.NewTextHandler(&log, nil)))
	bucket := limit.Bucket{Rate: 0.001, Burst: 2}
	for i, want := range []bool{true, true, false, true, true, false} {
		if i == 3 {
			must(t, s.Close())
		}
		if level := l.Take(t.Context(), "a", bucket, 1, 0); level.OK != want {
			t.Errorf("the %dth: %+v", i, level)
		}
	}
	if strings.Count(log.String(), "WARN") != 1 {
		t.Errorf("the log says %q", log.String())
	}
}
