package openai

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	sdk "github.com/sashabaranov/go-openai"
)

// maxBody bounds what is read of one reply: ten vectors of 4,096 dimensions
// take less than a tenth of it.
const maxBody = 8 << 20

// transport does the requests of the SDK. It follows no redirect (a key must
// not travel to another host), turns every reply that is no success, or says so in
// its body, into an error of ours before the SDK reads what the server says, and
// bounds what is read of the others.
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
	body := http.MaxBytesReader(nil, reply.Body, maxBody)
	start := make([]byte, maxError)
	refused := refusal(reply)
	if refused == nil || refused.form {
		n, _ := io.ReadFull(body, start) // a fault comes again when the rest is read
		start = start[:n]
	}
	if refused == nil {
		refused = reported(reply, start)
	}
	if refused != nil {
		_ = body.Close()
		refused.role = refused.form && bytes.Contains(bytes.ToLower(start), []byte("role"))
		return nil, refused
	}
	reply.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(start), body), body}
	return reply, nil
}

// refusal says what is wrong with a reply, by its head; nil for a success.
func refusal(reply *http.Response) *failure {
	f := &failure{blame: ofSettings, after: retryAfter(reply.Header.Get("Retry-After"))}
	switch status := reply.StatusCode; {
	case status == http.StatusTooManyRequests:
		f.blame, f.text = ofServer, "the server asks to wait (429)"
	case status == http.StatusRequestTimeout, status >= 500:
		f.blame, f.text = ofServer, fmt.Sprintf("the server failed (%d)", status)
		f.form = status <= http.StatusNotImplemented && status >= 500
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		f.text = fmt.Sprintf("the server refuses the key (%d)", status)
	case status == http.StatusPaymentRequired: // DeepSeek's when the account is empty
		f.text = "the server wants to be paid (402)"
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		f.text = fmt.Sprintf("the server knows no such address or model (%d)", status) + hint(reply)
		f.form = true // OpenRouter's where no provider takes a schema
	case status >= 400:
		f.blame, f.text = ofRequest, fmt.Sprintf("the server refuses the request (%d)", status)
		f.form = true
	case status >= 300:
		f.text = fmt.Sprintf("the server redirects (%d); redirects are not followed", status)
	case strings.HasPrefix(reply.Header.Get("Content-Type"), "text/html"):
		f.text = "the server sent a web page" + hint(reply)
	default:
		return nil
	}
	return f
}

// version is the part of a path by which an API tells its version: v1, or v4.
var version = regexp.MustCompile(`/v\d`)

// hint asks for what is mostly forgotten in an address.
func hint(reply *http.Response) string {
	if version.MatchString(reply.Request.URL.Path) {
		return ""
	}
	return "; does OPENAI_BASE_URL lack /v1 at its end?"
}

// maxError is how much is read of a reply to tell an error by it, in bytes.
const maxError = 4 << 10

// passing are words of errors that are over soon, in small letters.
var passing = []string{"overload", "busy", "unavailable", "timeout", "rate_limit", "rate limit", "server_error", "繁忙"}

// reported says what is wrong with a reply that has the head of a success, by the start
// of its body: an error and nothing else. Gateways send an empty account so, LM Studio
// an address that it does not know.
func reported(reply *http.Response, start []byte) *failure {
	var said struct {
		Error, Choices, Data, Text json.RawMessage
		Object                     string
	}
	if json.Unmarshal(start, &said) != nil || len(said.Choices)+len(said.Data)+len(said.Text) > 0 {
		return nil //nolint:nilerr // what is longer, or no JSON, is for the SDK to read
	}
	if (len(said.Error) == 0 || string(said.Error) == "null") && said.Object != "error" {
		return nil
	}
	f := &failure{blame: ofSettings, form: true, text: "the server reports an error as a success" + hint(reply)}
	for _, word := range passing {
		if strings.Contains(strings.ToLower(string(start)), word) {
			f.blame, f.form = ofServer, false
		}
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
