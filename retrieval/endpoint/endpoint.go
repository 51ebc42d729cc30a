// Package endpoint is the HTTP client under the SDK that talks with
// OpenAI-compatible servers: for a model and for embeddings alike.
package endpoint

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Client does the requests of an SDK. It follows no redirect (a key
// must not travel to another host), refuses replies that are no API's, bounds
// what is read and ends a stream that falls silent.
type Client struct {
	http *http.Client
	idle time.Duration
}

// New makes a client whose replies may be silent for idle, 0: without limit.
func New(idle time.Duration) *Client {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.ResponseHeaderTimeout = 0 // the idle timer below covers it
	return &Client{http: &http.Client{
		Transport:     base,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, idle: idle}
}

// Check refuses what a base URL must not be.
func Check(base string) error {
	u, err := url.Parse(base)
	switch {
	case err != nil:
		return errors.New("the base URL cannot be read")
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("the base URL has the scheme %q; http or https is needed", u.Scheme)
	case u.Host == "":
		return errors.New("the base URL names no host")
	case u.User != nil:
		return errors.New("the base URL holds user information; give the key in OPENAI_API_KEY")
	case u.RawQuery != "" || u.Fragment != "":
		return errors.New("the base URL has a query or a fragment")
	}
	return nil
}

// RefusedError is a reply that no further attempt will mend.
type RefusedError struct{ text string }

func (e *RefusedError) Error() string { return e.text }

// LimitedError is a 429 with the time after which the server wants to be asked again.
type LimitedError struct{ After time.Duration }

func (e *LimitedError) Error() string {
	return fmt.Sprintf("the server asks to wait (429), %s at least", e.After)
}

// CutError is a reply that ended too early.
type CutError struct{ Text string }

func (e *CutError) Error() string { return e.Text }

// Do sends a request and watches over the reply.
func (c *Client) Do(r *http.Request) (*http.Response, error) {
	reply, err := c.http.Do(r) //nolint:gosec // the operator names the server
	if err != nil {
		return nil, withoutURL(err)
	}
	if err := refuse(reply); err != nil {
		_ = reply.Body.Close()
		return nil, err
	}
	reply.Body = newWatched(reply.Body, c.idle)
	return reply, nil
}

// refuse finds the replies that the SDK would take for something else.
func refuse(reply *http.Response) error {
	switch {
	case reply.StatusCode >= 300 && reply.StatusCode < 400:
		return &RefusedError{fmt.Sprintf("the server redirects (%d); redirects are not followed", reply.StatusCode)}
	case reply.StatusCode == http.StatusTooManyRequests:
		return &LimitedError{retryAfter(reply.Header.Get("Retry-After"))}
	case reply.StatusCode < 300 && strings.HasPrefix(reply.Header.Get("Content-Type"), "text/html"):
		return &RefusedError{"the server sent a web page"}
	}
	return nil
}

// maxRetryAfter is the longest wait that is believed.
const maxRetryAfter = time.Minute

func retryAfter(header string) time.Duration {
	seconds, err := strconv.ParseFloat(strings.TrimSpace(header), 64)
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(min(seconds, 1e6)*float64(time.Second)), maxRetryAfter)
}

// withoutURL takes the URL out of an error; it says no more than the base URL.
func withoutURL(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return fmt.Errorf("asking the model server: %w", wrapped.Err)
	}
	return err
}

// IsNetwork reports whether an error is one of the connection.
func IsNetwork(err error) bool {
	var operation *net.OpError
	return errors.As(err, &operation) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)
}

// maxBody bounds what is read of one reply.
const maxBody = 8 << 20

// watched is a body that closes itself when nothing comes for a while.
type watched struct {
	body  io.ReadCloser
	idle  time.Duration
	timer *time.Timer
	read  int64
}

func newWatched(body io.ReadCloser, idle time.Duration) *watched {
	w := &watched{body: body, idle: idle}
	if idle > 0 {
		w.timer = time.AfterFunc(idle, func() { _ = body.Close() })
	}
	return w
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.body.Read(p)
	w.read += int64(n)
	if w.timer != nil && !w.timer.Stop() && err != nil && !errors.Is(err, io.EOF) {
		return n, &CutError{fmt.Sprintf("the server was silent for %s", w.idle)}
	}
	if w.read > maxBody {
		return n, &RefusedError{fmt.Sprintf("the reply is longer than %d bytes", maxBody)}
	}
	if w.timer != nil {
		w.timer.Reset(w.idle)
	}
	return n, err
}

func (w *watched) Close() error {
	if w.timer != nil {
		w.timer.Stop()
	}
	return w.body.Close()
}

// maskedError is an error whose text does not show the key.
type maskedError struct {
	text string
	err  error
}

func (e *maskedError) Error() string { return e.text }
func (e *maskedError) Unwrap() error { return e.err }

// Mask takes a key out of an error: servers repeat it in their messages.
func Mask(err error, key string) error {
	if err == nil || key == "" || !strings.Contains(err.Error(), key) {
		return err
	}
	return &maskedError{strings.ReplaceAll(err.Error(), key, "***"), err}
}
