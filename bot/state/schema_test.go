package state_test

import (
	"compress/gzip"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/state"
)

// database makes a file by orders of SQL.
func database(t *testing.T, orders string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(dir, "state.db"))
	must(t, err)
	_, err = db.ExecContext(t.Context(), orders)
	must(t, errors.Join(err, db.Close()))
	return dir
}

// TestUpgrade: testdata/unversioned.db.gz was written by the last program before
// schemas had numbers. All that it kept is still there, and what was not answered is.
func TestUpgrade(t *testing.T) {
	dir := t.TempDir()
	unpack(t, "testdata/unversioned.db.gz", filepath.Join(dir, "state.db"))
	for range 2 { // the second time there is nothing to do
		s := opened(t, dir)
		s.Configure(func() time.Time { return time.Unix(1_700_000_100, 0) }, state.MaxReceipts, state.MaxLane, state.MaxOpen)
		fates, err := s.Receive(t.Context(), state.Update{ID: 101}, state.Update{ID: 102}, state.Update{ID: 104})
		if diff := cmp.Diff([]state.Fate{state.Known, state.Known, state.Known}, fates); err != nil || diff != "" {
			t.Errorf("%v\n%s", err, diff)
		}
		turns, err := s.Turns(t.Context(), "a")
		if err != nil || len(turns) != 1 || turns[0].Question != "去年新建了多少个消防站？" || len(turns[0].Cited) != 2 {
			t.Errorf("turns %+v, %v", turns, err)
		}
		if chosen, err := s.Setting(t.Context(), "a", "language"); err != nil || chosen != "en" {
			t.Errorf("language %q, %v", chosen, err)
		}
		if _, ok, err := s.FindReceipt(t.Context(), "r"); err != nil || !ok {
			t.Errorf("receipt %t, %v", ok, err)
		}
		if up, _, err := s.Votes(t.Context(), "a"); err != nil || !up {
			t.Errorf("vote %t, %v", up, err)
		}
		if gaps, _, err := s.Gaps(t.Context()); err != nil || len(gaps) != 1 || gaps[0].Subject != "门票" {
			t.Errorf("gaps %+v, %v", gaps, err)
		}
		must(t, s.Close())
	}
	s := opened(t, dir)
	s.Configure(func() time.Time { return time.Unix(1_700_000_100, 0) }, state.MaxReceipts, state.MaxLane, state.MaxOpen)
	lanes := map[int64]int64{}
	for range 3 {
		claimed, err := s.Claim(t.Context(), "a", 9)
		must(t, err)
		for _, u := range claimed {
			lanes[u.ID] = u.Lane
			if len(u.Raw) == 0 || u.At.Unix() != 1_700_000_000 {
				t.Errorf("%+v", u)
			}
			must(t, s.Finish(t.Context(), u.ID))
		}
	}
	if diff := cmp.Diff(map[int64]int64{103: 7, 104: -1001234567890, 105: 7, 106: 0}, lanes); diff != "" {
		t.Errorf("what was parked, by lane (-want +got):\n%s", diff)
	}
}

func unpack(t *testing.T, from, to string) {
	t.Helper()
	packed, err := os.Open(from)
	must(t, err)
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	must(t, err)
	data, err := io.ReadAll(r)
	must(t, err)
	must(t, os.WriteFile(to, data, 0o600))
}

// TestUpgradeUndated: the first programs did not say when they parked an update.
func TestUpgradeUndated(t *testing.T) {
	s := opened(t, database(t, `CREATE TABLE parked (id INTEGER PRIMARY KEY, raw BLOB NOT NULL); INSERT INTO parked VALUES (5, '{}')`))
	must(t, swept(t, s))
	if claimed, err := s.Claim(t.Context(), "a", 9); err != nil || len(claimed) != 1 || time.Since(claimed[0].At) > time.Hour {
		t.Errorf("%+v, %v", claimed, err)
	}
}

// TestRefused: a file that is not ours, or of a later program, is told so and not
// changed.
func TestRefused(t *testing.T) {
	junk := t.TempDir()
	must(t, os.WriteFile(filepath.Join(junk, "state.db"), []byte(strings.Repeat("This is no database. ", 100)), 0o600))
	newer := t.TempDir()
	s := opened(t, newer)
	must(t, s.Exec(t.Context(), `PRAGMA user_version = 77`))
	must(t, s.Close())
	for _, test := range []struct {
		name, dir string
		want      error
		says      string
	}{
		{"no database", junk, state.ErrForeign, "state.db"},
		{"other tables", database(t, `CREATE TABLE customers (id INTEGER)`), state.ErrForeign, "no database of this program"},
		{"another program's mark", database(t, `PRAGMA application_id = 5; CREATE TABLE turns (id INTEGER)`), state.ErrForeign, "state.db"},
		{"another program's version", database(t, `PRAGMA user_version = 2; CREATE TABLE turns (id INTEGER)`), state.ErrForeign, "state.db"},
		{"a newer schema", newer, state.ErrNewer, "version 77"},
	} {
		t.Run(test.name, func(t *testing.T) {
			name := filepath.Join(test.dir, "state.db")
			before, err := os.ReadFile(name)
			must(t, err)
			if _, err := state.Open(t.Context(), test.dir); !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v", err)
			}
			after, err := os.ReadFile(name)
			must(t, err)
			before, after = contents(before), contents(after)
			if !cmp.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

// contents is a file without what SQLite's journal mode changes in a database's
// header.
func contents(data []byte) []byte {
	if strings.HasPrefix(string(data), "SQLite") && len(data) > 100 {
		return data[100:]
	}
	return data
}
