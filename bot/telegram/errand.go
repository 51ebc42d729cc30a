package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

// How long a message that Telegram does not take is sent again: one that it
// refused for a day, one of which nobody knows whether it arrived only shortly,
// since each try may show it once more.
const (
	insistFor = 24 * time.Hour
	unsureFor = 15 * time.Minute
)

// errand is an update in work.
type errand struct {
	state.Update
	update api.Update
	left   left
}

// left is what an errand still has to do when it is answered: what the inbox
// keeps of it while Telegram does not take the answer.
type left struct {
	Rest   []api.Outgoing `json:"rest"`             // messages that are not delivered, in order
	Since  time.Time      `json:"since"`            // when Telegram first did not take one
	Unsure time.Time      `json:"unsure"`           // when it first may have taken one all the same; zero for never
	Said   []state.Said   `json:"said,omitempty"`   // what to remember once all are delivered
	Answer bot.Outcome    `json:"answer,omitempty"` // what to count then; "" for what answers no question

	Receipt string `json:"receipt,omitempty"` // of that answer
}

// errandOf reads a row of the inbox.
func errandOf(row state.Update) (*errand, error) {
	u, err := api.DecodeUpdate(row.Raw)
	e := &errand{Update: row, update: u}
	e.update.ID = row.ID
	if err == nil && len(row.Pending) > 0 {
		err = json.Unmarshal(row.Pending, &e.left)
	}
	return e, err
}

// encoded is what the inbox keeps, nil for nothing: then the update will be
// handled anew.
func (l left) encoded() []byte {
	if len(l.Rest) == 0 {
		return nil
	}
	data, err := json.Marshal(l)
	if err != nil {
		return nil // not with these types
	}
	return data
}

// send delivers messages in their order. What is not delivered is left with the
// errand; nil for what need not be said later.
func (s *server) send(ctx context.Context, e *errand, messages ...api.Outgoing) error {
	if len(messages) == 0 {
		return nil
	}
	rest, err := s.out.Send(ctx, messages...)
	u := api.Undelivered(err)
	s.noteDelivery(u)
	if err != nil && e != nil && (u.Reason != "" || errors.Is(err, context.Canceled)) {
		e.left.leave(rest, u.Unsure)
	}
	return err
}

// leave notes what is not delivered, and since when.
func (l *left) leave(rest []api.Outgoing, unsure bool) {
	l.Rest = rest
	if l.Since.IsZero() {
		l.Since = time.Now()
	}
	if unsure && l.Unsure.IsZero() {
		l.Unsure = time.Now()
	}
}

// insists reports whether what is left of an answer is to be sent again.
func (s *server) insists(e *errand, err error) bool {
	u := api.Undelivered(err)
	waited := time.Since(e.left.Since) > insistFor || u.Unsure && time.Since(e.left.Unsure) > unsureFor
	return len(e.left.Rest) > 0 && u.Reason != "" && !waited
}

// noteDelivery tells readiness whether Telegram takes messages. That it wants
// fewer is no fault of ours.
func (s *server) noteDelivery(u api.Undelivery) {
	s.refusing.Store(u.Reason != "" && u.Reason != "flood")
}
