package state_test

import (
	"testing"
	"time"

	"wenbao/bot/limit"
	"wenbao/bot/state"
	"wenbao/bot/state/statetest"
)

// BenchmarkUpdate is what the state costs for one update from its receipt, which is
// synced to the disk, to its end, after many others.
func BenchmarkUpdate(b *testing.B) {
	s, err := state.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const before = 100_000
	for id := int64(1); id <= before; id += 1000 {
		var done []state.Update
		for i := range int64(1000) {
			done = append(done, state.Update{ID: id + i})
		}
		if _, err := s.Receive(b.Context(), done...); err != nil {
			b.Fatal(err)
		}
	}
	raw := make([]byte, 600)
	for id := int64(before + 1); b.Loop(); id++ {
		_, receiving := s.Receive(b.Context(), state.Update{ID: id, Lane: id, Raw: raw})
		_, claiming := s.Claim(b.Context(), "a", 16)
		finishing := s.Finish(b.Context(), id, state.Said{Who: "a", Turn: state.Turn{Question: "去年新建了多少个消防站？"}})
		if receiving != nil || claiming != nil || finishing != nil {
			b.Fatal(receiving, claiming, finishing)
		}
	}
}

// BenchmarkClaimCrowded is one claim where many updates wait behind others.
func BenchmarkClaimCrowded(b *testing.B) {
	s, err := state.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const open, lanes = 5000, 500
	var all []state.Update
	for id := range int64(open) {
		all = append(all, state.Update{ID: 1 + id, Lane: id % lanes, Raw: make([]byte, 600)})
	}
	if _, err := s.Receive(b.Context(), all...); err != nil {
		b.Fatal(err)
	}
	if claimed, err := s.Claim(b.Context(), "a", lanes); err != nil || len(claimed) != lanes {
		b.Fatal(len(claimed), err)
	}
	for b.Loop() {
		if _, err := s.Claim(b.Context(), "a", 16); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTake is one taking of a token by one of several servers.
func BenchmarkTake(b *testing.B) {
	s, err := state.Connect(b.Context(), statetest.Postgres(b))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		if _, err := s.Limits().Take(b.Context(), "a", limit.Bucket{Rate: 28, Burst: 20}, 1, time.Second); err != nil {
			b.Fatal(err)
		}
	}
}
