package api

import (
	"fmt"
	"log/slog"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot/limit"
)

// posting makes an outbox at the default pace whose requests stay in memory.
func posting(w wire) (*Outbox, *tally) {
	counted := &tally{}
	return NewOutbox(NewClient("http://x", testToken, w, counted), DefaultPace, limit.Local(), slog.New(slog.DiscardHandler)), counted
}

func message(chat int64) Outgoing {
	return Outgoing{Chat: chat, Method: "sendMessage", Params: Params{"text": "x"}}
}

func TestPace(t *testing.T) {
	tests := []struct {
		name  string
		chats []int64 // one message each, in this order, every chat by itself
		took  time.Duration
	}{
		{"three in a row go at once", []int64{7, 7, 7}, 0},
		{"then one a second", []int64{7, 7, 7, 7, 7}, 2 * time.Second},
		{"a group is slower", []int64{-7, -7, -7, -7, -7, -7}, 3 * time.Second},
		{"other chats are not held up", []int64{7, 8, 9, 10}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o, _ := posting(func(*http.Request) (int, string) { return 200, okReply })
				began := time.Now()
				for _, chat := range test.chats {
					if _, err := o.Send(t.Context(), message(chat)); err != nil {
						t.Fatal(err)
					}
				}
				if took := time.Since(began).Round(100 * time.Millisecond); took != test.took {
					t.Errorf("it took %v, want %v", took, test.took)
				}
			})
		})
	}
}

// TestGlobalPace: 300 chats at once get 28 messages a second, and none is
// forgotten.
func TestGlobalPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		perSecond := map[int64]int{}
		client := NewClient("http://x", testToken, wire(func(*http.Request) (int, string) {
			mu.Lock()
			defer mu.Unlock()
			perSecond[time.Now().Unix()]++
			return 200, okReply
		}), silent{})
		o := NewOutbox(client, DefaultPace, limit.Local(), slog.New(slog.DiscardHandler))
		var all sync.WaitGroup
		for chat := range 300 {
			all.Go(func() { _, _ = o.Send(t.Context(), message(int64(chat+1))) })
		}
		all.Wait()
		total := 0
		for second, n := range perSecond {
			if total += n; n > 48 {
				t.Errorf("%d messages in second %d", n, second)
			}
		}
		if total != 300 {
			t.Errorf("%d messages", total)
		}
	})
}

// silent counts nothing, from many goroutines.
type silent struct{}

func (silent) Retried(string)      {}
func (silent) Sent(string, string) {}

// TestSpare: what nobody misses takes a free turn only, and never the last.
func TestSpare(t *testing.T) {
	typing := Outgoing{Chat: 7, Method: "sendChatAction", Params: Params{"action": "typing"}}
	tests := []struct {
		name   string
		before []int64 // chats that got a message just now
		waits  time.Duration
		sent   bool
	}{
		{"an idle chat", nil, 0, true},
		{"a turn is left for the answer", []int64{7}, 0, true},
		{"only the answer's turn is left", []int64{7, 7}, 0, false},
		{"an answer would have to wait", []int64{7, 7, 7}, 0, false},
		{"after a while", []int64{7, 7, 7}, 2 * time.Second, true},
		{"all others take the turns", slices.Repeat([]int64{1, 2, 3, 4, 5, 6, 8}, 3)[:19], 0, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var paths []string
				o, _ := posting(func(r *http.Request) (int, string) {
					paths = append(paths, r.URL.Path)
					return 200, okReply
				})
				for _, chat := range test.before {
					_, _ = o.Send(t.Context(), message(chat))
				}
				time.Sleep(test.waits)
				began, n := time.Now(), len(paths)
				o.Spare(t.Context(), typing)
				if sent := len(paths) > n; sent != test.sent || time.Since(began) != 0 {
					t.Errorf("sent %v after %v", sent, time.Since(began))
				}
				if _, err := o.Send(t.Context(), message(7)); err != nil {
					t.Fatal(err)
				}
				if took := time.Since(began); test.sent && took != 0 {
					t.Errorf("the answer waited %v because of it", took)
				}
			})
		})
	}
}

// TestMended: a refusal is mended while there is something to mend.
func TestMended(t *testing.T) {
	const refusal = `{"ok":false,"error_code":400,"description":"Bad Request: %s"}`
	tests := []struct {
		name, says string
		want       []string // values of text, topic and buttons, as they were sent
	}{
		{"markup", "can't parse entities: unsupported start tag", []string{"<b>x</b> 5 {all}", "x 5 {all}"}},
		{"a closed topic", "TOPIC_CLOSED", []string{"<b>x</b> 5 {all}", "<b>x</b>  {all}"}},
		{"buttons", "BUTTON_DATA_INVALID", []string{"<b>x</b> 5 {all}", "<b>x</b> 5 {lean}", "<b>x</b> 5 "}},
		{"something else", "chat not found", []string{"<b>x</b> 5 {all}"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			o, counted := posting(func(r *http.Request) (int, string) {
				_ = r.ParseForm()
				got = append(got, fmt.Sprint(r.PostForm.Get("text"), " ", r.PostForm.Get("message_thread_id"), " ", r.PostForm.Get("reply_markup")))
				return 400, fmt.Sprintf(refusal, test.says)
			})
			m := Outgoing{Chat: 7, Method: "sendMessage", Params: Params{"text": "<b>x</b>", "parse_mode": "HTML", "message_thread_id": "5", "reply_markup": "{all}"}, Plain: "x", Lean: "{lean}"}
			if _, err := o.Send(t.Context(), m); err == nil {
				t.Error("the refusals are no error")
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("sent %q, want %q", got, test.want)
			}
			if len(counted.sent) != 1 || len(m.Params) != 4 {
				t.Errorf("counted %v; the caller's fields are %v", counted.sent, m.Params)
			}
		})
	}
}

// TestOldServer: what a server refuses for being new to it, it does not get again;
// an address that it refuses says nothing of others.
func TestOldServer(t *testing.T) {
	tests := []struct {
		name, says string
		want       []string // the buttons of what was sent
	}{
		{"buttons that it does not know", "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard", []string{"{all}", "{lean}", "{lean}"}},
		{"an address", "inline keyboard button URL 'http://x' is invalid: Wrong HTTP URL", []string{"{all}", "{lean}", "{all}", "{lean}"}},
		{"a value", "BUTTON_URL_INVALID", []string{"{all}", "{lean}", "{all}", "{lean}"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			o, _ := posting(func(r *http.Request) (int, string) {
				_ = r.ParseForm()
				got = append(got, r.PostForm.Get("reply_markup"))
				if r.PostForm.Get("reply_markup") == "{all}" {
					return 400, fmt.Sprintf(`{"ok":false,"error_code":400,"description":"Bad Request: %s"}`, test.says)
				}
				return 200, okReply
			})
			for i := range 2 {
				m := Outgoing{Chat: int64(7 + i), Method: "sendMessage", Params: Params{"text": "x", "reply_markup": "{all}"}, Lean: "{lean}"}
				if _, err := o.Send(t.Context(), m); err != nil {
					t.Fatal(err)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("sent %q, want %q", got, test.want)
			}
		})
	}
}

// TestMoved: a group that became a supergroup is followed, and remembered.
func TestMoved(t *testing.T) {
	var chats []string
	o, _ := posting(func(r *http.Request) (int, string) {
		_ = r.ParseForm()
		chats = append(chats, r.PostForm.Get("chat_id"))
		if r.PostForm.Get("chat_id") == "-7" {
			return 400, `{"ok":false,"error_code":400,"description":"upgraded","parameters":{"migrate_to_chat_id":-1007}}`
		}
		return 200, okReply
	})
	for range 2 {
		if _, err := o.Send(t.Context(), message(-7)); err != nil {
			t.Fatal(err)
		}
	}
	o.Spare(t.Context(), message(-7))
	if want := []string{"-7", "-1007", "-1007", "-1007"}; !slices.Equal(chats, want) {
		t.Errorf("sent to %v, want %v", chats, want)
	}
}

// TestInstead: a form that is refused is replaced by the messages in its place, in
// their order; a server that knows no such form is told so once and not asked again.
func TestInstead(t *testing.T) {
	refusal := func(code int, says string) string {
		return fmt.Sprintf(`{"ok":false,"error_code":%d,"description":"%s"}`, code, says)
	}
	const learnt = "sendRichMessage sendMessage sendMessage sendMessage sendMessage sendMessage sendMessage"
	const asked = "sendRichMessage sendMessage sendMessage sendMessage sendRichMessage sendMessage sendMessage sendMessage"
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   string // the methods of two answers, each a rich message or two, and one more
		told   bool
	}{
		{"taken", 200, okReply, "sendRichMessage sendMessage sendRichMessage sendMessage", false},
		{"an unknown method", 404, refusal(404, "Not Found: method not found"), learnt, true},
		{"a method that is not there yet", 501, refusal(501, "this server does not implement sendRichMessage"), learnt, true},
		{"a proxy that does not know it", 404, "<html>404</html>", learnt, true},
		{"a method that is not allowed", 405, refusal(405, "Method Not Allowed"), learnt, true},
		{"a gateway that does not know it", 400, refusal(400, "Bad Request: unknown method"), learnt, true},
		{"the form", 400, refusal(400, "Bad Request: can't parse entities: unsupported start tag"), asked, false},
		{"its values", 400, refusal(400, "Bad Request: RICH_MESSAGE_EMAIL_INVALID"), asked, false},
		{"something about this message", 400, refusal(400, "Bad Request: not enough rights"), asked, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var got []string
				var log strings.Builder
				client := NewClient("http://x", testToken, wire(func(r *http.Request) (int, string) {
					got = append(got, path.Base(r.URL.Path))
					if got[len(got)-1] == "sendRichMessage" {
						return tt.status, tt.body
					}
					return 200, okReply
				}), silent{})
				o := NewOutbox(client, DefaultPace, limit.Local(), slog.New(slog.NewTextHandler(&log, nil)))
				rich := Outgoing{Chat: 7, Method: "sendRichMessage", Params: Params{"rich_message": "{}"}, Instead: []Outgoing{message(7), message(7)}}
				for range 2 {
					if rest, err := o.Send(t.Context(), rich, message(7)); err != nil || len(rest) != 0 {
						t.Fatal(rest, err)
					}
				}
				if strings.Join(got, " ") != tt.want {
					t.Errorf("sent %q, want %q", got, tt.want)
				}
				if n := strings.Count(log.String(), "no rich messages"); n != map[bool]int{true: 1}[tt.told] || strings.Contains(log.String(), testToken) {
					t.Errorf("told %d times: %s", n, log.String())
				}
			})
		})
	}
}

// TestInsteadForGood: a form that is refused of several different messages in a row is
// not tried again; one message that holds a mistake turns it off for nobody else.
func TestInsteadForGood(t *testing.T) {
	for _, tt := range []struct {
		name, says string
		messages   string // those whose letter is small are refused
		last       bool   // whether the form is tried at the end
	}{
		{"one", "can't parse rich message", "a", true},
		{"two", "can't parse rich message", "ab", true},
		{"three", "can't parse rich message", "abc", false},
		{"one that many ask for", "can't parse rich message", "aaaaaa", true},
		{"two of them", "RICH_MESSAGE_INVALID", "ababab", true},
		{"three in the end", "RICH_MESSAGE_INVALID", "aababc", false},
		{"not in a row", "RICH_MESSAGE_INVALID", "abAcdBef", true},
		{"in a row after others", "RICH_MESSAGE_INVALID", "ABabc", false},
		{"for something else", "not enough rights", "abcdef", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tried := 0
				o, _ := posting(func(r *http.Request) (int, string) {
					_ = r.ParseForm()
					rich := r.PostForm.Get("rich_message")
					if rich == "" {
						return 200, okReply
					}
					tried++
					if strings.ToLower(rich) == rich {
						return 400, fmt.Sprintf(`{"ok":false,"error_code":400,"description":"Bad Request: %s"}`, tt.says)
					}
					return 200, okReply
				})
				for i, letter := range strings.Split(tt.messages+"Z", "") {
					m := Outgoing{Chat: int64(7 + i), Method: "sendRichMessage", Params: Params{"rich_message": letter}, Instead: []Outgoing{message(int64(7 + i))}}
					if _, err := o.Send(t.Context(), m); err != nil {
						t.Fatal(err)
					}
				}
				if got := tried == len(tt.messages)+1; got != tt.last || o.plain.Load() == tt.last {
					t.Errorf("tried %d times of %d, plain %t", tried, len(tt.messages)+1, o.plain.Load())
				}
			})
		})
	}
}

// TestInsteadIsNoWayOut: what is refused in any form is left as it is, and a wrong
// token or address says nothing about rich messages.
func TestInsteadIsNoWayOut(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		want   string // the methods
	}{
		{"blocked", 403, "sendRichMessage"},
		{"an unknown token", 401, "sendRichMessage"},
		{"no such address", 404, "sendRichMessage sendMessage"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			o, _ := posting(func(r *http.Request) (int, string) {
				got = append(got, path.Base(r.URL.Path))
				return tt.status, fmt.Sprintf(`{"ok":false,"error_code":%d,"description":"no"}`, tt.status)
			})
			rich := Outgoing{Chat: 7, Method: "sendRichMessage", Params: Params{"rich_message": "{}"}, Instead: []Outgoing{message(7)}}
			rest, err := o.Send(t.Context(), rich, message(7))
			if err == nil || len(rest) != 2 || strings.Join(got, " ") != tt.want || o.plain.Load() {
				t.Errorf("sent %q, left %v, %v, plain %v", got, rest, err, o.plain.Load())
			}
		})
	}
}
