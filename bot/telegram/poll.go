package telegram

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"wenbao/bot/limit"
	"wenbao/bot/telegram/api"
)

const (
	pollGrace   = 15 * time.Second // what a poll may take beyond that
	ackTime     = 2 * time.Second  // the last word to Telegram
	pollTimeout = 30 * time.Second // how long Telegram may hold a poll
	conflictGap = 5 * time.Second  // after another instance took our place
	pollLimit   = "100"            // updates of one poll, the most that Telegram gives
)

// poll asks Telegram for updates until ctx ends, as one of the programs that share
// the state only: Telegram serves no two. The offset passes an update only when the
// inbox has it: a killed program loses nothing, it is asked again.
func (s *server) poll(ctx context.Context) error {
	s.unhook(ctx)
	s.log.Info("receiving by long polling")
	s.polling.Store(true)
	defer s.polling.Store(false)
	var o offset
	defer s.acknowledge(&o)
	for waits := api.Waits(); ctx.Err() == nil; {
		batch, err := s.getUpdates(ctx, o.next(), pollTimeout)
		if err != nil {
			s.pollFailed(ctx, err, waits.NextBackOff())
			continue
		}
		s.touch()
		if s.barred.Swap(false) {
			s.log.Info("Telegram takes our polls again")
		}
		high, err := s.take(ctx, batch...)
		if err != nil || high == 0 && len(batch) > 0 { // another poll would only bring the same
			_ = limit.Pause(ctx, waits.NextBackOff())
			continue
		}
		waits.Reset()
		o.pass(high)
	}
	return ctx.Err()
}

// offset is the first number that Telegram must keep.
type offset struct {
	high int64     // the highest that the inbox has
	last time.Time // when it came
}

// renumbered is how long without updates Telegram may begin to number anew,
// with lower numbers; it says a week.
const renumbered = 5 * 24 * time.Hour

// next is what to ask for; 0 before any update and after a long silence.
func (o *offset) next() int64 {
	if o.high == 0 || time.Since(o.last) > renumbered {
		o.high = 0
		return 0
	}
	return o.high + 1
}

// pass notes that the inbox has what came up to a number; 0 for nothing.
func (o *offset) pass(high int64) {
	if high > 0 {
		o.high, o.last = max(o.high, high), time.Now()
	}
}

// getUpdates makes one poll.
func (s *server) getUpdates(ctx context.Context, offset int64, timeout time.Duration) ([]json.RawMessage, error) {
	var batch []json.RawMessage
	err := s.client.CallWithin(ctx, timeout+pollGrace, "getUpdates", api.Params{
		"offset": strconv.FormatInt(offset, 10), "timeout": strconv.Itoa(int(timeout.Seconds())),
		"limit": pollLimit, "allowed_updates": api.AllowedUpdates,
	}, &batch)
	return batch, err
}

// pollFailed waits as long as the failure asks for, and for least at least. A refusal,
// also of the token, is waited out, as operators may put it right; it is told once.
func (s *server) pollFailed(ctx context.Context, err error, least time.Duration) {
	if ctx.Err() != nil {
		return
	}
	reason, wait, _ := api.Temporary(err)
	switch {
	case api.Conflict(err) && api.Says(err, "webhook"):
		reason = "conflict"
		s.unhook(ctx)
	case api.Conflict(err):
		reason, wait = "conflict", conflictGap
	case reason == "":
		reason = "refused"
	}
	switch known := s.barred.Swap(reason == "refused"); {
	case reason != "refused":
		s.log.Warn("a poll failed", "error", err)
	case !known:
		s.log.Error("Telegram refuses our polls; trying on", "error", err)
	}
	s.metrics.Retried(reason)
	_ = limit.Pause(ctx, max(wait, least))
}

// unhook removes a webhook that an earlier start left, since Telegram delivers
// one way only. What waits there is kept.
func (s *server) unhook(ctx context.Context) {
	err := s.client.Insist(ctx, "deleteWebhook", api.Params{"drop_pending_updates": "false"}, nil)
	if err != nil && ctx.Err() == nil { // a poll will say whether there was one
		s.log.Warn("removing the webhook of an earlier start", "error", err)
	}
}

// acknowledge tells Telegram, at the end, what the inbox has.
func (s *server) acknowledge(o *offset) {
	next := o.next()
	if next == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), ackTime)
	defer cancel()
	err := s.client.Call(ctx, "getUpdates", api.Params{"offset": strconv.FormatInt(next, 10), "timeout": "0", "limit": "1", "allowed_updates": api.AllowedUpdates}, nil)
	if err != nil {
		s.log.Warn("the last updates are not acknowledged; the state knows them", "error", err)
	}
}
