package telegram

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
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
