package telegram

import (
	"context"
	"fmt"
	"runtime/debug"

	"wenbao/bot/telegram/message"
)

// shielded takes a step. A panic in it does not end the program for everybody:
// it is the step's error, and tell is called, so that the person is not left
// without a word.
func shielded(step func() (outcome string, err error), tell func()) (outcome string, err error) {
	defer func() {
		if r := recover(); r != nil {
			outcome, err = "panic", fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			tell()
		}
	}()
	return step()
}

// apologise tells a talk that something went wrong. That it cannot be told is
// no further news.
func (s *server) apologise(ctx context.Context, t talk) {
	_ = s.say(ctx, t.hasty(), nil, message.Para(t.words.Fault))
}

// change says that the state was changed, or that it was not.
func (s *server) change(ctx context.Context, t talk, failed error, done string) (string, error) {
	if failed != nil {
		s.apologise(ctx, t)
		return "fault", failed
	}
	return outcomeOf("command", s.say(ctx, t, nil, message.Para(done)))
}
