// Package api is the border to Telegram's Bot API, and the only importer of
// telegram-bot-api: requests and their errors, updates as far as the bot reads
// them, and the outbox, by which every message leaves at the pace that Telegram
// asks for. It knows nothing of questions and answers.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// PublicAPI is Telegram's own endpoint.
const PublicAPI = "https://api.telegram.org"

const (
	callTime = 15 * time.Second // one request that is not a poll
	maxReply = 32 << 20         // bytes of one reply; 100 updates are far below
)

// Params are the fields of a request.
type Params = tgbotapi.Params

// Client makes single requests. Its errors are *Error (Telegram said no) or
// *TransportError (no usable reply) or those of the context; none of them
// holds the token.
type Client struct {
	token    string
	base     string // without a slash at its end
	endpoint string // with verbs for the token and the method
	http     *http.Client
	observer Observer
}

// NewClient makes a client for an endpoint such as PublicAPI. The transport
// may be nil.
func NewClient(base, token string, transport http.RoundTripper, o Observer) *Client {
	if transport == nil {
		transport = newTransport()
	}
	base = strings.TrimRight(base, "/")
	return &Client{
		token:    token,
		base:     base,
		endpoint: base + "/bot%s/%s",
		http: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		observer: o,
	}
}

// newTransport makes connections as a Client needs them. HTTP/2 has all requests share
// one, which would take them with it for minutes where it breaks and nobody is told:
// it is asked for a sign of life.
func newTransport() *http.Transport {
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment, MaxIdleConnsPerHost: 64, IdleConnTimeout: 90 * time.Second,
		TLSHandshakeTimeout: 10 * time.Second, ForceAttemptHTTP2: true,
		HTTP2: &http.HTTP2Config{SendPingTimeout: 10 * time.Second, PingTimeout: 10 * time.Second},
	}
}

// Close drops idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Call makes one request, of 15 seconds at most, and decodes what it returns;
// result may be nil.
func (c *Client) Call(ctx context.Context, method string, p Params, result any) error {
	return c.CallWithin(ctx, callTime, method, p, result)
}

// Insist is Call, tried again as long as that may help. See Patiently.
func (c *Client) Insist(ctx context.Context, method string, p Params, result any) error {
	return Patiently(ctx, c.observer, func() error { return c.Call(ctx, method, p, result) })
}

// CallWithin is Call with a limit of its own.
func (c *Client) CallWithin(ctx context.Context, limit time.Duration, method string, p Params, result any) error {
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
func (c *Client) do(ctx context.Context, method string, r *http.Request) (*http.Response, error) {
	var written atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { written.Store(true) }})
	response, err := c.http.Do(r.WithContext(ctx)) //nolint:gosec // the operator names the endpoint
	if err != nil {
		return nil, &TransportError{method: method, written: written.Load(), err: c.scrub(unwrapURL(err))}
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxReply))
	if err != nil {
		return nil, &TransportError{method, true, response.StatusCode, c.scrub(err)}
	}
	var shape struct {
		OK *bool `json:"ok"`
	}
	if json.Unmarshal(body, &shape) != nil || shape.OK == nil {
		return nil, notJSON(method, response)
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}
