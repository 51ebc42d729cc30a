package telegram

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
	"wenbao/bot/telegram/message"
	"wenbao/knowledge/text"
)

// command does what a command asks for.
func (s *server) command(ctx context.Context, t talk, m *api.Message, c typed, received time.Time) (string, error) {
	switch c.name {
	case "start":
		return outcomeOf("command", s.start(ctx, t, m, c.rest))
	case "help":
		return outcomeOf("command", s.say(ctx, t, nil, message.Para(t.words.Help)))
	case "toc":
		return outcomeOf("command", s.tocHome(ctx, t, c.rest))
	case "ask":
		if c.rest == "" {
			return outcomeOf("command", s.prompt(ctx, t, message.Para(fmt.Sprintf(t.words.AskAlso, s.sample(t)))))
		}
		return s.question(ctx, t, c.rest, "", received)
	case "new":
		return s.change(ctx, t, s.Store.ClearTurns(ctx, t.who), t.words.Cleared)
	case "about":
		return outcomeOf("command", s.about(ctx, t))
	case "privacy":
		return outcomeOf("command", s.say(ctx, t, nil, message.Para(privacyText(t.words))))
	case "forget":
		return s.change(ctx, t, s.forget(ctx, t), t.words.Forgotten)
	case "lang":
		return s.lang(ctx, t, c.rest)
	}
	return s.unknownCommand(ctx, t, c)
}

// forget deletes everything about a person in a chat, and what she asked in vain
// anywhere. What another program keeps on the disk for now is deleted all the
// same, and gone with a sweep.
func (s *server) forget(ctx context.Context, t talk) error {
	err := errors.Join(s.Store.Forget(ctx, t.who), s.Store.Forget(ctx, s.pseudonym(t.user)))
	if errors.Is(err, state.ErrUnscrubbed) {
		s.log.Warn("what is deleted stays on the disk until the next sweep", "error", err)
		return nil
	}
	return err
}

// unknownCommand suggests the command that was meant. In a group it may be
// another bot's.
func (s *server) unknownCommand(ctx context.Context, t talk, c typed) (string, error) {
	shown := "/" + text.Shorten(message.Tidy(c.name), 20)
	sentence := fmt.Sprintf(t.words.NoCommand, shown)
	if near := text.Nearest(c.name, commandNames); near != "" {
		sentence = fmt.Sprintf(t.words.DidYouMean, shown, "/"+near)
	}
	return outcomeOf("unknown_command", s.say(ctx, t, nil, message.Para(sentence)))
}
