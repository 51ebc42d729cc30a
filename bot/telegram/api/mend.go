package api

import (
	"errors"
	"maps"
	"net/http"
)

// mend changes what Telegram refused about a message: markup that it does not
// understand, a topic that is closed or gone, buttons that it does not take: then
// those of Lean are left, and at last none. ok is false where nothing changes.
func mend(m Outgoing, err error) (mended Outgoing, ok bool) {
	switch {
	case Says(err, "can't parse entities"):
		mended = m.with("text", m.Plain).with("parse_mode", "")
	case Says(err, "thread not found"), Says(err, "topic_closed"), Says(err, "topic_deleted"):
		mended = m.with("message_thread_id", "")
	case refusesButtons(err):
		fewer := m.Lean
		m.Lean = "" // each step leaves less, so that there is an end
		mended = m.with("reply_markup", fewer)
		if maps.Equal(mended.Params, m.Params) {
			mended = m.with("reply_markup", "")
		}
	default:
		return m, false
	}
	return mended, !maps.Equal(mended.Params, m.Params)
}

// with is the message with another value of a field, "" for none.
func (m Outgoing) with(name, value string) Outgoing {
	m.Params = maps.Clone(m.Params)
	if delete(m.Params, name); value != "" {
		m.Params[name] = value
	}
	return m
}

// refusesButtons: a server that does not know a button says that it "can't parse
// inline keyboard button", one that does not like its value BUTTON_…_INVALID.
func refusesButtons(err error) bool { return Says(err, "keyboard") || Says(err, "button_") }

// knowsNoSuchButtons reports whether a refusal speaks of every button of a kind
// and not of an address that one of them holds.
func knowsNoSuchButtons(err error) bool { return Says(err, "keyboard") && !Says(err, "url") }

// refusesForm reports whether a message was refused for good that may be taken in
// another form: not where nothing can be sent, nor where the token is wrong.
func refusesForm(err error) bool {
	switch statusOf(err) {
	case http.StatusBadRequest, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusRequestEntityTooLarge, http.StatusNotImplemented:
		return !Gone(err)
	}
	return false
}

// knowsNoSuchForm reports whether a refusal is of every rich message: the method is
// unknown.
func knowsNoSuchForm(err error) bool {
	switch statusOf(err) {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		return true
	}
	return Says(err, "unknown method") || Says(err, "method not found")
}

// speaksOfForm reports whether a refusal is about the form of a message, which may be
// a mistake in this one.
func speaksOfForm(err error) bool { return Says(err, "rich") || Says(err, "can't parse") }

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
