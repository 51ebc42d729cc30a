package api

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

// Error is a refusal by the Bot API server.
type Error struct {
	Method      string
	Code        int
	Description string
	RetryAfter  time.Duration // how long Telegram wants us to wait; 0: it does not say
	MigrateTo   int64         // where a group has gone, 0: nowhere
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s: telegram says %d %s", e.Method, e.Code, e.Description)
}

// Is makes an unknown token comparable with ErrUnauthorized. Only getMe tells one: a
// token that was known before is refused for now.
func (e *Error) Is(target error) bool {
	return target == ErrUnauthorized && e.Method == "getMe" && (e.Code == http.StatusUnauthorized || e.Code == http.StatusNotFound)
}

func (e *Error) says(words string) bool {
	return strings.Contains(strings.ToLower(e.Description), words)
}

// TransportError is a request without a usable reply.
type TransportError struct {
	method  string
	written bool // the request left, in part at least
	status  int  // 0: there was none
	err     error
}

func (e *TransportError) Error() string {
	if e.status == 0 {
		return fmt.Sprintf("%s: %v", e.method, e.err)
	}
	return fmt.Sprintf("%s: status %d: %v", e.method, e.status, e.err)
}

func (e *TransportError) Unwrap() error { return e.err }

// unsure reports whether the request may have done its work all the same: not
// where it never left, nor where a server says that it could not.
func (e *TransportError) unsure() bool {
	return e.written && e.status < http.StatusMultipleChoices
}

// Temporary tells whether to try again, and how long Telegram wants us to wait
// (0: it does not say). reason is a label of the metrics.
func Temporary(err error) (reason string, wait time.Duration, ok bool) {
	var refusal *Error
	var transport *TransportError
	switch {
	case errors.Is(err, context.Canceled):
		return "", 0, false
	case errors.As(err, &refusal) && refusal.Code == http.StatusTooManyRequests:
		return "flood", max(refusal.RetryAfter, time.Second), true
	case statusOf(err) == http.StatusNotImplemented: // which no patience mends
		return "", 0, false
	case errors.As(err, &refusal) && refusal.Code >= http.StatusInternalServerError:
		return "server", 0, true
	case errors.As(err, &transport):
		// A 3xx or 4xx page is a wrong address or a proxy, which no patience mends.
		return "network", 0, transport.status < http.StatusMultipleChoices || transport.status >= http.StatusInternalServerError
	}
	return "", 0, false
}

// statusOf is the status of a refusal or of a reply that is none, 0 for neither.
func statusOf(err error) int {
	var refusal *Error
	var transport *TransportError
	switch {
	case errors.As(err, &refusal):
		return refusal.Code
	case errors.As(err, &transport):
		return transport.status
	}
	return 0
}

// Undelivery is why a message was not delivered and may be later; Reason is a
// label of the metrics, "" for what was delivered or never will be.
type Undelivery struct {
	Reason string
	Wait   time.Duration // that Telegram asks for, 0 for none
	Unsure bool          // it may have been delivered all the same
}

// Undelivered tells whether a message that was not delivered may be later:
// Temporary, and also where a token or an address is wrong for now, which
// operators put right.
func Undelivered(err error) Undelivery {
	var transport *TransportError
	isTransport := errors.As(err, &transport)
	if reason, wait, ok := Temporary(err); ok {
		return Undelivery{reason, wait, isTransport && transport.unsure()}
	}
	switch status := statusOf(err); {
	case status == http.StatusUnauthorized, status == http.StatusNotFound, status == http.StatusNotImplemented,
		status == http.StatusForbidden && isTransport: // a refusal of that kind is a person's: she has blocked us
		return Undelivery{Reason: "refused"}
	}
	return Undelivery{}
}

// Says reports whether err is a refusal whose description holds words, which
// are in lower case.
func Says(err error, words string) bool {
	var refusal *Error
	return errors.As(err, &refusal) && refusal.says(words)
}

// Gone reports whether nothing can be sent to a chat any more.
func Gone(err error) bool {
	var refusal *Error
	return errors.As(err, &refusal) && (refusal.Code == http.StatusForbidden || refusal.says("chat not found") || refusal.says("user is deactivated"))
}

// Conflict reports whether updates cannot be polled because somebody else gets
// them: another instance, or a webhook.
func Conflict(err error) bool {
	var refusal *Error
	return errors.As(err, &refusal) && refusal.Code == http.StatusConflict
}

// retryAfter reads the header of that name, in seconds.
func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
