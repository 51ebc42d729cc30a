package openai

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestAgain(t *testing.T) {
	server := &failure{blame: ofServer, text: "down"}
	settings := &failure{blame: ofSettings, text: "no key"}
	limited := &failure{blame: ofServer, text: "limited", after: 20 * time.Second}
	tests := []struct {
		name        string
		retry       retry
		timeout     time.Duration // 0 for none
		errs        []error       // of the attempts; a further one goes well
		attempts    int
		want        error
		least, most time.Duration
	}{
		{"well at once", chatRetry, time.Minute, nil, 1, nil, 0, 0},
		{"well at last", chatRetry, time.Minute, []error{server, server}, 3, nil, 600 * time.Millisecond, 2 * time.Second},
		{"never well", chatRetry, time.Minute, []error{server, server, server}, 3, server, 600 * time.Millisecond, 2 * time.Second},
		{"not to be mended", chatRetry, time.Minute, []error{settings}, 1, settings, 0, 0},
		{"a question is asked once", questionRetry, time.Minute, []error{server}, 1, server, 0, 0},
		{"the server names the time", chatRetry, time.Minute, []error{limited}, 2, nil, 20 * time.Second, 20 * time.Second},
		{"the named time is too long", chatRetry, 10 * time.Second, []error{limited}, 1, limited, 0, 0},
		{"the pause would be too long", chatRetry, 100 * time.Millisecond, []error{server}, 1, server, 0, 0},
		{"an index is patient", indexRetry, 0, []error{limited, limited, limited, limited, limited}, 6, nil, 100 * time.Second, 100 * time.Second},
		{"an attempt ran out of time", indexRetry, 0, []error{context.DeadlineExceeded}, 2, nil, 250 * time.Millisecond, time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := t.Context()
				if test.timeout > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, test.timeout)
					defer cancel()
				}
				start, attempts := time.Now(), 0
				got, err := again(ctx, test.retry, func() (int, error) {
					attempts++
					if attempts <= len(test.errs) {
						return 0, test.errs[attempts-1]
					}
					return attempts, nil
				})
				if !errors.Is(err, test.want) || attempts != test.attempts || err == nil && got != attempts {
					t.Errorf("%d after %d attempts, error %v; want %d, %v", got, attempts, err, test.attempts, test.want)
				}
				if took := time.Since(start); took < test.least || took > test.most {
					t.Errorf("it took %s, want %s to %s", took, test.least, test.most)
				}
			})
		})
	}
}

func TestAgainEndsWhenCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(10*time.Millisecond, cancel)
		_, err := again(ctx, chatRetry, func() (int, error) { return 0, &failure{blame: ofServer, text: "down"} })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
}
