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
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

const maxUpdate = 1 << 20 // bytes of one update

// listen receives updates by webhook until ctx ends. Telegram gets its 200 when
// the inbox has an update, and repeats it otherwise.
func (s *server) listen(ctx context.Context) error {
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
		Handler: postTo(path, s.hookHandler(ctx, hook.Secret)), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 75 * time.Second, MaxHeaderBytes: 16 << 10,
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
func (s *server) hookHandler(stop context.Context, secret string) http.HandlerFunc {
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
			s.hooked(w, r, stop, raw)
		}
	}
}

// hooked takes one update in, until stop ends.
func (s *server) hooked(w http.ResponseWriter, r *http.Request, stop context.Context, raw []byte) {
	if stop.Err() != nil {
		later(w, http.StatusServiceUnavailable, "5")
		return
	}
	switch _, err := s.take(r.Context(), raw); {
	case errors.Is(err, state.ErrFull):
		later(w, http.StatusTooManyRequests, "2")
	case err != nil:
		later(w, http.StatusServiceUnavailable, "10")
	default:
		w.WriteHeader(http.StatusOK)
	}
}

func later(w http.ResponseWriter, status int, seconds string) {
	w.Header().Set("Retry-After", seconds)
	http.Error(w, "later", status)
}
