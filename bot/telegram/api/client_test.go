package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const testToken = "123456:TEST-token_abc"

// tally counts what an observer is told.
type tally struct {
	retried []string
	sent    []string
}

func (c *tally) Retried(reason string)       { c.retried = append(c.retried, reason) }
func (c *tally) Sent(method, outcome string) { c.sent = append(c.sent, method+" "+outcome) }

// serving makes a client of a server that the test closes.
func serving(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	c := NewClient(server.URL, testToken, nil, &tally{})
	t.Cleanup(c.Close)
	return c
}

// TestReplies: what a server may say, and what we make of it.
func TestReplies(t *testing.T) {
	type verdict struct {
		says   string // part of the error, "" for none
		reason string // why one tries again, "" for never
		wait   time.Duration
	}
	tests := []struct {
		name   string
		status int
		header string // Retry-After
		body   string
		cut    bool
		want   verdict
	}{
		{"well", 200, "", `{"ok":true,"result":{"id":7}}`, false, verdict{}},
		{"another result than expected", 200, "", `{"ok":true,"result":"x"}`, false, verdict{"unexpected result", "", 0}},
		{"a flood", 429, "", `{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":7}}`, false, verdict{"429 Too Many", "flood", 7 * time.Second}},
		{"a flood without a time", 429, "", `{"ok":false,"error_code":429,"description":"Too Many Requests"}`, false, verdict{"429", "flood", time.Second}},
		{"a flood that a gateway reports", 429, "3", "slow down", false, verdict{"429", "flood", 3 * time.Second}},
		{"a fault of the server", 500, "", `{"ok":false,"error_code":500,"description":"Internal Server Error"}`, false, verdict{"500 Internal", "server", 0}},
		{"a page of a gateway", 502, "", "<html><body>Bad Gateway</body></html>", false, verdict{"status 502", "network", 0}},
		{"a page of a proxy", 404, "", "<html>no such page</html>", false, verdict{"status 404", "", 0}},
		{"a cut body", 200, "", `{"ok":true,"resu`, true, verdict{"unexpected EOF", "network", 0}},
		{"JSON of somebody else", 200, "", `{"status":"fine"}`, false, verdict{"not that of a Bot API server", "network", 0}},
		{"a refusal", 400, "", `{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}`, false, verdict{"chat not found", "", 0}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := serving(t, func(w http.ResponseWriter, _ *http.Request) {
				if test.header != "" {
					w.Header().Set("Retry-After", test.header)
				}
				if test.cut {
					w.Header().Set("Content-Length", "500")
				}
				w.WriteHeader(test.status)
				_, _ = io.WriteString(w, test.body)
			})
			var me User
			err := c.Call(t.Context(), "getMe", nil, &me)
			if (err == nil) != (test.want.says == "") || err != nil && !strings.Contains(err.Error(), test.want.says) {
				t.Fatalf("%v", err)
			}
			if err == nil && me.ID != 7 {
				t.Errorf("decoded %+v", me)
			}
			if reason, wait, again := Temporary(err); reason != test.want.reason && again || again != (test.want.reason != "") || wait != test.want.wait {
				t.Errorf("%q, %v, again %v", reason, wait, again)
			}
		})
	}
}

func TestUnauthorized(t *testing.T) {
	tests := []struct {
		name, method, body string
		want               bool
	}{
		{"unauthorized", "getMe", `{"ok":false,"error_code":401,"description":"Unauthorized"}`, true},
		{"refused for now", "sendMessage", `{"ok":false,"error_code":401,"description":"Unauthorized"}`, false},
		{"no such bot", "getMe", `{"ok":false,"error_code":404,"description":"Not Found"}`, true},
		{"no such method", "sendMassage", `{"ok":false,"error_code":404,"description":"Not Found"}`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := serving(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, test.body) })
			if err := c.Call(t.Context(), test.method, nil, nil); errors.Is(err, ErrUnauthorized) != test.want {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestCallEnds(t *testing.T) {
	c := serving(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	err := c.CallWithin(t.Context(), 20*time.Millisecond, "getMe", nil, nil)
	if _, _, again := Temporary(err); err == nil || !again {
		t.Errorf("a server that hangs: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = c.Call(ctx, "getMe", nil, nil)
	if _, _, again := Temporary(err); !errors.Is(err, context.Canceled) || again {
		t.Errorf("a caller who has gone: %v", err)
	}
}

// TestErrorsHideTheToken looks at all errors that may hold an address.
func TestErrorsHideTheToken(t *testing.T) {
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"ok":false,"error_code":400,"description":"bad path ` + r.URL.Path + `"}`))
	}))
	defer echo.Close()
	moved := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.1:1"+r.URL.Path, http.StatusFound)
	}))
	defer moved.Close()
	for name, base := range map[string]string{
		"nobody listens": "http://127.0.0.1:1", "no such host": "http://host.invalid", "bad scheme": "nothing://x",
		"bad address": "http://[::1", "echoed": echo.URL, "redirected": moved.URL,
	} {
		t.Run(name, func(t *testing.T) {
			c := NewClient(base, testToken, nil, &tally{})
			defer c.Close()
			err := c.Call(t.Context(), "getMe", nil, nil)
			if err == nil || strings.Contains(err.Error(), testToken) || strings.Contains(err.Error(), "TEST-token") {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestLongWait: a quarter of a minute, doubled up to five, less up to half of it.
func TestLongWait(t *testing.T) {
	for tries, most := range map[int]time.Duration{1: 15 * time.Second, 2: 30 * time.Second, 5: 4 * time.Minute, 6: 5 * time.Minute, 500: 5 * time.Minute} {
		if got := LongWait(tries); got < most/2 || got > most {
			t.Errorf("after %d tries %v, want %v at most", tries, got, most)
		}
	}
}
