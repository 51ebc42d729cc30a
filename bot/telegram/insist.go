package telegram

import (
	"context"
	"time"

	"wenbao/bot/telegram/api"
)

// insistFor is how long an answer that Telegram does not take is tried again.
const insistFor = 24 * time.Hour

// insist handles an update until what is said to it is delivered: an outage or a
// long flood loses no answer. Meanwhile the store keeps the update, where it
// outlives the program, and the chat's later ones wait in their order. A tap is
// not insisted on: nobody waits for its answer for long.
func (s *server) insist(ctx context.Context, u api.Update, raw []byte, received time.Time, handle handling) (string, error) {
	for waits := api.LongWaits(); ; {
		outcome, err := shielded(func() (string, error) { return handle(ctx, u, received) }, func() {})
		reason, wait, again := api.Undelivered(err)
		if err == nil {
			s.refusing.Store(false)
		}
		if !again || ctx.Err() != nil || u.Message == nil && u.Edited == nil || time.Since(received) > insistFor {
			return outcome, err
		}
		s.refusing.Store(true)
		wait = max(wait, waits.NextBackOff())
		s.log.Warn("an answer is not delivered yet", "update", u.ID, "chat", s.pseudonym(u.Lane()), "because", reason, "again in", wait.Round(time.Second))
		s.metrics.Retried("undelivered")
		if s.Store.Park(ctx, u.ID, raw) == nil {
			s.tracker.finish(u.ID) // Telegram need not keep it
		}
		if stopped := api.Pause(ctx, wait); stopped != nil {
			return outcome, err
		}
	}
}
