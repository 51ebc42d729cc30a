package telegram

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"wenbao/bot/limit"
	"wenbao/bot/state"
	"wenbao/bot/state/statetest"
)

// TestReplicas: of two servers with one state one polls, both answer, each question
// once and in order; when the one that polls stops, the other polls.
func TestReplicas(t *testing.T) {
	address := statetest.Postgres(t)
	a := newPeer(t)
	var doors []*door
	for range 2 {
		store, err := state.Connect(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = store.Close() })
		doors = append(doors, open(t, a, func(o *Options) { o.Store = kept(store) }))
		a.wait(t, "getUpdates", 1)
	}
	ask := func() (last int64) {
		for chat := range int64(10) {
			a.say(1+chat, "消防站")
			last = a.say(1+chat, "5G基站")
		}
		return last
	}
	a.waitDone(t, ask())
	doors[0].close(t)
	a.waitDone(t, ask())
	doors[1].close(t)
	got := map[string][]string{}
	for _, r := range a.requests("sendMessage") {
		chat := r.values.Get("chat_id")
		got[chat] = append(got[chat], r.values.Get("text"))
	}
	for chat, texts := range got {
		for i, want := range []string{"21", "3047", "21", "3047"} {
			if len(texts) != 4 || !strings.Contains(texts[i], want) {
				t.Fatalf("chat %s got %q", chat, texts)
			}
		}
	}
	if len(got) != 10 {
		t.Errorf("%d chats", len(got))
	}
}

// TestReplicasShareLimits: what a person asks two servers counts together, and one
// of them tells it.
func TestReplicasShareLimits(t *testing.T) {
	address := statetest.Postgres(t)
	a := newPeer(t)
	var servers []*server
	for range 2 {
		store, err := state.Connect(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = store.Close() })
		log := slog.New(slog.DiscardHandler)
		s := newServer(Options{Bot: roles(mustBot(t)), Store: kept(store), Token: testToken, API: a.URL, Log: log, Limits: limit.Share(store.Limits(), log)}, nil)
		t.Cleanup(s.client.Close)
		servers = append(servers, s)
	}
	who := talk{chat: 7, user: 7, words: simplified}
	heard := 0
	began := time.Now()
	for i := range 2 * person.Burst {
		ok, _, err := servers[i%2].allowed(t.Context(), who)
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			heard++
		}
	}
	if most := person.Burst + int(time.Since(began).Seconds()) + 1; heard < person.Burst || heard > most {
		t.Errorf("%d heard, want %d", heard, person.Burst)
	}
	if told := len(a.requests("sendMessage")); told < 1 || told > 1+heard-person.Burst {
		t.Errorf("told %d times", told)
	}
}
