//go:build unix

package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

// TestOutage has Telegram fail in one way or another while a crowd asks: every question is
// answered afterwards, once, those of a chat in their order.
func TestOutage(t *testing.T) {
	refused := func(status int, header, rest string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":%q%s}`, status, header, rest)
		}
	}
	for _, test := range []struct {
		name    string
		outage  http.HandlerFunc
		polling bool // also without -tags load
		hook    bool // also without -tags load
	}{
		{"500", refused(500, "Internal Server Error", ""), true, false},
		{"dropped", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, false, true},
		{"half-open", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, false, true},
		{"401", refused(401, "Unauthorized", ""), true, false},
		{"404", refused(404, "Not Found", ""), false, false},
		{"429", refused(429, "Too Many Requests: retry after 3", `,"parameters":{"retry_after":3}`), false, false},
	} {
		for way, short := range map[string]bool{"polling": test.polling, "webhook": test.hook} {
			t.Run(test.name+", "+way, func(t *testing.T) {
				if kills < 100 && !short {
					t.Skip("with -tags load only")
				}
				t.Parallel()
				c := newCrowd(t)
				newVictim(t, c, way == "webhook").untilReady(t)
				stop := c.ask(t)
				time.Sleep(time.Second)
				c.outage.Store(&test.outage)
				time.Sleep(outageFor)
				c.outage.Store(nil)
				ended := time.Now()
				time.Sleep(time.Second)
				stop()
				c.untilAnswered(t)
				asked, twice := c.check(t)
				c.mu.Lock()
				last := c.times[len(c.times)-1]
				c.mu.Unlock()
				t.Logf("| %s | %s | %d | %d | %v |", test.name, way, asked, twice, max(last.Sub(ended), 0).Round(time.Second))
				if twice > 0 {
					t.Errorf("%d were answered twice", twice)
				}
			})
		}
	}
}
