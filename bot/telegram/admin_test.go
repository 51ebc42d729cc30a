package telegram

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

func get(t *testing.T, s *server, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	s.watched().Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func TestHealth(t *testing.T) {
	s := closed(t)
	if code, _ := get(t, s, "/healthz"); code != 200 {
		t.Errorf("healthz %d", code)
	}
	if code, why := get(t, s, "/readyz"); code != 503 || !strings.Contains(why, "not reached") {
		t.Errorf("before the first contact: %d %s", code, why)
	}
	s.touch()
	if code, why := get(t, s, "/readyz"); code != 200 {
		t.Errorf("after it: %d %s", code, why)
	}
	s.contact.Store(time.Now().Add(-2 * silence).Unix())
	if code, _ := get(t, s, "/readyz"); code != 200 {
		t.Errorf("while another one polls, silence means nothing: %d", code)
	}
	s.polling.Store(true)
	if code, _ := get(t, s, "/readyz"); code != 503 {
		t.Errorf("after a long silence: %d", code)
	}
	s.polling.Store(false)
	s.Webhook = &Webhook{}
	if code, why := get(t, s, "/readyz"); code != 503 || !strings.Contains(why, "webhook") {
		t.Errorf("before the webhook is set: %d %s", code, why)
	}
	s.delivering.Store(true)
	if code, _ := get(t, s, "/readyz"); code != 200 {
		t.Errorf("with a webhook silence means nothing: %d", code)
	}
	arrive(t, s, questionUpdate(5, 7, "问"))
	if code, why := get(t, s, "/readyz"); code != 200 {
		t.Errorf("a question that waits: %d %s", code, why)
	}
	s.noteDelivery(api.Undelivered(&api.Error{Method: "sendMessage", Code: http.StatusInternalServerError}))
	if code, why := get(t, s, "/readyz"); code != 503 || !strings.Contains(why, "Telegram takes no answers") {
		t.Errorf("while no answer is taken: %d %s", code, why)
	}
	s.noteDelivery(api.Undelivered(nil))
	s.noteState(state.ErrDiskFull)
	if code, why := get(t, s, "/readyz"); code != 503 || !strings.Contains(why, "the state cannot be written") {
		t.Errorf("while the state cannot be written: %d %s", code, why)
	}
	s.noteState(nil)
	s.Store.Backlog = waiting{time.Now().Add(-stalled - time.Second)}
	if code, why := get(t, s, "/readyz"); code != 503 || !strings.Contains(why, "updates wait too long") {
		t.Errorf("when updates wait for us alone: %d %s", code, why)
	}
	s.Store.Backlog = waiting{time.Now().Add(time.Second - stalled)}
	if code, why := get(t, s, "/readyz"); code != 200 {
		t.Errorf("a little before: %d %s", code, why)
	}
	s.stopping.Store(true)
	if code, _ := get(t, s, "/readyz"); code != 503 {
		t.Errorf("stopping: %d", code)
	}
}

// waiting is a backlog of one update that waits for us since a time.
type waiting struct{ since time.Time }

func (w waiting) Backlog(context.Context) (state.Backlog, error) {
	return state.Backlog{Open: 1, Oldest: w.since, Due: w.since}, nil
}

func (waiting) Behind(context.Context, int) (state.Update, error) { return state.Update{}, nil }

func TestAdminServer(t *testing.T) {
	addr := freeAddress(t)
	a := newPeer(t)
	open(t, a, func(o *Options) { o.AdminAddr = addr })
	a.wait(t, "getUpdates", 1)
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		response, err := client.Get("http://" + addr + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, response.Status)
		}
	}
}

// TestLogHoldsNobody: no text and no id of a citizen is logged.
func TestLogHoldsNobody(t *testing.T) {
	a := newPeer(t)
	a.fail(fault{method: "sendMessage", status: 400, body: `{"ok":false,"error_code":400,"description":"Bad Request: odd"}`})
	d := open(t, a, nil)
	const person = 7654321987
	for _, text := range []string{"消防站有几个秘密", "/forget", "/lang en"} {
		a.waitDone(t, a.say(person, text))
	}
	a.waitDone(t, a.push("message", map[string]any{"message_id": "壞秘密", "chat": person}))
	asked := a.push("message", map[string]any{"message_id": 5, "text": "秘密", "chat": map[string]any{"id": person + .5}})
	a.waitDone(t, asked)
	log := d.log.String()
	for _, secret := range []string{"秘密", "7654321987", "消防", "李"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %s:\n%s", secret, log)
		}
	}
	for _, line := range []string{`"outcome":"command"`, fmt.Sprintf(`"update":%d,"error":"decoding an update: the field message.chat.id is no int64"`, asked)} {
		if !strings.Contains(log, line) {
			t.Errorf("the log lacks %s: %s", line, log)
		}
	}
}

// TestLogOfAnswer: the line of an answer has the number of its update and the receipt
// that the person can copy.
func TestLogOfAnswer(t *testing.T) {
	a := newPeer(t)
	d := open(t, a, nil)
	id := a.say(7, "消防站")
	a.waitDone(t, id)
	_, data, _ := strings.Cut(a.requests("sendMessage")[0].values.Get("reply_markup"), `"u:`)
	d.close(t)
	if want := regexp.MustCompile(fmt.Sprintf(`"msg":"handled","update":%d,[^\n]*"receipt":"%.10s"`, id, data)); !want.MatchString(d.log.String()) {
		t.Errorf("no line is like %s: %s", want, d.log)
	}
}

func TestAdminAddressTaken(t *testing.T) {
	taken := httptest.NewServer(http.NotFoundHandler())
	defer taken.Close()
	err := Run(t.Context(), Options{Bot: roles(mustBot(t)), Store: memory(t), Token: testToken, AdminAddr: strings.TrimPrefix(taken.URL, "http://")})
	if err == nil || !strings.Contains(err.Error(), "health and metrics") {
		t.Errorf("%v", err)
	}
}
