package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// modelServer is an OpenAI-compatible server that rewrites one follow-up and
// embeds every text alike. It counts what it wrote.
func modelServer(t *testing.T, key string) (url string, written *atomic.Int32) {
	t.Helper()
	written = new(atomic.Int32)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+key {
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprintf(w, `{"error":{"message":"bad key %s"}}`, r.Header.Get("Authorization"))
			return
		}
		if r.URL.Path == "/v1/embeddings" {
			embedAlike(w, r)
			return
		}
		written.Add(1)
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, `data: {"choices":[{"delta":{"content":"累计建成多少个5G基站？"},"finish_reason":"stop"}]}`+"\n\ndata: [DONE]\n\n")
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1", written
}

func embedAlike(w http.ResponseWriter, r *http.Request) {
	var q struct{ Input []string }
	_ = json.NewDecoder(r.Body).Decode(&q)
	var data []string
	for i := range q.Input {
		data = append(data, fmt.Sprintf(`{"index":%d,"embedding":[1,0,0,0]}`, i))
	}
	fmt.Fprintf(w, `{"data":[%s]}`, strings.Join(data, ","))
}

func TestModelSettings(t *testing.T) {
	const key = "sk-of-this-test"
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(key+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	url, written := modelServer(t, key)
	const followUp = `{"question":"那5G基站呢？","history":[{"q":"去年新建了多少个消防站？"}]}`
	ask := []string{"ask", "--batch", "-v"}
	tests := []struct {
		name      string
		args      []string
		env       map[string]string
		code      int
		out, errs string
		written   int32 // by the model
	}{
		{"a model", ask, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": key}, 0, "3047", "", 1},
		{"the key from a file", ask, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": url, "OPENAI_API_KEY_FILE": file}, 0, "3047", "", 1},
		{"a question by itself needs no model", []string{"ask", "去年新建了多少个消防站？"}, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": key}, 0, "21", "", 0},
		{"a wrong key costs the rewriting only and is not logged", ask, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-wrong"}, 0, "3047", "bad key Bearer ***", 0},
		{"no file of the key", ask, map[string]string{"WENBAO_MODEL": "m", "OPENAI_API_KEY_FILE": file + "x"}, 2, "", "OPENAI_API_KEY_FILE", 0},
		{"another scheme", ask, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": "file:///etc"}, 2, "", "scheme", 0},
		{"a URL without a model asks nobody", ask, map[string]string{"OPENAI_BASE_URL": "http://127.0.0.1:1"}, 0, `"mode":"quote"`, "", 0},
		{"embeddings", []string{"search", "-k", "1", "消防站"}, map[string]string{"WENBAO_EMBEDDING_MODEL": "e", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": key}, 0, "6.3.1", "", 0},
		{"no embeddings at the start", []string{"search", "消防站"}, map[string]string{"WENBAO_EMBEDDING_MODEL": "e", "OPENAI_BASE_URL": url}, 1, "", "WENBAO_EMBEDDING_MODEL", 0},
		{"a skeleton", []string{"expand", "tongzhou-2023"}, nil, 0, `{"id":"4.2.1","aliases":[],"topics":[],"questions":[],"en":"","unreviewed":true}`, "", 0},
		{"an unknown report", []string{"expand", "daxing"}, nil, 2, "", "no report", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			written.Store(0)
			code, out, errs := program{args: test.args, in: followUp, env: test.env}.run(t)
			if code != test.code || !strings.Contains(out, test.out) || !strings.Contains(errs, test.errs) {
				t.Errorf("exit status %d, want %d\n%s\n%s", code, test.code, out, errs)
			}
			if n := written.Load(); n != test.written {
				t.Errorf("the model wrote %d texts, want %d", n, test.written)
			}
			if strings.Contains(errs, "sk-") {
				t.Errorf("the log shows a key: %s", errs)
			}
		})
	}
}
