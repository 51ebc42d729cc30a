package telegram

import (
	"context"
	"io"
	"time"

	"wenbao/bot/admin"
	"wenbao/bot/state"
)

// stalled is how long an update may wait for us alone before we count as not
// ready: five times what one question may take.
const stalled = 5 * thinkTime

// silence is how long Telegram may not answer before we count as not ready.
const silence = 2 * time.Minute

// watched is what operators see of this door, and of one beside it.
func (s *server) watched() admin.Door {
	return admin.Door{Unready: s.unready, Metrics: append([]func(io.Writer){s.metrics.write}, s.Beside...)}
}

// unready says why questions are not answered now, "" when they are. With a
// webhook it is Telegram that comes to us, once it knows where, and of several
// programs one polls: its silence means nothing then.
func (s *server) unready() string {
	last := s.contact.Load()
	switch {
	case last == 0:
		return "Telegram was not reached yet"
	case s.polling.Load() && s.barred.Load():
		return "Telegram refuses our polls"
	case s.polling.Load() && time.Since(time.Unix(last, 0)) > silence:
		return "Telegram has not answered for a while"
	case s.Webhook != nil && !s.delivering.Load():
		return "Telegram does not know our webhook yet"
	case s.refusing.Load():
		return "Telegram takes no answers"
	case s.broken.Load():
		return "the state cannot be written"
	case ageOf(s.backlog().Due) > stalled:
		return "updates wait too long"
	case s.stopping.Load():
		return "stopping"
	}
	return ""
}

// backlog is what is open in the inbox. What cannot be read counts as nothing:
// then the state is broken, and that is told.
func (s *server) backlog() state.Backlog {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	b, err := s.Store.Backlog.Backlog(ctx)
	if err != nil {
		s.noteState(err)
	}
	return b
}

// writable is 1 while the state can be written, else 0.
func (s *server) writable() float64 {
	if s.broken.Load() {
		return 0
	}
	return 1
}

// ageOf is how long ago something was, 0 for what never was.
func ageOf(t time.Time) time.Duration {
	if t.IsZero() {
		return 0
	}
	return time.Since(t)
}
