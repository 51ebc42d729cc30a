package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"

	"wenbao/bot/telegram/api"
)

// chatter reports whether an update is a message that is not for us. It takes
// no place among those that wait.
func (s *server) chatter(u api.Update) bool {
	m := u.Message
	if m == nil {
		m = u.Edited
	}
	if m == nil {
		return false
	}
	_, addressed := s.addressed(m)
	return !addressed || s.foreign(m)
}

// addressed returns what a message says to the bot. In a group that is a
// command, a reply to the bot, or a message that mentions it; ok is false for
// what people say to each other.
func (s *server) addressed(m *api.Message) (text string, ok bool) {
	text, _ = m.Words()
	text = strings.TrimSpace(text)
	if m.Chat.Private() {
		return s.withoutMention(m, text), true
	}
	if c, isCommand := parseCommand(text); isCommand {
		mine := strings.EqualFold(c.bot, s.me.Username)
		return text, mine || c.bot == "" && (slices.Contains(commandNames, c.name) || s.replies(m))
	}
	rest := s.withoutMention(m, text)
	if rest != text || s.replies(m) {
		return rest, m.Text != "" || m.Caption != "" || s.replies(m)
	}
	return "", false
}

// foreign: messages of other bots, and our own that a person sent inline.
func (s *server) foreign(m *api.Message) bool {
	if m.ViaBot != nil && m.ViaBot.ID == s.me.ID {
		return true
	}
	return m.From != nil && m.From.IsBot && m.SenderChat == nil
}

func (s *server) replies(m *api.Message) bool {
	return m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.From.ID == s.me.ID
}

// withoutMention takes @ourname out of a text, and a link to us by name.
func (s *server) withoutMention(m *api.Message, text string) string {
	written, marked := m.Words()
	for _, e := range marked {
		if e.Type == "text_mention" && e.User != nil && e.User.ID == s.me.ID {
			if name := slice16(written, e.Offset, e.Length); name != "" {
				text = strings.Replace(text, name, " ", 1)
			}
		}
	}
	if s.me.Username == "" {
		return text
	}
	handle := "@" + s.me.Username
	for from := 0; ; {
		at := strings.IndexByte(text[from:], '@')
		if at < 0 {
			return strings.TrimSpace(text)
		}
		at += from
		end := at + len(handle)
		switch {
		case end > len(text), !strings.EqualFold(text[at:end], handle), end < len(text) && isNameByte(text[end]):
			from = at + 1 // somebody else, whose name may begin like ours
		default:
			text, from = text[:at]+" "+text[end:], at
		}
	}
}

// slice16 cuts by UTF-16 units, as Telegram counts; "" where that is no part
// of the text.
func slice16(text string, offset, length int) string {
	units := utf16.Encode([]rune(text))
	if offset < 0 || length <= 0 || offset+length > len(units) {
		return ""
	}
	return string(utf16.Decode(units[offset : offset+length]))
}
