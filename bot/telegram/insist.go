package telegram

import (
	"context"
	"time"

	"wenbao/bot/telegram/api"
)

// How long a message that Telegram does not take is sent again: one that it
// refused for a day, one of which nobody knows whether it arrived only shortly,
// since each try may show it once more.
const (
	insistFor = 24 * time.Hour
	unsureFor = 15 * time.Minute
)

// deliver sends a message of an answer and insists: an outage or a long flood
// loses none. Meanwhile the store keeps the update that is answered, where it
// outlives the program, and the chat's later ones wait in their order.
func (s *server) deliver(ctx context.Context, t talk, m api.Outgoing) error {
	began := time.Now()
	for waits := api.LongWaits(); ; {
		err := s.out.Send(ctx, m)
		u := api.Undelivered(err)
		s.noteDelivery(u)
		patience := insistFor
		if u.Unsure {
			patience = unsureFor
		}
		if u.Reason == "" || t.update == 0 || ctx.Err() != nil || time.Since(began) > patience {
			return err
		}
		wait := max(u.Wait, waits.NextBackOff())
		s.log.Warn("an answer is not delivered yet", "update", t.update, "chat", s.pseudonym(t.chat), "because", u.Reason, "again in", wait.Round(time.Second))
		s.metrics.Retried("undelivered")
		if s.Store.Park(ctx, t.update, t.raw) == nil {
			s.tracker.finish(t.update) // Telegram need not keep it
		}
		if !s.pause(ctx, wait) {
			return err
		}
	}
}

// noteDelivery tells readiness whether Telegram takes messages. That it wants
// fewer is no fault of ours.
func (s *server) noteDelivery(u api.Undelivery) {
	s.refusing.Store(u.Reason != "" && u.Reason != "flood")
}

// pause waits; false where the program ends before.
func (s *server) pause(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.closing:
		return false
	case <-ctx.Done():
		return false
	}
}

// hasty is the talk for what need not be said later.
func (t talk) hasty() talk {
	t.update, t.raw = 0, nil
	return t
}
