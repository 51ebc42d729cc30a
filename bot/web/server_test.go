package web

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"wenbao/bot"
	"wenbao/knowledge/text"
)

// address waits until a door has written where it listens.
func address(t *testing.T, log *lockedBuffer, what string) string {
	t.Helper()
	line := regexp.MustCompile(`msg="` + what + `" address=(\S+)`)
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if m := line.FindStringSubmatch(log.String()); m != nil {
			return m[1]
		}
	}
	t.Fatalf("%s: %s", what, log)
	return ""
}

// TestRunFinishes: the stop takes nothing new in and finishes what is begun.
func TestRunFinishes(t *testing.T) {
	begun, release := make(chan struct{}), make(chan struct{})
	d, log := newDoor(t, func(o *Options) {
		o.AdminAddr = "127.0.0.1:0"
		o.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
			close(begun)
			<-release
			return bot.Answer{Outcome: bot.Meta, Lead: "好", Language: text.Simplified}, nil
		})
	})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	operators := "http://" + address(t, log, "serving health and metrics")
	citizens := address(t, log, "serving the web")
	if code := status(t, client, operators+"/readyz"); code != http.StatusOK {
		t.Errorf("ready: %d", code)
	}
	answered := make(chan int, 1)
	go func() {
		response, err := client.PostForm("http://"+citizens+"/", url.Values{"q": {"消防站"}})
		if err != nil {
			answered <- 0
			return
		}
		response.Body.Close()
		answered <- response.StatusCode
	}()
	<-begun
	stop()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", citizens)
		if err != nil {
			break // nothing new is taken in
		}
		connection.Close()
		if time.Now().After(deadline) {
			t.Fatal("it still takes connections")
		}
	}
	if code := status(t, client, operators+"/readyz"); code != http.StatusServiceUnavailable {
		t.Errorf("ready while it stops: %d", code)
	}
	close(release)
	if code := <-answered; code != http.StatusOK {
		t.Errorf("what was begun: %d", code)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func status(t *testing.T, client *http.Client, address string) int {
	t.Helper()
	response, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return response.StatusCode
}

// TestAddressTaken: what cannot be listened on is an error, at once.
func TestAddressTaken(t *testing.T) {
	taken := httptest.NewServer(http.NotFoundHandler())
	defer taken.Close()
	there := strings.TrimPrefix(taken.URL, "http://")
	for _, test := range []struct {
		name string
		set  func(*Options)
		want string
	}{
		{"the door's", func(o *Options) { o.Addr = there }, "listening for the web"},
		{"the operators'", func(o *Options) { o.AdminAddr = there }, "health and metrics"},
		{"none at all", func(o *Options) { o.Addr = "nowhere" }, "listening for the web"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, _ := newDoor(t, test.set)
			if err := d.Run(t.Context()); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestMetrics: every counter is there from the first reading on, and counts.
func TestMetrics(t *testing.T) {
	d, _ := newDoor(t, nil)
	v := visit(t, d)
	before := scrape(d)
	v.ask("去年新建了多少个消防站？")
	v.get("/report/tongzhou-2023")
	v.get("/nowhere")
	after := scrape(d)
	for _, want := range []string{
		`wenbao_web_answers_total{outcome="answered"} 1`, `wenbao_web_pages_total{page="report"} 1`, `wenbao_web_pages_total{page="none"} 1`,
		`wenbao_web_answer_seconds_count 1`, `wenbao_web_limited_total{limit="asking"} 0`,
	} {
		if !strings.Contains(after, want+"\n") {
			t.Errorf("no %s in\n%s", want, after)
		}
	}
	if strings.Count(before, "_total{") != strings.Count(after, "_total{") {
		t.Errorf("the first reading lacks what came later:\n%s", before)
	}
}

func scrape(d *Door) string {
	var b strings.Builder
	for _, write := range d.Metrics() {
		write(&b)
	}
	return b.String()
}
