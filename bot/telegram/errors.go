package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ErrUnauthorized says that Telegram does not know the token.
var ErrUnauthorized = errors.New("telegram does not accept the token")

// apiError is a refusal by the Bot API server.
type apiError struct {
	Method      string
	Code        int
	Description string
	RetryAfter  time.Duration
	MigrateTo   int64 // where a group has gone
}

func (e *apiError) Error() string {
	return fmt.Sprintf("%s: telegram says %d %s", e.Method, e.Code, e.Description)
}

// Is makes an unknown token comparable with ErrUnauthorized.
func (e *apiError) Is(target error) bool {
	return target == ErrUnauthorized && (e.Code == http.StatusUnauthorized || e.Code == http.StatusNotFound && e.Method == "getMe")
}

func (e *apiError) says(words string) bool {
	return strings.Contains(strings.ToLower(e.Description), words)
}

// transportError is a request without a usable reply.
type transportError struct {
	method string
	status int // 0: there was none
	err    error
}

func (e *transportError) Error() string {
	if e.status == 0 {
		return fmt.Sprintf("%s: %v", e.method, e.err)
	}
	return fmt.Sprintf("%s: status %d: %v", e.method, e.status, e.err)
}

func (e *transportError) Unwrap() error { return e.err }

// temporary tells whether to try again, and how long Telegram wants us to wait
// (0: it does not say). reason is a label of the metrics.
func temporary(err error) (reason string, wait time.Duration, ok bool) {
	var api *apiError
	var transport *transportError
	switch {
	case errors.Is(err, context.Canceled):
		return "", 0, false
	case errors.As(err, &api) && api.Code == http.StatusTooManyRequests:
		return "flood", max(api.RetryAfter, time.Second), true
	case errors.As(err, &api) && api.Code >= http.StatusInternalServerError:
		return "server", 0, true
	case errors.As(err, &transport):
		// A 3xx or 4xx page is a wrong address or a proxy, which no patience mends.
		return "network", 0, transport.status < http.StatusMultipleChoices || transport.status >= http.StatusInternalServerError
	}
	return "", 0, false
}

// says reports whether err is a refusal whose description holds words.
func says(err error, words string) bool {
	var api *apiError
	return errors.As(err, &api) && api.says(words)
}

// gone reports whether nothing can be sent to a chat any more.
func gone(err error) bool {
	var api *apiError
	return errors.As(err, &api) && (api.Code == http.StatusForbidden || api.says("chat not found") || api.says("user is deactivated"))
}

// retryAfter reads the header of that name, in seconds.
func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
