package telegram

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"wenbao/bot/admin"
	"wenbao/bot/limit"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

// drainTime is what the updates that are begun may take after the stop.
const drainTime = 25 * time.Second

// Run serves until ctx is cancelled; then it takes nothing new in, finishes
// what is begun, and returns nil. It fails with ErrUnauthorized when Telegram
// does not know the token at the start, and when an address cannot be listened on.
func Run(ctx context.Context, o Options) error { return newServer(o, nil).run(ctx) }

func (s *server) run(ctx context.Context) error {
	defer s.client.Close()
	stopAdmin, err := admin.Serve(ctx, s.AdminAddr, s.watched(), s.log)
	if err != nil {
		return err
	}
	defer stopAdmin()
	if err := s.introduce(ctx); err != nil {
		return ignoreCancel(ctx, err)
	}
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	var background sync.WaitGroup
	background.Go(func() { s.setProfile(work) })
	background.Go(func() { s.sweep(work) })
	err = s.receive(ctx, work)
	s.finishBegun(work, cancel)
	background.Wait()
	return ignoreCancel(ctx, err)
}

// ignoreCancel: to be stopped is no error.
func ignoreCancel(ctx context.Context, err error) error {
	if ctx.Err() != nil && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
		return nil
	}
	return err
}

// introduce learns our own name, for as long as the network takes.
func (s *server) introduce(ctx context.Context) error {
	for waits := api.Waits(); ; {
		err := s.client.Call(ctx, "getMe", nil, &s.me)
		_, wait, again := api.Temporary(err)
		switch {
		case err == nil:
			s.touch()
			s.log.Info("connected to Telegram", "username", s.me.Username, "fingerprint", s.Bot.Fingerprint())
			return nil
		case errors.Is(err, ErrUnauthorized):
			return ErrUnauthorized
		case !again:
			return fmt.Errorf("asking Telegram who we are: %w", err)
		}
		s.log.Warn("Telegram cannot be reached; trying again", "error", err)
		if err := limit.Pause(ctx, max(wait, waits.NextBackOff())); err != nil {
			return err
		}
	}
}

// receive takes updates in and gives them out until ctx ends, or until none can
// be received any more.
func (s *server) receive(ctx, work context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	var dispatching sync.WaitGroup
	dispatching.Go(func() { s.dispatch(ctx, work) })
	defer dispatching.Wait()
	defer s.stopping.Store(true)
	defer stop()
	if s.Webhook != nil {
		return s.listen(ctx)
	}
	return s.Store.Lead(ctx, s.poll)
}

// expired tells of updates that were open for so long that nobody waits for an answer.
func (s *server) expired(ids []int64) {
	for _, id := range ids {
		s.log.Error("handled", "update", id, "kind", "unknown", "outcome", "expired")
		s.metrics.updates("unknown", "expired").Inc()
	}
}

// sweepGap is how often what is too old is deleted, and how long at most the
// disk holds what was deleted while another program read it.
const sweepGap = time.Minute

// sweep deletes what is too old, now and every sweepGap.
func (s *server) sweep(ctx context.Context) {
	for {
		expired, err := s.Store.Sweep(ctx)
		s.expired(expired)
		if !errors.Is(err, state.ErrUnscrubbed) {
			s.noteState(err)
		}
		switch {
		case err == nil, ctx.Err() != nil:
		case errors.Is(err, state.ErrUnscrubbed):
			s.log.Warn("what is deleted stays on the disk until the next try", "error", err)
		default:
			s.log.Error("deleting what is too old", "error", err)
		}
		if limit.Pause(ctx, sweepGap) != nil {
			return
		}
	}
}
