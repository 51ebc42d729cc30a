// Package admin serves health and metrics to operators, on an address of its own.
package admin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// Door is what operators watch.
type Door struct {
	Unready func() string       // why questions are not answered now, "" when they are
	Metrics []func(w io.Writer) // each writes some, in Prometheus's text format
}

// Serve serves health and metrics at an address until stop is called; at "" it
// serves nothing.
func Serve(ctx context.Context, address string, d Door, log *slog.Logger) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listening for health and metrics: %w", err)
	}
	server := &http.Server{
		Handler: d.Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second,
		WriteTimeout: 15 * time.Second, IdleTimeout: 60 * time.Second, MaxHeaderBytes: 16 << 10, ErrorLog: Silent(),
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("health and metrics are gone", "error", err)
		}
	}()
	log.Info("serving health and metrics", "address", listener.Addr().String())
	return func() {
		Close(server, time.Second)
		<-done
	}, nil
}

// Handler answers /healthz, /readyz and /metrics, the latter with those of the
// process and of Go's runtime.
func (d Door) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if why := d.Unready(); why != "" {
			http.Error(w, why, http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "ok\n")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		for _, write := range d.Metrics {
			write(w)
		}
		metrics.WriteProcessMetrics(w)
	})
	return mux
}

// Close ends a server whose requests are about to end by themselves, and cuts off
// those that do not in time.
func Close(server *http.Server, patience time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		_ = server.Close()
	}
}

// Silent is a log for an http.Server: its lines name the addresses of people.
func Silent() *log.Logger { return log.New(io.Discard, "", 0) }
