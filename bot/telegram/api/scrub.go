package api

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// notJSON is the error for a reply that no Bot API server gave. A gateway may
// ask for patience too.
func notJSON(method string, response *http.Response) error {
	if response.StatusCode == http.StatusTooManyRequests {
		return &Error{Method: method, Code: response.StatusCode, Description: response.Status, RetryAfter: retryAfter(response.Header)}
	}
	return &TransportError{method, true, response.StatusCode, errors.New("the reply is not that of a Bot API server")}
}

// translate turns v5's errors into ours.
func (c *Client) translate(method string, err error) error {
	var refusal *tgbotapi.Error
	var transport *TransportError
	switch {
	case errors.As(err, &refusal):
		return &Error{
			Method: method, Code: refusal.Code, Description: c.scrub(errors.New(refusal.Message)).Error(),
			RetryAfter: time.Duration(refusal.RetryAfter) * time.Second, MigrateTo: refusal.MigrateToChatID,
		}
	case errors.As(err, &transport):
		return transport
	}
	return &TransportError{method: method, written: true, err: c.scrub(err)}
}

// unwrapURL drops the URL, which holds the token, from an error of net/http.
func unwrapURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// scrub makes sure that an error does not hold the token.
func (c *Client) scrub(err error) error {
	text := err.Error()
	if !strings.Contains(text, c.token) && !strings.Contains(text, url.PathEscape(c.token)) {
		return err
	}
	text = strings.ReplaceAll(text, c.token, "***")
	return errors.New(strings.ReplaceAll(text, url.PathEscape(c.token), "***"))
}
