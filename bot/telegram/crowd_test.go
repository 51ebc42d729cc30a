package telegram

import (
	"context"
	"fmt"
	"net/http"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
	"wenbao/bot/telegram/api"
)

// TestPacedCrowd: where answers are quick, and the pace of sending is what a crowd waits
// for, it waits in the inbox and not with its answers in memory. Who waits long learns
// how long, once, and that takes no more than a tenth of the pace.
func TestPacedCrowd(t *testing.T) {
	const chats = 450
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		asked, promised, answered := map[string]time.Time{}, map[string]time.Duration{}, map[string]time.Duration{}
		var s *server
		most := 0
		s = offline(t, func(r *http.Request) (int, string) {
			if path.Base(r.URL.Path) != "sendMessage" {
				return 200, okReply
			}
			mu.Lock()
			defer mu.Unlock()
			chat, seconds := r.FormValue("chat_id"), 0
			most = max(most, maxWork-s.hands.free())
			if said := r.FormValue("text"); said == "问" {
				answered[chat] = time.Since(asked[chat])
			} else if _, err := fmt.Sscanf(said, simplified.Queued, &seconds); err != nil || promised[chat] != 0 {
				t.Errorf("chat %s is told %q, %v", chat, said, err)
			} else {
				promised[chat] = time.Duration(seconds)*time.Second + time.Since(asked[chat])
			}
			return 200, sentReply
		})
		s.out = api.NewOutbox(s.client, api.DefaultPace, s.Limits, s.log)
		s.Bot.Asker = asking(func(_ context.Context, m bot.Message) (bot.Answer, error) {
			time.Sleep(5 * time.Millisecond)
			return bot.Answer{Outcome: bot.Meta, Lead: m.Text}, nil
		})
		defer working(t, s)()
		for chat := range chats { // within three seconds
			mu.Lock()
			asked[fmt.Sprint(1+chat)] = time.Now()
			mu.Unlock()
			arrive(t, s, questionUpdate(5+chat, int64(1+chat), "问"))
			time.Sleep(5 * time.Millisecond)
		}
		untilDone(t, s)
		t.Logf("%d in work at a time, %d notices", most, len(promised))
		if len(answered) != chats || most > 5*crowd {
			t.Errorf("%d answers, %d in work at a time", len(answered), most)
		}
		if n := len(promised); n < 3 || n > chats/10 {
			t.Errorf("%d notices", n)
		}
		for chat, wait := range promised {
			if off := (answered[chat] - wait).Abs(); off > 3*time.Second || answered[chat] < longWait-time.Second {
				t.Errorf("chat %s was promised an answer after %v and got it after %v", chat, wait, answered[chat])
			}
		}
	})
}

// TestTypingUntilDelivered: a person sees that the bot is at work until the answer is
// there, also while it waits to be taken.
func TestTypingUntilDelivered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var shown []string
		s := offline(t, func(r *http.Request) (int, string) {
			switch method := path.Base(r.URL.Path); {
			case method == "sendChatAction":
				shown = append(shown, time.Since(began).Round(100*time.Millisecond).String())
			case time.Since(began) < 8*time.Second:
				return 429, `{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":8}}`
			}
			return 200, sentReply
		})
		defer working(t, s)()
		arrive(t, s, questionUpdate(5, 7, "问"))
		untilDone(t, s)
		if got := strings.Join(shown, " "); got != "300ms 4.3s" {
			t.Errorf("shown after %s", got)
		}
	})
}
