package main

import (
	"encoding/json"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"wenbao/bot/telegram"
)

// TestGeneratedMeasures: what /about tells where nobody ran an evaluation are the
// measures that bot/eval keeps, of the index that they were made with; -update writes
// them, with the day.
func TestGeneratedMeasures(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(document(t, "bot/eval/testdata/quality.golden")), "\n")
	names, all := strings.Fields(strings.ReplaceAll(lines[0], "false refusals", "false")), strings.Fields(lines[len(lines)-1])
	of := func(name string) float64 {
		for i, n := range names {
			if n == name {
				value, err := strconv.ParseFloat(all[i], 64)
				if err != nil {
					t.Fatal(err)
				}
				return value
			}
		}
		t.Fatalf("no column %s in %v", name, names)
		return 0
	}
	b, err := wiring{settings: &settings{Builtin: true}}.openIn(t.Context(), "", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	var shipped telegram.Evaluation
	if err := json.Unmarshal(measuredFile, &shipped); err != nil {
		t.Fatal(err)
	}
	want := telegram.Evaluation{Date: shipped.Date, Fingerprint: b.Fingerprint(), Questions: int(of("n")),
		Right: of("right") / 100, Refusals: of("refusals") / 100, FalseRefusals: of("false") / 100}
	switch {
	case shipped == want && !shipped.Date.IsZero():
	case *update:
		want.Date = time.Now().UTC().Truncate(24 * time.Hour)
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("measured.json", append(data, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("measured.json is not of today's program: %+v, want %+v; run go test ./cmd/wenbao -run Generated -update", shipped, want)
	}
}

// TestShippedMeasures: they are told of the index that was measured, and of no other.
func TestShippedMeasures(t *testing.T) {
	var shipped telegram.Evaluation
	if err := json.Unmarshal(measuredFile, &shipped); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	for _, dir := range []string{"", t.TempDir()} {
		if e := lastEvaluation(dir, shipped.Fingerprint, log); e == nil || *e != shipped || e.Questions == 0 {
			t.Errorf("of this index: %+v", e)
		}
		if e := lastEvaluation(dir, "another", log); e != nil {
			t.Errorf("of another index: %+v", e)
		}
	}
}
