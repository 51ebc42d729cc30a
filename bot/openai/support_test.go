package openai

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

const secret = "sk-test-0123456789"

// choice is a whole reply of a chat.
func choice(text, finish string) string {
	reason := "null"
	if finish != "" {
		reason = fmt.Sprintf("%q", finish)
	}
	content, _ := json.Marshal(text)
	return fmt.Sprintf(`{"choices":[{"index":0,"message":{"role":"assistant","content":%s},"finish_reason":%s}]}`, content, reason)
}

// serve starts a server and returns the base URL of its API.
func serve(t testing.TB, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL + "/v1"
}

// client asks a server as in life, but for shorter pauses.
func client(t testing.TB, h http.HandlerFunc) *Client {
	t.Helper()
	c, err := New(Config{BaseURL: serve(t, h), Key: secret, Model: "m", Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	c.retry = retry{tries: 3, pause: time.Millisecond}
	return c
}

// replies is a client of a server whose replies a function writes.
func replies(t testing.TB, reply func(prompt string) string) *Client {
	t.Helper()
	return client(t, func(w http.ResponseWriter, r *http.Request) {
		var q struct {
			Messages []struct{ Role, Content string }
		}
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || len(q.Messages) == 0 || len(q.Messages) > 2 || q.Messages[len(q.Messages)-1].Role != "user" {
			t.Errorf("request with %d messages: %v", len(q.Messages), err)
			return
		}
		prompt := ""
		for _, m := range q.Messages {
			prompt += m.Content + "\n\n"
		}
		fmt.Fprint(w, choice(reply(prompt), "stop"))
	})
}
