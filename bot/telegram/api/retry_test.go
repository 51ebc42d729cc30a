package api

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// wire is Telegram in memory, for tests in which time is fake.
type wire func(*http.Request) (status int, body string)

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := w(r)
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

const okReply = `{"ok":true,"result":true}`

func TestPatiently(t *testing.T) {
	tests := []struct {
		name        string
		replies     []string // status and body, the last for ever
		least, most time.Duration
		tries       int
		reason      string // why it was tried again
		fails       bool
	}{
		{"at once", []string{"200" + okReply}, 0, 0, 1, "", false},
		{"a flood of 7 s", []string{`429{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}`, "200" + okReply}, 7 * time.Second, 7 * time.Second, 2, "flood", false},
		{"a flood without an end", []string{`429{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}`}, 63 * time.Second, 63 * time.Second, 10, "flood", true},
		{"a ban of an hour is not waited for", []string{`429{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":3600}}`}, 0, 0, 1, "", true},
		{"one 502", []string{"502<html>", "200" + okReply}, firstWait / 2, firstWait, 2, "network", false},
		{"an outage", []string{"502<html>"}, 37750 * time.Millisecond, 75500 * time.Millisecond, 10, "network", true},
		{"refused", []string{`400{"ok":false,"error_code":400,"description":"x"}`}, 0, 0, 1, "", true},
		{"a page of a proxy", []string{"404<html>"}, 0, 0, 1, "", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tries, counted := 0, &tally{}
				c := NewClient("http://x", testToken, wire(func(*http.Request) (int, string) {
					reply := test.replies[min(tries, len(test.replies)-1)]
					tries++
					var status int
					_, _ = fmt.Sscanf(reply[:3], "%d", &status)
					return status, reply[3:]
				}), counted)
				began := time.Now()
				err := c.Insist(t.Context(), "sendMessage", Params{}, nil)
				if took := time.Since(began); took < test.least || took > test.most || tries != test.tries || (err != nil) != test.fails {
					t.Errorf("%d tries in %v: %v", tries, took, err)
				}
				if want := slices.Repeat([]string{test.reason}, test.tries-1); !slices.Equal(counted.retried, want) {
					t.Errorf("tried again because of %q, want %q", counted.retried, want)
				}
			})
		})
	}
}

func TestPatientlyIsCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		err := Patiently(ctx, &tally{}, func() error { return &Error{Code: 429, RetryAfter: time.Minute} })
		if reason, _, _ := Temporary(err); reason != "flood" || time.Since(began) != time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}

// TestWaits: doubled from half a second to 15, each less up to half of it.
func TestWaits(t *testing.T) {
	waits := Waits()
	longest := firstWait
	for n := range 12 {
		if wait := waits.NextBackOff(); wait < longest/2 || wait > longest {
			t.Errorf("the wait after failure %d is %v, want %v to %v", n+1, wait, longest/2, longest)
		}
		longest = min(2*longest, longestWait)
	}
	waits.Reset()
	if wait := waits.NextBackOff(); wait > firstWait {
		t.Errorf("after a success the wait is %v", wait)
	}
}
