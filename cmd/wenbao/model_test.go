package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// modelServer is an OpenAI-compatible server that drafts one expansion for
// everything and embeds every text alike.
func modelServer(t *testing.T, key string) string {
	t.Helper()
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
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, `data: {"choices":[{"delta":{"content":"{\"aliases\":[\"拱桥\"],\"topics\":[],\"questions\":[],\"en\":\"\"}"},"finish_reason":"stop"}]}`+"\n\ndata: [DONE]\n\n")
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1"
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
	url := modelServer(t, key)
	draft := []string{"expand", "bridges-2024", "--knowledge", bridges(t)}
	ask := []string{"ask", "--json", "去年新建了多少个消防站？"}
	tests := []struct {
		name      string
		args      []string
		env       map[string]string
		code      int
		out, errs string
	}{
		{"a model", draft, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": key}, 0, `"aliases":["拱桥"]`, ""},
		{"the key from a file", draft, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": url, "OPENAI_API_KEY_FILE": file}, 0, `"aliases":["拱桥"]`, ""},
		{"a wrong key costs the draft only and is not logged", draft, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-wrong"}, 0, `"aliases":[]`, "bad key Bearer ***"},
		{"no file of the key", draft, map[string]string{"WENBAO_MODEL": "m", "OPENAI_API_KEY_FILE": file + "x"}, 2, "", "OPENAI_API_KEY_FILE"},
		{"another scheme", draft, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": "file:///etc"}, 2, "", "scheme"},
		{"a URL without a model asks nobody", ask, map[string]string{"OPENAI_BASE_URL": "http://127.0.0.1:1"}, 0, `"mode":"quote"`, ""},
		{"embeddings", []string{"search", "-k", "1", "消防站"}, map[string]string{"WENBAO_EMBEDDING_MODEL": "e", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": key}, 0, "6.3.1", ""},
		{"no embeddings at the start", []string{"search", "消防站"}, map[string]string{"WENBAO_EMBEDDING_MODEL": "e", "OPENAI_BASE_URL": url}, 1, "", "WENBAO_EMBEDDING_MODEL"},
		{"a skeleton", []string{"expand", "tongzhou-2023"}, nil, 0, `{"id":"4.2.1","aliases":[],"topics":[],"questions":[],"en":"","unreviewed":true}`, ""},
		{"an unknown report", []string{"expand", "daxing"}, nil, 2, "", "no report"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			code, out, errs := program{args: test.args, env: test.env}.run(t)
			if code != test.code || !strings.Contains(out, test.out) || !strings.Contains(errs, test.errs) {
				t.Errorf("exit status %d, want %d\n%s\n%s", code, test.code, out, errs)
			}
			if strings.Contains(errs, "sk-") {
				t.Errorf("the log shows a key: %s", errs)
			}
		})
	}
}
