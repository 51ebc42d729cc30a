package telegram

import (
	"context"
	"slices"
	"testing"

	"wenbao/bot"
)

// TestSlowChatDelaysNobody: questions of one chat that take for ever leave
// room for the others.
func TestSlowChatDelaysNobody(t *testing.T) {
	a := newPeer(t)
	release := make(chan struct{})
	answering(t, a, func(_ context.Context, m bot.Message) (bot.Answer, error) {
		if m.Text == "慢" {
			<-release
		}
		return bot.Answer{Outcome: bot.Meta, Lead: m.Text}, nil
	})
	for range 50 {
		a.say(7, "慢")
	}
	for i := range 20 {
		a.say(int64(100+i), "快")
	}
	until(t, func() bool {
		sent := texts(a.requests("sendMessage"))
		return len(slices.DeleteFunc(sent, func(text string) bool { return text != "快" })) == 20
	})
	close(release)
}

// TestHands: nobody works on one update twice at a time, however often it is
// claimed, and there is a bound.
func TestHands(t *testing.T) {
	h := newHands()
	release, begun := make(chan struct{}), make(chan int64, maxWork)
	for range 2 {
		for id := range int64(5) {
			h.do(id, func() { begun <- id; <-release })
		}
	}
	if h.free() != maxWork-5 {
		t.Errorf("%d free", h.free())
	}
	close(release)
	h.running.Wait()
	if len(begun) != 5 || h.free() != maxWork {
		t.Errorf("%d begun, %d free", len(begun), h.free())
	}
	select {
	case <-h.stirred:
	default:
		t.Error("nobody is told that there is room")
	}
}
