package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wenbao/bot/state"
	"wenbao/bot/state/statetest"
)

// TestMigratedReceipt: what staff asked before is explained when state.db is gone.
func TestMigratedReceipt(t *testing.T) {
	dir, address := t.TempDir(), statetest.Postgres(t)
	local, shared := map[string]string{"WENBAO_DATA": dir}, map[string]string{"WENBAO_DATA": dir, "WENBAO_STATE": address}
	_, out, _ := program{args: []string{"ask", "--json", "累计建成多少个5G基站？"}, env: local}.run(t)
	var answer struct{ Receipt string }
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := (program{args: []string{"migrate"}, env: shared}).run(t); code != exitOK {
		t.Fatalf("%d %s", code, errs)
	}
	for _, name := range []string{"state.db", "state.db-wal", "state.db-shm"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name, receipt string
		env           map[string]string
		code          int
		want          string
	}{
		{"in the database", answer.Receipt, shared, exitOK, "累计建成多少个5G基站？"},
		{"in the database, without a data folder", answer.Receipt, map[string]string{"WENBAO_DATA": "", "WENBAO_STATE": address}, exitOK, "累计建成多少个5G基站？"},
		{"in the folder no more", answer.Receipt, local, exitUsage, "has no receipt"},
		{"nowhere", "0000000000", shared, exitUsage, "nor the database of WENBAO_STATE has a receipt"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if code, out, errs := (program{args: []string{"explain", test.receipt}, env: test.env}).run(t); code != test.code || !strings.Contains(out+errs, test.want) {
				t.Errorf("%d %s%s", code, out, errs)
			}
		})
	}
}

// TestMigrate: the state of a stopped server is told by those that share one, and
// copied once.
func TestMigrate(t *testing.T) {
	dir, address := t.TempDir(), statetest.Postgres(t)
	kept, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := kept.Vote(t.Context(), "a", "r", true); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"WENBAO_DATA": dir, "WENBAO_STATE": address}
	if code, _, errs := (program{args: []string{"migrate"}, env: env}).run(t); code != exitFault || !strings.Contains(errs, "hint: stop the server") {
		t.Errorf("while it is used: %d %s", code, errs)
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	code, out, errs := (program{args: []string{"migrate"}, env: env}).run(t)
	if code != exitOK || !strings.Contains(out, "feedback: 1\n") || errs != "" {
		t.Errorf("%d %s %s", code, out, errs)
	}
	if code, out, errs := (program{args: []string{"gaps"}, env: env}).run(t); code != exitOK || !strings.Contains(out, "votes: 1 up") {
		t.Errorf("afterwards: %d %s %s", code, out, errs)
	}
	if code, _, errs := (program{args: []string{"migrate"}, env: env}).run(t); code != exitUsage || !strings.Contains(errs, "not empty") {
		t.Errorf("once more: %d %s", code, errs)
	}
}
