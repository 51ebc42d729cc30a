package model

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

// transport is the HTTP client under the SDK. It follows no redirect (a key
// must not travel to another host), refuses replies that are no API's, bounds
// what is read and ends a stream that falls silent.
type transport struct {
	http *http.Client
	idle time.Duration
}

func newTransport(idle time.Duration) *transport {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.ResponseHeaderTimeout = 0 // the idle timer below covers it
	return &transport{http: &http.Client{
		Transport:     base,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, idle: idle}
}

// checkURL refuses what a base URL must not be.
func checkURL(base string) error {
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

// refusedReply is a reply that no further attempt will mend.
type refusedReply struct{ text string }

func (e *refusedReply) Error() string { return e.text }

// Do sends a request and watches over the reply.
func (t *transport) Do(r *http.Request) (*http.Response, error) {
	reply, err := t.http.Do(r)
	if err != nil {
		return nil, withoutURL(err)
	}
	if err := refuse(reply); err != nil {
		_ = reply.Body.Close()
		return nil, err
	}
	reply.Body = newWatched(reply.Body, t.idle)
	return reply, nil
}

// refuse finds the replies that the SDK would take for something else.
func refuse(reply *http.Response) error {
	switch {
	case reply.StatusCode >= 300 && reply.StatusCode < 400:
		return &refusedReply{fmt.Sprintf("the server redirects (%d); redirects are not followed", reply.StatusCode)}
	case reply.StatusCode == http.StatusTooManyRequests:
		return &limitedError{retryAfter(reply.Header.Get("Retry-After"))}
	case reply.StatusCode < 300 && strings.HasPrefix(reply.Header.Get("Content-Type"), "text/html"):
		return &refusedReply{"the server sent a web page"}
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

func isNetwork(err error) bool {
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
		return n, &cutError{fmt.Sprintf("the server was silent for %s", w.idle)}
	}
	if w.read > maxBody {
		return n, &refusedReply{fmt.Sprintf("the reply is longer than %d bytes", maxBody)}
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
