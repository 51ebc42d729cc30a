package api

import (
	"errors"
	"maps"
	"net/http"
)

// mend changes what Telegram refused about a message: markup that it does not
// understand, a topic that is closed or gone, buttons that it does not take.
func mend(m Outgoing, err error) (Outgoing, bool) {
	p := maps.Clone(m.Params)
	switch {
	case Says(err, "can't parse entities"):
		p["text"] = m.Plain
		delete(p, "parse_mode")
	case Says(err, "thread not found"), Says(err, "topic_closed"), Says(err, "topic_deleted"):
		delete(p, "message_thread_id")
	case Says(err, "button_data_invalid"), Says(err, "keyboard"):
		delete(p, "reply_markup")
	default:
		return m, false
	}
	m.Params = p
	return m, true
}

// migration is where a group has gone, 0 for nowhere.
func migration(err error) int64 {
	var refusal *Error
	if errors.As(err, &refusal) {
		return refusal.MigrateTo
	}
	return 0
}

// SendOutcomes are how a delivery ends, as Observer.Sent is told.
var SendOutcomes = []string{"ok", "blocked", "flood", "refused", "failed"}

// sendOutcome names how a delivery ended.
func sendOutcome(err error) string {
	var refusal *Error
	switch refused := errors.As(err, &refusal); {
	case err == nil:
		return "ok"
	case Gone(err):
		return "blocked"
	case refused && refusal.Code == http.StatusTooManyRequests:
		return "flood"
	case refused:
		return "refused"
	}
	return "failed"
}
