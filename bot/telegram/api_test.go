package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const testToken = "123456:TEST-token_abc"

// api is a Bot API server with a queue of updates, a journal, and faults.
type api struct {
	*httptest.Server
	mu      sync.Mutex
	queue   []map[string]any
	next    int64
	acked   int64
	journal []request
	faults  []fault
	results map[string]string // by method
	changed chan struct{}     // closed and replaced at every change
}

// request is what the bot asked.
type request struct {
	method string
	values url.Values
	at     time.Time
}

// fault is a reply that goes wrong.
type fault struct {
	method string
	status int
	body   string
	header map[string]string
	kind   string // "", "drop" or "truncate"
}

func newAPI(t *testing.T) *api {
	a := &api{next: 100, results: map[string]string{}, changed: make(chan struct{})}
	a.Server = httptest.NewServer(a)
	t.Cleanup(a.Close)
	return a
}

func (a *api) announce() {
	close(a.changed)
	a.changed = make(chan struct{})
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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

func (a *api) fault(method string) (fault, bool) {
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

func (a *api) reply(w io.Writer, method string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	result, ok := a.results[method]
	switch {
	case ok:
	case method == "getMe":
		result = `{"id":123456,"is_bot":true,"first_name":"问报","username":"WenbaoBot"}`
	case method == "sendMessage":
		a.next++
		result = fmt.Sprintf(`{"message_id":%d}`, a.next)
	default:
		result = "true"
	}
	_, _ = fmt.Fprintf(w, `{"ok":true,"result":%s}`, result)
}

// updates is a long poll.
func (a *api) updates(w io.Writer, r *http.Request) {
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
func (a *api) push(kind string, body any) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.next++
	id := a.next
	a.queue = append(a.queue, map[string]any{"update_id": id, kind: body})
	a.announce()
	return id
}

// fail makes the next requests of a method go wrong.
func (a *api) fail(faults ...fault) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.faults = append(a.faults, faults...)
}

// requests returns what was asked, of the methods given or of all.
func (a *api) requests(methods ...string) []request {
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
func (a *api) wait(t *testing.T, method string, n int) []request {
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

func (a *api) methods() []string {
	var names []string
	for _, r := range a.requests() {
		names = append(names, r.method)
	}
	return names
}

// waitAcked waits until Telegram was told that an update is done.
func (a *api) waitAcked(t *testing.T, id int64) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		a.mu.Lock()
		acked := a.acked
		a.mu.Unlock()
		if acked >= id {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("acknowledged up to %d, want %d", acked, id)
		}
	}
}

// say queues a private message of a person.
func (a *api) say(person int64, text string) int64 {
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

// library answers from the shipped report; it is made once.
var shippedBot = sync.OnceValues(func() (*bot.Bot, error) {
	reports, err := knowledge.Shipped()
	if err != nil {
		return nil, err
	}
	return botOf(reports)
})

func botOf(reports []*knowledge.Report) (*bot.Bot, error) {
	embedder, err := retrieval.NewLocal()
	if err != nil {
		return nil, err
	}
	return bot.New(context.Background(), bot.Config{Library: knowledge.NewLibrary(reports), Embedder: embedder})
}

// reportBot answers from a report of the test.
func reportBot(t *testing.T, id, text string) *bot.Bot {
	t.Helper()
	report, err := knowledge.Parse(id, []byte(text), knowledge.Meta{Title: "<试>&报告", Place: "某区", Years: []int{2024}, Unit: "条"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := botOf([]*knowledge.Report{report})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fast is a pace that does not slow tests down.
var fast = Pace{Global: 1e6, GlobalBurst: 1e6, Private: 1e6, PrivateBurst: 1e6, Group: 1e6, GroupMax: 1e6}

// door is a running bot.
type door struct {
	*api
	log  *lines
	done chan error
	end  context.CancelFunc
}

// open runs the bot with options changed by the test.
func open(t *testing.T, a *api, change func(*Options)) *door {
	t.Helper()
	log := &lines{}
	b, err := shippedBot()
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Bot: b, Token: testToken, API: a.URL, Version: "test", Pace: &fast,
		Log: slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if change != nil {
		change(&o)
	}
	if o.Store == nil {
		o.Store = memory(t)
	}
	ctx, cancel := context.WithCancel(context.Background())
	d := &door{api: a, log: log, done: make(chan error, 1), end: cancel}
	go func() { d.done <- Run(ctx, o) }()
	t.Cleanup(func() { d.close(t) })
	return d
}

// close stops the bot and checks that it ends well. It may be called twice.
func (d *door) close(t *testing.T) {
	t.Helper()
	d.end()
	select {
	case err := <-d.done:
		if err != nil {
			t.Errorf("Run: %v", err)
		}
		d.done <- nil
	case <-time.After(10 * time.Second):
		t.Error("the bot does not stop")
	}
	if text := d.log.String(); strings.Contains(text, testToken) || strings.Contains(text, "TEST-token_abc") {
		t.Errorf("the log holds the token:\n%s", text)
	}
}

func memory(t *testing.T) *state.Store {
	t.Helper()
	s, err := state.Memory(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// lines collects a log.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// texts are the texts of sent messages.
func texts(requests []request) []string {
	var all []string
	for _, r := range requests {
		all = append(all, r.values.Get("text"))
	}
	return all
}

// buttonsOf reads the buttons of a request.
func buttonsOf(t *testing.T, r request) []button {
	t.Helper()
	var k keyboard
	if markup := r.values.Get("reply_markup"); markup != "" {
		if err := json.Unmarshal([]byte(markup), &k); err != nil {
			t.Fatal(err)
		}
	}
	return slices.Concat(k.Rows...)
}

// tap queues a tap on a button of a message that a person got.
func (a *api) tap(person int64, data, markup string) int64 {
	m := with(message_(person, "…"), "message_id", 77, "from", map[string]any{"id": 123456, "is_bot": true, "first_name": "问报"})
	if markup != "" {
		m["reply_markup"] = json.RawMessage(markup)
	}
	return a.push("callback_query", map[string]any{
		"id": fmt.Sprint("cb", person), "data": data, "message": m, "chat_instance": "x",
		"from": map[string]any{"id": person, "first_name": "李", "language_code": "zh-hans"},
	})
}
