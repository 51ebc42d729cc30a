package retrieval

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// embeddings is a server that gives each text a vector of its length, in
// reverse order.
func embeddings(w http.ResponseWriter, r *http.Request) int {
	const dimension = 64
	var q struct{ Input []string }
	_ = json.NewDecoder(r.Body).Decode(&q)
	var data []string
	for i, text := range q.Input {
		v := make([]string, dimension)
		for k := range v {
			v[k] = "0"
		}
		v[len(text)%dimension] = "2"
		data = append(data, fmt.Sprintf(`{"index":%d,"embedding":[%s]}`, i, strings.Join(v, ",")))
	}
	slices.Reverse(data)
	fmt.Fprintf(w, `{"data":[%s]}`, strings.Join(data, ","))
	return len(q.Input)
}

func remote(t *testing.T, c RemoteConfig, h http.HandlerFunc) *Remote {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	c.BaseURL, c.Model, c.Key, c.Build, c.Query = s.URL, "m", "sk-secret", time.Second, time.Second
	r, err := NewRemote(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func numbered(n int) []string {
	var list []string
	for i := range n {
		list = append(list, strings.Repeat("x", i+1))
	}
	return list
}

func TestRemoteBatchesAndOrder(t *testing.T) {
	largest := 0
	var steps []int
	r := remote(t, RemoteConfig{Progress: func(done, _ int) { steps = append(steps, done) }}, func(w http.ResponseWriter, r *http.Request) { largest = max(largest, embeddings(w, r)) })
	vectors, err := embed(t.Context(), r, numbered(25))
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		if v[i+1] != 1 {
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

func TestRemoteBadReplies(t *testing.T) {
	tests := []struct{ name, reply, want string }{
		{"another dimension", `{"data":[{"index":0,"embedding":[1,0]}]}`, "2 dimensions"},
		{"one missing", `{"data":[]}`, "no vector"},
		{"a wrong index", `{"data":[{"index":7,"embedding":[1,0,0]}]}`, "text 7"},
		{"twice the same", `{"data":[{"index":0,"embedding":[1,0,0]},{"index":0,"embedding":[1,0,0]}]}`, "text 0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := remote(t, RemoteConfig{Dimension: 3}, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, test.reply) })
			if _, err := r.Embed(t.Context(), []string{"x"}); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestRemoteWaitsForTheRateLimit(t *testing.T) {
	var calls atomic.Int32
	r := remote(t, RemoteConfig{Dimension: 64}, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 {
			w.Header().Set("Retry-After", "0.01")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		embeddings(w, r)
	})
	if _, err := r.Embed(t.Context(), numbered(2)); err != nil || calls.Load() != 2 {
		t.Errorf("error %v after %d calls", err, calls.Load())
	}
}

func TestRemoteGoesOnWhereItStopped(t *testing.T) {
	var asked atomic.Int32
	down := true
	r := remote(t, RemoteConfig{Dimension: 64, Cache: filepath.Join(t.TempDir(), "vectors")}, func(w http.ResponseWriter, r *http.Request) {
		if down && asked.Load() >= 20 {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		asked.Add(int32(embeddings(w, r)))
	})
	if _, err := r.Embed(t.Context(), numbered(25)); err == nil {
		t.Fatal("the server is down, but nothing failed")
	}
	if err := appendTo(r.config.Cache, []byte("half a record")); err != nil {
		t.Fatal(err)
	}
	down = false
	vectors, err := r.Embed(t.Context(), numbered(25))
	if err != nil || asked.Load() != 25 || vectors[24][25] != 1 {
		t.Errorf("error %v, %d texts sent, want 25", err, asked.Load())
	}
	if _, err := r.Embed(t.Context(), numbered(25)); err != nil || asked.Load() != 25 {
		t.Errorf("error %v, %d texts sent after all were kept", err, asked.Load())
	}
}

func TestQueryFallsBackToWords(t *testing.T) {
	down := false
	r := remote(t, RemoteConfig{Dimension: 64}, func(w http.ResponseWriter, r *http.Request) {
		if down {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		embeddings(w, r)
	})
	x, err := Open(t.Context(), Config{Embedder: r, Entries: []Entry{{ID: "a", Text: "新建消防站21个。"}, {ID: "b", Text: "新增学位1.3万个。"}}})
	if err != nil {
		t.Fatal(err)
	}
	down = true
	hits, err := x.Search(context.Background(), "消防站", 2)
	if err != nil || hits[0].ID != "a" {
		t.Errorf("error %v, hits %v", err, hits)
	}
}

func TestRemoteRefusesURLs(t *testing.T) {
	for _, base := range []string{"ftp://127.0.0.1", "http://user:pass@127.0.0.1"} {
		if _, err := NewRemote(t.Context(), RemoteConfig{BaseURL: base, Model: "m"}); err == nil {
			t.Errorf("%s was taken", base)
		}
	}
}
