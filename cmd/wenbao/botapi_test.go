//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// botAPI is a Bot API server that keeps updates until they are acknowledged.
type botAPI struct {
	*httptest.Server
	mu      sync.Mutex
	queue   []pushed
	sends   int
	taps    int    // that were answered
	buttons string // under the last message
	hold    bool   // a message is taken, but never answered
	acked   int64
}

// pushed is an update with its number.
type pushed struct {
	id  int64
	raw string
}

func newBotAPI(t *testing.T) *botAPI {
	a := &botAPI{}
	a.Server = httptest.NewServer(a)
	t.Cleanup(func() { a.CloseClientConnections(); a.Close() })
	return a
}

func (a *botAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	switch strings.TrimPrefix(r.URL.Path, "/bot"+testToken+"/") {
	case "getMe":
		fmt.Fprint(w, `{"ok":true,"result":{"id":123456,"is_bot":true,"username":"WenbaoBot"}}`)
	case "getUpdates":
		offset, _ := strconv.ParseInt(r.PostForm.Get("offset"), 10, 64)
		a.getUpdates(w, r, offset)
	case "sendMessage":
		a.mu.Lock()
		a.sends++
		a.buttons = r.PostForm.Get("reply_markup")
		hold := a.hold
		a.mu.Unlock()
		if hold {
			<-r.Context().Done()
			return
		}
		fmt.Fprint(w, `{"ok":true,"result":{"message_id":5}}`)
	case "answerCallbackQuery":
		a.mu.Lock()
		a.taps++
		a.mu.Unlock()
		fmt.Fprint(w, `{"ok":true,"result":true}`)
	default:
		fmt.Fprint(w, `{"ok":true,"result":true}`)
	}
}

func (a *botAPI) getUpdates(w http.ResponseWriter, r *http.Request, offset int64) {
	a.mu.Lock()
	a.acked = max(a.acked, offset-1)
	var batch []json.RawMessage
	for _, u := range a.queue {
		if u.id >= offset {
			batch = append(batch, json.RawMessage(u.raw))
		}
	}
	a.mu.Unlock()
	if len(batch) == 0 && r.PostForm.Get("timeout") != "0" {
		select {
		case <-r.Context().Done():
			return
		case <-time.After(300 * time.Millisecond):
		}
	}
	data, _ := json.Marshal(map[string]any{"ok": true, "result": append([]json.RawMessage{}, batch...)})
	_, _ = w.Write(data)
}

// push sends a question of one person.
func (a *botAPI) push(id int64) { a.say(id, 7, "消防站") }

// say sends a message of a person.
func (a *botAPI) say(id, person int64, words string) {
	a.update(id, fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"text":%q,"chat":{"id":%d,"type":"private"},"from":{"id":%d}}}`, id, id, words, person, person))
}

// tap sends a tap of a person on a button.
func (a *botAPI) tap(id, person int64, data string) {
	a.update(id, fmt.Sprintf(`{"update_id":%d,"callback_query":{"id":"%d","data":%q,"from":{"id":%d},"message":{"message_id":5,"chat":{"id":%d,"type":"private"}}}}`, id, id, data, person, person))
}

func (a *botAPI) update(id int64, raw string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.queue = append(a.queue, pushed{id, raw})
}

func (a *botAPI) set(hold bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.hold = hold
}

// until waits for something to be so.
func (a *botAPI) until(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		a.mu.Lock()
		ok := so()
		a.mu.Unlock()
		if ok {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(what)
		}
	}
}
