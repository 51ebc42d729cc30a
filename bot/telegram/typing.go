package telegram

import (
	"context"
	"strconv"
	"time"
)

const (
	typingAfter = 300 * time.Millisecond // a quicker answer needs no sign
	typingEvery = 4 * time.Second        // Telegram shows it for five
)

// typing shows that the bot is at work until stop is called.
func (s *server) typing(ctx context.Context, t talk) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		p := params{"chat_id": strconv.FormatInt(t.chat, 10), "action": "typing"}
		p.AddNonZero64("message_thread_id", t.thread)
		for wait := typingAfter; pause(ctx, wait) == nil; wait = typingEvery {
			_ = s.client.call(ctx, "sendChatAction", p, nil) // a courtesy: nothing depends on it
		}
	}()
	return func() {
		cancel()
		<-done
	}
}
