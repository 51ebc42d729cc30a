package model

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	openai "github.com/sashabaranov/go-openai"

	"wenbao/bot"
	"wenbao/retrieval/endpoint"
)

// serverError is a failure of the server that another attempt may not meet.
type serverError struct {
	status int
	err    error
}

func (e *serverError) Error() string {
	return fmt.Sprintf("the server failed (%d): %v", e.status, e.err)
}
func (e *serverError) Unwrap() error { return e.err }

// classify turns an error of the SDK into one of ours. The SDK wraps some
// replies as RequestError and others as APIError; RequestError comes first.
func classify(err error, r bot.Writing) error {
	status, text := statusOf(err)
	switch {
	case status == http.StatusTooManyRequests:
		var limited *endpoint.LimitedError
		if errors.As(err, &limited) {
			return err
		}
		return &endpoint.LimitedError{}
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
	var limited *endpoint.LimitedError
	var server *serverError
	var cut *endpoint.CutError
	var refused *endpoint.RefusedError
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, bot.ErrNoSchema), errors.As(err, &refused):
		return false
	case errors.As(err, &limited), errors.As(err, &server), errors.As(err, &cut):
		return true
	}
	return endpoint.IsNetwork(err)
}

// masked takes the key out of an error.
func (c *Client) masked(err error) error { return endpoint.Mask(err, c.config.Key) }
