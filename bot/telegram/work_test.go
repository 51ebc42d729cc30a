package telegram

import (
	"context"
	"net/http"
	"path"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
	"wenbao/bot/telegram/api"
)

// TestSlowChatDelaysNobody: questions of one chat that take for ever leave
// room for the others.
func TestSlowChatDelaysNobody(t *testing.T) {
	a := newPeer(t)
	release := make(chan struct{})
	answering(t, a, func(_ context.Context, m bot.Message) (bot.Answer, error) {
		if m.Text == "慢" {
			<-release
		}
		return bot.Answer{Outcome: bot.Meta, Lead: m.Text}, nil
	})
	for range 50 {
		a.say(7, "慢")
	}
	for i := range 20 {
		a.say(int64(100+i), "快")
	}
	until(t, func() bool {
		sent := texts(a.requests("sendMessage"))
		return len(slices.DeleteFunc(sent, func(text string) bool { return text != "快" })) == 20
	})
	close(release)
}

// TestHands: nobody works on one update twice at a time, however often it is
// claimed, and there is a bound.
func TestHands(t *testing.T) {
	h := newHands()
	release, begun := make(chan struct{}), make(chan int64, maxWork)
	for range 2 {
		for id := range int64(5) {
			h.do(id, func() { begun <- id; <-release })
		}
	}
	if h.free() != maxWork-5 {
		t.Errorf("%d free", h.free())
	}
	close(release)
	h.running.Wait()
	if len(begun) != 5 || h.free() != maxWork {
		t.Errorf("%d begun, %d free", len(begun), h.free())
	}
	select {
	case <-h.stirred:
	default:
		t.Error("nobody is told that there is room")
	}
}

// TestCrowd: while a queue flows, a crowd waits in the inbox, where nobody is told
// to wait; one that stands still keeps no command from being answered.
func TestCrowd(t *testing.T) {
	const chats = 200
	for _, test := range []struct {
		name  string
		each  time.Duration // what one question takes
		after time.Duration // when the command is answered at last
		told  bool          // whether people are told that they wait
	}{
		{"quick answers", 50 * time.Millisecond, 3 * time.Second, false},
		{"a slow model", 20 * time.Second, 10 * time.Second, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				var mu sync.Mutex
				answers, notices, helped := 0, 0, time.Duration(0)
				s := offline(t, func(r *http.Request) (int, string) {
					mu.Lock()
					defer mu.Unlock()
					switch said := r.FormValue("text"); {
					case path.Base(r.URL.Path) != "sendMessage":
					case said == "问":
						answers++
					case r.FormValue("chat_id") == "9999":
						helped = time.Since(began)
					default:
						notices++
					}
					return 200, sentReply
				})
				s.out = api.NewOutbox(s.client, fast, s.Limits, s.log)
				s.Bot.Asker = asking(func(_ context.Context, m bot.Message) (bot.Answer, error) {
					time.Sleep(test.each)
					return bot.Answer{Outcome: bot.Meta, Lead: m.Text}, nil
				})
				for chat := range chats {
					arrive(t, s, questionUpdate(5+chat, int64(1+chat), "问"))
				}
				arrive(t, s, questionUpdate(5+chats, 9999, "/help"))
				defer working(t, s)()
				untilDone(t, s)
				if answers != chats || notices > 0 != test.told || helped == 0 || helped > test.after {
					t.Errorf("%d answers, %d notices, the command is answered after %v", answers, notices, helped)
				}
			})
		})
	}
}
