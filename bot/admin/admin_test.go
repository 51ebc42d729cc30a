package admin

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestHandler(t *testing.T) {
	why := ""
	d := Door{Unready: func() string { return why }, Metrics: []func(io.Writer){
		func(w io.Writer) { fmt.Fprintln(w, "one 1") }, func(w io.Writer) { fmt.Fprintln(w, "two 2") },
	}}
	for _, test := range []struct {
		name, path, why string
		status          int
		says            []string
	}{
		{"alive", "/healthz", "stopping", 200, []string{"ok"}},
		{"ready", "/readyz", "", 200, []string{"ok"}},
		{"not ready", "/readyz", "stopping", 503, []string{"stopping"}},
		{"metrics of all, and of the process", "/metrics", "", 200, []string{"one 1\n", "two 2\n", "go_goroutines "}},
		{"anything else", "/", "", 404, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			why = test.why
			w := httptest.NewRecorder()
			d.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, test.path, nil))
			if w.Code != test.status {
				t.Errorf("%d, want %d", w.Code, test.status)
			}
			for _, want := range test.says {
				if !strings.Contains(w.Body.String(), want) {
					t.Errorf("%q lacks %q", w.Body, want)
				}
			}
		})
	}
}

// TestServeNothing: without an address there is nothing to stop.
func TestServeNothing(t *testing.T) {
	stop, err := Serve(t.Context(), "", Door{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	stop()
}
