package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wenbao/bot"
)

const secret = "sk-test-0123456789"

// sse writes events of a stream.
func sse(w http.ResponseWriter, events ...string) {
	w.Header().Set("Content-Type", "text/event-stream")
	for _, e := range events {
		fmt.Fprintf(w, "data: %s\n\n", e)
		w.(http.Flusher).Flush()
	}
}

func delta(text, finish string) string {
	reason := "null"
	if finish != "" {
		reason = fmt.Sprintf("%q", finish)
	}
	content, _ := json.Marshal(text)
	return fmt.Sprintf(`{"choices":[{"index":0,"delta":{"content":%s},"finish_reason":%s}]}`, content, reason)
}

const done = "[DONE]"

func client(t *testing.T, h http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	c, err := New(Config{BaseURL: server.URL + "/v1", Key: secret, Model: "m", Timeout: time.Second, Idle: 100 * time.Millisecond, Retries: 2, Backoff: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWrite(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"), goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"), goleak.IgnoreAnyFunction("internal/poll.runtime_pollWait"))
	comments := strings.Repeat(": keep-alive\n\n", 400)
	tests := []struct {
		name     string
		handle   func(w http.ResponseWriter, r *http.Request, attempt int32)
		want     string
		err      string
		attempts int32
	}{
		{"a whole reply", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			sse(w, delta("你", ""), delta("好", "stop"), done)
		}, "你好", "", 1},
		{"usage without choices", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			sse(w, delta("好", "stop"), `{"choices":[],"usage":{"total_tokens":3}}`, done)
		}, "好", "", 1},
		{"closed cleanly without a finish reason", func(w http.ResponseWriter, _ *http.Request, _ int32) { sse(w, delta("半", "")) }, "", "cut", 1},
		{"cut before any text is tried again", func(w http.ResponseWriter, _ *http.Request, n int32) {
			if n < 3 {
				sse(w)
				return
			}
			sse(w, delta("好", "stop"), done)
		}, "好", "", 3},
		{"finish length", func(w http.ResponseWriter, _ *http.Request, _ int32) { sse(w, delta("半", "length"), done) }, "", `"length"`, 1},
		{"finish content_filter", func(w http.ResponseWriter, _ *http.Request, _ int32) { sse(w, delta("", "content_filter"), done) }, "", "content_filter", 1},
		{"empty", func(w http.ResponseWriter, _ *http.Request, _ int32) { sse(w, delta("", "stop"), done) }, "", "empty", 1},
		{"an error inside 200", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			fmt.Fprint(w, `{"error":{"message":"overloaded","type":"server_error"}}`)
		}, "", "cut", 3},
		{"an error inside the stream", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			sse(w, `{"error":{"message":"overloaded"}}`)
		}, "", "overloaded", 3},
		{"JSON without choices", func(w http.ResponseWriter, _ *http.Request, _ int32) { fmt.Fprint(w, `{"object":"list"}`) }, "", "cut", 3},
		{"a web page", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<html>")
		}, "", "web page", 1},
		{"500 then well", func(w http.ResponseWriter, _ *http.Request, n int32) {
			if n < 3 {
				http.Error(w, "boom", http.StatusInternalServerError)
				return
			}
			sse(w, delta("好", "stop"), done)
		}, "好", "", 3},
		{"500 for good", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			http.Error(w, "boom", http.StatusInternalServerError)
		}, "", "500", 3},
		{"429 with a wait too long", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			w.Header().Set("Retry-After", "20")
			w.WriteHeader(http.StatusTooManyRequests)
		}, "", "429", 1},
		{"429 then well", func(w http.ResponseWriter, _ *http.Request, n int32) {
			if n == 1 {
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
			sse(w, delta("好", "stop"), done)
		}, "好", "", 2},
		{"401 is final and shows no key", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprintf(w, `{"error":{"message":"Incorrect API key provided: %s"}}`, secret)
		}, "", "***", 1},
		{"a redirect is not followed", func(w http.ResponseWriter, r *http.Request, _ int32) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, "", "redirects", 1},
		{"silence", func(w http.ResponseWriter, r *http.Request, _ int32) {
			sse(w, delta("半", ""))
			<-r.Context().Done()
		}, "", "silent", 1},
		{"many comments", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			_, _ = io.WriteString(w, comments)
			sse(w, delta("好", "stop"), done)
		}, "好", "", 1},
		{"too long", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			sse(w, delta(strings.Repeat("长", maxReply), "stop"), done)
		}, "", "longer than", 1},
		{"no JSON in an event", func(w http.ResponseWriter, _ *http.Request, _ int32) { sse(w, `{"choices":[`, done) }, "", "unexpected end", 1},
		{"thoughts are no answer", func(w http.ResponseWriter, _ *http.Request, _ int32) {
			sse(w, `{"choices":[{"delta":{"reasoning_content":"先想"}}]}`, delta("好", "stop"), done)
		}, "好", "", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var attempts atomic.Int32
			c := client(t, func(w http.ResponseWriter, r *http.Request) { test.handle(w, r, attempts.Add(1)) })
			got, err := c.Write(t.Context(), bot.Writing{Prompt: "问", Tokens: 10}, nil)
			if got != test.want || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("%q, error %v; want %q, %q", got, err, test.want, test.err)
			}
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("the error shows the key: %v", err)
			}
			if attempts.Load() != test.attempts {
				t.Errorf("%d attempts, want %d", attempts.Load(), test.attempts)
			}
		})
	}
}

func TestRequest(t *testing.T) {
	var body map[string]any
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		body = nil
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		sse(w, delta("好", "stop"), done)
	})
	if _, err := c.Write(t.Context(), bot.Writing{Prompt: "问", Tokens: 10, Name: "answer", Schema: `{"type":"object"}`}, nil); err != nil {
		t.Fatal(err)
	}
	if temperature, ok := body["temperature"].(float64); !ok || temperature > 1e-6 || body["max_tokens"] != 10.0 || body["stream"] != true {
		t.Errorf("request %v", body)
	}
	if format, _ := body["response_format"].(map[string]any); format["type"] != "json_schema" {
		t.Errorf("response format %v", format)
	}
	c.config.Model = "gpt-5-mini"
	if _, err := c.Write(t.Context(), bot.Writing{Prompt: "问", Tokens: 10}, nil); err != nil {
		t.Fatal(err)
	}
	if body["max_completion_tokens"] != 40.0 || body["max_tokens"] != nil || body["temperature"] != nil {
		t.Errorf("request to a reasoning model %v", body)
	}
}

func TestNoSchema(t *testing.T) {
	c := client(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":{"message":"'response_format' of type 'json_schema' is not supported"}}`)
	})
	if _, err := c.Write(t.Context(), bot.Writing{Prompt: "问", Schema: "{}"}, nil); !errors.Is(err, bot.ErrNoSchema) {
		t.Errorf("error %v", err)
	}
}

func TestPieces(t *testing.T) {
	c := client(t, func(w http.ResponseWriter, _ *http.Request) {
		sse(w, delta("一", ""), delta("二", ""), delta("", "stop"), done)
	})
	var pieces []string
	if _, err := c.Write(t.Context(), bot.Writing{Prompt: "问"}, func(p string) { pieces = append(pieces, p) }); err != nil {
		t.Fatal(err)
	}
	if strings.Join(pieces, "|") != "一|二" {
		t.Errorf("pieces %q", pieces)
	}
}

func TestDeadline(t *testing.T) {
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		for range 100 { // never silent, never done
			sse(w, delta("字", ""))
			select {
			case <-r.Context().Done():
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	c.config.Timeout = 200 * time.Millisecond
	start := time.Now()
	if _, err := c.Write(t.Context(), bot.Writing{Prompt: "问"}, nil); err == nil || time.Since(start) > time.Second {
		t.Errorf("error %v after %s", err, time.Since(start))
	}
}

func TestNew(t *testing.T) {
	tests := []struct{ name, url, want string }{
		{"another scheme", "ftp://127.0.0.1", "scheme"},
		{"user information", "https://user:" + secret + "@127.0.0.1/v1", "user information"},
		{"no host", "http:///v1", "no host"},
		{"unreadable", "http://[", "cannot be read"},
		{"a query", "http://127.0.0.1/v1?key=1", "query"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := New(Config{BaseURL: test.url, Model: "m"})
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), secret) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
	if _, err := New(Config{}); err == nil {
		t.Error("a model without a name was taken")
	}
}

func TestContextIsCounted(t *testing.T) {
	c, err := New(Config{BaseURL: "http://127.0.0.1:1", Model: "m", Context: 100})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(t.Context(), bot.Writing{Prompt: strings.Repeat("字", 60)}, nil); err == nil || !strings.Contains(err.Error(), "tokens") {
		t.Errorf("error %v", err)
	}
}
