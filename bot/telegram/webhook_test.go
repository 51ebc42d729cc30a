package telegram

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

const hookSecret = "s3cret_x"

// freeAddress is one that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// openHook runs the bot with a webhook and returns where to deliver.
func openHook(t *testing.T, a *peer, change func(*Options)) (d *door, url string) {
	t.Helper()
	addr := freeAddress(t)
	d = open(t, a, func(o *Options) {
		o.Webhook = &Webhook{URL: "https://example.org/tg/hook", Addr: addr, Secret: hookSecret}
		if change != nil {
			change(o)
		}
	})
	a.wait(t, "setWebhook", 1)
	return d, "http://" + addr + "/tg/hook"
}

// deliver posts as Telegram does.
func deliver(t *testing.T, url, secret, body string) (status int, retry string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode, response.Header.Get("Retry-After")
}

func questionUpdate(id int, chat int64, text string) string {
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"text":%q,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"李"}}}`, id, id, text, chat, chat)
}

func TestWebhook(t *testing.T) {
	a := newPeer(t)
	_, url := openHook(t, a, nil)
	set := a.requests("setWebhook")[0].values
	if set.Get("url") != "https://example.org/tg/hook" || set.Get("secret_token") != hookSecret || set.Get("allowed_updates") != api.AllowedUpdates {
		t.Errorf("setWebhook %v", set)
	}
	tests := []struct {
		name, secret, body string
		status             int
	}{
		{"a question", hookSecret, questionUpdate(1, 7, "消防站"), 200},
		{"the same again", hookSecret, questionUpdate(1, 7, "消防站"), 200},
		{"no secret", "", questionUpdate(2, 7, "消防站"), 403},
		{"a wrong secret", hookSecret + "x", questionUpdate(3, 7, "消防站"), 403},
		{"too large", hookSecret, questionUpdate(4, 7, string(bytes.Repeat([]byte("x"), maxUpdate))), 413},
		{"no JSON", hookSecret, "hello", 200},
		{"another question", hookSecret, questionUpdate(5, 8, "5G基站"), 200},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if status, _ := deliver(t, url, test.secret, test.body); status != test.status {
				t.Errorf("status %d, want %d", status, test.status)
			}
		})
	}
	a.waitDone(t, 0)
	if n := len(a.requests("sendMessage")); n != 2 {
		t.Errorf("%d answers, want 2", n)
	}
	if status, _ := deliver(t, strings.TrimSuffix(url, "hook"), hookSecret, "{}"); status != 404 {
		t.Errorf("another path: %d", status)
	}
	if n := len(a.requests("getUpdates")); n != 0 {
		t.Error("it polls beside the webhook")
	}
}

// failing is an inbox that takes nothing in.
type failing struct {
	Inbox
	err error
}

func (f failing) Receive(context.Context, ...state.Update) ([]state.Fate, error) { return nil, f.err }

// TestWebhookRefuses: Telegram gets its 200 only when the inbox has the update,
// and is asked to repeat it otherwise.
func TestWebhookRefuses(t *testing.T) {
	for _, test := range []struct {
		name   string
		err    error
		stop   bool
		status int
		ready  bool
	}{
		{"full", fmt.Errorf("writing: %w", state.ErrFull), false, http.StatusTooManyRequests, true},
		{"a full disk", fmt.Errorf("writing: %w", state.ErrDiskFull), false, http.StatusServiceUnavailable, false},
		{"stopping", nil, true, http.StatusServiceUnavailable, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := closed(t)
			if s.touch(); test.err != nil {
				s.Store.Inbox = failing{s.Store.Inbox, test.err}
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if test.stop {
				cancel()
			}
			status, retry := hookOnce(t, s.hookHandler(ctx, hookSecret), questionUpdate(1, 7, "问"))
			if status != test.status || retry == "" || s.backlog().Open != 0 {
				t.Errorf("%d, retry after %q, %d open", status, retry, s.backlog().Open)
			}
			if ready := s.unready() == ""; ready != test.ready {
				t.Errorf("ready: %q", s.unready())
			}
		})
	}
}

func hookOnce(t *testing.T, handler http.Handler, body string) (status int, retry string) {
	t.Helper()
	server := &http.Server{Handler: handler}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(l) }()
	defer server.Close()
	return deliver(t, "http://"+l.Addr().String(), hookSecret, body)
}

// TestSwitchModes: polling removes a webhook, and a webhook needs no polling.
func TestSwitchModes(t *testing.T) {
	a := newPeer(t)
	d, _ := openHook(t, a, nil)
	d.close(t)
	open(t, a, nil)
	a.wait(t, "getUpdates", 1)
	methods := strings.Join(a.methods(), " ")
	if set, removed := strings.Index(methods, "setWebhook"), strings.Index(methods, "deleteWebhook"); removed < set || removed > strings.Index(methods, "getUpdates") {
		t.Errorf("%s", methods)
	}
	if drop := a.requests("deleteWebhook")[0].values.Get("drop_pending_updates"); drop != "false" {
		t.Errorf("what waits is dropped: %q", drop)
	}
}

// TestWebhookStop: Telegram need not wait for answers; what is begun at the stop
// is answered, and what is not stays in the inbox.
func TestWebhookStop(t *testing.T) {
	a := newPeer(t)
	begun, release := make(chan struct{}, 1), make(chan struct{})
	d, url := openHook(t, a, func(o *Options) {
		o.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
			begun <- struct{}{}
			<-release
			return bot.Answer{Outcome: bot.Meta, Lead: "好"}, nil
		})
	})
	for id := range 2 {
		if status, _ := deliver(t, url, hookSecret, questionUpdate(1+id, 7, "问")); status != http.StatusOK {
			t.Errorf("status %d", status)
		}
	}
	<-begun
	d.stopping(t)
	close(release)
	d.close(t)
	if sent, open := len(a.requests("sendMessage")), d.server.backlog().Open; sent != 1 || open != 1 {
		t.Errorf("%d answers, %d open", sent, open)
	}
}

// TestWebhookCannotListen: where the address is taken or there is none, the bot
// ends with a reason.
func TestWebhookCannotListen(t *testing.T) {
	taken := httptest.NewServer(http.NotFoundHandler())
	defer taken.Close()
	for name, hook := range map[string]Webhook{
		"an address that is taken": {URL: "https://example.org/tg", Addr: strings.TrimPrefix(taken.URL, "http://")},
		"no URL":                   {URL: "tg", Addr: "127.0.0.1:0"},
	} {
		t.Run(name, func(t *testing.T) {
			ended := make(chan error, 1)
			o := Options{Bot: roles(mustBot(t)), Store: memory(t), Token: testToken, API: newPeer(t).URL, Webhook: &hook}
			go func() { ended <- Run(t.Context(), o) }()
			select {
			case err := <-ended:
				if err == nil || !strings.Contains(err.Error(), "webhook") {
					t.Errorf("%v", err)
				}
			case <-time.After(10 * time.Second):
				t.Error("the bot hangs")
			}
		})
	}
}

// TestWebhookPath: a path may have any characters, and is the only one.
func TestWebhookPath(t *testing.T) {
	for address, paths := range map[string]struct{ right, wrong string }{
		"https://example.org":         {"/", "/tg"},
		"https://example.org/{tg}/{x": {"/%7Btg%7D/%7Bx", "/tg/x"},
		"https://example.org/a/":      {"/a/", "/a"},
	} {
		t.Run(address, func(t *testing.T) {
			path, err := hookPath(address)
			if err != nil {
				t.Fatal(err)
			}
			handler := postTo(path, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
			for _, test := range []struct {
				method, path string
				status       int
			}{{"POST", paths.right, 200}, {"POST", paths.wrong, 404}, {"GET", paths.right, 405}} {
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, httptest.NewRequest(test.method, test.path, nil))
				if w.Code != test.status {
					t.Errorf("%s %s: %d, want %d", test.method, test.path, w.Code, test.status)
				}
			}
		})
	}
}
