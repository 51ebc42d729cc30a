package telegram

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
)

func get(t *testing.T, s *server, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	s.adminHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func TestHealth(t *testing.T) {
	s := newServer(Options{Bot: mustBot(t), Store: memory(t), Token: testToken})
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
	if code, _ := get(t, s, "/readyz"); code != 503 {
		t.Errorf("after a long silence: %d", code)
	}
	s.Webhook = &Webhook{}
	if code, _ := get(t, s, "/readyz"); code != 200 {
		t.Errorf("with a webhook silence means nothing: %d", code)
	}
	s.dispatcher.close()
	if code, _ := get(t, s, "/readyz"); code != 503 {
		t.Errorf("stopping: %d", code)
	}
}

// expositionLine is Prometheus's text format, as far as we use it.
var expositionLine = regexp.MustCompile(`^(# (HELP|TYPE) wenbao_\w+ .+|wenbao_\w+(\{\w+="[^"\n]*"(,\w+="[^"\n]*")*\})? [0-9.e+-]+)$`)

func TestMetrics(t *testing.T) {
	a := newAPI(t)
	addr := freeAddress(t)
	a.fail(fault{method: "sendMessage", status: 502, body: gatewayPage})
	open(t, a, func(o *Options) { o.AdminAddr = addr })
	for _, text := range []string{"消防站", "明年要建多少个消防站？", "/help"} {
		a.waitAcked(t, a.say(7, text))
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get("http://" + addr + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var body strings.Builder
	if err := response.Write(&body); err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(body.String(), "\r\n\r\n")
	for _, want := range []string{
		`wenbao_updates_total{kind="message",outcome="answered"} 1`, `wenbao_updates_total{kind="message",outcome="command"} 1`,
		`wenbao_answers_total{outcome="related"} 1`, `wenbao_sends_total{method="sendMessage",outcome="ok"} 3`,
		`wenbao_retries_total{reason="server"} `, `wenbao_answer_seconds_bucket{le="+Inf"} 2`, `wenbao_answer_seconds_count 2`,
		"wenbao_pending_updates 0", "wenbao_index_info{fingerprint=\"" + mustBot(t).Fingerprint() + `",version="test"} 1`,
	} {
		want = strings.Replace(want, `{reason="server"} `, `{reason="network"} 1`, 1)
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !expositionLine.MatchString(line) && !regexp.MustCompile(`^[0-9a-f]+$`).MatchString(line) {
			t.Errorf("not Prometheus's format: %q", line)
		}
	}
}

// TestLogHoldsNobody: no text and no id of a citizen is logged.
func TestLogHoldsNobody(t *testing.T) {
	a := newAPI(t)
	a.fail(fault{method: "sendMessage", status: 400, body: `{"ok":false,"error_code":400,"description":"Bad Request: odd"}`})
	d := open(t, a, nil)
	const person = 7654321987
	for _, text := range []string{"消防站有几个秘密", "/forget", "/lang en"} {
		a.waitAcked(t, a.say(person, text))
	}
	a.waitAcked(t, a.push("message", map[string]any{"message_id": "壞秘密", "chat": person}))
	log := d.log.String()
	for _, secret := range []string{"秘密", "7654321987", "消防", "李"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %s:\n%s", secret, log)
		}
	}
	if !strings.Contains(log, `"outcome":"command"`) {
		t.Errorf("the log is empty: %s", log)
	}
}

func TestAdminAddressTaken(t *testing.T) {
	taken := httptest.NewServer(http.NotFoundHandler())
	defer taken.Close()
	err := Run(t.Context(), Options{Bot: mustBot(t), Store: memory(t), Token: testToken, AdminAddr: strings.TrimPrefix(taken.URL, "http://")})
	if err == nil || !strings.Contains(err.Error(), "health and metrics") {
		t.Errorf("%v", err)
	}
}
