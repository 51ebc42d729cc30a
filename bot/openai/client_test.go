package openai

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestComplete(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"), goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"), goleak.IgnoreAnyFunction("internal/poll.runtime_pollWait"))
	always := func(body string) func(http.ResponseWriter, int32) {
		return func(w http.ResponseWriter, _ int32) { fmt.Fprint(w, body) }
	}
	status := func(code int, then string) func(http.ResponseWriter, int32) {
		return func(w http.ResponseWriter, n int32) {
			if then != "" && n > 1 {
				fmt.Fprint(w, then)
				return
			}
			w.WriteHeader(code)
		}
	}
	well := choice("好", "stop")
	tests := []struct {
		name     string
		handle   func(w http.ResponseWriter, attempt int32)
		want     string
		err      string
		attempts int32
	}{
		{"a whole reply", always(choice("你好\n", "stop")), "你好", "", 1},
		{"white space to keep the connection alive", always("\n\n\n" + well), "好", "", 1},
		{"cut within the JSON", always(well[:len(well)-9]), "", "cut", 3},
		{"cut within the body", func(w http.ResponseWriter, _ int32) {
			w.Header().Set("Content-Length", "4096")
			fmt.Fprint(w, well[:20])
		}, "", "cut", 3},
		{"cut once", func(w http.ResponseWriter, n int32) {
			if n > 1 {
				fmt.Fprint(w, well)
			}
		}, "好", "", 2},
		{"finish null", always(choice("好", "")), "好", "", 1},
		{"no finish reason", always(`{"choices":[{"message":{"content":"好"}}]}`), "好", "", 1},
		{"no finish reason and no room left", always(`{"choices":[{"message":{"content":"半"}}],"usage":{"completion_tokens":10}}`), "", "cut", 1},
		{"finish STOP", always(choice("好", "STOP")), "好", "", 1},
		{"finish eos", always(choice("好", "eos")), "好", "", 1},
		{"finish end_turn", always(choice("好", "end_turn")), "好", "", 1},
		{"finish stop_sequence", always(choice("好", "stop_sequence")), "好", "", 1},
		{"finish length", always(choice("半", "length")), "", "cut", 1},
		{"finish MAX_TOKENS", always(choice("半", "MAX_TOKENS")), "", "cut", 1},
		{"finish tool_calls", always(choice("半", "tool_calls")), "", "did not end", 1},
		{"finish insufficient_system_resource", always(choice("半", "insufficient_system_resource")), "", "did not end", 1},
		{"finish content_filter", always(choice("半", "content_filter")), "", "did not end", 1},
		{"empty", always(choice(" \n", "stop")), "", "empty", 1},
		{"an error inside 200", always(`{"error":{"message":"overloaded","type":"server_error"}}`), "", "reports an error", 3},
		{"an error inside 200 that stays", always(`{"error":{"message":"Incorrect model","type":"invalid_request_error"}}`), "", "reports an error", 1},
		{"an error of one line", always(`{"error":"insufficient balance"}`), "", "reports an error", 1},
		{"an error as an object", always(`{"object":"error","message":"no"}`), "", "reports an error", 1},
		{"no error beside a reply", always(`{"error":null,` + well[1:]), "好", "", 1},
		{"an empty error beside a reply", always(`{"error":{"code":0},` + well[1:]), "好", "", 1},
		{"nothing", always(`{}`), "", "no choice", 3},
		{"no JSON", always(`data: {}`), "", "form of the API", 1},
		{"JSON of another form", always(`{"choices":"好"}`), "", "form of the API", 1},
		{"500 then well", status(500, well), "好", "", 2},
		{"503 for good", status(503, ""), "", "failed (503)", 3},
		{"429 then well", status(429, well), "好", "", 2},
		{"401", status(401, ""), "", "refuses the key (401)", 1},
		{"404", status(404, ""), "", "no such address or model", 1},
		{"400", status(400, ""), "", "refuses the request (400)", 1},
		{"in parts", always(`{"choices":[{"message":{"content":[{"type":"text","text":"你"},{"type":"text","text":"好"}]},"finish_reason":"stop"}]}`), "你好", "", 1},
		{"thoughts as a part", always(`{"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"先想"}]},{"type":"text","text":"好"}]},"finish_reason":"stop"}]}`), "好", "", 1},
		{"thoughts are no answer", always(`{"choices":[{"message":{"content":"好","reasoning_content":"先想"},"finish_reason":"stop"}]}`), "好", "", 1},
		{"thoughts within the reply", always(choice("<think>先想</think>\n好", "stop")), "好", "", 1},
		{"thoughts without an opening mark", always(choice("先想\n</think>\n\n好", "stop")), "好", "", 1},
		{"thoughts alone", always(choice("<think>先想</think>", "stop")), "", "empty", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var attempts atomic.Int32
			c := client(t, func(w http.ResponseWriter, _ *http.Request) { test.handle(w, attempts.Add(1)) })
			got, err := c.Complete(t.Context(), Request{Prompt: "问", Tokens: 10})
			if got != test.want || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("%q, error %v; want %q, %q", got, err, test.want, test.err)
			}
			if attempts.Load() != test.attempts {
				t.Errorf("%d attempts, want %d", attempts.Load(), test.attempts)
			}
		})
	}
}

func TestRequest(t *testing.T) {
	tests := []struct {
		name, model, schema string
		want                string // members of the request but model and messages
	}{
		{"plain text", "m", "", `{"max_tokens":10,"stream":false,"top_p":0.01}`},
		{"a reasoning model", "gpt-5-mini", "", `{"max_completion_tokens":40,"stream":false}`},
		{"behind a prefix", "openai/gpt-5-mini", "", `{"max_completion_tokens":40,"stream":false}`},
		{"behind two", "litellm/azure/O3", "", `{"max_completion_tokens":40,"stream":false}`},
		{"a schema", "m", `{"type":"object"}`, `{"max_tokens":10,"response_format":{"json_schema":{"name":"draft","schema":{"type":"object"},"strict":true},"type":"json_schema"},"stream":false,"top_p":0.01}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var body map[string]any
			c := client(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") != "Bearer "+secret {
					t.Errorf("authorization %q", r.Header.Get("Authorization"))
				}
				if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
					t.Error(err)
				}
				fmt.Fprint(w, choice("好", "stop"))
			})
			c.config.Model = test.model
			if _, err := c.Complete(t.Context(), Request{Prompt: "问", Tokens: 10, Name: "draft", Schema: test.schema}); err != nil {
				t.Fatal(err)
			}
			if body["model"] != test.model {
				t.Errorf("model %v", body["model"])
			}
			delete(body, "model")
			delete(body, "messages")
			if got, _ := json.Marshal(body); string(got) != test.want {
				t.Errorf("request %s\nwant    %s", got, test.want)
			}
		})
	}
}

// TestNoSchema: a server that refuses a schema, in whatever way, is asked without one
// within the same request; the next request asks for it again.
func TestNoSchema(t *testing.T) {
	tests := []struct {
		name, body string
		status     int
		fallsBack  bool
	}{
		{"400", "", 400, true},
		{"404, as of OpenRouter", `{"error":{"message":"No endpoints found that support response_format"}}`, 404, true},
		{"422", "", 422, true},
		{"500", "", 500, true},
		{"501", "", 501, true},
		{"an error inside 200", `{"error":{"message":"json_schema is not supported"}}`, 200, true},
		{"a wrong key", "", 401, false},
		{"an empty account", "", 402, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var forms []bool // of the requests: with a schema
			c := client(t, func(w http.ResponseWriter, r *http.Request) {
				var q map[string]any
				_ = json.NewDecoder(r.Body).Decode(&q)
				forms = append(forms, q["response_format"] != nil)
				if q["response_format"] == nil {
					fmt.Fprint(w, choice("好", "stop"))
					return
				}
				w.WriteHeader(test.status)
				fmt.Fprint(w, test.body)
			})
			want := []bool{true, true}
			if test.fallsBack {
				want = []bool{true, false, true, false}
			}
			for range 2 {
				if _, err := c.Complete(t.Context(), Request{Prompt: "问", Tokens: 10, Schema: "{}"}); (err == nil) != test.fallsBack {
					t.Errorf("error %v", err)
				}
			}
			if !slices.Equal(forms, want) {
				t.Errorf("with a schema: %v, want %v", forms, want)
			}
		})
	}
}

// TestSchemaOfABrokenServer: a server that fails whatever it is asked is not asked for
// the schema again at every attempt.
func TestSchemaOfABrokenServer(t *testing.T) {
	attempts := 0
	c := client(t, func(w http.ResponseWriter, _ *http.Request) {
		attempts++
		w.WriteHeader(http.StatusInternalServerError)
	})
	if _, err := c.Complete(t.Context(), Request{Prompt: "问", Tokens: 10, Schema: "{}"}); err == nil || attempts != 4 {
		t.Errorf("%d requests, error %v", attempts, err)
	}
}

// TestErrorsRepeatNothing: whatever a server does with the prompt and the key,
// no error shows them.
func TestErrorsRepeatNothing(t *testing.T) {
	const asked = "zhangsan-13800138000"
	echo := asked + " " + secret
	raw := func(reply string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			connection, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			fmt.Fprint(connection, reply)
			_ = connection.Close()
		}
	}
	write := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	message := fmt.Sprintf(`{"error":{"message":%q,"type":%q,"code":%q}}`, echo, echo, echo)
	tests := []struct {
		name   string
		handle http.HandlerFunc
	}{
		{"a refusal in JSON", write(400, message)},
		{"a refusal of the key", write(401, message)},
		{"a refusal in plain text", write(422, echo)},
		{"a fault in JSON", write(500, message)},
		{"a fault in plain text", write(502, echo)},
		{"an error inside 200", write(200, message)},
		{"a finish reason", write(200, choice("好", echo))},
		{"no JSON", write(200, echo)},
		{"another type", write(200, fmt.Sprintf(`{"choices":{%q:1}}`, echo))},
		{"a redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/"+asked+secret, http.StatusFound) }},
		{"no HTTP", raw(echo + "\r\n\r\n")},
		{"a bad header", raw("HTTP/1.1 200 OK\r\n" + echo + "\r\n\r\n")},
		{"a bad chunk", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + echo + "\r\n")},
		{"a reason phrase", raw("HTTP/1.1 500 " + echo + "\r\n\r\n")},
		{"no reply", raw("")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := client(t, test.handle).Complete(t.Context(), Request{Prompt: asked})
			if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), asked) || strings.Contains(err.Error(), secret) {
				t.Errorf("error %v", err)
			}
			for inner := err; inner != nil; inner = errors.Unwrap(inner) {
				if strings.Contains(inner.Error(), asked) || strings.Contains(inner.Error(), secret) {
					t.Errorf("the error within shows it: %v", inner)
				}
			}
		})
	}
}

// TestDeadline: a server that is silent has all the time there is, and is not asked twice.
func TestDeadline(t *testing.T) {
	var attempts atomic.Int32
	c := client(t, func(_ http.ResponseWriter, r *http.Request) {
		attempts.Add(1)
		_, _ = io.Copy(io.Discard, r.Body) // only then a server sees that the client has gone
		<-r.Context().Done()
	})
	c.config.Timeout = 50 * time.Millisecond
	start := time.Now()
	if _, err := c.Complete(t.Context(), Request{Prompt: "问"}); err == nil || time.Since(start) > 5*time.Second || attempts.Load() != 1 {
		t.Errorf("error %v after %s and %d attempts", err, time.Since(start), attempts.Load())
	}
}

func TestNew(t *testing.T) {
	tests := []struct{ name, url, model, want string }{
		{"another scheme", "ftp://127.0.0.1", "m", "scheme"},
		{"user information", "https://user:" + secret + "@127.0.0.1/v1", "m", "user information"},
		{"no host", "http:///v1", "m", "no host"},
		{"unreadable", "http://[" + secret, "m", "cannot be read"},
		{"a query", "http://127.0.0.1/v1?key=" + secret, "m", "query"},
		{"no model", "http://127.0.0.1/v1", "", "no name"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := New(Config{BaseURL: test.url, Model: test.model})
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), secret) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestContextIsCounted(t *testing.T) {
	c := client(t, func(http.ResponseWriter, *http.Request) { t.Error("a prompt that is too long was sent") })
	c.config.Context = 100
	if _, err := c.Complete(t.Context(), Request{Prompt: strings.Repeat("字", 60)}); err == nil || !strings.Contains(err.Error(), "tokens") {
		t.Errorf("error %v", err)
	}
}

// TestRoles: the rules are the system's, the data the user's; a server that knows no
// system gets both in one message, and is asked for the roles again the next time.
func TestRoles(t *testing.T) {
	const both, one = "system:规 user:据", "user:规\n\n据"
	tests := []struct {
		name, refusal string
		status        int
		sent          []string
	}{
		{"taken", "", 200, []string{both, both}},
		{"Gemma on vLLM", `{"object":"error","message":"System role not supported","code":400}`, 400, []string{both, one, both, one}},
		{"a template of llama.cpp", `{"error":{"code":500,"message":"Conversation roles must alternate"}}`, 500, []string{both, one, both, one}},
		{"another refusal", `{"error":{"message":"too long"}}`, 400, []string{both, both}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var sent []string
			c := client(t, func(w http.ResponseWriter, r *http.Request) {
				var q struct {
					Messages []struct{ Role, Content string }
				}
				_ = json.NewDecoder(r.Body).Decode(&q)
				var said []string
				for _, m := range q.Messages {
					said = append(said, m.Role+":"+m.Content)
				}
				sent = append(sent, strings.Join(said, " "))
				if test.status != 200 && len(said) == 2 {
					w.WriteHeader(test.status)
					fmt.Fprint(w, test.refusal)
					return
				}
				fmt.Fprint(w, choice("好", "stop"))
			})
			for range 2 {
				_, _ = c.Complete(t.Context(), Request{System: "规", Prompt: "据", Tokens: 10})
			}
			if !slices.Equal(sent, test.sent) {
				t.Errorf("sent %q", sent)
			}
		})
	}
}
