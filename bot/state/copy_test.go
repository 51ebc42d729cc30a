package state_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/state"
	"wenbao/bot/state/statetest"
)

// filled makes a state with something of everything, and closes it.
func filled(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s := opened(t, dir)
	for i := range 9 { // of which MaxTurns are kept
		who := string(rune('a' + i%3))
		said := state.Said{Who: who, Turn: state.Turn{Receipt: fmt.Sprint("r", i), Question: fmt.Sprint("问\x00题", i), Cited: []string{"x/1.1", "x/1.2"}}}
		_, err := s.Receive(t.Context(), state.Update{ID: int64(1 + i), Lane: 1, Raw: []byte("{}")})
		must(t, err)
		must(t, s.Finish(t.Context(), int64(1+i), said))
		must(t, s.SetSetting(t.Context(), who, "lang", "en"))
		must(t, s.Vote(t.Context(), who, said.Turn.Receipt, i%2 == 0))
		must(t, s.AddGap(t.Context(), who, "mark", state.Gap{Subject: "门票", Reason: "price", Nearest: "x/1.1"}))
		must(t, s.AddReceipt(t.Context(), state.Receipt{ID: "r", Message: []byte{0, 0xff, byte(i)}, Outcome: "answered", Cited: []string{"x/1.1"}}))
	}
	_, err := s.Attach(t.Context(), "a", "r0")
	must(t, err)
	for id := range int64(4) {
		_, err := s.Receive(t.Context(), state.Update{ID: 100 + id, Lane: id, Raw: []byte{0, 0xff, byte(id)}})
		must(t, err)
	}
	claimed, err := s.Claim(t.Context(), "killed", 2)
	must(t, err)
	must(t, s.Postpone(t.Context(), claimed[0].ID, time.Now().Add(time.Hour), []byte("what is left")))
	must(t, s.Close())
	return dir
}

// told is all that a state tells, and so all that it holds.
func told(t *testing.T, s *state.Store) map[string]any {
	t.Helper()
	all := map[string]any{}
	note := func(name string, value any, err error) {
		must(t, err)
		all[name] = value
	}
	for _, who := range []string{"a", "b", "c"} {
		turns, err := s.Turns(t.Context(), who)
		note("turns of "+who, turns, err)
		lang, err := s.Setting(t.Context(), who, "lang")
		note("language of "+who, lang, err)
	}
	r, _, err := s.FindReceipt(t.Context(), "r")
	note("receipt", r, err)
	gaps, others, err := s.Gaps(t.Context())
	note("gaps", gaps, err)
	all["other gaps"] = others
	up, down, opinions, err := s.Opinions(t.Context())
	note("opinions", opinions, err)
	all["votes"] = []int{up, down}
	backlog, err := s.Backlog(t.Context())
	note("backlog", backlog, err)
	fates, err := s.Receive(t.Context(), state.Update{ID: 1}, state.Update{ID: 9}, state.Update{ID: 100})
	note("known", fates, err)
	return all
}

// TestCopy: PostgreSQL tells what SQLite told, also of the updates that are open,
// and goes on with it.
func TestCopy(t *testing.T) {
	address := statetest.Postgres(t)
	dir := filled(t)
	copied, err := state.Copy(t.Context(), dir, address)
	must(t, err)
	want := []state.Copied{{Table: "inbox", Rows: 13}, {Table: "turns", Rows: 9}, {Table: "settings", Rows: 3}, {Table: "feedback", Rows: 9},
		{Table: "receipts", Rows: 9}, {Table: "gaps", Rows: 3}, {Table: "subjects", Rows: 1}}
	if diff := cmp.Diff(want, copied); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
	before, after := opened(t, dir), connected(t, address)
	if diff := cmp.Diff(told(t, before), told(t, after)); diff != "" {
		t.Errorf("(-SQLite +PostgreSQL):\n%s", diff)
	}
	later := func() time.Time { return time.Now().Add(2 * time.Hour) } // what was postponed is due, a lease over
	before.Configure(later, state.MaxReceipts, state.MaxLane, state.MaxOpen)
	after.Configure(later, state.MaxReceipts, state.MaxLane, state.MaxOpen)
	open, err := before.Claim(t.Context(), "b", 9)
	must(t, err)
	again, err := after.Claim(t.Context(), "b", 9)
	must(t, err)
	if diff := cmp.Diff(open, again); diff != "" || len(open) != 4 {
		t.Errorf("%d open (-SQLite +PostgreSQL):\n%s", len(open), diff)
	}
	must(t, after.Finish(t.Context(), 100, state.Said{Who: "a", Turn: state.Turn{Receipt: "new", Question: "新"}}))
	turns, err := after.Turns(t.Context(), "a")
	if err != nil || len(turns) != 4 || turns[3].Receipt != "new" {
		t.Errorf("turns afterwards: %+v, %v", turns, err)
	}
}

// TestCopyOfUpgraded: a state of the first programs is brought to today's.
func TestCopyOfUpgraded(t *testing.T) {
	dir, address := t.TempDir(), statetest.Postgres(t)
	unpack(t, "testdata/unversioned.db.gz", dir+"/state.db")
	_, err := state.Copy(t.Context(), dir, address)
	must(t, err)
	before, after := opened(t, dir), connected(t, address)
	for _, s := range []*state.Store{before, after} {
		s.Configure(func() time.Time { return time.Unix(1_700_000_100, 0) }, state.MaxReceipts, state.MaxLane, state.MaxOpen)
	}
	if diff := cmp.Diff(told(t, before), told(t, after)); diff != "" {
		t.Errorf("(-SQLite +PostgreSQL):\n%s", diff)
	}
}

// TestCopyRefuses: nothing is copied into what holds something, nor of what somebody
// uses.
func TestCopyRefuses(t *testing.T) {
	address := statetest.Postgres(t)
	dir := filled(t)
	to := connected(t, address)
	t.Run("used", func(t *testing.T) {
		s := opened(t, dir)
		if _, err := state.Copy(t.Context(), dir, address); !errors.Is(err, state.ErrLocked) {
			t.Errorf("%v", err)
		}
		if _, err := s.Turns(t.Context(), "a"); err != nil {
			t.Errorf("who uses it is disturbed: %v", err)
		}
		must(t, s.Close())
	})
	t.Run("not empty", func(t *testing.T) {
		must(t, to.SetSetting(t.Context(), "b", "lang", "en"))
		if _, err := state.Copy(t.Context(), dir, address); !errors.Is(err, state.ErrNotEmpty) {
			t.Errorf("%v", err)
		}
		if turns, err := to.Turns(t.Context(), "a"); err != nil || len(turns) != 0 {
			t.Errorf("something was copied: %v, %v", turns, err)
		}
		must(t, to.Forget(t.Context(), "b"))
	})
	t.Run("twice", func(t *testing.T) {
		for i, want := range []error{nil, state.ErrNotEmpty} {
			if _, err := state.Copy(t.Context(), dir, address); !errors.Is(err, want) {
				t.Errorf("the %dth: %v", i, err)
			}
		}
	})
}
