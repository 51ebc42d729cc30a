package bot_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"wenbao/bot"
	"wenbao/bot/model"
)

func percentile(all []time.Duration, p int) time.Duration {
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*p/100)]
}

// chaos are the ways in which a model fails.
var chaos = []struct {
	name   string
	handle http.HandlerFunc
}{
	{"slow", func(_ http.ResponseWriter, r *http.Request) { wait(r, 10*time.Second) }},
	{"stalls within the stream", func(w http.ResponseWriter, r *http.Request) {
		stream(w, "新建了", "")
		w.(http.Flusher).Flush()
		wait(r, 10*time.Second)
	}},
	{"drips", func(w http.ResponseWriter, r *http.Request) {
		for range 200 {
			stream(w, "字", "")
			w.(http.Flusher).Flush()
			wait(r, 50*time.Millisecond)
		}
	}},
	{"dead", func(w http.ResponseWriter, _ *http.Request) { hangUp(w) }},
	{"cut", func(w http.ResponseWriter, _ *http.Request) {
		stream(w, "新建了21个消防站。[1]\n", "")
		hangUp(w)
	}},
	{"closed cleanly halfway", func(w http.ResponseWriter, _ *http.Request) { stream(w, "新建了21个消防站。[1]\n新", "") }},
	{"wrong", func(w http.ResponseWriter, _ *http.Request) {
		stream(w, "新建了210个消防站。[1]\n结论：answered", "stop")
	}},
	{"lying about the verdict", func(w http.ResponseWriter, _ *http.Request) { stream(w, "结论：not_found", "stop") }},
	{"empty", func(w http.ResponseWriter, _ *http.Request) { stream(w, "", "stop") }},
	{"429", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(http.StatusTooManyRequests)
	}},
	{"500", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "boom", http.StatusInternalServerError) }},
	{"401", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusUnauthorized) }},
	{"a web page", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html><body>login</body></html>") }},
	{"a redirect", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
	}},
	{"cut for length", func(w http.ResponseWriter, _ *http.Request) { stream(w, "新建了21个消防站。[1]", "length") }},
	{"endless", func(w http.ResponseWriter, _ *http.Request) {
		stream(w, strings.Repeat("很长的回答。", 20000), "stop")
	}},
	{"mark-up", func(w http.ResponseWriter, _ *http.Request) {
		stream(w, "**粗** <b>新建了21个消防站</b> [1](http://evil.example)[1]\n", "stop")
	}},
	{"broken JSON", func(w http.ResponseWriter, _ *http.Request) { stream(w, `{"sentences":[{"text":"新建`, "stop") }},
	{"another form of JSON", func(w http.ResponseWriter, _ *http.Request) {
		stream(w, `{"answer":"新建了21个消防站。","citations":[1]}`, "stop")
	}},
}

func wait(r *http.Request, d time.Duration) {
	select {
	case <-r.Context().Done():
	case <-time.After(d):
	}
}

func hangUp(w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// deadline is that of newBot's Patience, with room for a slow machine.
const deadline = 5 * time.Second

func TestChaos(t *testing.T) {
	questions := []string{fires, "累计建成多少个5G基站？", "How many new fire stations were built?", "上海建了多少个5G基站？", "友谊医院通州院区开诊了吗？"}
	for _, c := range chaos {
		t.Run(c.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body) // only then does the server notice who hangs up
				c.handle(w, r)
			}))
			defer s.Close()
			b := newBot(t, model.NewGuard(client(t, s.URL), model.Limits{Failures: 2, Rest: time.Minute}))
			var slowest time.Duration
			outcomes := map[string]int{}
			for _, q := range questions {
				start := time.Now()
				a := ask(t, b, bot.Message{Text: q})
				slowest = max(slowest, time.Since(start))
				outcomes[string(a.Outcome)+"/"+string(a.Mode)]++
				honest := a.Outcome == bot.Related || a.Outcome == bot.NotFound
				if !honest && len(a.Citations) == 0 || a.Mode == bot.Model || strings.ContainsAny(a.Text(), "*<>") || strings.Contains(a.Text(), "210") {
					t.Errorf("%s: %s\n%s", q, a.Outcome, a.Text())
				}
			}
			if slowest > deadline {
				t.Errorf("%s for an answer", slowest)
			}
			t.Logf("| %s | %v | %d ms |", c.name, outcomes, slowest.Milliseconds())
		})
	}
}
