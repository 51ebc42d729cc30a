package telegram

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/time/rate"
)

// handle does what an update asks for and names the outcome.
func (s *server) handle(ctx context.Context, u update, received time.Time) (string, error) {
	switch {
	case u.Message != nil:
		return s.handleMessage(ctx, u.Message, false, received)
	case u.Edited != nil:
		return s.handleMessage(ctx, u.Edited, true, received)
	case u.Callback != nil:
		return s.handleCallback(ctx, u.Callback, received)
	case u.Inline != nil:
		return s.handleInline(ctx, u.Inline)
	case u.Member != nil:
		return s.handleMember(ctx, u.Member)
	}
	return "ignored", nil
}

// handleMessage answers a message, or one that was edited.
func (s *server) handleMessage(ctx context.Context, m *message, edited bool, received time.Time) (string, error) {
	if s.foreign(m) {
		return "ignored", nil
	}
	text, addressed := s.addressed(m)
	if !addressed {
		return "ignored", nil
	}
	c, isCommand := parseCommand(text)
	own := text // the person's own words: the name of a command and a deep link are not
	if isCommand {
		own = ""
		if c.name == "ask" {
			own = c.rest
		}
	}
	t := s.talkOf(ctx, m, m.sender(), m.languageCode(), own)
	if t.group || edited {
		t.replyTo = m.ID
	}
	if text == "" && (m.any() || !t.group) {
		return s.wordless(ctx, t, m, edited)
	}
	if ok, outcome, err := s.allowed(ctx, t); !ok {
		return outcome, err
	}
	switch {
	case text == "":
		return outcomeOf("mention", s.say(ctx, t, nil, para(t.words.mention)))
	case isCommand:
		return s.command(ctx, t, m, c, received)
	case edited && s.lastQuestion(ctx, t) == text:
		return "ignored", nil // something else than the words was changed
	case edited:
		return s.question(ctx, t, text, t.words.reAnswered, received)
	}
	return s.question(ctx, t, text, "", received)
}

// wordless answers pictures, stickers, voices and files with a sentence: once
// for an album, which is a message per picture. What Telegram reports by
// itself, such as a pinned message, gets none.
func (s *server) wordless(ctx context.Context, t talk, m *message, edited bool) (string, error) {
	if edited || !m.any() || !s.albums.of(t.chat, rate.Every(10*time.Second), 1).Allow() {
		return "ignored", nil
	}
	return outcomeOf("media", s.say(ctx, t, nil, para(t.words.media)))
}

// foreign: messages of other bots, and our own that a person sent inline.
func (s *server) foreign(m *message) bool {
	if m.ViaBot != nil && m.ViaBot.ID == s.me.ID {
		return true
	}
	return m.From != nil && m.From.IsBot && m.SenderChat == nil
}

// handleMember greets a group that the bot was added to.
func (s *server) handleMember(ctx context.Context, c *memberChanged) (string, error) {
	joined := (c.Old.Status == "left" || c.Old.Status == "kicked") && (c.New.Status == "member" || c.New.Status == "administrator")
	if !joined || c.Chat.private() || c.Chat.Type == "channel" {
		return "ignored", nil
	}
	t := s.talkOf(ctx, &message{Chat: c.Chat}, c.From.ID, c.From.Language, "")
	return outcomeOf("joined", s.say(ctx, t, nil, para(fmt.Sprintf(t.words.joined, s.Bot.Scope(t.language)))))
}
