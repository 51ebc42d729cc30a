package openai

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestTransport(t *testing.T) {
	elsewhere := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a redirect was followed") })
	tests := []struct {
		name   string
		handle http.HandlerFunc
		err    string
		blame  blame
	}{
		{"a success", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "{}") }, "", 0},
		{"a redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere, http.StatusTemporaryRedirect)
		}, "redirects (307)", ofSettings},
		{"a web page", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<html>")
		}, "web page", ofSettings},
		{"too many requests", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) }, "wait (429)", ofServer},
		{"a timeout of the server", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusRequestTimeout) }, "failed (408)", ofServer},
		{"a fault", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, "failed (500)", ofServer},
		{"a key without rights", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, "key (403)", ofSettings},
		{"an empty account", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusPaymentRequired) }, "paid (402)", ofSettings},
		{"a request too large", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusRequestEntityTooLarge) }, "request (413)", ofRequest},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			body, err := get(t, test.handle)
			if test.err == "" {
				if err != nil || body != "{}" {
					t.Errorf("%q, error %v", body, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.err) || !blames(err, test.blame) {
				t.Errorf("error %#v, want %q", err, test.err)
			}
		})
	}
}

// TestHint: where an address is unknown, the part that is mostly forgotten is asked for,
// and not where it is there.
func TestHint(t *testing.T) {
	page := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<html>")
	}
	unknown := func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"error":"Unexpected endpoint or method. (POST /chat/completions)"}`)
	}
	for _, test := range []struct {
		name, path string
		handle     http.HandlerFunc
		hint       bool
	}{
		{"404 without a version", "", http.NotFound, true},
		{"a model that is not there", "/v1", http.NotFound, false},
		{"another version", "/api/paas/v4", http.NotFound, false},
		{"405 of a proxy", "/api", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusMethodNotAllowed) }, true},
		{"a web page", "", page, true},
		{"a web page behind a version", "/v1", page, false},
		{"LM Studio", "", unknown, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := New(Config{BaseURL: strings.TrimSuffix(serve(t, test.handle), "/v1") + test.path, Model: "m", Timeout: time.Second})
			if err != nil {
				t.Fatal(err)
			}
			if _, err = c.Complete(t.Context(), Request{Prompt: "问", Tokens: 10}); err == nil || strings.Contains(err.Error(), "lack /v1") != test.hint {
				t.Errorf("error %v", err)
			}
		})
	}
}

// get reads what a server sends through the transport.
func get(t *testing.T, h http.HandlerFunc) (string, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, serve(t, h), nil)
	if err != nil {
		t.Fatal(err)
	}
	reply, err := newTransport().Do(request)
	if err != nil {
		return "", err
	}
	defer func() { _ = reply.Body.Close() }()
	body, err := io.ReadAll(reply.Body)
	return string(body), err
}

func TestTransportBoundsTheBody(t *testing.T) {
	for _, test := range []struct {
		name string
		size int
		long bool
	}{{"as much as is read", maxBody, false}, {"one byte more", maxBody + 1, true}} {
		t.Run(test.name, func(t *testing.T) {
			body, err := get(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, test.size)) })
			if len(body) != maxBody || (err != nil) != test.long {
				t.Errorf("%d bytes, error %v", len(body), err)
			}
			if test.long && !blames(plain(err), ofSettings) {
				t.Errorf("error %v", plain(err))
			}
		})
	}
}

func TestNobodyListens(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = newTransport().Do(request) //nolint:bodyclose // there is none
	if err = plain(err); !transient(err) || !strings.Contains(err.Error(), "connection refused") {
		t.Errorf("error %v", err)
	}
}

func TestRetryAfter(t *testing.T) {
	tests := []struct {
		name, header string
		least, most  time.Duration
	}{
		{"none", "", 0, 0},
		{"seconds", "20", 20 * time.Second, 20 * time.Second},
		{"a part of a second", " 0.5 ", 500 * time.Millisecond, 500 * time.Millisecond},
		{"too long to be believed", "86400", maxRetryAfter, maxRetryAfter},
		{"endless", "+Inf", maxRetryAfter, maxRetryAfter},
		{"negative", "-1", 0, 0},
		{"no number", "NaN", 0, 0},
		{"words", "soon", 0, 0},
		{"a date", time.Now().Add(30 * time.Second).UTC().Format(http.TimeFormat), 20 * time.Second, 30 * time.Second},
		{"a date gone by", "Mon, 02 Jan 2006 15:04:05 GMT", 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := retryAfter(test.header); got < test.least || got > test.most {
				t.Errorf("%s, want %s to %s", got, test.least, test.most)
			}
		})
	}
}

func TestPlainKeepsWhoIsToBlame(t *testing.T) {
	f := &failure{blame: ofSettings, text: "the key"}
	if got := plain(fmt.Errorf("the SDK says: %w", f)); !errors.Is(got, f) || got.Error() != "the key" {
		t.Errorf("%v", got)
	}
}
