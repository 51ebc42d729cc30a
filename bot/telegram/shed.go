package telegram

import (
	"context"
	"fmt"

	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
	"wenbao/bot/telegram/message"
	"wenbao/bot/words"
)

// worthAWord reports whether something is to be said to an update for which
// its chat has no room: to a tap always, so that no button keeps spinning, to
// the messages of a chat once in a while.
func (s *server) worthAWord(ctx context.Context, u api.Update) bool {
	switch {
	case u.Callback != nil:
		return true
	case u.Message != nil, u.Edited != nil:
		return s.Limits.Take(ctx, "crowded/"+s.pseudonym(u.Lane()), crowded, 1, 0).OK
	}
	return false
}

// saidSo lets the chat of an update be told that it has no room for it. It is
// false where nothing is to be said, or not even that can wait.
func (s *server) saidSo(ctx context.Context, a arrival) bool {
	if !s.worthAWord(ctx, a.update) {
		return false
	}
	fates, err := s.Store.Receive(ctx, state.Update{ID: a.update.ID, Lane: beside(a.update.Lane()), Raw: a.raw})
	return err == nil && fates[0] == state.Taken
}

// beside is the lane for such words: that of the chat is full. No chat has a
// number so high.
func beside(lane int64) int64 { return lane ^ 1<<62 }

// turnAway says that there is no room.
func (s *server) turnAway(ctx context.Context, e *errand) (string, error) {
	u := e.update
	if c := u.Callback; c != nil {
		w := words.TelegramIn(languageOfCode(c.From.Language))
		return "shed", s.answerCallback(ctx, c.ID, alert(fmt.Sprintf(w.TooFast, secondsUntil(s.asks(ctx, c.From.ID)))))
	}
	m := u.Message
	if m == nil {
		m = u.Edited
	}
	said, _ := s.addressed(m)
	t := s.preferred(ctx, s.talkOf(m, m.Sender(), m.LanguageCode(), ownWords(said)))
	if t.group {
		t.replyTo = m.ID
	}
	return outcomeOf("shed", s.say(ctx, t, nil, message.Para(t.words.Crowded)))
}
