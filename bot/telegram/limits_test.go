package telegram

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
)

// TestFlood: a person who asks too much gets one notice, is heard again later,
// and gets another notice only then.
func TestFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		notices := 0
		s := wired(t, func(r *http.Request) (int, string) {
			_ = r.ParseForm()
			if strings.Contains(r.PostForm.Get("text"), "太快") {
				notices++
			}
			return 200, okReply
		})
		who := talk{chat: 7, user: 7, words: simplified}
		ask := func(n int) (heard int) {
			for range n {
				ok, _, err := s.allowed(t.Context(), who)
				if err != nil {
					t.Fatal(err)
				}
				if ok {
					heard++
				}
			}
			return heard
		}
		if heard := ask(100); heard != person.Burst || notices != 1 {
			t.Errorf("%d heard, %d notices", heard, notices)
		}
		time.Sleep(2 * time.Second)
		if heard := ask(20); heard != 2 || notices != 2 {
			t.Errorf("two seconds later %d heard, %d notices", heard, notices)
		}
		if ok, _, _ := s.allowed(t.Context(), talk{chat: 8, user: 8, words: simplified}); !ok {
			t.Error("another person is not heard")
		}
	})
}

// TestBudgetIsThePersons: a model's help is charged to who asks, in whatever chat,
// and not named by her number.
func TestBudgetIsThePersons(t *testing.T) {
	charged := make(chan string, 1)
	a := newPeer(t)
	answering(t, a, func(_ context.Context, m bot.Message) (bot.Answer, error) {
		charged <- m.User
		return bot.Answer{Outcome: bot.Meta, Lead: "好"}, nil
	})
	first := ""
	for _, tt := range []struct {
		name         string
		chat, person int64
		same         bool // as the first
	}{
		{"alone", 1234567, 1234567, true},
		{"in a group", -5, 1234567, true},
		{"in another group", -6, 1234567, true},
		{"another person there", -6, 8, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			chat := map[string]any{"id": tt.chat, "type": "group"}
			if tt.chat > 0 {
				chat["type"] = "private"
			}
			a.waitDone(t, a.push("message", with(message_(tt.person, "/ask 消防站"), "chat", chat)))
			user := <-charged
			if first == "" {
				first = user
			}
			if (user == first) != tt.same || user == "" || strings.Contains(user, "1234567") {
				t.Errorf("charged to %q, the first to %q", user, first)
			}
		})
	}
}
