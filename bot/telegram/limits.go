package telegram

import (
	"context"
	"fmt"
	"math"
	"time"

	"wenbao/bot/limit"
	"wenbao/bot/telegram/message"
)

var (
	// person is what one may ask: a burst, then one message a second, which nobody
	// reads faster.
	person = limit.Bucket{Rate: 1, Burst: 30}
	// crowded is how often a chat is told that more waits than we take, or how long.
	crowded = every(time.Minute)
	// album is within how long the pictures of one come, of which one is answered.
	album = every(10 * time.Second)
)

// every is a bucket for something that is done once within a time.
func every(gap time.Duration) limit.Bucket { return limit.Bucket{Rate: 1 / gap.Seconds(), Burst: 1} }

// asks takes a token of a person's bucket.
func (s *server) asks(ctx context.Context, user int64) limit.Level {
	return s.Limits.Take(ctx, "person/"+s.pseudonym(user), person, 1, 0)
}

// allowed takes a token of the person's bucket. When it is empty, the person
// gets one friendly notice, and the next only after having been heard again.
func (s *server) allowed(ctx context.Context, t talk) (ok bool, outcome string, err error) {
	level := s.asks(ctx, t.user)
	if level.OK {
		return true, "", nil
	}
	s.metrics.limited("person").Inc()
	if level.Refused > 1 {
		return false, "limited", nil
	}
	outcome, err = outcomeOf("limited", s.say(ctx, t, nil, message.Para(fmt.Sprintf(t.words.TooFast, secondsUntil(level)))))
	return false, outcome, err
}

// noticeShare is the part of all messages that may tell people how long they wait.
const noticeShare = 0.1

// mayTell reports whether a chat may be told how long it waits: once in a while, and all
// chats together so seldom that answers hardly wait because of it.
func (s *server) mayTell(ctx context.Context, chat int64) bool {
	notices := limit.Bucket{Rate: noticeShare * float64(s.Pace.Global), Burst: 3}
	return s.Limits.Take(ctx, "notices", notices, 1, 0).OK && s.Limits.Take(ctx, "waits/"+s.pseudonym(chat), crowded, 1, 0).OK
}

// secondsUntil is when a person will have a few tokens again.
func secondsUntil(level limit.Level) int {
	const few = 3
	return max(1, int(math.Ceil(person.Until(level, few).Seconds())))
}
