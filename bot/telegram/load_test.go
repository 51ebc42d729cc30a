//go:build load

package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"wenbao/bot/state"
)

// TestLoad has 1,000 chats ask two questions each, all waiting when the bot
// starts, over a Bot API server at WENBAO_PEER that has a citizen's side under
// /ctl/ (say, transcript, reset):
//
//	WENBAO_PEER=http://127.0.0.1:19081 go test -tags load -run TestLoad -v ./bot/telegram
func TestLoad(t *testing.T) {
	peer := os.Getenv("WENBAO_PEER")
	if peer == "" {
		t.Skip("set WENBAO_PEER to the address of a Bot API server")
	}
	const chats = 1000
	control(t, peer, "reset", nil, nil)
	for _, question := range []string{"累计建成多少个5G基站？", "去年新建了多少个消防站？"} {
		for chat := range chats {
			control(t, peer, "say", map[string]any{"chat": 10000 + chat, "user": 10000 + chat, "text": question}, nil)
		}
	}
	state, err := state.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer state.Close()
	s := newServer(Options{Bot: roles(mustBot(t)), Store: kept(state), Token: "123456:TESTTOKEN", API: peer, Pace: &fast, Log: slog.New(slog.DiscardHandler)}, nil)
	ctx, cancel := context.WithCancel(t.Context())
	began := time.Now()
	var running sync.WaitGroup
	running.Go(func() {
		if err := s.introduce(ctx); err != nil {
			t.Error(err)
		}
		work, end := context.WithCancel(context.WithoutCancel(ctx))
		_ = s.receive(ctx, work)
		s.finishBegun(work, end)
	})
	var most uint64
	for answered(t, s) < 2*chats && time.Since(began) < 5*time.Minute {
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		most = max(most, stats.Sys-stats.HeapReleased)
		time.Sleep(50 * time.Millisecond)
	}
	took := time.Since(began)
	cancel()
	running.Wait()
	s.client.Close()
	p95 := quantile(t, s, "wenbao_think_seconds", .95)
	t.Logf("%d answers in %v; own time p50 %v p95 %v max %v; with the peer's p95 %v; memory at most %d MB",
		answered(t, s), took.Round(time.Millisecond), quantile(t, s, "wenbao_think_seconds", .5), p95,
		quantile(t, s, "wenbao_think_seconds", 1), quantile(t, s, "wenbao_answer_seconds", .95), most>>20)
	for chat := range chats {
		inOrder(t, peer, 10000+chat)
	}
	if p95 > .25 {
		t.Errorf("p95 of our own time is above %v s", .25)
	}
}

// inOrder checks the answers of one chat.
func inOrder(t *testing.T, peer string, chat int) {
	t.Helper()
	var messages []struct{ From, Plain string }
	control(t, peer, "transcript", map[string]any{"chat": chat}, &messages)
	var answers []string
	for _, m := range messages {
		if m.From == "bot" {
			if !strings.HasPrefix(m.Plain, "前面还有") {
				answers = append(answers, m.Plain)
			}
		}
	}
	if len(answers) != 2 || !strings.Contains(answers[0], "3047") || !strings.Contains(answers[1], "21") {
		t.Errorf("chat %d got %q", chat, answers)
	}
}

func control(t *testing.T, peer, what string, body, result any) {
	t.Helper()
	data, _ := json.Marshal(body)
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Post(peer+"/ctl/"+what, "application/json", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	reply := struct {
		OK     bool
		Error  string
		Result any
	}{Result: result}
	if err := json.NewDecoder(response.Body).Decode(&reply); err != nil || !reply.OK {
		t.Fatal(what, err, reply.Error, fmt.Sprint(body))
	}
}

// answered is how many questions have been answered.
func answered(t *testing.T, s *server) int {
	t.Helper()
	n, err := strconv.Atoi(scrape(t, s)["wenbao_answer_seconds_count"])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// quantile is the bound of a histogram below which so many of the observations
// lie.
func quantile(t *testing.T, s *server, name string, q float64) float64 {
	t.Helper()
	values := scrape(t, s)
	count, err := strconv.ParseFloat(values[name+"_count"], 64)
	if err != nil {
		t.Fatal(err)
	}
	for _, bound := range bounds {
		below, err := strconv.ParseFloat(values[fmt.Sprintf("%s_bucket{le=%q}", name, strconv.FormatFloat(bound, 'g', -1, 64))], 64)
		if err != nil {
			t.Fatal(err)
		}
		if below >= q*count {
			return bound
		}
	}
	return math.Inf(1)
}
