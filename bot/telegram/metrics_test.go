package telegram

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wenbao/bot/state"
)

// scrape reads the metrics as Prometheus does: the values by name and labels.
func scrape(t *testing.T, s *server) map[string]string {
	t.Helper()
	code, body := get(t, s, "/metrics")
	if code != http.StatusOK {
		t.Fatalf("status %d", code)
	}
	types, values := map[string]bool{}, map[string]string{}
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		if family, ok := strings.CutPrefix(line, "# TYPE "); ok {
			name, _, _ := strings.Cut(family, " ")
			types[name] = true
			continue
		}
		if strings.HasPrefix(line, "# HELP ") {
			continue
		}
		found := sample.FindStringSubmatch(line)
		if found == nil {
			t.Errorf("not Prometheus's format: %q", line)
			continue
		}
		if !types[found[2]] && !types[suffix.ReplaceAllString(found[2], "")] {
			t.Errorf("no type of %s", found[2])
		}
		values[found[1]] = found[5]
	}
	return values
}

var (
	sample = regexp.MustCompile(`^((\w+)(\{\w+="[^"\n]*"(, ?\w+="[^"\n]*")*\})?) ([0-9.e+-]+)$`)
	suffix = regexp.MustCompile(`_(bucket|sum|count)$`)
)

func TestMetrics(t *testing.T) {
	p := newPeer(t)
	p.fail(fault{method: "sendMessage", status: 502, body: gatewayPage})
	s := newServer(Options{Bot: roles(mustBot(t)), Store: memory(t), Token: testToken, API: p.URL, Version: "test", Pace: &fast}, nil)
	defer s.client.Close()
	before := scrape(t, s)
	for _, raw := range []string{
		questionUpdate(1, 7, "消防站"), questionUpdate(2, 7, "明年要建多少个消防站？"), questionUpdate(3, 7, "/help"), questionUpdate(4, 7, "/hlep"),
		`{"update_id":5,"message":{"message_id":5,"photo":[{}],"chat":{"id":8,"type":"private"}}}`,
		`{"update_id":6,"edited_message":{"message_id":5,"text":"/help","chat":{"id":8,"type":"private"}}}`,
		`{"update_id":7,"callback_query":{"id":"x","data":"u:0123456789","from":{"id":8},"message":{"message_id":5,"chat":{"id":8,"type":"private"}}}}`,
		`{"update_id":8,"inline_query":{"id":"x","query":"电梯","from":{"id":8}}}`,
		`{"update_id":9,"my_chat_member":{"chat":{"id":8,"type":"private"},"from":{"id":8}}}`,
		`{"update_id":10,"heard_of_never":{}}`,
	} {
		arrive(t, s, raw)
		claimed, err := s.Store.Claim(t.Context(), s.owner, 9)
		if err != nil || len(claimed) != 1 {
			t.Fatalf("claimed %v, %v", claimed, err)
		}
		s.attend(t.Context(), claimed[0])
	}
	s.noteState(fmt.Errorf("writing: %w", state.ErrDiskFull))
	after := scrape(t, s)
	want := map[string]string{
		`wenbao_updates_total{kind="message",outcome="answered"}`: "1", `wenbao_updates_total{kind="message",outcome="command"}`: "1",
		`wenbao_updates_total{kind="callback_query",outcome="callback"}`: "1", `wenbao_updates_total{kind="inline_query",outcome="inline"}`: "1",
		`wenbao_answers_total{outcome="related"}`: "1", `wenbao_sends_total{method="sendMessage",outcome="ok"}`: "6",
		`wenbao_retries_total{reason="network"}`: "1", `wenbao_limited_total{limit="person"}`: "0", `wenbao_votes_total{vote="up"}`: "1", `wenbao_votes_total{vote="down"}`: "0",
		`wenbao_answer_seconds_bucket{le="+Inf"}`: "2", `wenbao_answer_seconds_bucket{le="60"}`: "2", "wenbao_answer_seconds_count": "2", "wenbao_think_seconds_count": "2",
		"wenbao_state_writable": "0", `wenbao_state_errors_total{cause="full"}`: "1", `wenbao_state_errors_total{cause="away"}`: "0",
		"wenbao_pending_updates": "0", "wenbao_inbox_age_seconds": "0", "wenbao_queued_questions": "0", "wenbao_outgoing_messages": "0",
		`wenbao_index_info{fingerprint="` + mustBot(t).Fingerprint() + `",version="test"}`: "1",
	}
	for name, value := range want {
		if after[name] != value {
			t.Errorf("%s is %q, want %s", name, after[name], value)
		}
	}
	for _, name := range []string{"wenbao_last_contact_seconds", "go_goroutines", "process_start_time_seconds", "process_resident_memory_bytes"} {
		if _, ok := after[name]; !ok {
			t.Errorf("no %s", name)
		}
	}
	for name := range after {
		if what, ours := strings.CutPrefix(name, "wenbao_"); ours && (after["go_"+what] != "" || after["process_"+what] != "") {
			t.Errorf("%s repeats one of Go's or the process", name)
		}
	}
	if a, b := slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)); !slices.Equal(a, b) {
		t.Errorf("the first reading lacks what came later:\n%v\n%v", a, b)
	}
}
