package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/state"
)

func TestGapsPrinted(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.Local)
	gaps := []state.GapCount{{Gap: state.Gap{Subject: "门票", Reason: "没有写金额, 或费用", Nearest: "r/6.1.8"}, People: 3, Asked: 5, Last: at}}
	opinions := []state.Opinion{{Receipt: "abc", Question: "门票\n多少", At: at}}
	for _, tt := range []struct {
		name  string
		print func(*bytes.Buffer) error
		want  string
	}{
		{"text", func(b *bytes.Buffer) error { return asText(b, gaps, 2, 1, 1, opinions) },
			"asked in vain: 1 subjects; 2 more, about which fewer than 3 people asked\n  门票  3 people, 5 times, last 2026-01-02  r/6.1.8  没有写金额, 或费用\nvotes: 1 up, 1 down; 1 with their question\n  down  2026-01-02  abc  门票 多少\n"},
		{"CSV", func(b *bytes.Buffer) error { return asCSV(b, gaps) },
			"subject,people,asked,last,reason,nearest\n门票,3,5,2026-01-02,\"没有写金额, 或费用\",r/6.1.8\n"},
		{"questions", func(b *bytes.Buffer) error { return asQuestions(b, opinions) },
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
