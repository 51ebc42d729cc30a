package state_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"wenbao/bot/state"
)

// TestMove: a state goes whole, also what a killed program left in its log, unless
// somebody uses it.
func TestMove(t *testing.T) {
	used, from, to := t.TempDir(), t.TempDir(), t.TempDir()
	s := opened(t, used)
	remember(t, s, state.Turn{Question: "before"})
	if err := state.Move(t.Context(), used, to); !errors.Is(err, state.ErrLocked) {
		t.Errorf("of a running program: %v", err)
	}
	if turns, err := s.Turns(t.Context(), "a"); err != nil || len(turns) != 1 {
		t.Errorf("who uses it is disturbed: %v, %v", turns, err)
	}
	for _, name := range []string{"state.db", "state.db-wal"} {
		data, err := os.ReadFile(filepath.Join(used, name))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(from, name), data, 0o600))
	}
	must(t, state.Move(t.Context(), from, to))
	if left, _ := filepath.Glob(filepath.Join(from, "*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	if turns, err := opened(t, to).Turns(t.Context(), "a"); err != nil || len(turns) != 1 {
		t.Errorf("moved: %v, %v", turns, err)
	}
	must(t, s.Close())
	if err := state.Move(t.Context(), used, to); !errors.Is(err, fs.ErrExist) || !state.Exists(used) {
		t.Errorf("over another: %v", err)
	}
	if err := state.Move(t.Context(), from, t.TempDir()); err == nil {
		t.Error("a state that is not there was moved")
	}
}
