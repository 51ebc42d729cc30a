package openai

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"wenbao/bot/limit"
	"wenbao/bot/question"
)

// TestDiscards: why a model was asked in vain is counted by its cause, each of which is
// told once, without a word that was said; all causes are there before.
func TestDiscards(t *testing.T) {
	choose := func(m Completer, d *Discards) {
		_, _ = NewChooser(m, d).Choose(t.Context(), question.Choice{Question: "消防站？", Passages: []string{"新建消防站21个。"}, Limit: 1})
	}
	rewrite := func(m Completer, d *Discards) {
		_, _ = NewRewriter(m, d).Rewrite(t.Context(), question.FollowUp{Text: "那5G基站呢？", New: []string{"5g"}})
	}
	saying := func(reply, finish string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, choice(reply, finish)) }
	}
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	tests := []struct {
		cause  string
		ask    func(Completer, *Discards)
		handle http.HandlerFunc
	}{
		{"no_numbers", choose, saying("消防站21个", "stop")},
		{"thoughts", choose, saying("<think>消防站", "length")},
		{"cut", choose, saying("1,", "length")},
		{"unended", choose, saying("1", "content_filter")},
		{"empty", rewrite, saying("", "stop")},
		{"no_line", rewrite, saying("5G基站？\n消防站？", "stop")},
		{"language", rewrite, saying("How many?", "stop")},
		{"adds", rewrite, saying("环球度假区接待了多少游客？", "stop")},
		{"loses", rewrite, saying("多少？", "stop")},
		{"server", choose, status(http.StatusServiceUnavailable)},
		{"settings", choose, status(http.StatusUnauthorized)},
		{"request", choose, status(http.StatusBadRequest)},
	}
	for _, test := range tests {
		t.Run(test.cause, func(t *testing.T) {
			var log bytes.Buffer
			d := NewDiscards(slog.New(slog.NewTextHandler(&log, nil)))
			if page := written(d); strings.Count(page, "} 0\n") != len(causes)+len(culprits)+1 {
				t.Errorf("before anything is counted:\n%s", page)
			}
			m := client(t, test.handle)
			for range 2 {
				test.ask(m, d)
			}
			if page, want := written(d), fmt.Sprintf("wenbao_model_discarded_total{cause=%q} 2\n", test.cause); !strings.Contains(page, want) || strings.Count(page, "} 0\n") != len(causes)+len(culprits) {
				t.Errorf("want %s\n%s", want, page)
			}
			if told := log.String(); strings.Count(told, "level=WARN") != 1 || !strings.Contains(told, "cause="+test.cause) || strings.Contains(told, "站") {
				t.Errorf("told %s", told)
			}
		})
	}
	t.Run("budget", func(t *testing.T) {
		d := NewDiscards(slog.New(slog.DiscardHandler))
		choose(NewGuard(client(t, saying("1", "stop")), Limits{Daily: 1}, limit.Local()), d)
		if !strings.Contains(written(d), `{cause="budget"} 1`) {
			t.Error(written(d))
		}
	})
	t.Run("what is taken", func(t *testing.T) {
		d := NewDiscards(slog.New(slog.DiscardHandler))
		choose(client(t, saying("1", "stop")), d)
		if strings.Count(written(d), "} 0\n") != len(causes)+len(culprits)+1 {
			t.Error(written(d))
		}
	})
}

func written(d *Discards) string {
	var page bytes.Buffer
	d.WriteMetrics(&page)
	return page.String()
}
