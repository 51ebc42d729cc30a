package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"wenbao/bot/state"
)

// homes gives the test a home, and returns the former and the default data folder.
func homes(t *testing.T) (from, to string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("they are the same here")
	}
	home := t.TempDir()
	for name, value := range map[string]string{"HOME": home, "XDG_CACHE_HOME": "", "XDG_STATE_HOME": ""} {
		t.Setenv(name, value)
	}
	return formerData(), defaultData()
}

// leave makes the former data folder, as an earlier version left it.
func leave(t *testing.T, dir string) *state.Store {
	t.Helper()
	must(t, os.MkdirAll(filepath.Join(dir, "index"), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, "chat-history"), []byte("消防站\n"), 0o600))
	kept, err := state.Open(t.Context(), dir)
	must(t, err)
	must(t, kept.SetSetting(t.Context(), "a", "lang", "en"))
	return kept
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// used is the data folder that a program uses, and what it logs.
func used(t *testing.T, data string) (dir, logged string) {
	t.Helper()
	var log bytes.Buffer
	dir = wiring{settings: &settings{Data: data}}.dataFolder(context.Background(), slog.New(slog.NewTextHandler(&log, nil)))
	return dir, log.String()
}

// TestTakeOver: what is in the former data folder goes to the new one, once, and
// stays in use where it is while another program has it.
func TestTakeOver(t *testing.T) {
	from, to := homes(t)
	kept := leave(t, from)
	if dir, logged := used(t, to); dir != from || strings.Count(logged, "cannot be moved now") != 1 {
		t.Errorf("while it is used: %s, %s", dir, logged)
	}
	must(t, kept.Close())
	if dir, logged := used(t, to); dir != to || strings.Count(logged, "it has moved") != 1 {
		t.Errorf("the first start: %s, %s", dir, logged)
	}
	if dir, logged := used(t, to); dir != to || logged != "" {
		t.Errorf("the second start: %s, %s", dir, logged)
	}
	moved, err := state.Open(t.Context(), to)
	must(t, err)
	if lang, err := moved.Setting(t.Context(), "a", "lang"); err != nil || lang != "en" {
		t.Errorf("the state holds %q, %v", lang, err)
	}
	must(t, moved.Close())
	if history, err := os.ReadFile(filepath.Join(to, "chat-history")); err != nil || string(history) != "消防站\n" {
		t.Errorf("the history is %q, %v", history, err)
	}
	if _, err := os.Stat(from); !os.IsNotExist(err) {
		t.Errorf("the former folder: %v", err)
	}
}

// TestCheckTakesNothingOver: serve --check looks at the state where it is.
func TestCheckTakesNothingOver(t *testing.T) {
	from, to := homes(t)
	must(t, leave(t, from).Close())
	p := program{args: []string{"serve", "--check", "--data", to}, env: map[string]string{"TELEGRAM_BOT_TOKEN": "123456:TESTTOKEN"}}
	code, out, errs := p.run(t)
	if code != exitOK || !strings.Contains(out, "state: "+filepath.Join(from, "state.db")) || !state.Exists(from) || state.Exists(to) {
		t.Errorf("%d %s %s", code, out, errs)
	}
}

// TestNotTakenOver: a folder that was named stays as it is, and nothing is put over
// what is there.
func TestNotTakenOver(t *testing.T) {
	from, to := homes(t)
	must(t, leave(t, from).Close())
	for _, data := range []string{from, t.TempDir()} {
		if dir, logged := used(t, data); dir != data || logged != "" || !state.Exists(from) {
			t.Errorf("%s named: %s, %s", data, dir, logged)
		}
	}
	must(t, os.MkdirAll(to, 0o700))
	here, err := state.Open(t.Context(), to)
	must(t, err)
	must(t, here.Close())
	if dir, logged := used(t, to); dir != to || logged != "" || !state.Exists(from) {
		t.Errorf("with a state in both: %s, %s", dir, logged)
	}
}

// TestDefaultData: an absolute XDG_STATE_HOME counts.
func TestDefaultData(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems have other places")
	}
	homes(t)
	home, _ := os.UserHomeDir()
	for set, want := range map[string]string{"": filepath.Join(home, ".local", "state", "wenbao"), "/srv/state": "/srv/state/wenbao", "state": filepath.Join(home, ".local", "state", "wenbao")} {
		t.Setenv("XDG_STATE_HOME", set)
		if got := defaultData(); got != want {
			t.Errorf("%q: %s, want %s", set, got, want)
		}
	}
}
