package api

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/time/rate"

	"wenbao/bot/limit"
)

// Pace bounds what is sent, as Telegram asks: about 30 messages a second in
// all, one a second in a chat and 20 a minute in a group, short bursts aside.
type Pace struct {
	Global                 rate.Limit
	GlobalBurst            int
	Private, Group         rate.Limit
	PrivateBurst, GroupMax int
}

// DefaultPace keeps a little below what Telegram allows.
var DefaultPace = Pace{Global: 28, GlobalBurst: 20, Private: 1, PrivateBurst: 3, Group: 1.0 / 3, GroupMax: 5}

// pacer says when a chat may get a message. What a chat itself may get each
// server counts alone: its updates are worked on one at a time.
type pacer struct {
	pace  Pace
	all   *limit.Line
	chats *limit.Buckets
}

func newPacer(p Pace, l *limit.Limits) *pacer {
	all := limit.NewLine(l, "sending", limit.Bucket{Rate: float64(p.Global), Burst: p.GlobalBurst})
	return &pacer{pace: p, all: all, chats: limit.NewBuckets()}
}

// chat is the bucket of a chat; the ids of groups are negative.
func (p *pacer) chat(id int64) *rate.Limiter {
	if id < 0 {
		return p.chats.Of(id, p.pace.Group, p.pace.GroupMax)
	}
	return p.chats.Of(id, p.pace.Private, p.pace.PrivateBurst)
}

// turn waits until a chat may get a message: first for the chat, so that a
// crowded one takes no place of the others.
func (p *pacer) turn(ctx context.Context, chat int64) error {
	if err := p.chat(chat).Wait(ctx); err != nil {
		return fmt.Errorf("waiting for the chat's turn: %w", err)
	}
	if err := p.all.Wait(ctx); err != nil {
		return fmt.Errorf("waiting for the turn: %w", err)
	}
	return nil
}

// spare takes a turn that is free now and leaves one for the answer. Of those
// who wait already the limiter of a chat holds less than none.
func (p *pacer) spare(ctx context.Context, chat int64) bool {
	const leave = 2 // this turn and the answer's
	bucket := p.chat(chat)
	return bucket.TokensAt(time.Now()) >= leave && p.all.Spare(ctx) && bucket.Allow()
}
