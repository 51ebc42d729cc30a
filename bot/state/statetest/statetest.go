// Package statetest says by tests what a kind of state must do, whatever keeps
// it. Every kind runs it.
package statetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"wenbao/bot/state"
)

// Inbox is what the suite asks about updates.
type Inbox interface {
	Receive(ctx context.Context, updates ...state.Update) ([]state.Fate, error)
	Claim(ctx context.Context, owner string, most int) ([]state.Update, error)
	Postpone(ctx context.Context, id int64, until time.Time, pending []byte) error
	Finish(ctx context.Context, id int64, said ...state.Said) error
}

// Backlog is what it asks about what waits.
type Backlog interface {
	Backlog(ctx context.Context) (state.Backlog, error)
	Behind(ctx context.Context, before int) (state.Update, error)
}

// Turns is what it asks about conversations.
type Turns interface {
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
	Backlog
	Turns
	Choices
	Receipts
	Gaps
	Keeper
}

// Keeper is what it asks about deleting.
type Keeper interface {
	Forget(ctx context.Context, who string) error
	Sweep(ctx context.Context) ([]int64, error)
}

// Config is what the suite sets, so that it need not wait or write thousands.
type Config struct {
	Now                           func() time.Time
	MaxReceipts, MaxLane, MaxOpen int // in place of those of package state
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
		{"too many votes", manyVotes},
		{"forget", forget},
		{"edited", edited},
		{"received once", receivedOnce},
		{"one of a lane at a time", oneOfLane},
		{"a late one of a lane", lateInLane},
		{"lanes side by side", lanes},
		{"postponed", postponed},
		{"leases", leases},
		{"finished with a turn", finished},
		{"odd texts", oddTexts},
		{"bounds of the inbox", inboxBounds},
		{"backlog", backlog},
		{"done updates expire", doneExpire},
		{"open updates expire", openExpire},
		{"one claimed by many", claimedByMany},
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
			b.Store = open(t, Config{b.now, maxReceipts, maxLane, maxOpen})
			test.run(t, b)
		})
	}
}

const (
	maxReceipts = 50
	maxLane     = 5
	maxOpen     = 60
)

// bench is a store under test and its clock.
type bench struct {
	Store
	mu    sync.Mutex
	clock time.Time
	last  int64 // number of an update
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

// remember finishes an update with what was said.
func (b *bench) remember(ctx context.Context, said ...state.Said) error {
	b.mu.Lock()
	b.last--
	id := b.last // negative: no test uses such
	b.mu.Unlock()
	_, err := b.Receive(ctx, state.Update{ID: id, Lane: id, Raw: []byte("{}")})
	return errors.Join(err, b.Finish(ctx, id, said...))
}

// sweep is Sweep where nothing open is to expire.
func (b *bench) sweep(ctx context.Context) error {
	expired, err := b.Sweep(ctx)
	if len(expired) > 0 {
		err = errors.Join(err, fmt.Errorf("%d expired", expired))
	}
	return err
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
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
					b.remember(t.Context(), state.Said{Who: who, Turn: state.Turn{Receipt: who, Question: fmt.Sprint(i)}}),
					b.Vote(t.Context(), who, who, true),
					b.SetSetting(t.Context(), who, "lang", fmt.Sprint(i)),
					b.AddReceipt(t.Context(), state.Receipt{ID: fmt.Sprint(id), Message: []byte("m")}),
					b.sweep(t.Context()),
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
			if id := fmt.Sprint(p*each + i); b.found(t, id) != "m" {
				t.Errorf("%s is lost", id)
			}
		}
	}
}

// cancelled: whoever has given up waits for nothing, and changes nothing.
func cancelled(t *testing.T, b *bench) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.remember(ctx, state.Said{Who: "a", Turn: state.Turn{Question: "问"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("adding a turn: %v", err)
	}
	if _, err := b.Turns(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("reading turns: %v", err)
	}
	if got := b.questions(t, "a"); got != nil {
		t.Errorf("turns %q", got)
	}
}
