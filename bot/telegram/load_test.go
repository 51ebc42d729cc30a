//go:build load

package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"runtime"
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
	s := newServer(Options{Bot: mustBot(t), Store: state, Token: "123456:TESTTOKEN", API: peer, Pace: &fast, Log: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithCancel(t.Context())
	began := time.Now()
	var running sync.WaitGroup
	running.Go(func() {
		if err := s.introduce(ctx); err != nil {
			t.Error(err)
		}
		_ = s.receive(ctx, context.WithoutCancel(ctx), func() { s.drain(func() {}) })
	})
	var most uint64
	for s.metrics.latency.total() < 2*chats && time.Since(began) < 5*time.Minute {
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		most = max(most, stats.Sys-stats.HeapReleased)
		time.Sleep(50 * time.Millisecond)
	}
	took := time.Since(began)
	cancel()
	running.Wait()
	s.client.http.CloseIdleConnections()
	t.Logf("%d answers in %v; own time p50 %v p95 %v max %v; with the peer's p95 %v; memory at most %d MB",
		s.metrics.latency.total(), took.Round(time.Millisecond), s.metrics.own.quantile(.5), s.metrics.own.quantile(.95),
		s.metrics.own.quantile(1), s.metrics.latency.quantile(.95), most>>20)
	for chat := range chats {
		inOrder(t, peer, 10000+chat)
	}
	if p95 := s.metrics.own.quantile(.95); p95 > .25 {
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

func (h *histogram) total() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.count
}

// quantile is the bound below which so many of the observations lie.
func (h *histogram) quantile(q float64) float64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	var below uint64
	for i, bound := range h.bounds {
		if below += h.counts[i]; float64(below) >= q*float64(h.count) {
			return bound
		}
	}
	return h.bounds[len(h.bounds)-1]
}
