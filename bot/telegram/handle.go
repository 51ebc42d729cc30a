package telegram

import (
	"context"
	"fmt"
	"strings"
	"time"

	"wenbao/bot"
	"wenbao/bot/telegram/api"
	"wenbao/bot/telegram/message"
)

// handle does what an update asks for and names the outcome.
func (s *server) handle(ctx context.Context, e *errand) (string, error) {
	switch u := e.update; {
	case u.Message != nil:
		return s.handleMessage(ctx, e, u.Message, false)
	case u.Edited != nil:
		return s.handleMessage(ctx, e, u.Edited, true)
	case u.Callback != nil:
		return s.handleCallback(ctx, e, u.Callback)
	case u.Inline != nil:
		return s.handleInline(ctx, u.Inline)
	case u.Member != nil:
		return s.handleMember(ctx, e, u.Member)
	}
	return "ignored", nil
}

// handleMessage answers a message that is for us, or one that was edited.
func (s *server) handleMessage(ctx context.Context, e *errand, m *api.Message, edited bool) (string, error) {
	said, _ := s.addressed(m)
	t := s.talkOf(m, m.Sender(), m.LanguageCode(), ownWords(said))
	t.errand = e
	if t.group || edited {
		t.replyTo = m.ID
	}
	if edited {
		t.edited = time.Unix(m.Date, 0)
	}
	return shielded(func() (string, error) {
		t = s.preferred(ctx, t)
		return s.reply(ctx, t, m, said, edited, e.At)
	}, func() { s.apologise(ctx, t) })
}

// ownWords are a person's own: the name of a command and a deep link are not.
func ownWords(said string) string {
	c, isCommand := parseCommand(said)
	switch {
	case !isCommand:
		return said
	case c.name == "ask":
		return c.rest
	}
	return ""
}

// reply answers what was said to us.
func (s *server) reply(ctx context.Context, t talk, m *api.Message, said string, edited bool, received time.Time) (string, error) {
	if first := s.opens(ctx, m.Album); said == "" && (edited || m.Reported() || !first) {
		return "ignored", nil // nobody waits for an answer
	}
	if ok, outcome, err := s.allowed(ctx, t); !ok {
		return outcome, err
	}
	if s.replies(m) { // not before she is allowed: every passage is looked for in it
		t.about = bot.QuotedAsAnswer(s.Bot.Library(), m.ReplyTo.Shown())
	}
	c, isCommand := parseCommand(said)
	switch {
	case said == "" && m.Voice != nil:
		return s.voice(ctx, t, m, received)
	case said == "":
		return s.wordless(ctx, t, m)
	case isCommand:
		return s.command(ctx, t, m, c, received)
	case edited && s.lastQuestion(ctx, t) == said:
		return "ignored", nil // something else than the words was changed
	case edited:
		return s.question(ctx, t, said, t.words.ReAnswered, received)
	}
	return s.question(ctx, t, said, "", received)
}

// opens reports whether a message is the first of its album, which is a message
// per picture; one without an album is.
func (s *server) opens(ctx context.Context, id string) bool {
	return id == "" || s.Limits.Take(ctx, "album/"+s.marked(id), album, 1, 0).OK
}

// wordless answers who only mentions us, and pictures, stickers, voices, files
// and whatever else a person can send, with a sentence.
func (s *server) wordless(ctx context.Context, t talk, m *api.Message) (string, error) {
	written, _ := m.Words()
	if strings.TrimSpace(written) != "" || t.group && !m.Any() {
		return outcomeOf("mention", s.say(ctx, t, nil, message.Para(t.words.Mention)))
	}
	return outcomeOf("media", s.say(ctx, t, nil, message.Para(fmt.Sprintf(t.words.Media, s.sample(t)))))
}

// handleMember greets a group that the bot was added to.
func (s *server) handleMember(ctx context.Context, e *errand, c *api.MemberChanged) (string, error) {
	joined := (c.Old.Status == "left" || c.Old.Status == "kicked") && (c.New.Status == "member" || c.New.Status == "administrator")
	if !joined || c.Chat.Private() || c.Chat.Type == "channel" {
		return "ignored", nil
	}
	t := s.preferred(ctx, s.talkOf(&api.Message{Chat: c.Chat}, c.From.ID, c.From.Language, ""))
	t.errand = e
	return outcomeOf("joined", s.say(ctx, t, nil, message.Para(fmt.Sprintf(t.words.Joined, s.Bot.Scope(t.language)))))
}
