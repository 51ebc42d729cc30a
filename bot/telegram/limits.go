package telegram

import (
	"context"
	"fmt"
	"math"
	"time"

	"golang.org/x/time/rate"

	"wenbao/bot/telegram/limit"
	"wenbao/bot/telegram/message"
)

// What one person may ask: a burst, then one message a second, which nobody
// reads faster.
const (
	personRate  = rate.Limit(1)
	personBurst = 30
)

// allowed takes a token of the person's bucket. When it is empty, the person
// gets one friendly notice, and the next only after having been heard again.
func (s *server) allowed(ctx context.Context, t talk) (ok bool, outcome string, err error) {
	b := s.people.Of(t.user, personRate, personBurst)
	if b.Take() {
		return true, "", nil
	}
	s.metrics.limited("person").Inc()
	if !b.Notice() {
		return false, "limited", nil
	}
	outcome, err = outcomeOf("limited", s.say(ctx, t, nil, message.Para(fmt.Sprintf(t.words.TooFast, secondsUntil(b)))))
	return false, outcome, err
}

// secondsUntil is when a bucket will have a few tokens again.
func secondsUntil(b *limit.Bucket) int {
	const few = 3
	missing := few - b.TokensAt(time.Now())
	return max(1, int(math.Ceil(missing/float64(personRate))))
}
