package main

import (
	"strings"
	"testing"

	"wenbao/bot/state"
	"wenbao/bot/state/statetest"
)

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
