package telegram

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
	"wenbao/bot/limit"
	"wenbao/bot/state"
)

// TestRepeatedUpdate: what was answered before a crash, and not acknowledged,
// is not answered again.
func TestRepeatedUpdate(t *testing.T) {
	dir := t.TempDir()
	a := newPeer(t)
	before := file(t, dir)
	id := a.say(7, "消防站")
	_, err := before.Receive(t.Context(), state.Update{ID: id, Lane: 7, Raw: []byte("{}")})
	if err := errors.Join(err, before.Finish(t.Context(), id), before.Close()); err != nil { // answered, then killed
		t.Fatal(err)
	}
	store := file(t, dir)
	d := open(t, a, func(o *Options) { o.Store = kept(store) })
	a.waitDone(t, a.say(8, "5G基站"))
	if sends := a.requests("sendMessage"); len(sends) != 1 || sends[0].values.Get("chat_id") != "8" {
		t.Errorf("sent %v", texts(sends))
	}
	d.close(t)
	_ = store.Close()
}

// TestSlowHoldsNothing: Telegram need not keep a slow update nor those behind it.
func TestSlowHoldsNothing(t *testing.T) {
	a := newPeer(t)
	release := make(chan struct{})
	answering(t, a, func(ctx context.Context, m bot.Message) (bot.Answer, error) {
		if m.Text == "慢" {
			<-release
		}
		return bot.Answer{Outcome: bot.Meta, Lead: m.Text}, nil
	})
	last := a.say(7, "慢")
	for i := range 20 {
		last = a.say(int64(100+i), "快")
	}
	a.wait(t, "sendMessage", 20)
	until(t, func() bool {
		a.mu.Lock()
		defer a.mu.Unlock()
		return a.acked >= last
	})
	if polls := len(a.requests("getUpdates")); polls > 30 {
		t.Errorf("%d polls", polls)
	}
	close(release)
	a.waitDone(t, last)
	if n := len(a.requests("sendMessage")); n != 21 {
		t.Errorf("%d answers, want 21", n)
	}
}

// TestKilled: what a killed program had taken in and not answered is answered by
// the next, in its order, although Telegram has forgotten it.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	a := newPeer(t)
	store := file(t, dir)
	s := newServer(Options{Bot: roles(mustBot(t)), Store: kept(store), Token: testToken, API: a.URL, Pace: &fast}, nil)
	arrive(t, s, questionUpdate(5, 7, "消防站"), questionUpdate(6, 7, "5G基站"))
	if claimed, err := store.Claim(t.Context(), s.owner, 9); err != nil || len(claimed) != 1 {
		t.Fatalf("%v %v", claimed, err)
	}
	if err := store.Postpone(t.Context(), 5, time.Now(), nil); err != nil { // as if its lease were over
		t.Fatal(err)
	}
	s.client.Close()
	_ = store.Close()

	store = file(t, dir)
	d := open(t, a, func(o *Options) { o.Store = kept(store) })
	sent := texts(a.wait(t, "sendMessage", 2))
	if !strings.Contains(sent[0], "21") || !strings.Contains(sent[1], "3047") {
		t.Errorf("%q", sent)
	}
	d.close(t)
	_ = store.Close()
}

// TestNoNumber: an update without a number can neither be taken in nor passed.
func TestNoNumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		polls := 0
		s := wired(t, func(r *http.Request) (int, string) {
			if path.Base(r.URL.Path) != "getUpdates" {
				return 200, okReply
			}
			polls++
			return 200, `{"ok":true,"result":[{"message":{}}]}`
		})
		s.Store = memory(t)
		ctx, cancel := context.WithTimeout(t.Context(), 38*time.Second)
		defer cancel()
		_ = s.poll(ctx)
		if polls > 12 {
			t.Errorf("%d polls in 38 s", polls)
		}
	})
}

// TestUnreadableOnce: what cannot be read is put aside once, with one line, and
// blocks nobody.
func TestUnreadableOnce(t *testing.T) {
	log := &lines{}
	s := newServer(Options{Bot: roles(mustBot(t)), Store: memory(t), Token: testToken, Log: slog.New(slog.NewJSONHandler(log, nil))}, nil)
	const bad = `{"update_id":5,"message":{"message_id":"x","chat":5}}`
	arrive(t, s, bad, bad, questionUpdate(6, 7, "问"))
	if n := strings.Count(log.String(), "cannot be read"); n != 1 || s.backlog().Open != 1 {
		t.Errorf("%d lines, %d open", n, s.backlog().Open)
	}
	if high, err := s.take(t.Context(), []byte(bad)); high != 5 || err != nil {
		t.Errorf("taken in up to %d, %v", high, err)
	}
}

// TestRenumbered: after a long silence Telegram may begin with lower numbers.
func TestRenumbered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var o offset
		for _, step := range []struct {
			pass int64
			wait time.Duration
			next int64
		}{{0, 0, 0}, {500, 0, 501}, {0, renumbered - time.Hour, 501}, {400, 0, 501}, {0, renumbered + time.Hour, 0}, {7, 0, 8}} {
			o.pass(step.pass)
			time.Sleep(step.wait)
			if got := o.next(); got != step.next {
				t.Errorf("next %d after %+v", got, step)
			}
		}
	})
}

func TestOrderWithinChat(t *testing.T) {
	a := newPeer(t)
	answering(t, a, func(ctx context.Context, m bot.Message) (bot.Answer, error) {
		if strings.HasSuffix(m.Text, "0") {
			_ = limit.Pause(ctx, 30*time.Millisecond)
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
		a.waitDone(t, a.say(7, text))
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

func (u *unscrubbed) Sweep(context.Context) ([]int64, error) {
	u.sweeps = append(u.sweeps, time.Now())
	return nil, state.ErrUnscrubbed
}

// TestUnscrubbed: that the disk is not clean yet is no failure for the person,
// and is tried again within a minute.
func TestUnscrubbed(t *testing.T) {
	a := newPeer(t)
	d := open(t, a, func(o *Options) {
		o.Store = memory(t)
		o.Store.Eraser = &unscrubbed{}
	})
	a.waitDone(t, a.say(7, "/forget"))
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
