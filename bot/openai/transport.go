package openai

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	sdk "github.com/sashabaranov/go-openai"
)

// maxBody bounds what is read of one reply: ten vectors of 4,096 dimensions
// take less than a tenth of it.
const maxBody = 8 << 20

// transport does the requests of the SDK. It follows no redirect (a key must
// not travel to another host), turns every reply that is no success into an
// error of ours before the SDK reads what the server says, and bounds what is
// read of the others.
type transport struct{ http *http.Client }

func newTransport() transport {
	base := http.DefaultTransport.(*http.Transport).Clone()
	return transport{&http.Client{
		Transport:     base,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// newAPI makes the SDK's client over the transport. Who keeps it keeps the method
// it calls, not the client: all others of a kept client are linked, too (350 kB).
func newAPI(base, key string) (*sdk.Client, error) {
	config := sdk.DefaultConfig(key)
	if base != "" {
		if err := checkBase(base); err != nil {
			return nil, err
		}
		config.BaseURL = strings.TrimRight(base, "/")
	}
	config.HTTPClient = newTransport()
	return sdk.NewClientWithConfig(config), nil
}

// checkBase refuses what a base URL must not be, and does not repeat it: it
// may hold a password.
func checkBase(base string) error {
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

// Do sends a request.
func (t transport) Do(r *http.Request) (*http.Response, error) {
	reply, err := t.http.Do(r) //nolint:gosec // the operator names the server
	if err != nil {
		return nil, err
	}
	if refused := refusal(reply); refused != nil {
		_ = reply.Body.Close()
		return nil, refused
	}
	reply.Body = http.MaxBytesReader(nil, reply.Body, maxBody)
	return reply, nil
}

// refusal says what is wrong with a reply, by its head alone; nil for a success.
func refusal(reply *http.Response) error {
	f := &failure{blame: ofSettings, after: retryAfter(reply.Header.Get("Retry-After"))}
	switch status := reply.StatusCode; {
	case status == http.StatusTooManyRequests:
		f.blame, f.text = ofServer, "the server asks to wait (429)"
	case status == http.StatusRequestTimeout, status >= 500:
		f.blame, f.text = ofServer, fmt.Sprintf("the server failed (%d)", status)
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		f.text = fmt.Sprintf("the server refuses the key (%d)", status)
	case status == http.StatusPaymentRequired: // DeepSeek's when the account is empty
		f.text = "the server wants to be paid (402)"
	case status == http.StatusNotFound:
		f.text = "the server knows no such address or model (404)"
	case status >= 400:
		f.blame, f.text = ofRequest, fmt.Sprintf("the server refuses the request (%d)", status)
	case status >= 300:
		f.text = fmt.Sprintf("the server redirects (%d); redirects are not followed", status)
	case strings.HasPrefix(reply.Header.Get("Content-Type"), "text/html"):
		f.text = "the server sent a web page"
	default:
		return nil
	}
	return f
}

// maxRetryAfter is the longest wait that is believed.
const maxRetryAfter = time.Minute

// retryAfter reads the header of that name: seconds, or a date. 0 for none.
func retryAfter(header string) time.Duration {
	header = strings.TrimSpace(header)
	if date, err := http.ParseTime(header); err == nil {
		return min(max(time.Until(date), 0), maxRetryAfter)
	}
	seconds, err := strconv.ParseFloat(header, 64)
	if err != nil || !(seconds > 0) {
		return 0
	}
	return time.Duration(min(seconds, maxRetryAfter.Seconds()) * float64(time.Second))
}
