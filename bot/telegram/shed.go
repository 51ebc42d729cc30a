package telegram

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"wenbao/bot/limit"
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

const (
	longWait    = 10 * time.Second       // a wait that is told
	noticeEvery = 500 * time.Millisecond // how often somebody is told
	noticeTime  = 5 * time.Second        // a notice that is not sent by then tells nothing any more
)

// tellWaits tells people whose update waits in the inbox how long their answer will take,
// while the pace of sending is what they wait for; where thinking takes long the gate tells.
func (s *server) tellWaits(ctx context.Context) {
	for limit.Pause(ctx, noticeEvery) == nil {
		if s.out.Waiting() >= crowd/2 {
			s.hands.running.Go(func() { s.tellOne(ctx) }) // which waits for its turn
		}
	}
}

// tellOne tells one of those who have a long wait before them: there is no room to tell all.
func (s *server) tellOne(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, noticeTime)
	defer cancel()
	least, open := int(longWait.Seconds()*float64(s.Pace.Global)), s.backlog().Open
	if open <= least {
		return
	}
	before := least + rand.IntN(open-least) //nolint:gosec // anybody
	row, err := s.Store.Behind(ctx, before)
	if err != nil {
		return // readiness tells
	}
	u, err := api.DecodeUpdate(row.Raw)
	m := u.Message
	if err != nil || m == nil || !m.Chat.Private() || !s.mayTell(ctx, m.Chat.ID) {
		return
	}
	said, _ := s.addressed(m)
	t := s.preferred(ctx, s.talkOf(m, m.Sender(), m.LanguageCode(), ownWords(said)))
	_ = s.say(ctx, t, nil, message.Para(fmt.Sprintf(t.words.Queued, int(float64(before)/float64(s.Pace.Global)))))
}
