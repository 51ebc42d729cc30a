package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"wenbao/retrieval"
	"wenbao/retrieval/embedtest"
)

// embeddings is a server that gives each text a vector of its hash, in reverse
// order. It takes at most ten texts, and no text that is empty or long.
func embeddings(w http.ResponseWriter, r *http.Request) int {
	var q struct{ Input []string }
	_ = json.NewDecoder(r.Body).Decode(&q)
	var data []string
	for i, text := range q.Input {
		if text == "" || len(q.Input) > 10 || utf8.RuneCountInString(text) > 8192/3 {
			w.WriteHeader(http.StatusBadRequest)
			return 0
		}
		v, _ := json.Marshal(vectorOf(text))
		data = append(data, fmt.Sprintf(`{"index":%d,"embedding":%s}`, i, v))
	}
	slices.Reverse(data)
	fmt.Fprintf(w, `{"data":[%s]}`, strings.Join(data, ","))
	return len(q.Input)
}

// vectorOf is a vector of 64 dimensions and any length.
func vectorOf(text string) []float32 {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(text))
	random := rand.New(rand.NewPCG(hash.Sum64(), 0))
	v := make([]float32, 64)
	for i := range v {
		v[i] = float32(random.NormFloat64())
	}
	return v
}

func embedder(t *testing.T, c EmbedderConfig, h http.HandlerFunc) *Embedder {
	t.Helper()
	c.BaseURL, c.Model, c.Key, c.Build, c.Query = serve(t, h), "m", secret, time.Second, time.Second
	e, err := NewEmbedder(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	e.retry = retry{tries: 6, pause: time.Millisecond}
	return e
}

func numbered(n int) []string {
	var list []string
	for i := range n {
		list = append(list, strings.Repeat("x", i+1))
	}
	return list
}

func TestEmbedderBatchesAndOrder(t *testing.T) {
	largest := 0
	var steps []int
	r := embedder(t, EmbedderConfig{Progress: func(done, _ int) { steps = append(steps, done) }}, func(w http.ResponseWriter, r *http.Request) { largest = max(largest, embeddings(w, r)) })
	vectors, err := r.Embed(t.Context(), numbered(25))
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range numbered(25) {
		if !slices.Equal(vectors[i], retrieval.Unit(vectorOf(text))) {
			t.Errorf("text %d has the vector of another text", i)
		}
	}
	if diff := cmp.Diff([]int{10, 20, 25}, steps); diff != "" || largest > 10 {
		t.Errorf("batches of %d, progress (-want +got):\n%s", largest, diff)
	}
	if r.Name() != "openai/m/64" || r.Dimension() != 64 {
		t.Errorf("name %s, dimension %d", r.Name(), r.Dimension())
	}
}

// TestEmbedderPrefixes: a question and a passage get what the model wants before each,
// and an index is that of its prefixes.
func TestEmbedderPrefixes(t *testing.T) {
	var sent []string
	e := embedder(t, EmbedderConfig{Dimension: 3, Question: "query: ", Passage: "passage: "}, func(w http.ResponseWriter, r *http.Request) {
		var q struct{ Input []string }
		_ = json.NewDecoder(r.Body).Decode(&q)
		sent = append(sent, q.Input...)
		embedAlike(w, len(q.Input))
	})
	for _, texts := range [][]string{{"新建消防站21个。", " 5G "}, {"消防站？"}} {
		if _, err := e.Embed(t.Context(), texts); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"passage: 新建消防站21个。", "passage: 5G", "query: 消防站？"}; !slices.Equal(sent, want) {
		t.Errorf("sent %q", sent)
	}
	names := map[string]bool{}
	for _, c := range []EmbedderConfig{{}, {Question: "query: "}, {Passage: "query: "}, {Question: "query: ", Passage: "passage: "}} {
		names[embedder(t, EmbedderConfig{Dimension: 3, Question: c.Question, Passage: c.Passage}, http.NotFound).Name()] = true
	}
	if len(names) != 4 || !names["openai/m/3"] {
		t.Errorf("names %v", names)
	}
}

func embedAlike(w http.ResponseWriter, n int) {
	var data []string
	for i := range n {
		data = append(data, fmt.Sprintf(`{"index":%d,"embedding":[1,0,0]}`, i))
	}
	fmt.Fprintf(w, `{"data":[%s]}`, strings.Join(data, ","))
}

func TestEmbedderBadReplies(t *testing.T) {
	one, two := numbered(1), numbered(2)
	tests := []struct {
		name, reply, want string
		texts             []string
	}{
		{"another dimension", `{"data":[{"index":0,"embedding":[1,0]}]}`, "2 dimensions", one},
		{"none", `{"data":[]}`, "no vector", one},
		{"one missing", `{"data":[{"index":0,"embedding":[1,0,0]}]}`, "no vector for text 1 of 2", two},
		{"a wrong index", `{"data":[{"index":7,"embedding":[1,0,0]}]}`, "text 7", one},
		{"twice the same", `{"data":[{"index":0,"embedding":[1,0,0]},{"index":0,"embedding":[1,0,0]}]}`, "text 0", one},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := embedder(t, EmbedderConfig{Dimension: 3}, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, test.reply) })
			if _, err := r.Embed(t.Context(), test.texts); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

// TestEmbedderTriesAgain: an index goes on behind what is over soon.
func TestEmbedderTriesAgain(t *testing.T) {
	for _, test := range []struct {
		name  string
		first http.HandlerFunc
	}{
		{"a rate limit", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "0.01")
			w.WriteHeader(http.StatusTooManyRequests)
		}},
		{"an error inside 200", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `{"error":{"message":"overloaded","type":"server_error"}}`)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var calls atomic.Int32
			r := embedder(t, EmbedderConfig{Dimension: 64}, func(w http.ResponseWriter, r *http.Request) {
				if calls.Add(1) == 1 {
					test.first(w, r)
					return
				}
				embeddings(w, r)
			})
			if _, err := r.Embed(t.Context(), numbered(2)); err != nil || calls.Load() != 2 {
				t.Errorf("error %v after %d calls", err, calls.Load())
			}
		})
	}
}

func TestEmbedderGoesOnWhereItStopped(t *testing.T) {
	var asked atomic.Int32
	down := true
	r := embedder(t, EmbedderConfig{Dimension: 64, Cache: filepath.Join(t.TempDir(), "vectors")}, func(w http.ResponseWriter, r *http.Request) {
		if down && asked.Load() >= 20 {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		asked.Add(int32(embeddings(w, r)))
	})
	if _, err := r.Embed(t.Context(), numbered(25)); err == nil {
		t.Fatal("the server is down, but nothing failed")
	}
	if err := appendTo(r.cache.file, []byte("half a record")); err != nil {
		t.Fatal(err)
	}
	down = false
	vectors, err := r.Embed(t.Context(), numbered(25))
	if err != nil || asked.Load() != 25 || !slices.Equal(vectors[24], retrieval.Unit(vectorOf(numbered(25)[24]))) {
		t.Errorf("error %v, %d texts sent, want 25", err, asked.Load())
	}
	if _, err := r.Embed(t.Context(), numbered(25)); err != nil || asked.Load() != 25 {
		t.Errorf("error %v, %d texts sent after all were kept", err, asked.Load())
	}
}

func TestQueryFallsBackToWords(t *testing.T) {
	down := false
	r := embedder(t, EmbedderConfig{Dimension: 64}, func(w http.ResponseWriter, r *http.Request) {
		if down {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		embeddings(w, r)
	})
	x, err := retrieval.Open(t.Context(), retrieval.Config{Embedder: r, Entries: []retrieval.Entry{{ID: "a", Text: "新建消防站21个。"}, {ID: "b", Text: "新增学位1.3万个。"}}})
	if err != nil {
		t.Fatal(err)
	}
	down = true
	hits, err := x.Search(context.Background(), "消防站", 2)
	if err != nil || hits[0].ID != "a" {
		t.Errorf("error %v, hits %v", err, hits)
	}
}

func TestEmbedderConforms(t *testing.T) {
	embedtest.Run(t, embedder(t, EmbedderConfig{}, func(w http.ResponseWriter, r *http.Request) { embeddings(w, r) }))
}

func TestEmbedderAsksForAQuestionOnce(t *testing.T) {
	var calls atomic.Int32
	e := embedder(t, EmbedderConfig{Dimension: 64}, func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	if _, err := e.Embed(t.Context(), []string{"x"}); err == nil || calls.Load() != 1 {
		t.Errorf("error %v after %d calls", err, calls.Load())
	}
}

// TestEmbedderRests: a server that fails holds up a few searches and not all of
// them; what it refuses is no failure, and an index is asked for all the same.
func TestEmbedderRests(t *testing.T) {
	for _, test := range []struct {
		name   string
		status int
		rests  bool
	}{
		{"a fault of the server", http.StatusInternalServerError, true},
		{"a refused question", http.StatusBadRequest, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			var calls atomic.Int32
			down := true
			e := embedder(t, EmbedderConfig{Dimension: 64}, func(w http.ResponseWriter, r *http.Request) {
				calls.Add(1)
				if down {
					w.WriteHeader(test.status)
					return
				}
				embeddings(w, r)
			})
			const searches = 10
			var err error
			for range searches {
				_, err = e.Embed(t.Context(), []string{"x"})
			}
			want := searches
			if test.rests {
				want = breaker.Failures
			}
			if int(calls.Load()) != want || err == nil || errors.Is(err, ErrResting) != test.rests {
				t.Errorf("error %v after %d calls, want %d", err, calls.Load(), want)
			}
			down = false
			if _, err := e.Embed(t.Context(), numbered(2)); err != nil {
				t.Errorf("an index: %v", err)
			}
		})
	}
}

func TestEmbedderErrorsRepeatNothing(t *testing.T) {
	e := embedder(t, EmbedderConfig{Dimension: 64}, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, "%s %s", r.Header.Get("Authorization"), body)
	})
	_, err := e.Embed(t.Context(), []string{"zhangsan"})
	if err == nil || strings.Contains(err.Error(), "zhangsan") || strings.Contains(err.Error(), secret) {
		t.Errorf("error %v", err)
	}
}

func TestEmbedderRefusesURLs(t *testing.T) {
	for _, base := range []string{"ftp://127.0.0.1", "http://user:pass@127.0.0.1"} {
		if _, err := NewEmbedder(t.Context(), EmbedderConfig{BaseURL: base, Model: "m"}); err == nil {
			t.Errorf("%s was taken", base)
		}
	}
}
