package telegram

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

// offline is a door over a wire, with a state in memory.
func offline(t *testing.T, w wire) *server {
	t.Helper()
	s := wired(t, w)
	s.Store = memory(t)
	s.Bot.Asker = asking(func(_ context.Context, m bot.Message) (bot.Answer, error) {
		return bot.Answer{Outcome: bot.Related, Lead: m.Text, Receipt: "abc"}, nil
	})
	return s
}

// working works on what is in the inbox until end is called.
func working(t *testing.T, s *server) (end func()) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	work, cancel := context.WithCancel(t.Context())
	var dispatching sync.WaitGroup
	dispatching.Go(func() { s.dispatch(ctx, work) })
	return func() {
		stop()
		dispatching.Wait()
		s.finishBegun(work, cancel)
	}
}

// arrive takes updates in.
func arrive(t *testing.T, s *server, raws ...string) {
	t.Helper()
	for _, raw := range raws {
		if _, err := s.take(t.Context(), []byte(raw)); err != nil {
			t.Fatal(err)
		}
	}
}

// untilDone waits, in a bubble, until no update is open.
func untilDone(t *testing.T, s *server) {
	t.Helper()
	for began := time.Now(); s.backlog().Open > 0; time.Sleep(10 * time.Second) {
		if time.Since(began) > 2*state.UpdatesFor {
			t.Fatalf("%d are open", s.backlog().Open)
		}
	}
}

const sentReply = `{"ok":true,"result":{"message_id":1}}`

// TestOutages: however long Telegram takes no answer, and for whatever reason,
// none is lost, each is delivered once, those of a chat in their order.
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
				began := time.Now()
				var mu sync.Mutex
				var delivered []string
				s := offline(t, func(r *http.Request) (int, string) {
					switch {
					case path.Base(r.URL.Path) != "sendMessage":
						return 200, okReply
					case time.Since(began) < tt.long:
						return tt.status, tt.body
					}
					mu.Lock()
					defer mu.Unlock()
					delivered = append(delivered, r.FormValue("chat_id")+" "+r.FormValue("text"))
					return 200, sentReply
				})
				defer working(t, s)()
				arrive(t, s, questionUpdate(5, 7, "一"), questionUpdate(6, 7, "二"), questionUpdate(7, 8, "三"))
				untilDone(t, s)
				if late := time.Since(began) - tt.long; late > 6*time.Minute {
					t.Errorf("delivered %v after the end", late)
				}
				all := " " + strings.Join(delivered, " ") + " "
				if len(delivered) != 3 || strings.Index(all, " 7 一 ") > strings.Index(all, " 7 二 ") || !strings.Contains(all, " 8 三 ") {
					t.Errorf("delivered %q", delivered)
				}
				if why := s.unready(); strings.Contains(why, "answers") {
					t.Errorf("still %s", why)
				}
				if turns, err := s.Store.Turns(t.Context(), s.pseudonym(7, 7)); tt.long < state.TurnsFor && (err != nil || len(turns) != 2) {
					t.Errorf("remembered %+v, %v", turns, err)
				}
				if n := s.metrics.answers(bot.Related).Get(); n != 3 {
					t.Errorf("%d answers are counted", n)
				}
			})
		})
	}
}

// TestGivenUp: what Telegram refuses for longer than anybody waits is told to
// operators, and the chat goes on.
func TestGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := offline(t, func(r *http.Request) (int, string) {
			if path.Base(r.URL.Path) == "sendMessage" && strings.Contains(r.FormValue("text"), "一") {
				return 502, gatewayPage
			}
			return 200, sentReply
		})
		arrive(t, s, questionUpdate(5, 7, "一"), questionUpdate(6, 7, "二"))
		rest := left{Since: time.Now().Add(-insistFor), Answer: bot.Related, Said: []state.Said{{Who: s.pseudonym(7, 7)}},
			Rest: []api.Outgoing{{Chat: 7, Method: "sendMessage", Params: api.Params{"text": "一"}}}}
		if err := s.Store.Postpone(t.Context(), 5, time.Now(), rest.encoded()); err != nil {
			t.Fatal(err)
		}
		defer working(t, s)()
		untilDone(t, s)
		if lost, answered := s.metrics.updates("message", "undelivered").Get(), s.metrics.answers(bot.Related).Get(); lost != 1 || answered != 1 {
			t.Errorf("%d given up, %d answered", lost, answered)
		}
		if turns, err := s.Store.Turns(t.Context(), s.pseudonym(7, 7)); err != nil || len(turns) != 1 || turns[0].Question != "二" {
			t.Errorf("remembered %+v, %v", turns, err)
		}
	})
}

// TestExpired: what nobody answered within the retention is told to operators.
func TestExpired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := &lines{}
		s := offline(t, func(*http.Request) (int, string) { return 200, okReply })
		s.log = slog.New(slog.NewJSONHandler(log, nil))
		arrive(t, s, questionUpdate(5, 7, "一"))
		time.Sleep(state.UpdatesFor + time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), sweepGap+time.Second)
		defer cancel()
		s.sweep(ctx)
		if n := s.metrics.updates("unknown", "expired").Get(); n != 1 || strings.Count(log.String(), `"update":5,"kind":"unknown","outcome":"expired"`) != 1 {
			t.Errorf("%d counted; %s", n, log)
		}
	})
}

// TestUnsure: a message of which nobody knows whether it arrived is not sent for
// a day.
func TestUnsure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, tries := time.Now(), 0
		s := offline(t, func(r *http.Request) (int, string) {
			if path.Base(r.URL.Path) == "sendMessage" {
				tries++
				return 200, "{" // cut off
			}
			return 200, okReply
		})
		defer working(t, s)()
		arrive(t, s, questionUpdate(5, 7, "一"))
		untilDone(t, s)
		if took := time.Since(began); took < unsureFor || took > 2*unsureFor {
			t.Errorf("given up after %v and %d tries", took, tries)
		}
	})
}

// TestUnsureOnce: a long outage in which one message may have arrived is no reason
// to give it up: how long to try counts from then.
func TestUnsureOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, sent, tries := time.Now(), 0, 0
		s := offline(t, func(r *http.Request) (int, string) {
			if path.Base(r.URL.Path) != "sendMessage" { // which the bot does beside it, to show that it is at work
				return 200, okReply
			}
			tries++
			switch past := time.Since(began); {
			case past < 2*time.Hour:
				return 502, gatewayPage
			case past < 2*time.Hour+10*time.Minute:
				return 200, "{" // cut off
			}
			sent++
			return 200, sentReply
		})
		defer working(t, s)()
		arrive(t, s, questionUpdate(5, 7, "一"))
		untilDone(t, s)
		if sent != 1 {
			t.Errorf("delivered %d times after %d tries", sent, tries)
		}
	})
}

// TestStopWhileUndelivered: who stops the bot need not wait for the outage to end,
// and the answer is left to the next start, as it is.
func TestStopWhileUndelivered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := offline(t, func(r *http.Request) (int, string) {
			if path.Base(r.URL.Path) != "sendMessage" {
				return 200, okReply
			}
			return 502, gatewayPage
		})
		end := working(t, s)
		arrive(t, s, questionUpdate(5, 7, "问"))
		time.Sleep(10 * time.Minute)
		began := time.Now()
		end()
		if took := time.Since(began); took > drainTime {
			t.Errorf("the stop took %v", took)
		}
		time.Sleep(10 * time.Minute) // the wait between two tries
		next, err := s.Store.Claim(t.Context(), "the next", 9)
		if err != nil || len(next) != 1 || !strings.Contains(string(next[0].Pending), "sendMessage") {
			t.Errorf("left to the next start: %+v, %v", next, err)
		}
	})
}

// TestResumedAnswer: what was delivered of an answer before an outage does not come
// again, and the person is not asked to pay for the repetition.
func TestResumedAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var sent []string
		asked := 0
		s := offline(t, func(r *http.Request) (int, string) {
			if path.Base(r.URL.Path) != "sendMessage" {
				return 200, okReply
			}
			if len(sent) == 1 && time.Since(began) < time.Hour {
				return 502, gatewayPage
			}
			sent = append(sent, r.FormValue("text"))
			return 200, sentReply
		})
		defer working(t, s)()
		s.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
			asked++
			return bot.Answer{Outcome: bot.Meta, Lead: strings.Repeat("甲", 3000) + "\n\n" + strings.Repeat("乙", 3000)}, nil
		})
		arrive(t, s, questionUpdate(5, 7, "问"))
		untilDone(t, s)
		if len(sent) < 2 || !strings.HasPrefix(sent[0], "甲") || strings.HasPrefix(sent[1], "甲甲甲") && len(sent) > 2 || asked != 1 {
			t.Errorf("%d messages, asked %d times", len(sent), asked)
		}
		if all := strings.Join(sent, ""); strings.Count(all, "甲") != 3000 || strings.Count(all, "乙") != 3000 {
			t.Errorf("%d and %d signs", strings.Count(all, "甲"), strings.Count(all, "乙"))
		}
	})
}

// TestRefusedForGood: what nobody can ever deliver is given up at once.
func TestRefusedForGood(t *testing.T) {
	for _, err := range []error{errors.New("a defect"), &api.Error{Method: "sendMessage", Code: 403, Description: "Forbidden: bot was blocked by the user"}, &api.Error{Method: "sendMessage", Code: 400, Description: "Bad Request"}} {
		e := &errand{left: left{Rest: []api.Outgoing{{}}, Since: time.Now()}}
		if closed(t).insists(e, err) {
			t.Errorf("%v is tried again", err)
		}
	}
}

// brokenInbox cannot write what became of an update, until it is mended.
type brokenInbox struct {
	Inbox
	mended time.Time
	tries  int
}

func (b *brokenInbox) Finish(ctx context.Context, id int64, said ...state.Said) error {
	if b.tries++; time.Now().Before(b.mended) {
		return state.ErrDiskFull
	}
	return b.Inbox.Finish(ctx, id, said...)
}

// TestFinishFails: while the end of an update cannot be written, its answer does
// not come again and again, and readiness tells.
func TestFinishFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		s := offline(t, func(r *http.Request) (int, string) {
			if path.Base(r.URL.Path) == "sendMessage" {
				sent++
			}
			return 200, sentReply
		})
		inbox := &brokenInbox{Inbox: s.Store.Inbox, mended: time.Now().Add(time.Hour)}
		s.Store.Inbox = inbox
		defer working(t, s)()
		s.touch()
		arrive(t, s, questionUpdate(5, 7, "问"))
		time.Sleep(time.Minute)
		if why := s.unready(); why != "the state cannot be written" {
			t.Errorf("ready: %q", why)
		}
		untilDone(t, s)
		if sent != 1 || inbox.tries < 10 {
			t.Errorf("sent %d times, %d tries to write", sent, inbox.tries)
		}
	})
}

// TestGiveUp: an update with which the program ended again and again ends with a
// word.
func TestGiveUp(t *testing.T) {
	var sent []string
	s := wired(t, func(r *http.Request) (int, string) {
		sent = append(sent, r.FormValue("text"))
		return 200, sentReply
	})
	s.Store = memory(t)
	s.Bot.Asker = asking(panicking)
	arrive(t, s, questionUpdate(5, 7, "问"))
	s.attend(t.Context(), state.Update{ID: 5, Lane: 7, Raw: []byte(questionUpdate(5, 7, "问")), Tries: maxBegun + 1})
	if len(sent) != 1 || sent[0] != simplified.Fault || s.backlog().Open != 0 {
		t.Errorf("sent %q, %d open", sent, s.backlog().Open)
	}
}
