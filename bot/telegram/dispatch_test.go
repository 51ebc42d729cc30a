package telegram

import (
	"context"
	"errors"
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

func TestDispatcherBounds(t *testing.T) {
	d := newDispatcher()
	release := make(chan struct{})
	job := func(context.Context) { <-release }
	for i := range maxLane + 2 {
		err := d.offer(t.Context(), 1, job)
		if full := i >= maxLane; errors.Is(err, errLaneFull) != full {
			t.Fatalf("job %d of a lane: %v", i, err)
		}
	}
	for lane := int64(2); d.depth() < maxPending; lane++ {
		if err := d.offer(t.Context(), lane, job); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.offer(t.Context(), 5000, job); !errors.Is(err, errFull) {
		t.Errorf("beyond the bound: %v", err)
	}
	close(release)
	d.close()
	d.wait()
	if err := d.offer(t.Context(), 1, job); !errors.Is(err, errStopping) {
		t.Errorf("after close: %v", err)
	}
	if d.depth() != 0 {
		t.Errorf("%d pending", d.depth())
	}
}
