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
)

// wire is Telegram in memory, for tests in which time is fake.
type wire func(*http.Request) (int, string)

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := w(r)
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// wired makes a server whose requests stay in memory.
func wired(t *testing.T, w wire) *server {
	t.Helper()
	s := newServer(Options{Bot: mustBot(t), Store: nothing{}, Token: testToken})
	s.client.http.Transport = w
	return s
}

// nothing is a store without memory: a database has goroutines of its own,
// which fake time does not know.
type nothing struct{ Store }

func (nothing) Setting(context.Context, string, string) (string, error) { return "", nil }

const okReply = `{"ok":true,"result":true}`

func TestBackoff(t *testing.T) {
	tests := []struct {
		name        string
		replies     []string // status and body, the last for ever
		least, most time.Duration
		tries       int
		fails       bool
	}{
		{"at once", []string{"200" + okReply}, 0, 0, 1, false},
		{"a flood of 7 s", []string{`429{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}`, "200" + okReply}, 7 * time.Second, 7 * time.Second, 2, false},
		{"a flood without an end", []string{`429{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}`}, 63 * time.Second, 63 * time.Second, 10, true},
		{"a ban of an hour is not waited for", []string{`429{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":3600}}`}, 0, 0, 1, true},
		{"one 502", []string{"502<html>", "200" + okReply}, firstWait / 2, firstWait, 2, false},
		{"an outage", []string{"502<html>"}, 37750 * time.Millisecond, 75500 * time.Millisecond, 10, true},
		{"refused", []string{`400{"ok":false,"error_code":400,"description":"x"}`}, 0, 0, 1, true},
		{"a page of a proxy", []string{"404<html>"}, 0, 0, 1, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tries := 0
				c := newClient("http://x", testToken)
				c.http.Transport = wire(func(*http.Request) (int, string) {
					reply := test.replies[min(tries, len(test.replies)-1)]
					tries++
					var status int
					_, _ = fmt.Sscanf(reply[:3], "%d", &status)
					return status, reply[3:]
				})
				began := time.Now()
				err := patiently(t.Context(), func(string) {}, func() error { return c.call(t.Context(), "sendMessage", params{}, nil) })
				if took := time.Since(began); took < test.least || took > test.most || tries != test.tries || (err != nil) != test.fails {
					t.Errorf("%d tries in %v: %v", tries, took, err)
				}
			})
		})
	}
}

func TestBackoffIsCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		err := patiently(ctx, func(string) {}, func() error { return &apiError{Code: 429, RetryAfter: time.Minute} })
		if err == nil || time.Since(began) != time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}

func TestPace(t *testing.T) {
	tests := []struct {
		name  string
		chats []int64 // one message each, in this order, every chat by itself
		took  time.Duration
	}{
		{"three in a row go at once", []int64{7, 7, 7}, 0},
		{"then one a second", []int64{7, 7, 7, 7, 7}, 2 * time.Second},
		{"a group is slower", []int64{-7, -7, -7, -7, -7, -7}, 3 * time.Second},
		{"other chats are not held up", []int64{7, 8, 9, 10}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := wired(t, func(*http.Request) (int, string) { return 200, okReply })
				began := time.Now()
				for _, chat := range test.chats {
					if err := s.say(t.Context(), talk{chat: chat}, nil, para("x")); err != nil {
						t.Fatal(err)
					}
				}
				if took := time.Since(began).Round(100 * time.Millisecond); took != test.took {
					t.Errorf("it took %v, want %v", took, test.took)
				}
			})
		})
	}
}

// TestGlobalPace: 300 chats at once get 28 messages a second, and none is
// forgotten.
func TestGlobalPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		perSecond := map[int64]int{}
		s := wired(t, func(*http.Request) (int, string) {
			mu.Lock()
			defer mu.Unlock()
			perSecond[time.Now().Unix()]++
			return 200, okReply
		})
		var all sync.WaitGroup
		for chat := range 300 {
			all.Go(func() { _ = s.say(t.Context(), talk{chat: int64(chat + 1)}, nil, para("x")) })
		}
		all.Wait()
		total := 0
		for second, n := range perSecond {
			if total += n; n > 48 {
				t.Errorf("%d messages in second %d", n, second)
			}
		}
		if total != 300 {
			t.Errorf("%d messages", total)
		}
	})
}

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
		who := talk{chat: 7, user: 7, words: &simplified}
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
		if ok, _, _ := s.allowed(t.Context(), talk{chat: 8, user: 8, words: &simplified}); !ok {
			t.Error("another person is not heard")
		}
	})
}

func TestBucketsForget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBuckets[int64]()
		for i := range 1000 {
			b.of(int64(i), 1, 1)
		}
		time.Sleep(forgotten + time.Minute)
		b.of(-1, 1, 1)
		if n := len(b.all); n != 1 {
			t.Errorf("%d buckets are kept", n)
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
	a := newAPI(t)
	answering(t, a, func(ctx context.Context, m bot.Message) (bot.Answer, error) {
		if m.Text == "慢" {
			_ = pause(ctx, 3*time.Second)
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
