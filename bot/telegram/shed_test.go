package telegram

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"wenbao/bot"
	"wenbao/bot/telegram/api"
)

// full is a dispatcher that has no room for a chat.
func full(int64, func(context.Context)) error { return errLaneFull }

// TestTurnedAway: a chat that sends more than may wait is told so once, and
// whoever taps a button there each time.
func TestTurnedAway(t *testing.T) {
	a := newPeer(t)
	release := make(chan struct{})
	d := answering(t, a, func(context.Context, bot.Message) (bot.Answer, error) {
		<-release
		return bot.Answer{Outcome: bot.Meta, Lead: "好"}, nil
	})
	last := a.say(7, "问")
	for range maxLane + 3 {
		last = a.say(7, "问")
	}
	for range 2 {
		last = a.tap(7, "t", "")
	}
	taps := a.wait(t, "answerCallbackQuery", 2)
	a.wait(t, "sendMessage", 1)
	close(release)
	a.waitAcked(t, last)
	d.close(t)
	for _, tap := range taps {
		if got, want := tap.values.Get("text"), fmt.Sprintf(simplified.TooFast, 1); got != want {
			t.Errorf("a tap is told %q, want %q", got, want)
		}
	}
	told := slices.DeleteFunc(texts(a.requests("sendMessage")), func(text string) bool { return text != simplified.Crowded })
	if len(told) != 1 {
		t.Errorf("told %d times, want once: %v", len(told), texts(a.requests("sendMessage")))
	}
}

// TestShedIsDone: what is not answered for want of room does not come back
// with the next start.
func TestShedIsDone(t *testing.T) {
	state := file(t, t.TempDir())
	defer state.Close()
	raw := []byte(questionUpdate(5, 7, "问"))
	if err := state.Park(t.Context(), 5, raw); err != nil {
		t.Fatal(err)
	}
	s := newServer(Options{Bot: roles(mustBot(t)), Store: kept(state), Token: testToken}, nil)
	finished := false
	if err := s.begin(t.Context(), raw, full, func() { finished = true }); err != nil || !finished {
		t.Errorf("%v, finished %t", err, finished)
	}
	if parked, err := state.Parked(t.Context()); err != nil || len(parked) != 0 {
		t.Errorf("still parked: %v %v", parked, err)
	}
	if done, err := state.Handled(t.Context(), 5); err != nil || !done {
		t.Errorf("handled %t, %v", done, err)
	}
}

// TestChatterTakesNoRoom: what people say to each other waits for nothing.
func TestChatterTakesNoRoom(t *testing.T) {
	s := closed(t)
	s.me = api.User{ID: 123456, Username: "WenbaoBot"}
	const message = `{"update_id":%d,"%s":{"message_id":1,"text":%q,"from":{"id":7,"is_bot":%t},"chat":{"id":-5,"type":"group"}}}`
	tests := []struct {
		name, raw string
		outcome   string
	}{
		{"people talking", fmt.Sprintf(message, 1, "message", "消防站在哪", false), "ignored"},
		{"somebody mends a word", fmt.Sprintf(message, 2, "edited_message", "消防站在哪？", false), "ignored"},
		{"another bot", fmt.Sprintf(message, 3, "message", "/ask 消防站", true), "ignored"},
		{"a question for us", fmt.Sprintf(message, 4, "message", "/ask 消防站", false), "shed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, err := api.DecodeUpdate([]byte(test.raw))
			if err != nil {
				t.Fatal(err)
			}
			counter := s.metrics.updates(u.Kind(), test.outcome)
			before := counter.Get()
			finished := false
			err = s.begin(t.Context(), []byte(test.raw), full, func() { finished = true })
			if err != nil || !finished || counter.Get() != before+1 {
				t.Errorf("%v, finished %t, not counted as %s", err, finished, test.outcome)
			}
		})
	}
}
