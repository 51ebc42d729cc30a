package main

import (
	"bytes"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/state"
)

func TestGapsPrinted(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.Local)
	gaps := []state.GapCount{{Gap: state.Gap{Subject: "门票", Reason: "没有写金额, 或费用", Nearest: "r/6.1.8"}, People: 3, Asked: 5, Last: at}}
	opinions := []state.Opinion{{Receipt: "abc", Question: "门票\n多少", At: at}}
	formula := []state.Opinion{{Receipt: "abc", Question: "=1+1", Up: true, At: at}}
	for _, tt := range []struct {
		name  string
		print func(*bytes.Buffer) error
		want  string
	}{
		{"text", func(b *bytes.Buffer) error { return asText(b, gaps, 2, 1, 1, opinions) },
			"asked in vain: 1 subjects; 2 more, about which fewer than 3 people asked\n  门票  3 people, 5 times, last 2026-01-02  r/6.1.8  没有写金额, 或费用\nvotes: 1 up, 1 down; 1 with their question\n  down  2026-01-02  abc  门票 多少\n"},
		{"CSV", func(b *bytes.Buffer) error { return asCSV(b, gaps, 2, 1, 1, formula) },
			"what,words,people,asked,last,reason,nearest,receipt\nsubject,门票,3,5,2026-01-02,\"没有写金额, 或费用\",r/6.1.8,\n" +
				"subjects of fewer,,,2,,,,\nvoted up,,,1,,,,\nvoted down,,,1,,,,\nquestion voted up,'=1+1,,,2026-01-02,,,abc\n"},
		{"questions", func(b *bytes.Buffer) error { return asQuestions(b, gaps, opinions) },
			`{"id":"gap-门票","question":"门票","kind":"gap","gold":[],"note":"asked by 3 people, 5 times; 没有写金额, 或费用; nearest r/6.1.8"}` + "\n" +
				`{"id":"asked-1-abc","question":"门票\n多少","kind":"asked","gold":[],"note":"voted down"}` + "\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := tt.print(&b); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, b.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestReadersUpgradeNothing: who only reads leaves a state of an earlier version to
// the server that may be using it, and makes none.
func TestReadersUpgradeNothing(t *testing.T) {
	const receipt = "0123456789"
	for _, test := range []struct {
		name   string
		args   []string
		orders string // by which the state was made; "" for none
		status int
		want   string
	}{
		{"gaps of an earlier version", []string{"gaps"}, `CREATE TABLE turns (id INTEGER)`, exitFault, "hint: wenbao serve of this version upgrades it"},
		{"explain of an earlier version", []string{"explain", receipt}, `CREATE TABLE turns (id INTEGER)`, exitFault, "hint: wenbao serve of this version upgrades it"},
		{"gaps of none", []string{"gaps"}, "", exitUsage, "holds no state"},
		{"explain of none", []string{"explain", receipt}, "", exitUsage, "no receipt"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			if test.orders != "" {
				execute(t, dir, test.orders)
			}
			status, _, told := program{args: test.args, env: map[string]string{"WENBAO_DATA": dir}}.run(t)
			if status != test.status || !strings.Contains(told, test.want) {
				t.Errorf("status %d: %s", status, told)
			}
			if made := state.Exists(dir); made != (test.orders != "") {
				t.Fatalf("there is a state: %t", made)
			}
			if test.orders == "" {
				return
			}
			if upgrade, err := state.Check(t.Context(), dir); !upgrade || err != nil {
				t.Errorf("it is not of the earlier version any more: %t, %v", upgrade, err)
			}
		})
	}
}

// execute gives the database of a folder orders of SQL.
func execute(t *testing.T, dir, orders string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), orders)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}
