package statetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/state"
)

// questions returns those of a conversation.
func (b *bench) questions(t *testing.T, who string) []string {
	t.Helper()
	turns, err := b.Turns(t.Context(), who)
	must(t, err)
	var questions []string
	for _, turn := range turns {
		questions = append(questions, turn.Question)
	}
	return questions
}

func (b *bench) ask(t *testing.T, who, receipt, question string) {
	t.Helper()
	must(t, b.remember(t.Context(), state.Said{Who: who, Turn: state.Turn{Receipt: receipt, Question: question}}))
}

func turns(t *testing.T, b *bench) {
	want := state.Turn{Receipt: "r", Question: "第一问'\";\n", Cited: []string{"x/1", "x/2.1"}, At: b.now()}
	must(t, b.remember(t.Context(), state.Said{Who: "a", Turn: want}))
	b.ask(t, "b", "r", "别人的")
	got, err := b.Turns(t.Context(), "a")
	must(t, err)
	if diff := cmp.Diff([]state.Turn{want}, got); diff != "" {
		t.Errorf("a turn comes back changed (-want +got):\n%s", diff)
	}
	for i := range state.MaxTurns + 1 {
		b.ask(t, "a", "", fmt.Sprint(i))
	}
	if got := b.questions(t, "a"); !slices.Equal(got, []string{"1", "2", "3", "4", "5", "6"}) {
		t.Errorf("turns %q, want the newest %d, oldest first", got, state.MaxTurns)
	}
	must(t, b.ClearTurns(t.Context(), "a"))
	if got := b.questions(t, "a"); got != nil {
		t.Errorf("after clearing: %q", got)
	}
	if got := b.questions(t, "b"); len(got) != 1 {
		t.Errorf("of another person: %q", got)
	}
}

// edited: the new wording of a message takes the place of the old one, the first
// turn after the message was sent, and of no other's.
func edited(t *testing.T, b *bench) {
	b.ask(t, "a", "r", "之前")
	b.pass(time.Minute)
	sent := b.now()
	b.pass(time.Second)
	b.ask(t, "b", "r", "别人的")
	for _, q := range []string{"旧", "之后"} {
		b.ask(t, "a", "r", q)
	}
	must(t, b.remember(t.Context(), state.Said{Who: "a", Turn: state.Turn{Question: "新"}, Edited: sent}))
	if got := b.questions(t, "a"); !slices.Equal(got, []string{"之前", "之后", "新"}) {
		t.Errorf("turns %q", got)
	}
	must(t, b.remember(t.Context(), state.Said{Who: "c", Turn: state.Turn{Question: "新"}, Edited: sent}))
	if got := b.questions(t, "c"); !slices.Equal(got, []string{"新"}) {
		t.Errorf("without an old wording: %q", got)
	}
	if got := b.questions(t, "b"); len(got) != 1 {
		t.Errorf("of another person: %q", got)
	}
}

func turnsExpire(t *testing.T, b *bench) {
	b.ask(t, "a", "r", "旧")
	b.pass(state.TurnsFor)
	if got := b.questions(t, "a"); len(got) != 1 {
		t.Errorf("at the end of the retention: %q", got)
	}
	b.pass(time.Second)
	b.ask(t, "a", "r", "新")
	if got := b.questions(t, "a"); !slices.Equal(got, []string{"新"}) {
		t.Errorf("after the retention: %q", got)
	}
	must(t, b.sweep(t.Context()))
	b.pass(-time.Second)
	if got := b.questions(t, "a"); !slices.Equal(got, []string{"新"}) {
		t.Errorf("after the sweep: %q", got)
	}
}

func settings(t *testing.T, b *bench) {
	for _, step := range []struct{ who, name, set, want string }{
		{"a", "lang", "", ""},
		{"a", "lang", "en", "en"},
		{"a", "lang", "zh-Hans", "zh-Hans"},
		{"a", "other", "1", "1"},
		{"b", "lang", "zh-Hant", "zh-Hant"},
		{"a", "lang", "", ""},
	} {
		must(t, b.SetSetting(t.Context(), step.who, step.name, step.set))
		if got := b.setting(t, step.who, step.name); got != step.want {
			t.Errorf("%s of %s is %q after setting %q", step.name, step.who, got, step.set)
		}
	}
	if b.setting(t, "a", "other") != "1" || b.setting(t, "b", "lang") != "zh-Hant" {
		t.Error("a setting was lost with another one")
	}
}

func (b *bench) setting(t *testing.T, who, name string) string {
	t.Helper()
	value, err := b.Setting(t.Context(), who, name)
	must(t, err)
	return value
}

// attached reports whether a text could be added to a vote.
func (b *bench) attached(t *testing.T, who, receipt string) bool {
	t.Helper()
	ok, err := b.Attach(t.Context(), who, receipt)
	must(t, err)
	return ok
}

func votes(t *testing.T, b *bench) {
	b.ask(t, "a", "r", "问")
	if b.attached(t, "a", "r") {
		t.Error("a text without a vote")
	}
	for _, up := range []bool{true, false} {
		must(t, b.Vote(t.Context(), "a", "r", up))
	}
	for range 2 { // a second tap does no harm
		if !b.attached(t, "a", "r") {
			t.Error("the text cannot be added")
		}
	}
	must(t, b.Vote(t.Context(), "b", "r", true))
	must(t, b.Vote(t.Context(), "a", "gone", true))
	if b.attached(t, "b", "r") || b.attached(t, "a", "gone") {
		t.Error("a text of nobody's question, or of another person's")
	}
}

func votesExpire(t *testing.T, b *bench) {
	must(t, b.Vote(t.Context(), "a", "r", true))
	for _, step := range []struct {
		pass time.Duration
		kept bool
	}{{state.FeedbackFor, true}, {time.Second, false}} {
		b.pass(step.pass)
		must(t, b.sweep(t.Context()))
		b.ask(t, "a", "r", "问")
		if got := b.attached(t, "a", "r"); got != step.kept {
			t.Errorf("the vote is kept: %t, want %t", got, step.kept)
		}
	}
}

// manyVotes: one person's votes are bounded, and the newest are kept.
func manyVotes(t *testing.T, b *bench) {
	must(t, b.Vote(t.Context(), "other", "0", false))
	for n := range 250 {
		b.pass(time.Second)
		must(t, b.Vote(t.Context(), "one", fmt.Sprint(n), true))
	}
	if up, down, _, err := b.Opinions(t.Context()); err != nil || up != 200 || down != 1 {
		t.Errorf("%d up, %d down, %v", up, down, err)
	}
	for receipt, kept := range map[string]bool{"0": false, "49": false, "50": true, "249": true} {
		b.ask(t, "one", receipt, "问")
		if b.attached(t, "one", receipt) != kept {
			t.Errorf("the vote for %s is kept: %t", receipt, !kept)
		}
	}
}

func forget(t *testing.T, b *bench) {
	for _, who := range []string{"a", "b"} {
		b.ask(t, who, "r", "问")
		must(t, b.SetSetting(t.Context(), who, "lang", "en"))
		must(t, b.Vote(t.Context(), who, "r", true))
	}
	must(t, b.Forget(t.Context(), "a"))
	for who, kept := range map[string]bool{"a": false, "b": true} {
		if (len(b.questions(t, who)) == 1) != kept || (b.setting(t, who, "lang") == "en") != kept {
			t.Errorf("turns %v and language %q of %s", b.questions(t, who), b.setting(t, who, "lang"), who)
		}
		b.ask(t, who, "r", "再问") // a vote would take it
		if b.attached(t, who, "r") != kept {
			t.Errorf("the vote of %s is kept: %t", who, !kept)
		}
	}
}

// oddTexts: a text that a database does not take costs its odd signs, not the turn.
func oddTexts(t *testing.T, b *bench) {
	b.ask(t, "a", "r", "问\x00\xff题😀")
	if got := b.questions(t, "a"); !slices.Equal(got, []string{"问\uFFFD题😀"}) {
		t.Errorf("%q", got)
	}
	must(t, b.AddGap(t.Context(), "a", "m", state.Gap{Subject: "\x00", Reason: "\xff"}))
}
