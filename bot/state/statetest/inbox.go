package statetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/state"
)

// update is one whose text tells its number.
func update(id, lane int64) state.Update {
	return state.Update{ID: id, Lane: lane, Raw: fmt.Appendf(nil, `{"text":"%d'\u0000"}`, id)}
}

// receive takes updates in and checks that all are taken.
func (b *bench) receive(t *testing.T, updates ...state.Update) {
	t.Helper()
	fates, err := b.Receive(t.Context(), updates...)
	must(t, err)
	if want := make([]state.Fate, len(updates)); !slices.Equal(fates, want) { // state.Taken is zero
		t.Errorf("the fates of %d updates are %d", len(updates), fates)
	}
}

// claim returns the numbers of what an owner gets.
func (b *bench) claim(t *testing.T, owner string, most int) []int64 {
	t.Helper()
	claimed, err := b.Claim(t.Context(), owner, most)
	must(t, err)
	var ids []int64
	for _, u := range claimed {
		ids = append(ids, u.ID)
	}
	return ids
}

func (b *bench) expect(t *testing.T, owner string, most int, want ...int64) {
	t.Helper()
	if got := b.claim(t, owner, most); !slices.Equal(got, want) {
		t.Errorf("%s claims %v, want %v", owner, got, want)
	}
}

// receivedOnce: what came is known, while it is open and when it is done.
func receivedOnce(t *testing.T, b *bench) {
	b.receive(t, update(5, 1), state.Update{ID: 6, Lane: 1})
	for range 2 {
		fates, err := b.Receive(t.Context(), update(5, 1), update(6, 1), update(5, 2))
		must(t, err)
		if diff := cmp.Diff([]state.Fate{state.Known, state.Known, state.Known}, fates); diff != "" {
			t.Error(diff)
		}
		must(t, b.Finish(t.Context(), 5))
	}
	b.expect(t, "a", 9)
	fates, err := b.Receive(t.Context(), update(7, 1), update(7, 1))
	if must(t, err); !slices.Equal(fates, []state.Fate{state.Taken, state.Known}) {
		t.Errorf("twice in one batch: %v", fates)
	}
}

func oneOfLane(t *testing.T, b *bench) {
	b.receive(t, update(5, 1), update(6, 1), update(7, 1))
	claimed, err := b.Claim(t.Context(), "a", 9)
	must(t, err)
	want := update(5, 1)
	want.At, want.Tries = b.now(), 1
	if diff := cmp.Diff([]state.Update{want}, claimed); diff != "" {
		t.Errorf("claimed (-want +got):\n%s", diff)
	}
	b.expect(t, "a", 9)
	b.expect(t, "b", 9)
	must(t, b.Finish(t.Context(), 5))
	b.expect(t, "b", 9, 6)
	must(t, b.Finish(t.Context(), 6))
	must(t, b.Finish(t.Context(), 7)) // also what nobody claimed
	b.expect(t, "a", 9)
}

// lateInLane: what comes late goes before those of its lane with higher numbers,
// but not into the middle of one's work.
func lateInLane(t *testing.T, b *bench) {
	b.receive(t, update(8, 1), update(9, 1))
	b.expect(t, "a", 9, 8)
	b.receive(t, update(5, 1))
	b.expect(t, "b", 9)
	must(t, b.Finish(t.Context(), 8))
	b.expect(t, "b", 9, 5)
}

func lanes(t *testing.T, b *bench) {
	b.receive(t, update(9, -1), update(5, 2), update(7, 3), update(6, 2))
	b.expect(t, "a", 0)
	b.expect(t, "a", -1)
	b.expect(t, "a", 2, 5, 7)
	b.expect(t, "b", 2, 9)
}

// postponed: what cannot be done now is done later, with what is left of it, and
// before the others of its lane.
func postponed(t *testing.T, b *bench) {
	b.receive(t, update(5, 1), update(6, 1), update(7, 2))
	b.expect(t, "a", 9, 5, 7)
	must(t, b.Postpone(t.Context(), 5, b.now().Add(time.Minute), []byte("rest")))
	for _, step := range []struct {
		pass time.Duration
		want []int64
	}{{0, nil}, {59 * time.Second, nil}, {time.Second, []int64{5}}} {
		b.pass(step.pass)
		must(t, b.Finish(t.Context(), 7))
		claimed, err := b.Claim(t.Context(), "b", 9)
		must(t, err)
		if len(claimed) != len(step.want) {
			t.Fatalf("after %v: %v", step.pass, claimed)
		}
		for _, u := range claimed {
			if u.ID != 5 || u.Tries != 2 || string(u.Pending) != "rest" || len(u.Raw) == 0 {
				t.Errorf("it comes back as %+v", u)
			}
		}
	}
	must(t, b.Postpone(t.Context(), 5, b.now(), nil))
	if claimed, err := b.Claim(t.Context(), "a", 9); err != nil || len(claimed) != 1 || string(claimed[0].Pending) != "rest" {
		t.Errorf("given back: %v, %v", claimed, err)
	}
	must(t, b.Finish(t.Context(), 5))
	must(t, b.Postpone(t.Context(), 5, b.now(), nil)) // too late
	b.expect(t, "a", 9, 6)
}

// leases: what the dead held is others' after a while, and what the living hold
// is not.
func leases(t *testing.T, b *bench) {
	b.receive(t, update(5, 1), update(6, 2))
	b.expect(t, "dead", 1, 5)
	b.expect(t, "living", 1, 6)
	for range 4 {
		b.pass(state.LeaseFor / 3)
		b.claim(t, "living", 0)
	}
	b.expect(t, "third", 9, 5)
	must(t, b.Finish(t.Context(), 5))
	must(t, b.Finish(t.Context(), 5)) // the dead was only slow
	b.pass(2 * state.LeaseFor)
	b.expect(t, "third", 9, 6)
}

// finished: what was said is remembered with the end, once.
func finished(t *testing.T, b *bench) {
	b.receive(t, update(5, 1))
	said := state.Said{Who: "a", Turn: state.Turn{Question: "问"}}
	for range 2 {
		must(t, b.Finish(t.Context(), 5, said))
	}
	must(t, b.Finish(t.Context(), 99, said)) // never came
	if got := b.questions(t, "a"); !slices.Equal(got, []string{"问"}) {
		t.Errorf("remembered %q", got)
	}
}

func inboxBounds(t *testing.T, b *bench) {
	for id := range int64(maxLane) {
		b.receive(t, update(100+id, 1))
	}
	fates, err := b.Receive(t.Context(), update(200, 1), update(201, 2), state.Update{ID: 202, Lane: 3})
	must(t, err)
	if !slices.Equal(fates, []state.Fate{state.Crowded, state.Taken, state.Taken}) {
		t.Errorf("fates %v", fates)
	}
	var many []state.Update
	for id := range int64(maxOpen) {
		many = append(many, update(300+id, 10+id))
	}
	if fates, err := b.Receive(t.Context(), many...); !errors.Is(err, state.ErrFull) || fates != nil {
		t.Errorf("beyond the bound: %v, %v", fates, err)
	}
	if got := b.claim(t, "a", 99); !slices.Equal(got, []int64{100, 201}) {
		t.Errorf("of what was refused something stayed: %v", got)
	}
	must(t, b.Finish(t.Context(), 100))
	b.receive(t, update(200, 1))
}

func backlog(t *testing.T, b *bench) {
	check := func(want state.Backlog) {
		t.Helper()
		got, err := b.Backlog(t.Context())
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("backlog (-want +got):\n%s", diff)
		}
	}
	check(state.Backlog{})
	first := b.now()
	b.receive(t, update(5, 1), update(6, 1))
	b.pass(time.Minute)
	second := b.now()
	b.receive(t, update(7, 2))
	check(state.Backlog{Open: 3, Oldest: first, Due: first})
	for before, id := range []int64{5, 6, 7, 0} {
		if u, err := b.Behind(t.Context(), before); err != nil || u.ID != id || (id > 0) != (string(u.Raw) != "") {
			t.Errorf("behind %d: %+v, %v", before, u, err)
		}
	}
	b.expect(t, "a", 9, 5, 7)
	check(state.Backlog{Open: 3, Oldest: first, Due: first})
	must(t, b.Postpone(t.Context(), 5, second.Add(time.Hour), nil))
	check(state.Backlog{Open: 3, Oldest: first, Due: second})
	must(t, b.Finish(t.Context(), 7))
	check(state.Backlog{Open: 2, Oldest: first})
}

// doneExpire: numbers of what is done are kept as long as Telegram may repeat it.
func doneExpire(t *testing.T, b *bench) {
	b.receive(t, update(5, 1))
	must(t, b.Finish(t.Context(), 5))
	b.pass(state.UpdatesFor)
	must(t, b.sweep(t.Context()))
	if fates, err := b.Receive(t.Context(), update(5, 1)); err != nil || fates[0] != state.Known {
		t.Errorf("forgotten within the retention: %v %v", fates, err)
	}
	b.pass(time.Second)
	must(t, b.sweep(t.Context()))
	b.receive(t, update(5, 1))
}

// openExpire: names and texts are kept no longer than the retention.
func openExpire(t *testing.T, b *bench) {
	b.receive(t, update(5, 1))
	b.pass(state.UpdatesFor)
	must(t, b.sweep(t.Context()))
	b.expect(t, "a", 9, 5)
	must(t, b.Postpone(t.Context(), 5, b.now(), nil))
	b.pass(time.Second)
	b.expect(t, "a", 9)
	if expired, err := b.Sweep(t.Context()); err != nil || len(expired) != 1 || expired[0] != 5 {
		t.Errorf("expired %d, %v", expired, err)
	}
	must(t, b.sweep(t.Context())) // told once
	b.pass(-time.Second)
	if got, err := b.Backlog(t.Context()); err != nil || got.Open != 0 {
		t.Errorf("kept after the sweep: %+v, %v", got, err)
	}
}

// claimedByMany: several programs never get the same one, and keep the order.
func claimedByMany(t *testing.T, b *bench) {
	const inLane, ofLanes = maxLane, maxOpen / maxLane
	for id := range int64(inLane * ofLanes) {
		b.receive(t, update(1+id, id%ofLanes))
	}
	var mu sync.Mutex
	last, claims := map[int64]int64{}, 0
	var group sync.WaitGroup
	for owner := range 4 {
		group.Go(func() {
			for {
				claimed, err := b.Claim(t.Context(), fmt.Sprint("owner", owner), 3)
				if err != nil || len(claimed) == 0 {
					if err != nil {
						t.Error(err)
					}
					return
				}
				for _, u := range claimed {
					mu.Lock()
					if claims++; u.ID <= last[u.Lane] || u.Tries != 1 {
						t.Errorf("%d of lane %d after %d, try %d", u.ID, u.Lane, last[u.Lane], u.Tries)
					}
					last[u.Lane] = u.ID
					mu.Unlock()
					if err := b.Finish(t.Context(), u.ID); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	group.Wait()
	for left := b.claim(t, "last", maxOpen); len(left) > 0; left = b.claim(t, "last", maxOpen) { // an owner ends where the lanes are the others'
		claims += len(left)
		for _, id := range left {
			must(t, b.Finish(t.Context(), id))
		}
	}
	if got, err := b.Backlog(t.Context()); err != nil || got.Open != 0 || claims != inLane*ofLanes {
		t.Errorf("%d claims, backlog %+v, %v", claims, got, err)
	}
}
