package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// modelServer is an OpenAI-compatible server that rewrites every follow-up to
// the same question and embeds every text alike. It counts the rewritings.
func modelServer(t *testing.T, key string) (url string, rewritten *atomic.Int32) {
	t.Helper()
	rewritten = new(atomic.Int32)
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
		rewritten.Add(1)
		fmt.Fprint(w, `{"choices":[{"message":{"content":"累计建成多少个5G基站？"},"finish_reason":"stop"}]}`)
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1", rewritten
}

func embedAlike(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Model string
		Input []string
	}
	_ = json.NewDecoder(r.Body).Decode(&q)
	if q.Model == "e5" && slices.ContainsFunc(q.Input, func(s string) bool {
		return !strings.HasPrefix(s, "passage: ") && (len(q.Input) > 1 || !strings.HasPrefix(s, "query: ") && s != "报告")
	}) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
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
	url, rewritten := modelServer(t, key)
	const followUp = `{"id":1,"question":"那5G基站呢？","history":[{"q":"去年新建了多少个消防站？"}]}`
	batch := []string{"ask", "--json", "--batch", "-v"}
	tests := []struct {
		name      string
		args      []string
		env       map[string]string
		rewritten int32
		code      int
		out, errs string
	}{
		{"a model", batch, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": key}, 1, 0, "3047", ""},
		{"the key from a file", batch, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": url, "OPENAI_API_KEY_FILE": file}, 1, 0, "3047", ""},
		{"a wrong key costs the rewriting only and is not logged", batch, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-wrong"}, 0, 0, "3047", "the server refuses the key (401)"},
		{"no file of the key", batch, map[string]string{"WENBAO_MODEL": "m", "OPENAI_API_KEY_FILE": file + "x"}, 0, 2, "", "OPENAI_API_KEY_FILE"},
		{"another scheme", batch, map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": "file:///etc"}, 0, 2, "", "scheme"},
		{"a URL without a model asks nobody", batch, map[string]string{"OPENAI_BASE_URL": "http://127.0.0.1:1"}, 0, 0, "3047", ""},
		{"embeddings", []string{"search", "-k", "1", "消防站"}, map[string]string{"WENBAO_EMBEDDING_MODEL": "e", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": key}, 0, 0, "6.3.1", ""},
		{"embeddings of a model that wants prefixes", []string{"search", "-k", "1", "消防站"}, map[string]string{"WENBAO_EMBEDDING_MODEL": "e5", "WENBAO_EMBEDDING_QUERY_PREFIX": "query: ", "WENBAO_EMBEDDING_PASSAGE_PREFIX": "passage: ", "OPENAI_BASE_URL": url, "OPENAI_API_KEY": key}, 0, 0, "6.3.1", ""},
		{"no embeddings at the start", []string{"search", "消防站"}, map[string]string{"WENBAO_EMBEDDING_MODEL": "e", "OPENAI_BASE_URL": url}, 0, 1, "", "WENBAO_EMBEDDING_MODEL"},
		{"a skeleton", []string{"expand", "tongzhou-2023"}, nil, 0, 0, `{"id":"4.2.1","aliases":[],"topics":[],"questions":[],"en":"","unreviewed":true}`, ""},
		{"an unknown report", []string{"expand", "daxing"}, nil, 0, 2, "", "no report"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rewritten.Store(0)
			code, out, errs := program{args: test.args, in: followUp, env: test.env}.run(t)
			if code != test.code || !strings.Contains(out, test.out) || !strings.Contains(errs, test.errs) {
				t.Errorf("exit status %d, want %d\n%s\n%s", code, test.code, out, errs)
			}
			if rewritten.Load() != test.rewritten {
				t.Errorf("%d rewritings, want %d", rewritten.Load(), test.rewritten)
			}
			if strings.Contains(errs, "sk-") || strings.Contains(errs, "那5G") {
				t.Errorf("the log shows a key or a question: %s", errs)
			}
		})
	}
}

// TestExpandExamples: what the help shows works where the report that it names is.
func TestExpandExamples(t *testing.T) {
	t.Chdir(t.TempDir())
	const folder = "reports/tongzhou-2024"
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder+"/report.md", []byte("一、民生\n新建学校3所。\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	examples := 0
	for line := range strings.Lines(expandCommand{}.Help()) {
		_, command, found := strings.Cut(line, "wenbao expand ")
		if !found {
			continue
		}
		examples++
		args, _, _ := strings.Cut(command, ">")
		if code, out, errs := (program{args: append([]string{"expand"}, strings.Fields(args)...)}).run(t); code != exitOK || !strings.Contains(out, `{"id":"1.1"`) {
			t.Errorf("%s: exit status %d\n%s%s", line, code, out, errs)
		}
	}
	if examples == 0 {
		t.Error("the help shows no example")
	}
}
