package telegram

import (
	"context"
	"fmt"
	"sync"
	"time"

	"wenbao/bot/limit"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

const (
	maxWork    = 500                // updates in work at a time, each of another chat
	claimEvery = state.LeaseFor / 4 // at least: no lease of ours runs out, and what was postponed waits little longer
	maxBegun   = 20                 // an update that was begun so often and never came to an end ends the program
)

// hands are the goroutines that work, one for each chat that has something in
// the inbox, maxWork at most.
type hands struct {
	mu      sync.Mutex
	busy    map[int64]bool // by number of the update
	running sync.WaitGroup
	stirred chan struct{} // gets a value when there may be work
}

func newHands() *hands { return &hands{busy: map[int64]bool{}, stirred: make(chan struct{}, 1)} }

// stir says that there may be work.
func (h *hands) stir() {
	select {
	case h.stirred <- struct{}{}:
	default:
	}
}

// free is how many more updates may be begun.
func (h *hands) free() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return maxWork - len(h.busy)
}

// do works on an update, unless somebody here does, whose lease ran out.
func (h *hands) do(id int64, work func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.busy[id] {
		return
	}
	h.busy[id] = true
	h.running.Go(func() {
		defer h.stir()
		defer h.drop(id)
		work()
	})
}

func (h *hands) drop(id int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.busy, id)
}

// dispatch gives out what is due in the inbox until ctx ends.
func (s *server) dispatch(ctx, work context.Context) {
	s.hands.running.Go(func() { s.tellWaits(ctx) })
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil {
		timer.Reset(s.giveOut(ctx, work))
		select {
		case <-s.hands.stirred:
		case <-timer.C:
		case <-ctx.Done():
		}
	}
}

// giveOut begins some of what is due, and returns when to look again at least.
func (s *server) giveOut(ctx, work context.Context) time.Duration {
	room := min(s.hands.free(), crowd)
	full := s.gate.flowing() || s.out.Waiting() >= crowd // an answer waits better in the inbox, where it costs nothing yet
	if full {
		room = 0
	}
	updates, err := s.Store.Claim(ctx, s.owner, room)
	if err != nil {
		s.noteState(err)
	}
	for _, u := range updates {
		s.hands.do(u.ID, func() { s.attend(work, u) })
	}
	if full || len(updates) == crowd {
		return flow
	}
	return claimEvery
}

// finishBegun waits for what is in work, for drainTime at most, and keeps its
// leases.
func (s *server) finishBegun(work context.Context, cancel context.CancelFunc) {
	timer := time.AfterFunc(drainTime, cancel)
	defer timer.Stop()
	idle := make(chan struct{})
	go func() {
		s.hands.running.Wait()
		close(idle)
	}()
	tick := time.NewTicker(claimEvery)
	defer tick.Stop()
	for {
		select {
		case <-idle:
			cancel()
			return
		case <-tick.C:
			_, _ = s.Store.Claim(work, s.owner, 0)
		}
	}
}

// attend does what an update asks for, or sends what is left of its answer, and
// finishes it, or puts it off.
func (s *server) attend(ctx context.Context, row state.Update) {
	e, err := errandOf(row)
	if err != nil {
		s.unreadable(arrival{update: e.update, bad: err})
		s.settle(ctx, e, func(ctx context.Context) error { return s.Store.Finish(ctx, e.ID) })
		return
	}
	outcome, err := shielded(func() (string, error) { return s.handlingOf(e)(ctx, e) }, func() {})
	switch {
	case err != nil && ctx.Err() != nil:
		s.log.Warn("an update stays unanswered until the next start", "update", e.ID)
		s.postpone(ctx, e, time.Now())
	case err != nil && s.insists(e, err):
		wait := max(api.Undelivered(err).Wait, api.LongWait(e.Tries))
		s.log.Warn("an answer is not delivered yet", "update", e.ID, "chat", s.pseudonym(e.Lane), "because", api.Undelivered(err).Reason, "again in", wait.Round(time.Second))
		s.metrics.Retried("undelivered")
		s.postpone(ctx, e, time.Now().Add(wait))
	default:
		s.finish(ctx, e, outcome, err)
	}
}

// handling is what is done with an update; it names the outcome.
type handling func(ctx context.Context, e *errand) (outcome string, err error)

func (s *server) handlingOf(e *errand) handling {
	switch {
	case len(e.left.Rest) > 0:
		return s.resume
	case e.Tries > maxBegun:
		return s.giveUp
	case e.Lane == beside(e.update.Lane()):
		return s.turnAway
	}
	return s.handle
}

// resume sends what is left of an answer.
func (s *server) resume(ctx context.Context, e *errand) (string, error) {
	return outcomeOf("late", s.send(ctx, e, e.left.Rest...))
}

// giveUp ends an update with which the program ended again and again.
func (s *server) giveUp(ctx context.Context, e *errand) (string, error) {
	m := e.update.Message
	if m == nil {
		m = e.update.Edited
	}
	if m != nil {
		s.apologise(ctx, s.preferred(ctx, s.talkOf(m, m.Sender(), m.LanguageCode(), "")))
	}
	return "fault", fmt.Errorf("it was begun %d times and never came to an end", e.Tries-1)
}

// finish ends an errand for good.
func (s *server) finish(ctx context.Context, e *errand, outcome string, err error) {
	kind, chat := e.update.Kind(), s.pseudonym(e.Lane)
	said := e.left.Said
	if err != nil {
		s.log.Error("an update went wrong", "update", e.ID, "kind", kind, "outcome", outcome, "chat", chat, "error", err)
		said = nil
	} else if e.left.Answer != "" {
		s.metrics.latency.UpdateDuration(e.At)
		s.metrics.answers(e.left.Answer).Inc()
	}
	handled := []any{"update", e.ID, "kind", kind, "outcome", outcome, "chat", chat, "ms", time.Since(e.At).Milliseconds()}
	if e.left.Receipt != "" {
		handled = append(handled, "receipt", e.left.Receipt)
	}
	s.log.Info("handled", handled...)
	s.metrics.updates(kind, outcome).Inc()
	s.settle(ctx, e, func(ctx context.Context) error { return s.Store.Finish(ctx, e.ID, said...) })
}

// postpone gives an errand back to the inbox.
func (s *server) postpone(ctx context.Context, e *errand, until time.Time) {
	s.settle(ctx, e, func(ctx context.Context) error { return s.Store.Postpone(ctx, e.ID, until, e.left.encoded()) })
}

// settle writes what became of an errand. Where that cannot be written it is
// tried on and on, and its chat waits, so that nobody gets the same answer again
// and again; at the end of the program, once.
func (s *server) settle(ctx context.Context, e *errand, write func(ctx context.Context) error) {
	for waits := api.Waits(); ; {
		err := write(context.WithoutCancel(ctx))
		s.noteState(err)
		if err == nil {
			return
		}
		if limit.Pause(ctx, waits.NextBackOff()) != nil {
			s.log.Error("the state cannot be written; an update may be answered twice", "update", e.ID, "error", err)
			return
		}
	}
}
