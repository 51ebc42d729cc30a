//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	crowdChats  = 40
	crowdSecret = "a-secret-of-the-crowd"
)

// crowd is a Bot API server with chats that ask. Like Telegram's it keeps updates until they
// are acknowledged, brings those of a chat one after another to a webhook, and has a
// message from the moment it comes in, while its answer takes 10 to 60 ms.
type crowd struct {
	*httptest.Server
	mu    sync.Mutex
	queue []crowdUpdate
	next  int64
	asked map[int64]int      // questions by chat
	sent  map[int64][]string // answers by chat, without their marks
	times []time.Time        // of all messages
	told  int                // of them those that tell how long to wait
	hooks []string

	outage atomic.Pointer[http.HandlerFunc] // answers all requests while there is one
}

type crowdUpdate struct {
	id, chat int64
	raw      string
}

func newCrowd(t *testing.T) *crowd {
	c := &crowd{next: 1, asked: map[int64]int{}, sent: map[int64][]string{}}
	c.Server = httptest.NewServer(c)
	t.Cleanup(func() { c.CloseClientConnections(); c.Close() })
	return c
}

var crowdMarks = regexp.MustCompile(`<[^>]*>`)

func (c *crowd) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	if outage := c.outage.Load(); outage != nil {
		(*outage)(w, r)
		return
	}
	switch method := strings.TrimPrefix(r.URL.Path, "/bot"+testToken+"/"); method {
	case "getMe":
		fmt.Fprint(w, `{"ok":true,"result":{"id":123456,"is_bot":true,"username":"WenbaoBot"}}`)
	case "getUpdates":
		c.getUpdates(w, r)
	case "sendMessage":
		c.take(r.PostForm)
		time.Sleep(10*time.Millisecond + rand.N(50*time.Millisecond))
		fmt.Fprint(w, `{"ok":true,"result":{"message_id":5}}`)
	default:
		fmt.Fprint(w, `{"ok":true,"result":true}`)
	}
}

// take notes a message.
func (c *crowd) take(message url.Values) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.times = append(c.times, time.Now())
	said := crowdMarks.ReplaceAllString(message.Get("text"), "")
	if strings.HasPrefix(said, "前面还有") { // how long to wait
		c.told++
		return
	}
	chat, _ := strconv.ParseInt(message.Get("chat_id"), 10, 64)
	c.sent[chat] = append(c.sent[chat], said)
}

func (c *crowd) getUpdates(w http.ResponseWriter, r *http.Request) {
	offset, _ := strconv.ParseInt(r.PostForm.Get("offset"), 10, 64)
	batch := []json.RawMessage{}
	for wait := time.Now().Add(300 * time.Millisecond); len(batch) == 0 && time.Now().Before(wait) && r.Context().Err() == nil; time.Sleep(10 * time.Millisecond) {
		c.mu.Lock()
		kept := c.queue[:0]
		for _, u := range c.queue {
			if u.id >= offset {
				kept = append(kept, u)
				if len(batch) < 100 {
					batch = append(batch, json.RawMessage(u.raw))
				}
			}
		}
		c.queue = kept
		c.mu.Unlock()
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": batch})
}

// deliverTo has updates brought to one more address. It is called before any is asked.
func (c *crowd) deliverTo(address string) { c.hooks = append(c.hooks, address) }

// ask has the chats ask about eight questions a second, until stop is called.
func (c *crowd) ask(t *testing.T) (stop func()) {
	done := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() {
		for tick := time.NewTicker(125 * time.Millisecond); ; {
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
				c.question(10_000 + rand.Int64N(crowdChats))
			}
		}
	})
	if len(c.hooks) > 0 {
		for chat := range int64(crowdChats) {
			go c.deliver(t, 10_000+chat)
		}
	}
	return func() { close(done); running.Wait() }
}

func (c *crowd) question(chat int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	words := crowdQuestions[c.asked[chat]%len(crowdQuestions)].question
	c.asked[chat]++
	raw := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":%d,"text":%q,"chat":{"id":%d,"type":"private"},"from":{"id":%d}}}`,
		c.next, c.next, time.Now().Unix(), words, chat, chat)
	c.queue = append(c.queue, crowdUpdate{c.next, chat, raw})
	c.next++
}

// deliver brings the updates of a chat to the webhook, each until it is taken.
func (c *crowd) deliver(t *testing.T, chat int64) {
	client := &http.Client{Timeout: 10 * time.Second}
	for ; t.Context().Err() == nil; time.Sleep(20 * time.Millisecond) {
		c.mu.Lock()
		var first crowdUpdate
		for _, u := range c.queue {
			if u.chat == chat {
				first = u
				break
			}
		}
		c.mu.Unlock()
		if first.id == 0 {
			continue
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.hooks[rand.IntN(len(c.hooks))], strings.NewReader(first.raw))
		if err != nil {
			t.Error(err)
			return
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("X-Telegram-Bot-Api-Secret-Token", crowdSecret)
		response, err := client.Do(request)
		if err != nil {
			time.Sleep(100 * time.Millisecond) // killed just now
			continue
		}
		_ = response.Body.Close()
		if response.StatusCode == http.StatusOK {
			c.taken(first.id)
		}
	}
}

func (c *crowd) taken(id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, u := range c.queue {
		if u.id == id {
			c.queue = append(c.queue[:i], c.queue[i+1:]...)
			return
		}
	}
}
