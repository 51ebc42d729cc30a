package model

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"wenbao/bot"
)

// limitedError is a 429 with the time after which the server wants to be asked again.
type limitedError struct{ after time.Duration }

func (e *limitedError) Error() string {
	return fmt.Sprintf("the server asks to wait (429), %s at least", e.after)
}

// serverError is a failure of the server that another attempt may not meet.
type serverError struct {
	status int
	err    error
}

func (e *serverError) Error() string {
	return fmt.Sprintf("the server failed (%d): %v", e.status, e.err)
}
func (e *serverError) Unwrap() error { return e.err }

// cutError is a connection that ended too early.
type cutError struct{ text string }

func (e *cutError) Error() string { return e.text }

// classify turns an error of the SDK into one of ours. The SDK wraps some
// replies as RequestError and others as APIError; RequestError comes first.
func classify(err error, r bot.Writing) error {
	status, text := statusOf(err)
	switch {
	case status == http.StatusTooManyRequests:
		var limited *limitedError
		if errors.As(err, &limited) {
			return err
		}
		return &limitedError{}
	case status >= 500:
		return &serverError{status, errors.New(text)}
	case status == http.StatusBadRequest && r.Schema != "" && mentionsSchema(text):
		return fmt.Errorf("%w: %s", bot.ErrNoSchema, text)
	case status >= 400:
		return fmt.Errorf("the server refused (%d): %s", status, text)
	}
	return err
}

func statusOf(err error) (int, string) {
	var request *openai.RequestError
	if errors.As(err, &request) {
		return request.HTTPStatusCode, short(string(request.Body))
	}
	var api *openai.APIError
	if errors.As(err, &api) {
		if api.HTTPStatusCode == 0 { // an error inside a reply with status 200
			return http.StatusBadGateway, short(api.Message)
		}
		return api.HTTPStatusCode, short(api.Message)
	}
	return 0, ""
}

func mentionsSchema(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "response_format") || strings.Contains(text, "schema") || strings.Contains(text, "json")
}

// short keeps a server's page out of the log.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 200 {
		return string(runes[:200]) + "…"
	}
	return text
}

// transient reports whether another attempt may go better.
func transient(err error) bool {
	var limited *limitedError
	var server *serverError
	var cut *cutError
	var refused *refusedReply
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, bot.ErrNoSchema), errors.As(err, &refused):
		return false
	case errors.As(err, &limited), errors.As(err, &server), errors.As(err, &cut):
		return true
	}
	return isNetwork(err)
}

// maskedError is an error whose text does not show the key.
type maskedError struct {
	text string
	err  error
}

func (e *maskedError) Error() string { return e.text }
func (e *maskedError) Unwrap() error { return e.err }

// masked takes the key out of an error: servers repeat it in their messages.
func (c *Client) masked(err error) error { return mask(err, c.config.Key) }

func mask(err error, key string) error {
	if err == nil || key == "" || !strings.Contains(err.Error(), key) {
		return err
	}
	return &maskedError{strings.ReplaceAll(err.Error(), key, "***"), err}
}
