package telegram

import (
	"io"
	"time"

	"wenbao/bot/admin"
)

// silence is how long Telegram may not answer before we count as not ready.
const silence = 2 * time.Minute

// watched is what operators see of this door, and of one beside it.
func (s *server) watched() admin.Door {
	return admin.Door{Unready: s.unready, Metrics: append([]func(io.Writer){s.metrics.write}, s.Beside...)}
}

// unready says why questions are not answered now, "" when they are. With a
// webhook it is Telegram that comes to us, once it knows where: its silence
// means nothing then.
func (s *server) unready() string {
	last := s.contact.Load()
	switch {
	case last == 0:
		return "Telegram was not reached yet"
	case s.Webhook == nil && time.Since(time.Unix(last, 0)) > silence:
		return "Telegram has not answered for a while"
	case s.Webhook != nil && !s.delivering.Load():
		return "Telegram does not know our webhook yet"
	case s.refusing.Load():
		return "Telegram takes no answers"
	case s.dispatcher.isClosed():
		return "stopping"
	}
	return ""
}
