package telegram

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

// TestRepeatedUpdate: what was answered before a crash, and not acknowledged,
// is not answered again.
func TestRepeatedUpdate(t *testing.T) {
	dir := t.TempDir()
	a := newPeer(t)
	state := file(t, dir)
	id := a.say(7, "消防站")
	if err := state.Finish(t.Context(), id); err != nil { // answered, then killed
		t.Fatal(err)
	}
	_ = state.Close()
	state = file(t, dir)
	d := open(t, a, func(o *Options) { o.Store = kept(state) })
	a.waitAcked(t, a.say(8, "5G基站"))
	if sends := a.requests("sendMessage"); len(sends) != 1 || sends[0].values.Get("chat_id") != "8" {
		t.Errorf("sent %v", texts(sends))
	}
	d.close(t)
	_ = state.Close()
}

// TestOffsetWaits: Telegram keeps an update until it is finished, and others
// are answered meanwhile.
func TestOffsetWaits(t *testing.T) {
	a := newPeer(t)
	release := make(chan struct{})
	answering(t, a, func(ctx context.Context, m bot.Message) (bot.Answer, error) {
		if m.Text == "慢" {
			<-release
		}
		return bot.Answer{Outcome: bot.Meta, Lead: m.Text}, nil
	})
	slow := a.say(7, "慢")
	last := slow
	for i := range 20 {
		last = a.say(int64(100+i), "快")
	}
	a.wait(t, "sendMessage", 20)
	a.mu.Lock()
	if a.acked >= slow {
		t.Errorf("acknowledged up to %d, but %d is unfinished", a.acked, slow)
	}
	a.mu.Unlock()
	close(release)
	a.waitAcked(t, last)
	if n := len(a.requests("sendMessage")); n != 21 {
		t.Errorf("%d answers, want 21", n)
	}
}

// TestParked: a slow update goes to the store, which hands it to the next
// start should this one be killed.
func TestParked(t *testing.T) {
	dir := t.TempDir()
	a := newPeer(t)
	state := file(t, dir)
	b := roles(mustBot(t))
	b.Asker = asking(func(ctx context.Context, _ bot.Message) (bot.Answer, error) {
		<-ctx.Done()
		return bot.Answer{}, ctx.Err()
	})
	s := newServer(Options{Bot: b, Store: kept(state), Token: testToken, API: a.URL, Pace: &fast}, nil)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.begin(ctx, []byte(questionUpdate(5, 7, "消防站")), func(lane int64, job func(context.Context)) error {
		return s.dispatcher.offer(ctx, lane, job)
	}, func() {})
	if err != nil {
		t.Fatal(err)
	}
	s.park(ctx, 0)
	if s.tracker.offset() != 6 {
		t.Errorf("offset %d after parking", s.tracker.offset())
	}
	cancel() // the end comes before the answer
	s.dispatcher.close()
	s.dispatcher.wait()
	s.client.Close()
	_ = state.Close()

	state = file(t, dir)
	d := open(t, a, func(o *Options) { o.Store = kept(state) })
	if text := a.wait(t, "sendMessage", 1)[0].values.Get("text"); !strings.Contains(text, "21") {
		t.Errorf("%q", text)
	}
	d.close(t)
	if parked, err := state.Parked(t.Context()); err != nil || len(parked) != 0 {
		t.Errorf("still parked: %v %v", parked, err)
	}
	_ = state.Close()
}

func TestOrderWithinChat(t *testing.T) {
	a := newPeer(t)
	answering(t, a, func(ctx context.Context, m bot.Message) (bot.Answer, error) {
		if strings.HasSuffix(m.Text, "0") {
			_ = api.Pause(ctx, 30*time.Millisecond)
		}
		return bot.Answer{Outcome: bot.Meta, Lead: m.Text}, nil
	})
	const chats, each = 20, 10
	for i := range each {
		for c := range chats {
			a.say(int64(c+1), "问"+string(rune('0'+i)))
		}
	}
	next := map[string]int{}
	for _, r := range a.wait(t, "sendMessage", chats*each) {
		chat := r.values.Get("chat_id")
		if want := "问" + string(rune('0'+next[chat])); r.values.Get("text") != want {
			t.Errorf("chat %s got %s, want %s", chat, r.values.Get("text"), want)
		}
		next[chat]++
	}
}

func TestFollowUpAndForget(t *testing.T) {
	a := newPeer(t)
	var seen []int
	d := answering(t, a, func(_ context.Context, m bot.Message) (bot.Answer, error) {
		seen = append(seen, len(m.History)) // one chat: one at a time
		return bot.Answer{Outcome: bot.Answered, Lead: "好", Receipt: "abcdef0123", Citations: []bot.Citation{{ID: "x/1", Quote: "引", Place: "处"}}}, nil
	})
	for _, text := range []string{"一", "二", "/new", "三", "四", "/forget", "五"} {
		a.waitAcked(t, a.say(7, text))
	}
	d.close(t)
	want := []int{0, 1, 0, 1, 0}
	for i := range want {
		if i >= len(seen) || seen[i] != want[i] {
			t.Fatalf("history lengths %v, want %v", seen, want)
		}
	}
}

// unscrubbed cannot get what it deletes off the disk.
type unscrubbed struct{ sweeps []time.Time }

func (*unscrubbed) Forget(context.Context, string) error { return state.ErrUnscrubbed }

func (u *unscrubbed) Sweep(context.Context) error {
	u.sweeps = append(u.sweeps, time.Now())
	return state.ErrUnscrubbed
}

// TestUnscrubbed: that the disk is not clean yet is no failure for the person,
// and is tried again within a minute.
func TestUnscrubbed(t *testing.T) {
	a := newPeer(t)
	d := open(t, a, func(o *Options) {
		o.Store = memory(t)
		o.Store.Eraser = &unscrubbed{}
	})
	a.waitAcked(t, a.say(7, "/forget"))
	if sent := texts(a.requests("sendMessage")); len(sent) != 1 || sent[0] != simplified.Forgotten {
		t.Errorf("sent %q", sent)
	}
	if log := d.log.String(); strings.Contains(log, `"level":"ERROR"`) || !strings.Contains(log, "next sweep") {
		t.Errorf("operators learn: %s", log)
	}
	synctest.Test(t, func(t *testing.T) {
		s, eraser := wired(t, nil), &unscrubbed{}
		s.Store.Eraser = eraser
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute+time.Second)
		defer cancel()
		s.sweep(ctx)
		if n := len(eraser.sweeps); n != 2 {
			t.Errorf("%d sweeps within a minute, want another", n)
		}
	})
}
