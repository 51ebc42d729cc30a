package state_test

import (
	"bytes"
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

// TestConformance runs the common suite on all kinds.
func TestConformance(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) (*state.Store, error){
		"file":       func(t *testing.T) (*state.Store, error) { return state.Open(t.Context(), t.TempDir()) },
		"memory":     func(t *testing.T) (*state.Store, error) { return state.Memory(t.Context()) },
		"PostgreSQL": func(t *testing.T) (*state.Store, error) { return state.Connect(t.Context(), statetest.Postgres(t)) },
	} {
		t.Run(name, func(t *testing.T) {
			statetest.Run(t, func(t *testing.T, c statetest.Config) statetest.Store {
				s, err := open(t)
				must(t, err)
				t.Cleanup(func() { must(t, s.Close()) })
				s.Configure(c.Now, c.MaxReceipts, c.MaxLane, c.MaxOpen)
				return s
			})
		})
	}
}

func swept(t *testing.T, s *state.Store) error {
	t.Helper()
	_, err := s.Sweep(t.Context())
	return err
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

// remember finishes an update of "a" with a turn.
func remember(t *testing.T, s *state.Store, turn state.Turn) {
	t.Helper()
	_, err := s.Receive(t.Context(), state.Update{ID: 1, Lane: 1, Raw: []byte("{}")})
	must(t, err)
	must(t, s.Finish(t.Context(), 1, state.Said{Who: "a", Turn: turn}))
}

// TestForgetOnDisk looks for what was deleted in the files themselves.
func TestForgetOnDisk(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	remember(t, s, state.Turn{Question: "这是一个秘密问题"})
	if !tells(t, dir) {
		t.Error("the files never held it")
	}
	must(t, s.Forget(t.Context(), "a"))
	if tells(t, dir) {
		t.Error("the files still hold it")
	}
}

// TestDoneOnDisk: nothing of an update is on the disk once it is done.
func TestDoneOnDisk(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	_, err := s.Receive(t.Context(), state.Update{ID: 1, Lane: 1, Raw: []byte("秘密")})
	must(t, err)
	must(t, s.Postpone(t.Context(), 1, time.Now(), []byte("也是秘密")))
	if !tells(t, dir) {
		t.Error("the files never held it")
	}
	must(t, s.Finish(t.Context(), 1))
	must(t, swept(t, s))
	if tells(t, dir) {
		t.Error("the files still hold it")
	}
}

// TestForgetWhileRead: another program that reads keeps a text in SQLite's log,
// which is told, holds nobody up, and is mended by the next sweep.
func TestForgetWhileRead(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	remember(t, s, state.Turn{Question: "这是一个秘密问题"})
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
	must(t, swept(t, s))
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
	remember(t, s, state.Turn{Receipt: "r", Question: "问"})
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
