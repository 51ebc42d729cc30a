package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// PublicAPI is Telegram's own endpoint.
const PublicAPI = "https://api.telegram.org"

const (
	callTime  = 15 * time.Second // one request that is not a poll
	pollGrace = 15 * time.Second // what a poll may take beyond its own timeout
	maxReply  = 32 << 20         // bytes of one reply; 100 updates are far below
)

// params are the fields of a request.
type params = tgbotapi.Params

// client makes single requests. Its errors are *apiError (Telegram said no) or
// *transportError (no usable reply) or those of the context; none of them
// holds the token.
type client struct {
	token    string
	endpoint string // with verbs for the token and the method
	http     *http.Client
}

// newClient makes a client for an endpoint such as PublicAPI.
func newClient(base, token string) *client {
	return &client{
		token:    token,
		endpoint: strings.TrimRight(base, "/") + "/bot%s/%s",
		http: &http.Client{
			Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, MaxIdleConnsPerHost: 64, IdleConnTimeout: 90 * time.Second, TLSHandshakeTimeout: 10 * time.Second, ForceAttemptHTTP2: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// call makes one request within callTime and decodes what it returns; result
// may be nil.
func (c *client) call(ctx context.Context, method string, p params, result any) error {
	return c.callWithin(ctx, callTime, method, p, result)
}

// callWithin is call with a deadline of its own.
func (c *client) callWithin(ctx context.Context, limit time.Duration, method string, p params, result any) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	api := &tgbotapi.BotAPI{Token: c.token, Client: doer(func(r *http.Request) (*http.Response, error) {
		return c.do(ctx, method, r)
	})}
	api.SetAPIEndpoint(c.endpoint)
	response, err := api.MakeRequest(method, p)
	if err != nil {
		return c.translate(method, err)
	}
	if result == nil {
		return nil
	}
	if err := json.Unmarshal(response.Result, result); err != nil {
		return fmt.Errorf("%s: an unexpected result: %w", method, err) // it was done: no reason to try again
	}
	return nil
}

// doer lets a function be v5's HTTP client, so that the context of the caller
// reaches the request.
type doer func(*http.Request) (*http.Response, error)

func (d doer) Do(r *http.Request) (*http.Response, error) { return d(r) }

// do makes the request and reads the whole reply, because v5 cannot tell a
// gateway's error page from an answer.
func (c *client) do(ctx context.Context, method string, r *http.Request) (*http.Response, error) {
	response, err := c.http.Do(r.WithContext(ctx)) //nolint:gosec // the operator names the endpoint
	if err != nil {
		return nil, &transportError{method: method, err: c.scrub(unwrapURL(err))}
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxReply))
	if err != nil {
		return nil, &transportError{method, response.StatusCode, c.scrub(err)}
	}
	var shape struct {
		OK *bool `json:"ok"`
	}
	if json.Unmarshal(body, &shape) != nil || shape.OK == nil {
		return nil, c.notJSON(method, response)
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

// notJSON is the error for a reply that no Bot API server gave. A gateway may
// ask for patience too.
func (c *client) notJSON(method string, response *http.Response) error {
	if response.StatusCode == http.StatusTooManyRequests {
		return &apiError{Method: method, Code: response.StatusCode, Description: response.Status, RetryAfter: retryAfter(response.Header)}
	}
	return &transportError{method, response.StatusCode, errors.New("the reply is not that of a Bot API server")}
}

// translate turns v5's errors into ours.
func (c *client) translate(method string, err error) error {
	var api *tgbotapi.Error
	var transport *transportError
	switch {
	case errors.As(err, &api):
		return &apiError{
			Method: method, Code: api.Code, Description: c.scrub(errors.New(api.Message)).Error(),
			RetryAfter: time.Duration(api.RetryAfter) * time.Second, MigrateTo: api.MigrateToChatID,
		}
	case errors.As(err, &transport):
		return transport
	}
	return &transportError{method: method, err: c.scrub(err)}
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
func (c *client) scrub(err error) error {
	text := err.Error()
	if !strings.Contains(text, c.token) && !strings.Contains(text, url.PathEscape(c.token)) {
		return err
	}
	text = strings.ReplaceAll(text, c.token, "***")
	return errors.New(strings.ReplaceAll(text, url.PathEscape(c.token), "***"))
}
