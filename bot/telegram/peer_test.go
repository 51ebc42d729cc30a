package telegram

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const testToken = "123456:TEST-token_abc"

// peer is a Bot API server with a queue of updates, a journal, and faults.
type peer struct {
	*httptest.Server
	mu      sync.Mutex
	queue   []map[string]any
	next    int64
	acked   int64
	journal []request
	faults  []fault
	results map[string]string // by method
	files   map[string]string // by path
	idle    func() bool       // whether the bot has done all that it took in; nil for always
	changed chan struct{}     // closed and replaced at every change
}

// request is what the bot asked.
type request struct {
	method string
	values url.Values
	at     time.Time
}

func newPeer(t *testing.T) *peer {
	a := &peer{next: 100, results: map[string]string{}, changed: make(chan struct{})}
	a.Server = httptest.NewServer(a)
	t.Cleanup(a.Close)
	return a
}

func (a *peer) announce() {
	close(a.changed)
	a.changed = make(chan struct{})
}

func (a *peer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+testToken+"/"); ok {
		a.download(w, path)
		return
	}
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+testToken+"/")
	if !ok {
		http.Error(w, `{"ok":false,"error_code":401,"description":"Unauthorized"}`, http.StatusUnauthorized)
		return
	}
	_ = r.ParseForm()
	a.mu.Lock()
	a.journal = append(a.journal, request{method, r.PostForm, time.Now()})
	f, faulty := a.fault(method)
	a.announce()
	a.mu.Unlock()
	switch {
	case faulty:
		f.write(w)
	case method == "getUpdates":
		a.updates(w, r)
	default:
		a.reply(w, method)
	}
}

func (a *peer) download(w http.ResponseWriter, path string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, ok := a.files[path]; !ok {
		w.WriteHeader(http.StatusNotFound)
	}
	_, _ = io.WriteString(w, a.files[path])
}

func (a *peer) reply(w io.Writer, method string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	result, ok := a.results[method]
	switch {
	case ok:
	case method == "getMe":
		result = `{"id":123456,"is_bot":true,"first_name":"问报","username":"WenbaoBot"}`
	case method == "sendMessage", method == "sendRichMessage":
		a.next++
		result = fmt.Sprintf(`{"message_id":%d}`, a.next)
	default:
		result = "true"
	}
	_, _ = fmt.Fprintf(w, `{"ok":true,"result":%s}`, result)
}

// updates is a long poll.
func (a *peer) updates(w io.Writer, r *http.Request) {
	offset, _ := strconv.ParseInt(r.PostForm.Get("offset"), 10, 64)
	seconds, _ := strconv.Atoi(r.PostForm.Get("timeout"))
	timeout := time.After(time.Duration(seconds) * time.Second)
	for {
		a.mu.Lock()
		a.acked = max(a.acked, offset-1)
		a.queue = slices.DeleteFunc(a.queue, func(u map[string]any) bool { return u["update_id"].(int64) < offset })
		batch, changed := slices.Clone(a.queue[:min(100, len(a.queue))]), a.changed
		a.mu.Unlock()
		if len(batch) > 0 || seconds == 0 {
			data, _ := json.Marshal(map[string]any{"ok": true, "result": append([]map[string]any{}, batch...)})
			_, _ = w.Write(data)
			return
		}
		select {
		case <-changed:
		case <-timeout:
			seconds = 0
		case <-r.Context().Done():
			return
		}
	}
}

// push queues an update and returns its number.
func (a *peer) push(kind string, body any) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.next++
	id := a.next
	a.queue = append(a.queue, map[string]any{"update_id": id, kind: body})
	a.announce()
	return id
}

// fail makes the next requests of a method go wrong.
func (a *peer) fail(faults ...fault) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.faults = append(a.faults, faults...)
}

// requests returns what was asked, of the methods given or of all.
func (a *peer) requests(methods ...string) []request {
	a.mu.Lock()
	defer a.mu.Unlock()
	var found []request
	for _, r := range a.journal {
		if len(methods) == 0 || slices.Contains(methods, r.method) {
			found = append(found, r)
		}
	}
	return found
}

// wait returns the first n requests of a method.
func (a *peer) wait(t *testing.T, method string, n int) []request {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		a.mu.Lock()
		changed := a.changed
		a.mu.Unlock()
		if found := a.requests(method); len(found) >= n {
			return found
		}
		select {
		case <-changed:
		case <-deadline:
			t.Fatalf("%d requests of %s, want %d; all: %v", len(a.requests(method)), method, n, a.methods())
		}
	}
}

func (a *peer) methods() []string {
	var names []string
	for _, r := range a.requests() {
		names = append(names, r.method)
	}
	return names
}

// waitDone waits until an update was taken in, and all that was is done.
func (a *peer) waitDone(t *testing.T, id int64) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		a.mu.Lock()
		acked := a.acked
		a.mu.Unlock()
		if acked >= id && (a.idle == nil || a.idle()) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("acknowledged up to %d, want %d", acked, id)
		}
	}
}
