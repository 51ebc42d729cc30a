package telegram

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"wenbao/bot"
)

const gatewayPage = "<html><body>Bad Gateway</body></html>"

// TestSendFaults: whatever happens on the way, the answer arrives.
func TestSendFaults(t *testing.T) {
	tests := []struct {
		name   string
		faults []fault
		least  time.Duration
		tries  int
	}{
		{"429", []fault{{method: "sendMessage", status: 429, body: `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 2","parameters":{"retry_after":2}}`}}, 2 * time.Second, 2},
		{"429 of a gateway", []fault{{method: "sendMessage", status: 429, body: "slow down", header: map[string]string{"Retry-After": "1"}}}, time.Second, 2},
		{"502 HTML", []fault{{method: "sendMessage", status: 502, body: gatewayPage}}, 200 * time.Millisecond, 2},
		{"500 twice", []fault{{method: "sendMessage", status: 500, body: `{"ok":false,"error_code":500,"description":"Internal Server Error"}`}, {method: "sendMessage", status: 500, body: `{"ok":false,"error_code":500,"description":"Internal Server Error"}`}}, 700 * time.Millisecond, 3},
		{"dropped", []fault{{method: "sendMessage", kind: "drop"}}, 200 * time.Millisecond, 2},
		{"truncated", []fault{{method: "sendMessage", kind: "truncate"}}, 200 * time.Millisecond, 2},
		{"strange JSON", []fault{{method: "sendMessage", status: 200, body: `{"ok":"yes"}`}}, 200 * time.Millisecond, 2},
		{"cannot parse: once as plain text", []fault{{method: "sendMessage", status: 400, body: `{"ok":false,"error_code":400,"description":"Bad Request: can't parse entities: unsupported start tag"}`}}, 0, 2},
		{"topic closed: once without", []fault{{method: "sendMessage", status: 400, body: `{"ok":false,"error_code":400,"description":"Bad Request: message thread not found"}`}}, 0, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := newPeer(t)
			a.fail(test.faults...)
			open(t, a, nil)
			id := a.push("message", with(message_(7, "消防站"), "message_thread_id", 5, "is_topic_message", true))
			sends := a.wait(t, "sendMessage", test.tries)
			a.waitDone(t, id)
			if took := sends[len(sends)-1].at.Sub(sends[0].at); took < test.least {
				t.Errorf("tried again after %v, want %v", took, test.least)
			}
			if n := len(a.requests("sendMessage")); n != test.tries {
				t.Errorf("%d tries, want %d", n, test.tries)
			}
			if text := sends[len(sends)-1].values.Get("text"); !strings.Contains(text, "21") || !strings.Contains(text, "第1条") {
				t.Errorf("the answer is %q", text)
			}
		})
	}
}

func TestPlainTextResend(t *testing.T) {
	refusal := fault{method: "sendMessage", status: 400, body: `{"ok":false,"error_code":400,"description":"Bad Request: can't parse entities"}`}
	a := newPeer(t)
	a.fail(refusal, refusal)
	open(t, a, nil)
	a.waitDone(t, a.say(7, "消防站"))
	sends := a.requests("sendMessage")
	if len(sends) != 2 {
		t.Fatalf("%d sends, want the second as plain text and no third", len(sends))
	}
	if v := sends[1].values; v.Has("parse_mode") || strings.Contains(v.Get("text"), "<") || !strings.Contains(v.Get("text"), "新建消防站21个。") {
		t.Errorf("%v", v)
	}
}

func TestBlockedAndMoved(t *testing.T) {
	a := newPeer(t)
	d := open(t, a, nil)
	a.fail(fault{method: "sendMessage", status: 403, body: `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`})
	a.waitDone(t, a.say(7, "消防站"))
	if n := len(a.requests("sendMessage")); n != 1 {
		t.Errorf("%d sends to one who blocked us", n)
	}
	if strings.Contains(d.log.String(), `"level":"ERROR"`) {
		t.Errorf("to be blocked is no error: %s", d.log)
	}
	a.fail(fault{method: "sendMessage", status: 400, body: `{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1007}}`})
	for range 2 {
		a.waitDone(t, a.push("message", with(message_(-7, "/ask 消防站"), "chat", map[string]any{"id": -7, "type": "group"})))
	}
	sends := a.requests("sendMessage")
	if got := []string{sends[1].values.Get("chat_id"), sends[2].values.Get("chat_id"), sends[3].values.Get("chat_id")}; got[0] != "-7" || got[1] != "-1007" || got[2] != "-1007" {
		t.Errorf("sent to %v", got)
	}
}

// TestPollFaults: the bot goes on polling whatever a poll brings.
func TestPollFaults(t *testing.T) {
	faults := []fault{
		{method: "getUpdates", status: 502, body: gatewayPage},
		{method: "getUpdates", kind: "drop"},
		{method: "getUpdates", kind: "truncate"},
		{method: "getUpdates", status: 429, body: `{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":1}}`},
		{method: "getUpdates", status: 409, body: `{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active"}`},
	}
	for _, f := range faults {
		t.Run(f.kind+http.StatusText(f.status), func(t *testing.T) {
			t.Parallel()
			a := newPeer(t)
			a.fail(f)
			open(t, a, nil)
			a.say(7, "消防站")
			a.wait(t, "sendMessage", 1)
			if strings.Contains(f.body, "webhook is active") && len(a.requests("deleteWebhook")) != 2 {
				t.Error("the webhook is not removed again")
			}
		})
	}
}

func TestMalformedUpdate(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.say(7, "消防站")
	a.push("message", "not an object")
	a.push("message", map[string]any{"message_id": "x", "chat": 5})
	a.push("unheard_of", map[string]any{})
	last := a.say(8, "5G基站")
	a.wait(t, "sendMessage", 2)
	a.waitDone(t, last)
}

func TestUnknownToken(t *testing.T) {
	a := newPeer(t)
	b, err := shippedBot()
	if err != nil {
		t.Fatal(err)
	}
	err = Run(t.Context(), Options{Bot: roles(b), Store: memory(t), Token: "999:wrong-token", API: a.URL})
	if !errors.Is(err, ErrUnauthorized) || strings.Contains(err.Error(), "wrong-token") {
		t.Errorf("%v", err)
	}
}

// TestTokenRefusedLater: a token that was good at the start and is refused for a while
// ends nothing; readiness tells, and the log once.
func TestTokenRefusedLater(t *testing.T) {
	refusal := fault{method: "getUpdates", status: 401, body: `{"ok":false,"error_code":401,"description":"Unauthorized"}`}
	a := newPeer(t)
	a.fail(refusal, refusal, refusal)
	d := open(t, a, nil)
	until(t, func() bool { return d.server.unready() == "Telegram refuses our polls" })
	a.waitDone(t, a.say(7, "消防站"))
	if why := d.server.unready(); why != "" || strings.Count(d.log.String(), "refuses our polls") != 1 {
		t.Errorf("ready: %q; %s", why, d.log)
	}
}

// TestStop: an open poll ends at once, and so does an idle bot.
func TestStop(t *testing.T) {
	a := newPeer(t)
	d := open(t, a, nil)
	a.wait(t, "getUpdates", 1)
	began := time.Now()
	d.close(t)
	if took := time.Since(began); took > time.Second {
		t.Errorf("it took %v", took)
	}
}

// TestStopUnderLoad: what is begun is answered, and the rest is in the inbox.
func TestStopUnderLoad(t *testing.T) {
	a := newPeer(t)
	begun, release := make(chan struct{}, 1), make(chan struct{})
	d := answering(t, a, func(context.Context, bot.Message) (bot.Answer, error) {
		begun <- struct{}{}
		<-release
		return bot.Answer{Outcome: bot.Meta, Lead: "好"}, nil
	})
	a.say(7, "问")
	<-begun
	second := a.say(7, "又问")
	d.pending(t, 2)
	d.stopping(t)
	close(release)
	d.close(t)
	if n, open := len(a.requests("sendMessage")), d.server.backlog().Open; n != 1 || open != 1 {
		t.Errorf("%d answers, %d open", n, open)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.acked != second {
		t.Errorf("acknowledged up to %d, want %d", a.acked, second)
	}
}
