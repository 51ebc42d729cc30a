package state_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wenbao/bot/state"
	"wenbao/bot/state/statetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestConformance runs the common suite on both kinds.
func TestConformance(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) (*state.Store, error){
		"file":   func(t *testing.T) (*state.Store, error) { return state.Open(t.Context(), t.TempDir()) },
		"memory": func(t *testing.T) (*state.Store, error) { return state.Memory(t.Context()) },
	} {
		t.Run(name, func(t *testing.T) {
			statetest.Run(t, func(t *testing.T, c statetest.Config) statetest.Store {
				s, err := open(t)
				must(t, err)
				t.Cleanup(func() { must(t, s.Close()) })
				s.Configure(c.Now, c.MaxReceipts)
				return s
			})
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func opened(t *testing.T, dir string) *state.Store {
	t.Helper()
	s, err := state.Open(t.Context(), dir)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestForgetOnDisk looks for what was deleted in the files themselves.
func TestForgetOnDisk(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	must(t, s.AddTurn(t.Context(), "a", state.Turn{Question: "这是一个秘密问题"}))
	if !tells(t, dir) {
		t.Error("the files never held it")
	}
	must(t, s.Forget(t.Context(), "a"))
	if tells(t, dir) {
		t.Error("the files still hold it")
	}
}

// TestForgetWhileRead: another program that reads keeps a text in SQLite's log,
// which is told, holds nobody up, and is mended by the next sweep.
func TestForgetWhileRead(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	must(t, s.AddTurn(t.Context(), "a", state.Turn{Question: "这是一个秘密问题"}))
	end := reading(t, filepath.Join(dir, "state.db"))
	began := time.Now()
	if err := s.Forget(t.Context(), "a"); !errors.Is(err, state.ErrUnscrubbed) {
		t.Errorf("forgetting: %v", err)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
	if turns, err := s.Turns(t.Context(), "a"); err != nil || len(turns) != 0 {
		t.Errorf("not deleted: %v %v", turns, err)
	}
	if !tells(t, dir) {
		t.Error("the reader hinders nothing")
	}
	end()
	must(t, s.Sweep(t.Context()))
	if tells(t, dir) {
		t.Error("the files still hold it after the sweep")
	}
}

// reading reads a database, as another program would, until end is called.
func reading(t *testing.T, name string) (end func()) {
	t.Helper()
	db, err := sql.Open("sqlite", name)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	tx, err := db.BeginTx(t.Context(), nil)
	must(t, err)
	var n int
	must(t, tx.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM turns`).Scan(&n))
	return func() { must(t, tx.Rollback()) }
}

// TestUpgrade: what an earlier version parked is still there, and expires.
func TestUpgrade(t *testing.T) {
	dir := t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(dir, "state.db"))
	must(t, err)
	_, err = db.ExecContext(t.Context(), `CREATE TABLE parked (id INTEGER PRIMARY KEY, raw BLOB NOT NULL); INSERT INTO parked VALUES (5, '{}')`)
	must(t, errors.Join(err, db.Close()))
	for range 2 {
		s := opened(t, dir)
		must(t, s.Sweep(t.Context()))
		if parked, err := s.Parked(t.Context()); err != nil || len(parked) != 1 {
			t.Errorf("parked %v, %v", parked, err)
		}
		must(t, s.Close())
	}
	s := opened(t, dir)
	s.Configure(func() time.Time { return time.Now().Add(state.UpdatesFor + time.Hour) }, state.MaxReceipts)
	must(t, s.Sweep(t.Context()))
	s.Configure(time.Now, state.MaxReceipts)
	if parked, err := s.Parked(t.Context()); err != nil || len(parked) != 0 {
		t.Errorf("after the retention: %v, %v", parked, err)
	}
}

// secret is what the tests say and want forgotten.
const secret = "秘密"

// tells reports whether a file of a folder holds the secret.
func tells(t *testing.T, dir string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	must(t, err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		must(t, err)
		if bytes.Contains(data, []byte(secret)) {
			return true
		}
	}
	return false
}

func TestLastVoteCounts(t *testing.T) {
	s := opened(t, t.TempDir())
	must(t, s.AddTurn(t.Context(), "a", state.Turn{Receipt: "r", Question: "问"}))
	for _, up := range []bool{true, false} {
		must(t, s.Vote(t.Context(), "a", "r", up))
	}
	if up, question, err := s.Votes(t.Context(), "a"); err != nil || up || question != nil {
		t.Errorf("after two votes: up %v, question %v, %v", up, question, err)
	}
	if _, err := s.Attach(t.Context(), "a", "r"); err != nil {
		t.Fatal(err)
	}
	if _, question, err := s.Votes(t.Context(), "a"); err != nil || question == nil || *question != "问" {
		t.Errorf("the agreed text is %v, %v", question, err)
	}
}

// TestReopen: what is kept outlives the program, in a folder of any name.
func TestReopen(t *testing.T) {
	for _, name := range []string{"plain", "data folder", "100%", "%41", "what?", "a#b", "数据", "a&b=c;d", "[x]", "-", "a:b", "line\nfeed"} {
		t.Run(name, func(t *testing.T) {
			if runtime.GOOS == "windows" && name != "plain" {
				t.Skip("no such names here")
			}
			parent := t.TempDir()
			dir := filepath.Join(parent, name)
			must(t, os.Mkdir(dir, 0o700))
			for i, want := range []string{"", "en"} {
				s, err := state.Open(t.Context(), dir)
				must(t, err)
				value, err := s.Setting(t.Context(), "a", "lang")
				must(t, err)
				if value != want {
					t.Errorf("start %d: %q", i, value)
				}
				must(t, s.SetSetting(t.Context(), "a", "lang", "en"))
				must(t, s.Close())
			}
			if entries, err := os.ReadDir(parent); err != nil || len(entries) != 1 {
				t.Errorf("files beside the folder: %v %v", entries, err)
			}
			if _, err := os.Stat(filepath.Join(dir, "state.db")); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestRelativeFolder: a folder is also named from where the program stands.
func TestRelativeFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, os.Mkdir("data", 0o700))
	for _, dir := range []string{"data", ".", "./data/../data"} {
		s := opened(t, dir)
		must(t, s.SetSetting(t.Context(), "a", dir, "en"))
		must(t, s.Close())
		if _, err := os.Stat(filepath.Join(dir, "state.db")); err != nil {
			t.Error(err)
		}
	}
}

// TestPrivate: only the owner may read what is kept, also where the files were
// open to others before.
func TestPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such permissions here")
	}
	dir := t.TempDir()
	for range 2 {
		s := opened(t, dir)
		must(t, s.SetSetting(t.Context(), "a", "lang", "en"))
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		must(t, err)
		if len(files) != 3 {
			t.Errorf("files %v, want the database, its log and the log's index", files)
		}
		for _, name := range files {
			info, err := os.Stat(name)
			must(t, err)
			if info.Mode().Perm() != 0o600 {
				t.Errorf("%s has the mode %v", filepath.Base(name), info.Mode())
			}
			must(t, os.Chmod(name, 0o644)) // for the second time, when the log is still there
		}
	}
}

// TestManyPrograms: several open the same new folder at the same time.
func TestManyPrograms(t *testing.T) {
	dir := t.TempDir()
	const programs = 6
	var group sync.WaitGroup
	for range programs {
		group.Go(func() {
			s, err := state.Open(t.Context(), dir)
			if err != nil {
				t.Error(err)
				return
			}
			for range 10 {
				if err := s.AddReceipt(t.Context(), state.Receipt{ID: "r", Message: []byte("m")}); err != nil {
					t.Error(err)
				}
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if r, ok, err := opened(t, dir).FindReceipt(t.Context(), "r"); err != nil || !ok || string(r.Message) != "m" {
		t.Errorf("%+v %t %v", r, ok, err)
	}
}

func TestOpenUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	for name, dir := range map[string]string{"a missing folder": file + "x", "a file for a folder": file} {
		if _, err := state.Open(context.Background(), dir); err == nil {
			t.Errorf("%s is opened", name)
		}
	}
}

// TestOpenJunk: a file that is no database is refused, not written over.
func TestOpenJunk(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "state.db")
	junk := bytes.Repeat([]byte("This is no database. "), 100)
	must(t, os.WriteFile(name, junk, 0o600))
	if _, err := state.Open(t.Context(), dir); err == nil {
		t.Error("junk is opened")
	}
	if data, err := os.ReadFile(name); err != nil || !bytes.Equal(data, junk) {
		t.Error("the file was changed")
	}
}
