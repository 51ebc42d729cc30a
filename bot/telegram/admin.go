package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"wenbao/bot/state"
)

// stalled is how long an update may wait for us alone before we count as not
// ready: five times what one question may take.
const stalled = 5 * thinkTime

// silence is how long Telegram may not answer before we count as not ready.
const silence = 2 * time.Minute

// serveAdmin serves health and metrics until stop is called.
func (s *server) serveAdmin(ctx context.Context) (stop func(), err error) {
	if s.AdminAddr == "" {
		return func() {}, nil
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.AdminAddr)
	if err != nil {
		return nil, fmt.Errorf("listening for health and metrics: %w", err)
	}
	server := &http.Server{
		Handler: s.adminHandler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second,
		WriteTimeout: 15 * time.Second, IdleTimeout: 60 * time.Second, MaxHeaderBytes: 16 << 10,
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("health and metrics are gone", "error", err)
		}
	}()
	s.log.Info("serving health and metrics", "address", listener.Addr().String())
	return func() {
		closeServer(server)
		<-done
	}, nil
}

func (s *server) adminHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if why := s.unready(); why != "" {
			http.Error(w, why, http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "ok\n")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		s.metrics.write(w)
	})
	return mux
}

// unready says why questions are not answered now, "" when they are. With a
// webhook it is Telegram that comes to us, once it knows where, and of several
// programs one polls: its silence means nothing then.
func (s *server) unready() string {
	last := s.contact.Load()
	switch {
	case last == 0:
		return "Telegram was not reached yet"
	case s.polling.Load() && time.Since(time.Unix(last, 0)) > silence:
		return "Telegram has not answered for a while"
	case s.Webhook != nil && !s.delivering.Load():
		return "Telegram does not know our webhook yet"
	case s.refusing.Load():
		return "Telegram takes no answers"
	case s.broken.Load():
		return "the state cannot be written"
	case ageOf(s.backlog().Due) > stalled:
		return "updates wait too long"
	case s.stopping.Load():
		return "stopping"
	}
	return ""
}

// backlog is what is open in the inbox. What cannot be read counts as nothing:
// then the state is broken, and that is told.
func (s *server) backlog() state.Backlog {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	b, err := s.Store.Backlog.Backlog(ctx)
	if err != nil {
		s.noteState(err)
	}
	return b
}

// ageOf is how long ago something was, 0 for what never was.
func ageOf(t time.Time) time.Duration {
	if t.IsZero() {
		return 0
	}
	return time.Since(t)
}
