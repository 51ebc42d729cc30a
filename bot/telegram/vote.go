package telegram

import (
	"context"
	"strconv"
	"strings"

	"wenbao/bot"
	"wenbao/bot/telegram/api"
	"wenbao/bot/telegram/message"
)

// votes are the buttons that vote on an answer, and the one that copies its receipt,
// for staff, who get the same one for the same question.
func votes(t talk, up, down, receipt string, copies bool) []message.Button {
	buttons := []message.Button{{Text: up, Data: "u:" + receipt}, {Text: down, Data: "d:" + receipt}}
	if copies {
		buttons = append(buttons, message.Button{Text: t.words.Receipt, Copy: &message.Copy{Text: receipt}})
	}
	return buttons
}

// vote stores a vote, without any text, and offers to attach the text. In a group,
// where answers are short, only who doubts one gets its receipt.
func (s *server) vote(ctx context.Context, t talk, c *api.Callback, receipt string, up bool) reaction {
	if !bot.IsReceipt(receipt) { // a client sends what it likes
		return alert(t.words.Unknown)
	}
	if err := s.Store.Vote(ctx, t.who, receipt, up); err != nil {
		s.stateFailed("storing a vote", err)
		return alert(t.words.Fault)
	}
	s.metrics.votes(up).Inc()
	upText, downText := t.words.Up, t.words.VotedDown
	if up {
		upText, downText = t.words.VotedUp, t.words.Down
	}
	k := message.ReadKeyboard(c.Message.Keyboard).Without(aboutVotes)
	k.Row(votes(t, upText, downText, receipt, !t.group || !up)...)
	k.Row(message.Button{Text: t.words.Attach, Data: "a:" + receipt})
	return reaction{toast: t.words.Voted, then: s.swapButtons(ctx, t, c, k)}
}

// attach adds the question's text to a vote: the person has agreed by tapping.
func (s *server) attach(ctx context.Context, t talk, c *api.Callback, receipt string) reaction {
	ok, err := s.Store.Attach(ctx, t.who, receipt)
	if err != nil {
		s.stateFailed("attaching a text", err)
		return alert(t.words.Fault)
	}
	toast := t.words.NotAttached
	if ok {
		toast = t.words.Attached
	}
	if len(c.Message.Keyboard) == 0 {
		return reaction{toast: toast}
	}
	return reaction{toast: toast, then: s.swapButtons(ctx, t, c, message.ReadKeyboard(c.Message.Keyboard).Without(attaches))}
}

// aboutVotes: the row of such a button is about votes.
func aboutVotes(b message.Button) bool {
	return strings.HasPrefix(b.Data, "u:") || strings.HasPrefix(b.Data, "d:") || attaches(b)
}

func attaches(b message.Button) bool { return strings.HasPrefix(b.Data, "a:") }

// swapButtons replaces the buttons under the message of a callback.
func (s *server) swapButtons(ctx context.Context, t talk, c *api.Callback, k *message.Keyboard) func() (string, error) {
	return func() (string, error) {
		p := api.Params{"message_id": strconv.FormatInt(c.Message.ID, 10)}
		err := s.send(ctx, t.errand, under(api.Outgoing{Chat: t.chat, Method: "editMessageReplyMarkup", Params: p}, k))
		if api.Says(err, "message to edit not found") || api.Says(err, "message can't be edited") {
			err = nil // the vote counts all the same
		}
		return outcomeOf("callback", err)
	}
}
