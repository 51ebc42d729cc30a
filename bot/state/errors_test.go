package state_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"wenbao/bot/state"
)

func TestOpenUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	for name, dir := range map[string]string{"a missing folder": file + "x", "a file for a folder": file} {
		if _, err := state.Open(context.Background(), dir); err == nil {
			t.Errorf("%s is opened", name)
		}
	}
}

// TestNamed: what is wrong with a database is named in the error of whoever meets
// it, and what was written before is there when it is mended.
func TestNamed(t *testing.T) {
	big := state.Update{ID: 6, Lane: 6, Raw: bytes.Repeat([]byte("x"), 1<<20)}
	for _, test := range []struct {
		name         string
		breaks, mend func(t *testing.T, s *state.Store, file string)
		want         error
	}{
		{"locked", func(t *testing.T, s *state.Store, file string) {
			must(t, s.Exec(t.Context(), `PRAGMA busy_timeout = 1`))
			db, err := sql.Open("sqlite", file)
			must(t, err)
			t.Cleanup(func() { _ = db.Close() })
			c, err := db.Conn(t.Context())
			must(t, err)
			_, err = c.ExecContext(t.Context(), `BEGIN IMMEDIATE`)
			must(t, err)
			t.Cleanup(func() { _ = c.Close() })
		}, nil, state.ErrLocked},
		{"full", orders(`PRAGMA max_page_count = 30`), orders(`PRAGMA max_page_count = 1000000`), state.ErrDiskFull},
		{"read-only", orders(`PRAGMA query_only = 1`), orders(`PRAGMA query_only = 0`), state.ErrReadOnly},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			s := opened(t, dir)
			_, err := s.Receive(t.Context(), state.Update{ID: 5, Lane: 5, Raw: []byte("{}")})
			must(t, err)
			test.breaks(t, s, filepath.Join(dir, "state.db"))
			if _, err := s.Receive(t.Context(), big); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
			if b, err := s.Backlog(t.Context()); err != nil || b.Open != 1 {
				t.Errorf("backlog %+v, %v", b, err)
			}
			if test.mend == nil {
				return
			}
			test.mend(t, s, "")
			if fates, err := s.Receive(t.Context(), big); err != nil || fates[0] != state.Taken {
				t.Errorf("after it is mended: %v, %v", fates, err)
			}
		})
	}
}

func orders(order string) func(*testing.T, *state.Store, string) {
	return func(t *testing.T, s *state.Store, _ string) { must(t, s.Exec(t.Context(), order)) }
}

// TestDamaged: a database of which pages are overwritten is called so.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	must(t, s.SetSetting(t.Context(), "a", "language", "en"))
	must(t, s.Close())
	name := filepath.Join(dir, "state.db")
	data, err := os.ReadFile(name)
	must(t, err)
	const page = 4096 // the first holds the schema
	copy(data[page:], bytes.Repeat([]byte{0xff}, len(data)-page))
	must(t, os.WriteFile(name, data, 0o600))
	s = opened(t, dir)
	_, reading := s.Setting(t.Context(), "a", "language")
	_, writing := s.Receive(t.Context(), state.Update{ID: 5, Lane: 5, Raw: []byte("{}")})
	if !errors.Is(reading, state.ErrDamaged) || !errors.Is(writing, state.ErrDamaged) {
		t.Errorf("reading: %v\nwriting: %v", reading, writing)
	}
}
