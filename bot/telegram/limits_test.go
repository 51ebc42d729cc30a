package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
	"wenbao/bot/telegram/api"
)

// wire is Telegram in memory, for tests in which time is fake.
type wire func(*http.Request) (int, string)

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := w(r)
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// wired makes a server whose requests stay in memory, without a state: a
// database has goroutines of its own, which fake time does not know.
func wired(t *testing.T, w wire) *server {
	t.Helper()
	return newServer(Options{Bot: roles(mustBot(t)), Token: testToken}, w)
}

const okReply = `{"ok":true,"result":true}`

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
		if heard := ask(100); heard != personBurst || notices != 1 {
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

// TestTyping: within half a second and every four seconds while at work, and
// not for a quick answer.
func TestTyping(t *testing.T) {
	tests := []struct {
		name string
		work time.Duration
		want []time.Duration
	}{
		{"quick", 200 * time.Millisecond, nil},
		{"slow", 9 * time.Second, []time.Duration{300 * time.Millisecond, 4300 * time.Millisecond, 8300 * time.Millisecond}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				var at []time.Duration
				s := wired(t, func(r *http.Request) (int, string) {
					at = append(at, time.Since(began))
					return 200, okReply
				})
				stop := s.typing(t.Context(), talk{chat: 7})
				time.Sleep(test.work)
				stop()
				if fmt.Sprint(at) != fmt.Sprint(test.want) {
					t.Errorf("typing at %v, want %v", at, test.want)
				}
			})
		})
	}
}

// TestQueue: those who wait long learn how many are before them, and nobody
// waits without end.
func TestQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 2)
		leave, err := g.pass(t.Context(), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var told []int
		var order []int
		var all sync.WaitGroup
		for i := range 2 {
			all.Go(func() {
				leave, err := g.pass(t.Context(), time.After(time.Second), func(ahead int) { mu.Lock(); told = append(told, ahead); mu.Unlock() })
				if err != nil {
					t.Error(err)
					return
				}
				order = append(order, i)
				leave()
			})
			synctest.Wait()
		}
		if _, err := g.pass(t.Context(), nil, nil); !errors.Is(err, errCrowded) {
			t.Errorf("a third may wait: %v", err)
		}
		time.Sleep(2 * time.Second)
		leave()
		all.Wait()
		if len(told) != 2 || told[0]+told[1] != 3 || fmt.Sprint(order) != "[0 1]" || g.free != 1 {
			t.Errorf("told %v, order %v, %d free", told, order, g.free)
		}
	})
}

func TestQueueAbandoned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 5)
		leave, _ := g.pass(t.Context(), nil, nil)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := g.pass(ctx, nil, nil); err == nil {
			t.Error("it passed")
		}
		leave()
		if g.free != 1 || g.depth() != 0 {
			t.Errorf("%d free, %d wait", g.free, g.depth())
		}
	})
}

// TestSlowChatDelaysNobody: questions of one chat that take for ever leave
// room for the others.
func TestSlowChatDelaysNobody(t *testing.T) {
	a := newPeer(t)
	answering(t, a, func(ctx context.Context, m bot.Message) (bot.Answer, error) {
		if m.Text == "慢" {
			_ = api.Pause(ctx, 3*time.Second)
		}
		return bot.Answer{Outcome: bot.Meta, Lead: m.Text}, nil
	})
	for range 50 {
		a.say(7, "慢")
	}
	began := time.Now()
	for i := range 20 {
		a.say(int64(100+i), "快")
	}
	a.wait(t, "sendMessage", 20)
	if took := time.Since(began); took > time.Second {
		t.Errorf("the others waited %v", took)
	}
}

func TestDispatcherBounds(t *testing.T) {
	d := newDispatcher()
	release := make(chan struct{})
	job := func(context.Context) { <-release }
	for i := range maxLane + 2 {
		err := d.offer(t.Context(), 1, job)
		if full := i > maxLane; errors.Is(err, errLaneFull) != full && i != maxLane {
			t.Fatalf("job %d of a lane: %v", i, err)
		}
	}
	for lane := int64(2); d.depth() < maxPending; lane++ {
		if err := d.offer(t.Context(), lane, job); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.offer(t.Context(), 5000, job); !errors.Is(err, errFull) {
		t.Errorf("beyond the bound: %v", err)
	}
	close(release)
	d.close()
	d.wait()
	if err := d.offer(t.Context(), 1, job); !errors.Is(err, errStopping) {
		t.Errorf("after close: %v", err)
	}
	if d.depth() != 0 {
		t.Errorf("%d pending", d.depth())
	}
}
