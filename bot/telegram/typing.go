package telegram

import (
	"context"
	"time"

	"wenbao/bot/limit"
	"wenbao/bot/telegram/api"
)

const (
	typingAfter = 300 * time.Millisecond // a quicker answer needs no sign
	typingEvery = 4 * time.Second        // Telegram shows it for five
)

// typing shows that the bot is at work until stop is called. It is a courtesy:
// nothing depends on it, and no message waits because of it.
func (s *server) typing(ctx context.Context, t talk) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		p := api.Params{"action": "typing"}
		p.AddNonZero64("message_thread_id", t.thread)
		for wait := typingAfter; limit.Pause(ctx, wait) == nil; wait = typingEvery {
			s.out.Spare(ctx, api.Outgoing{Chat: t.chat, Method: "sendChatAction", Params: p})
		}
	}()
	return func() {
		cancel()
		<-done
	}
}
