package telegram

import (
	"context"
	"encoding/json"
	"errors"

	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

// arrival is an update as it came.
type arrival struct {
	raw    json.RawMessage
	update api.Update
	bad    error // why it cannot be read; then only the number of update is known
}

// take puts updates into the inbox, all or none, so that Telegram need not keep
// them. It returns the highest of their numbers, 0 where none has one.
func (s *server) take(ctx context.Context, raws ...json.RawMessage) (high int64, err error) {
	var arrivals []arrival
	var others []api.Update // not for us
	var rows []state.Update
	for _, raw := range raws {
		a := arrival{raw: raw}
		a.update, a.bad = api.DecodeUpdate(raw)
		high = max(high, a.update.ID)
		switch {
		case a.bad != nil && a.update.ID == 0:
			s.unreadable(a)
		case a.bad != nil:
			arrivals, rows = append(arrivals, a), append(rows, state.Update{ID: a.update.ID})
		case s.chatter(a.update):
			others = append(others, a.update)
		default:
			arrivals, rows = append(arrivals, a), append(rows, state.Update{ID: a.update.ID, Lane: a.update.Lane(), Raw: raw})
		}
	}
	fates, err := s.Store.Receive(ctx, rows...)
	if len(rows) > 0 { // else nothing was written
		s.noteState(err)
	}
	if err != nil {
		return 0, err
	}
	for _, u := range others {
		s.metrics.updates(u.Kind(), "ignored").Inc()
	}
	for i, fate := range fates {
		s.received(ctx, arrivals[i], fate)
	}
	s.hands.stir()
	return high, nil
}

// received counts what became of an update in the inbox.
func (s *server) received(ctx context.Context, a arrival, fate state.Fate) {
	switch {
	case fate == state.Known:
		s.metrics.updates(a.update.Kind(), "repeated").Inc()
	case a.bad != nil:
		s.unreadable(a)
	case fate == state.Crowded && !s.saidSo(ctx, a):
		s.metrics.updates(a.update.Kind(), "shed").Inc()
	}
}

// unreadable puts an update aside that nobody can do anything with. The inbox
// knows its number, so that it is told once.
func (s *server) unreadable(a arrival) {
	s.log.Warn("an update cannot be read and is skipped", "update", a.update.ID, "error", a.bad)
	s.metrics.updates("unknown", "malformed").Inc()
}

// noteState tells readiness and the log whether the state can be written. That
// there is no room in the inbox is no fault of it.
func (s *server) noteState(err error) {
	broken := err != nil && !errors.Is(err, state.ErrFull) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
	if broken {
		s.metrics.stateErrors(state.Cause(err)).Inc()
	}
	switch {
	case broken && !s.broken.Swap(true):
		s.log.Error("the state cannot be written; updates stay with Telegram", "error", err)
	case err == nil && s.broken.Swap(false):
		s.log.Info("the state can be written again")
	}
}

// stateFailed tells operators of something that goes on without the state.
func (s *server) stateFailed(what string, err error) {
	s.metrics.stateErrors(state.Cause(err)).Inc()
	s.log.Error(what, "error", err)
}
