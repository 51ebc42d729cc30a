package state_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"wenbao/bot/state"
)

// TestBackup copies a state in use, lets it go on, and restores the copy as
// docs/deploy.md says: stop, take the files away, put the copy there, start.
func TestBackup(t *testing.T) {
	dir, to := t.TempDir(), filepath.Join(t.TempDir(), "a copy #1.db")
	s := opened(t, dir)
	remember(t, s, state.Turn{Question: "before"})
	writing := make(chan error, 1)
	go func() { writing <- crowd(t, s) }()
	must(t, state.Backup(t.Context(), dir, to))
	must(t, <-writing)
	must(t, s.Forget(t.Context(), "a"))

	info, err := os.Stat(to)
	must(t, err)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has the mode %v", info.Mode())
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(to), "*")); len(left) != 1 {
		t.Errorf("beside the copy: %q", left)
	}
	must(t, s.Close())
	old, err := filepath.Glob(filepath.Join(dir, "state.db*"))
	must(t, err)
	for _, name := range old {
		must(t, os.Remove(name))
	}
	must(t, os.Rename(to, filepath.Join(dir, "state.db")))
	turns, err := opened(t, dir).Turns(t.Context(), "a")
	if err != nil || len(turns) != 1 || turns[0].Question != "before" {
		t.Errorf("restored: %v %v", turns, err)
	}
}

// crowd receives updates, one by one.
func crowd(t *testing.T, s *state.Store) error {
	for id := range int64(200) {
		if _, err := s.Receive(t.Context(), state.Update{ID: 100 + id, Lane: id, Raw: []byte(strconv.FormatInt(id, 10))}); err != nil {
			return err
		}
	}
	return nil
}

func TestBackupRefuses(t *testing.T) {
	missing := t.TempDir()
	kept := t.TempDir()
	opened(t, kept)
	foreign := t.TempDir()
	must(t, os.WriteFile(filepath.Join(foreign, "state.db"), bytes.Repeat([]byte("no database "), 1000), 0o600))
	taken := filepath.Join(t.TempDir(), "taken")
	must(t, os.WriteFile(taken, []byte("mine"), 0o600))
	for name, c := range map[string]struct {
		dir, to string
		want    error // nil: any, systems differ
	}{
		"no state":     {missing, filepath.Join(missing, "copy"), state.ErrReadOnly},
		"no database":  {foreign, filepath.Join(missing, "copy"), state.ErrForeign},
		"a file there": {kept, taken, fs.ErrExist},
		"a folder":     {kept, filepath.Dir(taken), fs.ErrExist},
		"itself":       {kept, filepath.Join(kept, "state.db"), fs.ErrExist},
		"no folder":    {kept, filepath.Join(missing, "none", "copy"), fs.ErrNotExist},
		"below a file": {kept, filepath.Join(taken, "copy"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			err := state.Backup(t.Context(), c.dir, c.to)
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
	if data, err := os.ReadFile(taken); err != nil || string(data) != "mine" {
		t.Errorf("what was there is now %q, %v", data, err)
	}
	if left, _ := filepath.Glob(filepath.Join(missing, "*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
}

// TestBackupOfKilled: what a killed program left in SQLite's log is copied, too.
func TestBackupOfKilled(t *testing.T) {
	dir, left, restored := t.TempDir(), t.TempDir(), t.TempDir()
	remember(t, opened(t, dir), state.Turn{Question: "before"})
	for _, name := range []string{"state.db", "state.db-wal"} { // as they are while it runs
		data, err := os.ReadFile(filepath.Join(dir, name))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(left, name), data, 0o600))
	}
	must(t, state.Backup(t.Context(), left, filepath.Join(restored, "state.db")))
	if turns, err := opened(t, restored).Turns(t.Context(), "a"); err != nil || len(turns) != 1 {
		t.Errorf("restored: %v %v", turns, err)
	}
}

// TestCheck: an earlier schema is told and left alone, as is a copy of it.
func TestCheck(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	if upgrade, err := state.Check(t.Context(), dir); upgrade || err != nil {
		t.Errorf("ours: %v %v", upgrade, err)
	}
	must(t, s.Exec(t.Context(), `PRAGMA user_version = 1`))
	copied := t.TempDir()
	must(t, state.Backup(t.Context(), dir, filepath.Join(copied, "state.db")))
	for _, d := range []string{dir, copied, dir} {
		if upgrade, err := state.Check(t.Context(), d); !upgrade || err != nil {
			t.Errorf("an earlier one: %v %v", upgrade, err)
		}
	}
	must(t, s.Exec(t.Context(), `PRAGMA user_version = 99`))
	if _, err := state.Check(t.Context(), dir); !errors.Is(err, state.ErrNewer) {
		t.Errorf("a newer one: %v", err)
	}
	if _, err := state.Check(t.Context(), t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("none: %v", err)
	}
}

// TestOpenAsIs: who only reads upgrades nothing and makes nothing.
func TestOpenAsIs(t *testing.T) {
	dir, none := t.TempDir(), t.TempDir()
	s := opened(t, dir)
	remember(t, s, state.Turn{Question: "before"})
	read, err := state.OpenAsIs(t.Context(), dir)
	must(t, err)
	if turns, err := read.Turns(t.Context(), "a"); err != nil || len(turns) != 1 {
		t.Errorf("ours: %v %v", turns, err)
	}
	must(t, read.Close())
	must(t, s.Exec(t.Context(), `PRAGMA user_version = 1`))
	if _, err := state.OpenAsIs(t.Context(), dir); !errors.Is(err, state.ErrOlder) {
		t.Errorf("an earlier one: %v", err)
	}
	if upgrade, err := state.Check(t.Context(), dir); !upgrade || err != nil {
		t.Errorf("an earlier one was upgraded: %v %v", upgrade, err)
	}
	if _, err := state.OpenAsIs(t.Context(), none); !errors.Is(err, fs.ErrNotExist) || state.Exists(none) {
		t.Errorf("none: %v, made: %t", err, state.Exists(none))
	}
}
