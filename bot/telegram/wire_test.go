package telegram

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"wenbao/bot/telegram/message"
)

// say queues a private message of a person.
func (a *peer) say(person int64, text string) int64 {
	return a.push("message", message_(person, text))
}

// message_ is a private message as Telegram sends it.
func message_(person int64, text string) map[string]any {
	return map[string]any{
		"message_id": 1000 + person, "date": 1700000000, "text": text,
		"chat": map[string]any{"id": person, "type": "private"},
		"from": map[string]any{"id": person, "is_bot": false, "first_name": "李", "language_code": "zh-hans"},
	}
}

// with adds fields to a message.
func with(m map[string]any, pairs ...any) map[string]any {
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = pairs[i+1]
	}
	return m
}

// texts are the texts of sent messages, of rich ones their HTML.
func texts(requests []request) []string {
	var all []string
	for _, r := range requests {
		var rich struct{ HTML string }
		_ = json.Unmarshal([]byte(r.values.Get("rich_message")), &rich)
		all = append(all, r.values.Get("text")+rich.HTML)
	}
	return all
}

// buttonsOf reads the buttons of a request.
func buttonsOf(t *testing.T, r request) []message.Button {
	t.Helper()
	var k message.Keyboard
	if markup := r.values.Get("reply_markup"); markup != "" {
		if err := json.Unmarshal([]byte(markup), &k); err != nil {
			t.Fatal(err)
		}
	}
	return slices.Concat(k.Rows...)
}

// tap queues a tap on a button of a message that a person got.
func (a *peer) tap(person int64, data, markup string) int64 {
	m := with(message_(person, "…"), "message_id", 77, "from", map[string]any{"id": 123456, "is_bot": true, "first_name": "问报"})
	if markup != "" {
		m["reply_markup"] = json.RawMessage(markup)
	}
	return a.push("callback_query", map[string]any{
		"id": fmt.Sprint("cb", person), "data": data, "message": m, "chat_instance": "x",
		"from": map[string]any{"id": person, "first_name": "李", "language_code": "zh-hans"},
	})
}

// fault is a reply that goes wrong.
type fault struct {
	method string
	status int
	body   string
	header map[string]string
	kind   string // "", "drop" or "truncate"
}

func (a *peer) fault(method string) (fault, bool) {
	for i, f := range a.faults {
		if f.method == method {
			a.faults = slices.Delete(a.faults, i, i+1)
			return f, true
		}
	}
	return fault{}, false
}

func (f fault) write(w http.ResponseWriter) {
	switch f.kind {
	case "drop":
		panic(http.ErrAbortHandler)
	case "truncate":
		w.Header().Set("Content-Length", "500")
		_, _ = io.WriteString(w, `{"ok":true,"resu`)
		return
	}
	for name, value := range f.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(f.status)
	_, _ = io.WriteString(w, f.body)
}

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
