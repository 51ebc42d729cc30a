// Package statetest says by tests what a kind of state must do, whatever keeps
// it. Every kind runs it.
package statetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/state"
)

// Inbox is what the suite asks about updates.
type Inbox interface {
	Handled(ctx context.Context, id int64) (bool, error)
	Finish(ctx context.Context, id int64) error
	Park(ctx context.Context, id int64, raw []byte) error
	Parked(ctx context.Context) ([]state.Parked, error)
}

// Turns is what it asks about conversations.
type Turns interface {
	AddTurn(ctx context.Context, who string, t state.Turn) error
	Turns(ctx context.Context, who string) ([]state.Turn, error)
	ClearTurns(ctx context.Context, who string) error
}

// Choices is what it asks about settings and votes.
type Choices interface {
	Setting(ctx context.Context, who, name string) (string, error)
	SetSetting(ctx context.Context, who, name, value string) error
	Vote(ctx context.Context, who, receipt string, up bool) error
	Attach(ctx context.Context, who, receipt string) (bool, error)
}

// Receipts is what it asks about the answers to staff.
type Receipts interface {
	AddReceipt(ctx context.Context, r state.Receipt) error
	FindReceipt(ctx context.Context, id string) (state.Receipt, bool, error)
}

// Store is a state of the kind under test.
type Store interface {
	Inbox
	Turns
	Choices
	Receipts
	Gaps
	Keeper
}

// Keeper is what it asks about deleting, and about what outlives a program.
type Keeper interface {
	Forget(ctx context.Context, who string) error
	Sweep(ctx context.Context) error
	Durable() bool
}

// Config is what the suite sets, so that it need not wait or write thousands.
type Config struct {
	Now         func() time.Time
	MaxReceipts int // in place of state.MaxReceipts
}

// Run tests a kind of state. open makes an empty one and closes it when the
// test ends.
func Run(t *testing.T, open func(t *testing.T, c Config) Store) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, *bench)
	}{
		{"turns", turns},
		{"turns expire", turnsExpire},
		{"settings", settings},
		{"votes", votes},
		{"votes expire", votesExpire},
		{"forget", forget},
		{"inbox", inbox},
		{"inbox in any order", inboxOrder},
		{"parked after it was done", parkedLate},
		{"updates expire", updatesExpire},
		{"parked updates expire", parkedExpire},
		{"gaps", gaps},
		{"too many gaps", manyGaps},
		{"opinions", opinions},
		{"receipts", receipts},
		{"too many receipts", tooManyReceipts},
		{"receipts expire", receiptsExpire},
		{"many at once", manyAtOnce},
		{"cancelled", cancelled},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := &bench{clock: time.Unix(1_700_000_000, 0)}
			b.Store = open(t, Config{b.now, maxReceipts})
			test.run(t, b)
		})
	}
}

const maxReceipts = 50

// bench is a store under test and its clock.
type bench struct {
	Store
	mu    sync.Mutex
	clock time.Time
}

func (b *bench) now() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.clock
}

// pass lets time go by; a negative time is gone back, which shows whether
// something is deleted or only not told.
func (b *bench) pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.clock = b.clock.Add(d)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

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
	must(t, b.AddTurn(t.Context(), who, state.Turn{Receipt: receipt, Question: question}))
}

func turns(t *testing.T, b *bench) {
	want := state.Turn{Receipt: "r", Question: "第一问'\";\n", Cited: []string{"x/1", "x/2.1"}, At: b.now()}
	must(t, b.AddTurn(t.Context(), "a", want))
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
	must(t, b.Sweep(t.Context()))
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
		must(t, b.Sweep(t.Context()))
		b.ask(t, "a", "r", "问")
		if got := b.attached(t, "a", "r"); got != step.kept {
			t.Errorf("the vote is kept: %t, want %t", got, step.kept)
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

func (b *bench) handled(t *testing.T, id int64) bool {
	t.Helper()
	done, err := b.Handled(t.Context(), id)
	must(t, err)
	return done
}

// parked returns the raw updates in their order.
func (b *bench) parked(t *testing.T) []string {
	t.Helper()
	all, err := b.Parked(t.Context())
	must(t, err)
	var raw []string
	for _, p := range all {
		raw = append(raw, fmt.Sprintf("%d %s", p.ID, p.Raw))
	}
	return raw
}

func inbox(t *testing.T, b *bench) {
	if b.handled(t, 5) {
		t.Error("handled before it came")
	}
	err := b.Park(t.Context(), 5, []byte(`{"text":"问\u0000"}`))
	if b.Durable() == errors.Is(err, state.ErrVolatile) {
		t.Fatalf("parking: %v", err)
	}
	for range 2 {
		must(t, b.Finish(t.Context(), 5))
		if !b.handled(t, 5) || b.handled(t, 6) {
			t.Error("5 is not handled, or 6 is")
		}
		if raw := b.parked(t); raw != nil {
			t.Errorf("still parked: %q", raw)
		}
	}
}

func inboxOrder(t *testing.T, b *bench) {
	if !b.Durable() {
		t.Skip("nothing can be parked")
	}
	must(t, b.Finish(t.Context(), 3))
	for _, id := range []int64{9, 3, 7, 9} {
		must(t, b.Park(t.Context(), id, fmt.Appendf(nil, "{%d}", id)))
	}
	if raw := b.parked(t); !slices.Equal(raw, []string{"7 {7}", "9 {9}"}) {
		t.Errorf("parked %q, want each once, in order, without the handled one", raw)
	}
}

// parkedLate: what is done does not come back, however late it was parked.
func parkedLate(t *testing.T, b *bench) {
	if !b.Durable() {
		t.Skip("nothing can be parked")
	}
	must(t, b.Finish(t.Context(), 5))
	must(t, b.Park(t.Context(), 5, []byte("{}")))
	for range 2 {
		b.pass(state.UpdatesFor/2 + time.Second)
		must(t, b.Sweep(t.Context()))
	}
	b.pass(-state.UpdatesFor) // gone, not only not told
	if raw := b.parked(t); b.handled(t, 5) || raw != nil {
		t.Errorf("it comes back: %q", raw)
	}
}

func parkedExpire(t *testing.T, b *bench) {
	if !b.Durable() {
		t.Skip("nothing can be parked")
	}
	must(t, b.Park(t.Context(), 5, []byte("{}")))
	for _, step := range []struct {
		pass time.Duration
		kept int
	}{{state.UpdatesFor, 1}, {time.Second, 0}} {
		b.pass(step.pass)
		if raw := b.parked(t); len(raw) != step.kept {
			t.Errorf("told %q, want %d", raw, step.kept)
		}
		must(t, b.Sweep(t.Context()))
		b.pass(-step.pass)
		if raw := b.parked(t); len(raw) != step.kept {
			t.Errorf("kept %q, want %d", raw, step.kept)
		}
		b.pass(step.pass)
	}
}

func updatesExpire(t *testing.T, b *bench) {
	must(t, b.Finish(t.Context(), 5))
	b.pass(state.UpdatesFor)
	must(t, b.Sweep(t.Context()))
	if !b.handled(t, 5) {
		t.Error("forgotten within the retention")
	}
	b.pass(time.Second)
	must(t, b.Sweep(t.Context()))
	if b.handled(t, 5) {
		t.Error("kept after the retention")
	}
}

// found returns the message of a receipt, "" when none is kept.
func (b *bench) found(t *testing.T, id string) string {
	t.Helper()
	r, ok, err := b.FindReceipt(t.Context(), id)
	must(t, err)
	if !ok && !cmp.Equal(r, state.Receipt{}) {
		t.Errorf("no receipt, and yet %+v", r)
	}
	return string(r.Message)
}

func (b *bench) receipt(t *testing.T, id, message string) {
	t.Helper()
	must(t, b.AddReceipt(t.Context(), state.Receipt{ID: id, Message: []byte(message)}))
}

func receipts(t *testing.T, b *bench) {
	want := state.Receipt{ID: "r", At: b.now(), Fingerprint: "f", Message: []byte(`{"Text":"问'\n"}`), Outcome: "answered", Cited: []string{"x/1", "x/2.1"}}
	b.receipt(t, "r", "earlier")
	must(t, b.AddReceipt(t.Context(), want))
	b.receipt(t, "s", "later")
	got, ok, err := b.FindReceipt(t.Context(), "r")
	must(t, err)
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("found %t, not the newest as it was (-want +got):\n%s", ok, diff)
	}
	if got := b.found(t, "unknown"); got != "" {
		t.Errorf("an unknown receipt is %q", got)
	}
	b.receipt(t, "long", strings.Repeat("x", state.MaxReceipt))
	if got := b.found(t, "long"); len(got) != state.MaxReceipt {
		t.Errorf("of the longest message %d bytes are kept", len(got))
	}
	err = b.AddReceipt(t.Context(), state.Receipt{ID: "longer", Message: make([]byte, state.MaxReceipt+1)})
	if !errors.Is(err, state.ErrTooLong) || b.found(t, "longer") != "" {
		t.Errorf("a message that is too long: %v", err)
	}
}

func tooManyReceipts(t *testing.T, b *bench) {
	for i := range maxReceipts + 1 {
		b.receipt(t, fmt.Sprint(i), "m")
	}
	for id, kept := range map[string]bool{"0": false, "1": true, fmt.Sprint(maxReceipts): true} {
		if got := b.found(t, id) == "m"; got != kept {
			t.Errorf("receipt %s is kept: %t, want %t", id, got, kept)
		}
	}
}

func receiptsExpire(t *testing.T, b *bench) {
	for name, drop := range map[string]func(){
		"the next receipt": func() { b.receipt(t, "new", "m") },
		"the sweep":        func() { must(t, b.Sweep(t.Context())) },
	} {
		b.receipt(t, "old", "m")
		b.pass(state.ReceiptsFor)
		if b.found(t, "old") != "m" {
			t.Error("gone within the retention")
		}
		b.pass(time.Second)
		if b.found(t, "old") != "" {
			t.Error("told after the retention")
		}
		drop()
		b.pass(-time.Second)
		if b.found(t, "old") != "" {
			t.Errorf("%s has not deleted it", name)
		}
	}
}

// manyAtOnce works with one store from many sides.
func manyAtOnce(t *testing.T, b *bench) {
	const people, each = maxReceipts / state.MaxTurns, state.MaxTurns
	var group sync.WaitGroup
	for p := range people {
		group.Go(func() {
			who := fmt.Sprint("who", p)
			for i := range each {
				id := int64(p*each + i)
				if err := errors.Join(
					b.AddTurn(t.Context(), who, state.Turn{Receipt: who, Question: fmt.Sprint(i)}),
					b.Vote(t.Context(), who, who, true),
					b.SetSetting(t.Context(), who, "lang", fmt.Sprint(i)),
					b.AddReceipt(t.Context(), state.Receipt{ID: fmt.Sprint(id), Message: []byte("m")}),
					b.Finish(t.Context(), id),
					b.Sweep(t.Context()),
				); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	for p := range people {
		who := fmt.Sprint("who", p)
		if got := b.questions(t, who); len(got) != each || got[each-1] != fmt.Sprint(each-1) || b.setting(t, who, "lang") != fmt.Sprint(each-1) {
			t.Errorf("%s has the turns %q and the language %s", who, got, b.setting(t, who, "lang"))
		}
		for i := range each {
			if id := int64(p*each + i); !b.handled(t, id) || b.found(t, fmt.Sprint(id)) != "m" {
				t.Errorf("%d is lost", id)
			}
		}
	}
}

// cancelled: whoever has given up waits for nothing, and changes nothing.
func cancelled(t *testing.T, b *bench) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.AddTurn(ctx, "a", state.Turn{Question: "问"}); !errors.Is(err, context.Canceled) {
		t.Errorf("adding a turn: %v", err)
	}
	if _, err := b.Turns(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("reading turns: %v", err)
	}
	if got := b.questions(t, "a"); got != nil {
		t.Errorf("turns %q", got)
	}
}
