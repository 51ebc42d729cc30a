package telegram

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"wenbao/bot/admin"
	"wenbao/bot/telegram/api"
)

const (
	maxUpdate   = 1 << 20          // bytes of one update
	webhookHold = 20 * time.Second // how long Telegram is kept waiting before the store takes over
	webhookMax  = 50 * time.Second // how long without a store
)

// listen receives updates by webhook until ctx ends, then drains; it fails
// without draining where it cannot listen. Telegram gets its 200 when an update is finished, or kept by the store, and repeats it
// otherwise.
func (s *server) listen(ctx, work context.Context, drain func()) error {
	hook := *s.Webhook
	if hook.Secret == "" {
		hook.Secret = rand.Text()
	}
	path, err := hookPath(hook.URL)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", hook.Addr)
	if err != nil {
		return fmt.Errorf("listening for the webhook: %w", err)
	}
	server := &http.Server{
		Handler: postTo(path, s.hookHandler(work, hook.Secret)), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: webhookMax + 10*time.Second, IdleTimeout: 75 * time.Second, MaxHeaderBytes: 16 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }() // ends with the Close below
	err = s.hook(ctx, hook)
	if err == nil {
		s.log.Info("receiving by webhook", "address", listener.Addr().String())
		select {
		case <-ctx.Done():
			err = ctx.Err()
		case err = <-failed:
			failed <- err
		}
	}
	drain()
	admin.Close(server, time.Second)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		return fmt.Errorf("the webhook server: %w", served)
	}
	return err
}

func hookPath(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "", errors.New("the webhook's address is no URL")
	}
	return cmp.Or(u.Path, "/"), nil
}

// postTo passes on what is posted to a path. To a ServeMux a path with braces
// would be a pattern.
func postTo(path string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != path:
			http.NotFound(w, r)
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "post only", http.StatusMethodNotAllowed)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// hook tells Telegram where to deliver.
func (s *server) hook(ctx context.Context, hook Webhook) error {
	err := s.client.Insist(ctx, "setWebhook", api.Params{
		"url": hook.URL, "secret_token": hook.Secret, "allowed_updates": api.AllowedUpdates, "max_connections": "100",
	}, nil)
	if err != nil {
		return fmt.Errorf("setting the webhook: %w", err)
	}
	s.touch()
	s.delivering.Store(true)
	return nil
}

// hookHandler answers Telegram's requests.
func (s *server) hookHandler(work context.Context, secret string) http.HandlerFunc {
	want := sha256.Sum256([]byte(secret))
	return func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get("X-Telegram-Bot-Api-Secret-Token")))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
		var large *http.MaxBytesError
		switch {
		case errors.As(err, &large):
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		case err != nil:
			http.Error(w, "unreadable", http.StatusBadRequest)
		default:
			s.touch()
			s.hooked(w, r, work, raw)
		}
	}
}

// hooked takes one update on and waits for its end.
func (s *server) hooked(w http.ResponseWriter, r *http.Request, work context.Context, raw []byte) {
	done := make(chan struct{})
	err := s.begin(r.Context(), raw, func(lane int64, job func(context.Context)) error {
		return s.dispatcher.offer(work, lane, job)
	}, func() { close(done) })
	switch {
	case errors.Is(err, errFull):
		later(w, http.StatusTooManyRequests, "2")
	case errors.Is(err, errBegun):
		later(w, http.StatusServiceUnavailable, "5")
	case err != nil:
		later(w, http.StatusServiceUnavailable, "10")
	default:
		s.await(w, r, raw, done)
	}
	s.tracker.offset() // forgets what is done
}

func later(w http.ResponseWriter, status int, seconds string) {
	w.Header().Set("Retry-After", seconds)
	http.Error(w, "later", status)
}

// await answers Telegram when an update is finished or parked, and asks for a
// repetition when it will not be.
func (s *server) await(w http.ResponseWriter, r *http.Request, raw []byte, done <-chan struct{}) {
	hold, limit := time.NewTimer(webhookHold), time.NewTimer(webhookMax)
	defer hold.Stop()
	defer limit.Stop()
	for {
		select {
		case <-done:
			w.WriteHeader(http.StatusOK)
			return
		case <-hold.C:
			if s.parkOne(r.Context(), raw) {
				w.WriteHeader(http.StatusOK)
				return
			}
		case <-limit.C:
			later(w, http.StatusServiceUnavailable, "10")
			return
		case <-s.stopped:
			answerStopped(w, done)
			return
		case <-r.Context().Done():
			return
		}
	}
}

// answerStopped answers at the end of the program.
func answerStopped(w http.ResponseWriter, done <-chan struct{}) {
	select {
	case <-done:
		w.WriteHeader(http.StatusOK)
	default:
		later(w, http.StatusServiceUnavailable, "10")
	}
}

// parkOne hands one update to the store.
func (s *server) parkOne(ctx context.Context, raw []byte) bool {
	u, err := api.DecodeUpdate(raw)
	if err != nil || s.Store.Park(ctx, u.ID, raw) != nil {
		return false
	}
	s.tracker.finish(u.ID)
	return true
}
