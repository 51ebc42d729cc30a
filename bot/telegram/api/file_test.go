package api

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestDownload(t *testing.T) {
	const bytes = "OggS"
	tests := []struct {
		name, file string
		status     []int // of the downloads
		most       int64
		want       string // an error that says so, "" for none
	}{
		{"a voice", `{"file_path":"voice/file 1.oga","file_size":4}`, []int{200}, 4, ""},
		{"at the second try", `{"file_path":"voice/file 1.oga"}`, []int{502, 200}, 4, ""},
		{"too large, as it says", `{"file_path":"voice/file 1.oga","file_size":5}`, nil, 4, ErrTooLarge.Error()},
		{"too large, unsaid", `{"file_path":"voice/file 1.oga"}`, []int{200}, 3, ErrTooLarge.Error()},
		{"gone", `{"file_path":"voice/file 1.oga"}`, []int{404}, 4, "status 404"},
		{"moved", `{"file_path":"voice/file 1.oga"}`, []int{302}, 4, "status 302"},
		{"on the disk of the server", `{"file_path":"/var/lib/x/file.oga"}`, nil, 4, "no path"},
		{"out of its folder", `{"file_path":"../../getMe"}`, nil, 4, "no path"},
		{"no path", `{}`, nil, 4, "no path"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			left := test.status
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/bot"+testToken+"/getFile" {
					_, _ = io.WriteString(w, `{"ok":true,"result":`+test.file+`}`)
					return
				}
				if r.URL.Path != "/file/bot"+testToken+"/voice/file 1.oga" || len(left) == 0 {
					t.Errorf("asked for %s", r.URL.Path)
					return
				}
				w.Header().Set("Location", "https://example.org/")
				w.WriteHeader(left[0])
				left = left[1:]
				_, _ = io.WriteString(w, bytes)
			}))
			defer server.Close()
			client := NewClient(server.URL, testToken, nil, silent{})
			defer client.Close()
			got, err := client.Download(t.Context(), "id", test.most)
			switch {
			case test.want == "" && (err != nil || string(got) != bytes):
				t.Errorf("%q, %v", got, err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), testToken)):
				t.Errorf("%v, want %q", err, test.want)
			case len(left) > 0:
				t.Errorf("%v not asked for", left)
			}
		})
	}
}

// TestDownloadHidesTheToken: the address of a file holds the token.
func TestDownloadHidesTheToken(t *testing.T) {
	client := NewClient("http://x", testToken, breaking{errors.New("dial: " + testToken)}, silent{})
	if _, err := client.fetch(t.Context(), "voice/1.oga", 4); err == nil || strings.Contains(err.Error(), testToken) {
		t.Errorf("%v", err)
	}
}

// breaking is a network that fails.
type breaking struct{ err error }

func (b breaking) RoundTrip(*http.Request) (*http.Response, error) { return nil, b.err }
