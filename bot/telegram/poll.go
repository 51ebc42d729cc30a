package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"wenbao/bot/telegram/api"
)

const (
	pollGrace   = 15 * time.Second       // what a poll may take beyond that
	ackTime     = 2 * time.Second        // the last word to Telegram
	pollTimeout = 30 * time.Second       // how long Telegram may hold a poll
	settleTime  = 30 * time.Millisecond  // what a batch gets before the next poll, which would only repeat it
	crowdTime   = 100 * time.Millisecond // how long a crowd may stand still before the next poll all the same
	repeatTime  = 200 * time.Millisecond // between polls that bring nothing new because of a slow update
	parkAfter   = 3 * time.Second        // an update open for so long goes to the store
	conflictGap = 5 * time.Second        // after another instance took our place
	crowd       = 16                     // questions that wait: more are left with Telegram while they move on
	pollLimit   = "60"                   // updates of one poll, for the same reason
)

// poll asks Telegram for updates until ctx ends. The offset passes an update
// only when that is finished, or kept by the store: a killed program loses
// nothing, it is asked again.
func (s *server) poll(ctx, work context.Context) error {
	if err := s.unhook(ctx); err != nil {
		return err
	}
	s.log.Info("receiving by long polling")
	for waits := api.Waits(); ctx.Err() == nil; {
		batch, err := s.getUpdates(ctx, s.tracker.offset(), pollTimeout)
		if err != nil {
			if errors.Is(err, ErrUnauthorized) {
				return err
			}
			s.pollFailed(ctx, err, waits.NextBackOff())
			continue
		}
		waits.Reset()
		s.touch()
		s.digest(ctx, work, batch)
	}
	return ctx.Err()
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

// pollFailed waits as long as the failure asks for, and for least at least.
func (s *server) pollFailed(ctx context.Context, err error, least time.Duration) {
	if ctx.Err() != nil {
		return
	}
	s.log.Warn("a poll failed", "error", err)
	reason, wait, _ := api.Temporary(err)
	switch {
	case api.Conflict(err) && api.Says(err, "webhook"):
		reason = "conflict"
		_ = s.unhook(ctx)
	case api.Conflict(err):
		reason, wait = "conflict", conflictGap
	case reason == "":
		reason = "refused"
	}
	s.metrics.Retried(reason)
	_ = api.Pause(ctx, max(wait, least))
}

// unhook removes a webhook that an earlier start left, since Telegram delivers
// one way only. What waits there is kept.
func (s *server) unhook(ctx context.Context) error {
	err := s.client.Insist(ctx, "deleteWebhook", api.Params{"drop_pending_updates": "false"}, nil)
	if err != nil && ctx.Err() == nil && !errors.Is(err, ErrUnauthorized) {
		s.log.Warn("removing the webhook of an earlier start", "error", err)
		return nil // a poll will say whether there was one
	}
	return err
}

// digest takes a batch on and waits a moment where another poll would bring
// the same again.
func (s *server) digest(ctx, work context.Context, batch []json.RawMessage) {
	fresh := 0
	for _, raw := range batch {
		err := s.begin(ctx, raw, func(lane int64, job func(context.Context)) error {
			return s.dispatcher.offerWait(ctx, work, lane, job)
		}, func() {})
		if err == nil {
			fresh++
		}
	}
	switch {
	case fresh > 0:
		s.settle(ctx, settleTime, s.tracker.idle)
		s.thin(ctx)
	case len(batch) > 0:
		s.park(ctx, parkAfter)
		s.settle(ctx, repeatTime, s.tracker.idle)
	}
}

// thin waits while a crowd of questions gets smaller, so that those received
// are answered soon and the others wait with Telegram. A crowd that stands
// still, as with a slow model, must not keep commands from being received.
func (s *server) thin(ctx context.Context) {
	for before := s.working(); before >= crowd; {
		s.settle(ctx, crowdTime, func() bool { return s.working() < crowd })
		now := s.working()
		if now >= before || ctx.Err() != nil {
			return
		}
		before = now
	}
}

// working is how many updates are neither finished nor on their way out.
func (s *server) working() int { return s.dispatcher.depth() - int(s.out.Depth()) }

// settle waits until something is so, for a while at most.
func (s *server) settle(ctx context.Context, while time.Duration, so func() bool) {
	timer := time.NewTimer(while)
	defer timer.Stop()
	for !so() {
		select {
		case <-s.tracker.changed:
		case <-timer.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// acknowledge tells Telegram, at the end, what is done.
func (s *server) acknowledge() {
	offset := s.tracker.offset()
	if offset == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), ackTime)
	defer cancel()
	err := s.client.Call(ctx, "getUpdates", api.Params{"offset": strconv.FormatInt(offset, 10), "timeout": "0", "limit": "1", "allowed_updates": api.AllowedUpdates}, nil)
	if err != nil {
		s.log.Warn("the last updates are not acknowledged; the state knows that they are done", "error", err)
	}
}
