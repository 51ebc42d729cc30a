package telegram

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wenbao/bot/telegram/api"
)

// errBegun: the update is being handled already.
var errBegun = errors.New("the update is begun already")

// begin takes an update on unless it was taken before. finished is called when
// it is done; not if the bot stops before, so that Telegram repeats it. offer
// puts the job into the dispatcher.
func (s *server) begin(ctx context.Context, raw []byte, offer func(lane int64, job func(context.Context)) error, finished func()) error {
	u, err := api.DecodeUpdate(raw)
	if err != nil {
		defer finished()
		return s.skip(u, err)
	}
	if !s.tracker.take(u.ID, raw) {
		return errBegun
	}
	if s.chatter(u) {
		s.conclude(u, "ignored", finished)
		return nil
	}
	if done, err := s.Store.Handled(ctx, u.ID); err == nil && done {
		s.conclude(u, "repeated", finished)
		return nil
	}
	received := time.Now()
	err = offer(u.Lane(), func(work context.Context) { s.handleOnce(work, u, raw, received, s.handle, finished) })
	if errors.Is(err, errLaneFull) && s.worthAWord(u) {
		err = offer(beside(u.Lane()), func(work context.Context) { s.handleOnce(work, u, raw, received, s.turnAway, finished) })
	}
	switch {
	case errors.Is(err, errLaneFull):
		s.settled(ctx, u)
		s.conclude(u, "shed", finished)
		return nil
	case errors.Is(err, errFull):
		s.tracker.drop(u.ID) // Telegram delivers it once more
	}
	return err // at the end of the program it stays open, and so unacknowledged
}

// skip ends an update that cannot be read, once.
func (s *server) skip(u api.Update, err error) error {
	if u.ID > 0 && !s.tracker.take(u.ID, nil) {
		return errBegun
	}
	s.log.Warn("an update cannot be read and is skipped", "update", u.ID, "error", err)
	s.metrics.updates("unknown", "malformed").Inc()
	if u.ID > 0 {
		s.tracker.finish(u.ID)
	}
	return nil
}

// handling is what is done with an update; it names the outcome.
type handling func(ctx context.Context, u api.Update, raw []byte, received time.Time) (outcome string, err error)

// handleOnce handles an update and remembers that it did. What was cut short
// by the end of the program stays unfinished.
func (s *server) handleOnce(ctx context.Context, u api.Update, raw []byte, received time.Time, handle handling, finished func()) {
	outcome, err := shielded(func() (string, error) { return handle(ctx, u, raw, received) }, func() {})
	if err != nil && (ctx.Err() != nil || s.dispatcher.isClosed() && api.Undelivered(err).Reason != "") {
		s.log.Warn("an update stays unanswered until the next start", "update", u.ID)
		return
	}
	if err != nil {
		s.log.Error("an update went wrong", "update", u.ID, "kind", u.Kind(), "outcome", outcome, "chat", s.pseudonym(u.Lane()), "error", err)
	}
	s.settled(context.WithoutCancel(ctx), u)
	s.log.Info("handled", "kind", u.Kind(), "outcome", outcome, "chat", s.pseudonym(u.Lane()), "ms", time.Since(received).Milliseconds())
	s.conclude(u, outcome, finished)
}

// settled remembers that an update is done.
func (s *server) settled(ctx context.Context, u api.Update) {
	if err := s.Store.Finish(ctx, u.ID); err != nil {
		s.log.Error("the state cannot be written; an update may be answered twice", "error", err)
	}
}

// conclude ends an update for good.
func (s *server) conclude(u api.Update, outcome string, finished func()) {
	s.metrics.updates(u.Kind(), outcome).Inc()
	s.tracker.finish(u.ID)
	finished()
}

// resume takes on what an earlier run parked.
func (s *server) resume(ctx, work context.Context) error {
	parked, err := s.Store.Parked(ctx)
	if err != nil {
		return fmt.Errorf("reading the updates of the earlier run: %w", err)
	}
	for _, p := range parked {
		err := s.begin(ctx, p.Raw, func(lane int64, job func(context.Context)) error {
			return s.dispatcher.offerWait(ctx, work, lane, job)
		}, func() {})
		if err != nil && !errors.Is(err, errBegun) {
			return err
		}
	}
	return nil
}

// park hands updates that have been open for long to the store, if that
// outlives the program, so that they hold nobody up.
func (s *server) park(ctx context.Context, than time.Duration) {
	for id, raw := range s.tracker.slow(than) {
		if err := s.Store.Park(ctx, id, raw); err != nil {
			return // in memory: they stay with Telegram
		}
		s.tracker.finish(id)
	}
}
