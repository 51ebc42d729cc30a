package openai

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"wenbao/bot/limit"
)

// transcriber asks a server as in life, but for shorter pauses.
func transcriber(t *testing.T, h http.HandlerFunc) *Transcriber {
	t.Helper()
	hears, err := NewTranscriber(TranscriberConfig{BaseURL: serve(t, h), Key: secret, Model: "whisper-1", Timeout: 10 * time.Second, Counts: limit.Local()})
	if err != nil {
		t.Fatal(err)
	}
	hears.retry = retry{tries: 3, pause: time.Millisecond}
	return hears
}

// TestTranscribe: the recording arrives whole, also at a second attempt.
func TestTranscribe(t *testing.T) {
	recording := strings.Repeat("OggS\x00", 1000)
	attempts := 0
	hears := transcriber(t, func(w http.ResponseWriter, r *http.Request) {
		attempts++
		file, head, err := r.FormFile("file")
		if err != nil {
			t.Error(err)
			return
		}
		got, _ := io.ReadAll(file)
		if r.URL.Path != "/v1/audio/transcriptions" || r.FormValue("model") != "whisper-1" || string(got) != recording || head.Filename != "voice.ogg" {
			t.Errorf("%s asked for %q with %d bytes of %s", r.URL.Path, r.FormValue("model"), len(got), head.Filename)
		}
		if attempts == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, `{"text":" 去年新建了多少个\u202e消防站？\n"}`)
	})
	got, err := hears.Transcribe(t.Context(), "voice.ogg", []byte(recording))
	if err != nil || got != "去年新建了多少个消防站？" || attempts != 2 {
		t.Errorf("%q after %d attempts, %v", got, attempts, err)
	}
}

// TestTranscribeRests: a server that fails is left alone, so that nobody waits for it.
func TestTranscribeRests(t *testing.T) {
	attempts := 0
	hears := transcriber(t, func(w http.ResponseWriter, _ *http.Request) {
		attempts++
		w.WriteHeader(http.StatusInternalServerError)
	})
	var err error
	for range breaker.Failures + 1 {
		_, err = hears.Transcribe(t.Context(), "voice.ogg", []byte("x"))
	}
	if want := breaker.Failures * int(hears.retry.tries); !errors.Is(err, ErrResting) || attempts != want {
		t.Errorf("%d attempts, want %d, then %v", attempts, want, err)
	}
}

// TestTranscribeFaults: whatever a server does is an error without its words, or
// a text within bounds.
func TestTranscribeFaults(t *testing.T) {
	const leak = "the server repeats sk-test-0123456789"
	tests := []struct {
		name   string
		status int
		body   string
		fails  bool
		most   int // code points
	}{
		{"no such model", 404, leak, true, 0},
		{"a bad key", 401, leak, true, 0},
		{"too large", 413, leak, true, 0},
		{"broken", 500, leak, true, 0},
		{"no JSON", 200, leak, true, 0},
		{"an error inside 200", 200, `{"error":{"message":"` + leak + `"}}`, true, 0},
		{"an error of one line inside 200", 200, `{"error":"` + leak + `"}`, true, 0},
		{"silence", 200, `{"text":" "}`, false, 0},
		{"another form", 200, `{"words":[]}`, false, 0},
		{"endless", 200, `{"text":"` + strings.Repeat("字", 5000) + `"}`, false, maxHeard},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := transcriber(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(test.status)
				_, _ = io.WriteString(w, test.body)
			}).Transcribe(t.Context(), "voice.ogg", []byte("x"))
			if (err != nil) != test.fails || utf8.RuneCountInString(got) != test.most {
				t.Errorf("%.40q, %v", got, err)
			}
			if err != nil && (strings.Contains(err.Error(), "sk-test") || strings.Contains(err.Error(), "repeats")) {
				t.Errorf("the error holds what the server said: %v", err)
			}
		})
	}
}
