package telegram

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

// narrow is an inbox that has room for one update of each lane.
type narrow struct {
	Inbox
	lanes sync.Map
}

func (n *narrow) Receive(ctx context.Context, updates ...state.Update) ([]state.Fate, error) {
	var fates []state.Fate
	for _, u := range updates {
		if _, full := n.lanes.LoadOrStore(u.Lane, true); full && u.Lane < 1<<61 { // where words are said there is room
			fates = append(fates, state.Crowded)
			continue
		}
		fate, err := n.Inbox.Receive(ctx, u)
		if err != nil {
			return nil, err
		}
		fates = append(fates, fate...)
	}
	return fates, nil
}

// TestTurnedAway: a chat that sends more than may wait is told so once, and
// whoever taps a button there each time.
func TestTurnedAway(t *testing.T) {
	a := newPeer(t)
	release := make(chan struct{})
	d := open(t, a, func(o *Options) {
		o.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
			<-release
			return bot.Answer{Outcome: bot.Meta, Lead: "好"}, nil
		})
		o.Store = memory(t)
		o.Store.Inbox = &narrow{Inbox: o.Store.Inbox}
	})
	last := a.say(7, "问")
	for range 3 {
		last = a.say(7, "问")
	}
	for range 2 {
		last = a.tap(7, "t", "")
	}
	taps := a.wait(t, "answerCallbackQuery", 2)
	a.wait(t, "sendMessage", 1)
	close(release)
	a.waitDone(t, last)
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
		{"a question for us", fmt.Sprintf(message, 4, "message", "/ask 消防站", false), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, err := api.DecodeUpdate([]byte(test.raw))
			if err != nil {
				t.Fatal(err)
			}
			counter, before := s.metrics.updates(u.Kind(), "ignored").Get(), s.backlog().Open
			arrive(t, s, test.raw)
			counted, taken := s.metrics.updates(u.Kind(), "ignored").Get()-counter == 1, s.backlog().Open-before == 1
			if ignored := test.outcome == "ignored"; counted != ignored || taken == ignored {
				t.Errorf("counted as ignored: %t, taken: %t", counted, taken)
			}
		})
	}
}
