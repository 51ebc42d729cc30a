package telegram

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// TestTyping: within half a second and every four seconds while at work, and
// not for a quick answer.
func TestTyping(t *testing.T) {
	tests := []struct {
		name string
		work time.Duration
		want []time.Duration
	}{
		{"quick", 200 * time.Millisecond, nil},
		{"slow", 9 * time.Second, []time.Duration{300 * time.Millisecond, 4300 * time.Millisecond, 8300 * time.Millisecond}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				var at []time.Duration
				s := wired(t, func(r *http.Request) (int, string) {
					at = append(at, time.Since(began))
					return 200, okReply
				})
				stop := s.typing(t.Context(), talk{chat: 7})
				time.Sleep(test.work)
				stop()
				if fmt.Sprint(at) != fmt.Sprint(test.want) {
					t.Errorf("typing at %v, want %v", at, test.want)
				}
			})
		})
	}
}
