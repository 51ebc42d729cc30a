package statetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/state"
)

// Gaps is what the suite asks about questions that were not answered.
type Gaps interface {
	AddGap(ctx context.Context, who, mark string, g state.Gap) error
	Gaps(ctx context.Context) ([]state.GapCount, int, error)
	Opinions(ctx context.Context) (up, down int, told []state.Opinion, err error)
}

// gaps: a subject is told only when enough people asked about it, and forgotten
// when too few still have.
func gaps(t *testing.T, b *bench) {
	gap := state.Gap{Subject: "加装电梯", Reason: "没有写价钱", Nearest: "r/1"}
	add := func(who, mark string) {
		t.Helper()
		must(t, b.AddGap(t.Context(), who, mark, gap))
	}
	want := func(people, asked, others int) {
		t.Helper()
		got, rest, err := b.Gaps(t.Context())
		must(t, err)
		var counts []state.GapCount
		if people > 0 {
			counts = []state.GapCount{{Gap: gap, People: people, Asked: asked, Last: b.now()}}
		}
		if diff := cmp.Diff(counts, got); diff != "" || rest != others {
			t.Fatalf("%d others, want %d; (-want +got):\n%s", rest, others, diff)
		}
	}
	want(0, 0, 0)
	for range 5 {
		add("one", "m") // who asks again is one person
	}
	add("two", "m")
	want(0, 0, 1)
	add("three", "m")
	add("three", "n")
	want(3, 7, 1)
	must(t, b.Forget(t.Context(), "two"))
	want(0, 0, 2)
	add("four", "m")
	want(3, 7, 1)
	b.pass(state.FeedbackFor + time.Second)
	want(0, 0, 0)
	must(t, b.sweep(t.Context()))
	b.pass(-2 * time.Second)
	want(0, 0, 0)
}

// manyGaps: one person's subjects are bounded.
func manyGaps(t *testing.T, b *bench) {
	for n := range 250 {
		b.pass(time.Second)
		must(t, b.AddGap(t.Context(), "one", fmt.Sprint(n), state.Gap{Subject: fmt.Sprint(n)}))
	}
	if _, others, err := b.Gaps(t.Context()); err != nil || others != 200 {
		t.Errorf("%d subjects, %v", others, err)
	}
}

// opinions: every vote counts, and only the text that its author gave is told.
func opinions(t *testing.T, b *bench) {
	must(t, b.remember(t.Context(), state.Said{Who: "one", Turn: state.Turn{Receipt: "r1", Question: "路灯呢"}}))
	must(t, b.Vote(t.Context(), "one", "r1", false))
	must(t, b.Vote(t.Context(), "two", "r1", true))
	if _, err := b.Attach(t.Context(), "one", "r1"); err != nil {
		t.Fatal(err)
	}
	up, down, told, err := b.Opinions(t.Context())
	must(t, err)
	want := []state.Opinion{{Receipt: "r1", Question: "路灯呢", At: b.now()}}
	if diff := cmp.Diff(want, told); diff != "" || up != 1 || down != 1 {
		t.Errorf("%d up, %d down (-want +got):\n%s", up, down, diff)
	}
}
