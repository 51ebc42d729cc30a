package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// stores are the two kinds; every test runs on both.
func stores(t *testing.T, test func(t *testing.T, s *Store)) {
	kinds := map[string]func() (*Store, error){
		"file":   func() (*Store, error) { return Open(t.Context(), t.TempDir()) },
		"memory": func() (*Store, error) { return Memory(t.Context()) },
	}
	for name, open := range kinds {
		t.Run(name, func(t *testing.T) {
			s, err := open()
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			test(t, s)
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func age(t *testing.T, s *Store, table string, seconds int) {
	t.Helper()
	must(t, s.exec(t.Context(), fmt.Sprintf(`UPDATE %s SET at = at - %d`, table, seconds)))
}

func TestTurns(t *testing.T) {
	stores(t, func(t *testing.T, s *Store) {
		for i := range MaxTurns + 2 {
			must(t, s.AddTurn(t.Context(), "a", Turn{Receipt: fmt.Sprint(i), Question: fmt.Sprint("问", i), Cited: []string{"x/1", "x/2"}}))
		}
		must(t, s.AddTurn(t.Context(), "b", Turn{Question: "别人的"}))
		turns, err := s.Turns(t.Context(), "a")
		must(t, err)
		if len(turns) != MaxTurns || turns[0].Question != "问2" || !cmp.Equal(turns[5].Cited, []string{"x/1", "x/2"}) {
			t.Errorf("turns %+v", turns)
		}
		age(t, s, "turns", int(TurnsFor.Seconds())+1)
		if turns, err = s.Turns(t.Context(), "a"); err != nil || len(turns) != 0 {
			t.Errorf("old turns are told: %v %v", turns, err)
		}
		must(t, s.Sweep(t.Context()))
		if n := count(t, s, "turns"); n != 0 {
			t.Errorf("%d old turns are kept", n)
		}
	})
}

func count(t *testing.T, s *Store, table string) (n int) {
	t.Helper()
	must(t, s.db.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n))
	return n
}

func TestForget(t *testing.T) {
	stores(t, func(t *testing.T, s *Store) {
		for _, who := range []string{"a", "b"} {
			must(t, s.AddTurn(t.Context(), who, Turn{Receipt: "r", Question: "问"}))
			must(t, s.SetSetting(t.Context(), who, "lang", "en"))
			must(t, s.Vote(t.Context(), who, "r", true))
		}
		must(t, s.Forget(t.Context(), "a"))
		for _, table := range []string{"turns", "settings", "feedback"} {
			if n := count(t, s, table); n != 1 {
				t.Errorf("%s has %d rows, want only those of b", table, n)
			}
		}
	})
}

// TestForgetOnDisk looks for what was deleted in the files themselves.
func TestForgetOnDisk(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), dir)
	must(t, err)
	defer s.Close()
	must(t, s.AddTurn(t.Context(), "a", Turn{Question: "这是一个秘密问题"}))
	must(t, s.Forget(t.Context(), "a"))
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	must(t, err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		must(t, err)
		if bytes.Contains(data, []byte("秘密")) {
			t.Errorf("%s still holds it", filepath.Base(name))
		}
	}
}

func TestFeedback(t *testing.T) {
	stores(t, func(t *testing.T, s *Store) {
		if ok, err := s.Attach(t.Context(), "a", "r"); ok || err != nil {
			t.Errorf("a text without a vote: %v %v", ok, err)
		}
		must(t, s.AddTurn(t.Context(), "a", Turn{Receipt: "r", Question: "问"}))
		must(t, s.Vote(t.Context(), "a", "r", true))
		must(t, s.Vote(t.Context(), "a", "r", false))
		var up bool
		var question *string
		row := func() {
			must(t, s.db.QueryRowContext(t.Context(), `SELECT up, question FROM feedback`).Scan(&up, &question))
		}
		if row(); up || question != nil {
			t.Errorf("after two votes: up %v, question %v", up, question)
		}
		if ok, err := s.Attach(t.Context(), "a", "r"); !ok || err != nil {
			t.Errorf("attaching: %v %v", ok, err)
		}
		if row(); question == nil || *question != "问" {
			t.Errorf("the agreed text is %v", question)
		}
	})
}

func TestInbox(t *testing.T) {
	stores(t, func(t *testing.T, s *Store) {
		err := s.Park(t.Context(), 5, []byte("{}"))
		if s.Durable() == errors.Is(err, ErrVolatile) {
			t.Fatalf("parking: %v", err)
		}
		parked, err := s.Parked(t.Context())
		must(t, err)
		if s.Durable() && (len(parked) != 1 || parked[0].ID != 5) {
			t.Errorf("parked %v", parked)
		}
		must(t, s.Finish(t.Context(), 5))
		must(t, s.Finish(t.Context(), 5))
		if done, err := s.Handled(t.Context(), 5); !done || err != nil {
			t.Errorf("handled: %v %v", done, err)
		}
		if done, err := s.Handled(t.Context(), 6); done || err != nil {
			t.Errorf("not handled: %v %v", done, err)
		}
		if parked, err = s.Parked(t.Context()); err != nil || len(parked) != 0 {
			t.Errorf("still parked: %v %v", parked, err)
		}
	})
}

func TestReopen(t *testing.T) {
	dir := t.TempDir()
	for i := range 2 {
		s, err := Open(t.Context(), dir)
		must(t, err)
		value, err := s.Setting(t.Context(), "a", "lang")
		must(t, err)
		if want := []string{"", "en"}[i]; value != want {
			t.Errorf("start %d: %q", i, value)
		}
		must(t, s.SetSetting(t.Context(), "a", "lang", "en"))
		must(t, s.Close())
	}
}

func TestOpenUnwritable(t *testing.T) {
	if _, err := Open(context.Background(), "/dev/null/x"); err == nil {
		t.Error("a folder that cannot be is opened")
	}
}
