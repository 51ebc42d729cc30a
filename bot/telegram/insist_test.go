package telegram

import (
	"context"
	"errors"
	"net/http"
	"path"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
	"wenbao/bot/telegram/message"
)

// keeping is a store that takes care of updates, in memory.
type keeping struct{ parked, finished []int64 }

func (k *keeping) Handled(context.Context, int64) (bool, error) { return false, nil }
func (k *keeping) Finish(_ context.Context, id int64) error {
	k.finished = append(k.finished, id)
	return nil
}
func (k *keeping) Parked(context.Context) ([]state.Parked, error) {
	return nil, nil
}
func (k *keeping) Park(_ context.Context, id int64, _ []byte) error {
	k.parked = append(k.parked, id)
	return nil
}

// noSettings knows no choice of anybody.
type noSettings struct{}

func (noSettings) Setting(context.Context, string, string) (string, error)  { return "", nil }
func (noSettings) SetSetting(context.Context, string, string, string) error { return nil }

// TestOutages: however long Telegram takes no answer, and for whatever reason,
// none is lost, and each is delivered once.
func TestOutages(t *testing.T) {
	for _, tt := range []struct {
		name   string
		long   time.Duration
		status int
		body   string
	}{
		{"an outage of two minutes", 2 * time.Minute, 502, gatewayPage},
		{"an outage of three hours", 3 * time.Hour, 500, `{"ok":false,"error_code":500,"description":"Internal Server Error"}`},
		{"a flood of 400 seconds", 400 * time.Second, 429, `{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":400}}`},
		{"a token that is refused for a while", 10 * time.Minute, 401, `{"ok":false,"error_code":401,"description":"Unauthorized"}`},
		{"a proxy that knows no such page", 10 * time.Minute, 404, "<html>404</html>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began, delivered := time.Now(), 0
				s := wired(t, func(r *http.Request) (int, string) {
					switch {
					case path.Base(r.URL.Path) != "sendMessage":
						return 200, okReply
					case time.Since(began) < tt.long:
						return tt.status, tt.body
					}
					delivered++
					return 200, `{"ok":true,"result":{"message_id":1}}`
				})
				s.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
					return bot.Answer{Outcome: bot.Meta, Lead: "好"}, nil
				})
				store := &keeping{}
				s.Store.Inbox, s.Store.Conversations, s.Store.Settings = store, forgetful{}, noSettings{}
				raw := []byte(questionUpdate(5, 7, "问"))
				u, err := api.DecodeUpdate(raw)
				if err != nil {
					t.Fatal(err)
				}
				s.tracker.take(5, raw)
				done := false
				s.handleOnce(t.Context(), u, raw, time.Now(), s.handle, func() { done = true })
				if delivered != 1 || !done || len(store.finished) != 1 || len(store.parked) == 0 {
					t.Errorf("delivered %d times, finished %v, kept %v", delivered, store.finished, store.parked)
				}
				if why := s.unready(); strings.Contains(why, "answers") {
					t.Errorf("still %s", why)
				}
				if late := time.Since(began) - tt.long; late > 6*time.Minute {
					t.Errorf("delivered %v after the end", late)
				}
			})
		})
	}
}

// TestStopWhileUndelivered: who stops the bot need not wait for the outage to end,
// and the answer is left to the next start.
func TestStopWhileUndelivered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := wired(t, func(r *http.Request) (int, string) {
			if path.Base(r.URL.Path) != "sendMessage" {
				return 200, okReply
			}
			return 502, gatewayPage
		})
		s.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
			return bot.Answer{Outcome: bot.Meta, Lead: "好"}, nil
		})
		store := &keeping{}
		s.Store.Inbox, s.Store.Conversations, s.Store.Settings = store, forgetful{}, noSettings{}
		work, cancel := context.WithCancel(t.Context())
		raw := []byte(questionUpdate(5, 7, "问"))
		if err := s.begin(work, raw, func(lane int64, job func(context.Context)) error {
			return s.dispatcher.offer(work, lane, job)
		}, func() { t.Error("it counts as done") }); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Minute)
		began := time.Now()
		s.drain(cancel)
		if took := time.Since(began); took > drainTime {
			t.Errorf("the stop took %v", took)
		}
		if len(store.finished) != 0 || len(store.parked) == 0 {
			t.Errorf("finished %v, kept %v", store.finished, store.parked)
		}
	})
}

// TestResumedAnswer: what was delivered of an answer before an outage does not come
// again.
func TestResumedAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var sent []string
		s := wired(t, func(r *http.Request) (int, string) {
			if path.Base(r.URL.Path) != "sendMessage" {
				return 200, okReply
			}
			if len(sent) == 1 && time.Since(began) < time.Hour {
				return 502, gatewayPage
			}
			sent = append(sent, r.FormValue("text"))
			return 200, `{"ok":true,"result":{"message_id":1}}`
		})
		who := s.talkOf(&api.Message{Chat: api.Chat{ID: 7}}, 7, "", "问")
		who.update, who.raw = 5, []byte("{}")
		s.Store.Inbox = &keeping{}
		long := message.Para(strings.Repeat("甲", 3000))
		if err := s.say(t.Context(), who, nil, long, message.Para(strings.Repeat("乙", 3000))); err != nil {
			t.Fatal(err)
		}
		if len(sent) != 2 || !strings.HasPrefix(sent[0], "甲") || !strings.HasPrefix(sent[1], "乙") {
			t.Errorf("%d messages", len(sent))
		}
	})
}

// TestRefusedForGood: what nobody can ever deliver is given up at once.
func TestRefusedForGood(t *testing.T) {
	for _, err := range []error{errors.New("a defect"), &api.Error{Method: "sendMessage", Code: 403, Description: "Forbidden: bot was blocked by the user"}, &api.Error{Method: "sendMessage", Code: 400, Description: "Bad Request"}} {
		if api.Undelivered(err).Reason != "" {
			t.Errorf("%v is tried again", err)
		}
	}
}
