package telegram

import (
	"strings"
	"unicode/utf16"
)

// addressed returns what a message says to the bot. In a group that is a
// command, a reply to the bot, or a message that mentions it; ok is false for
// what people say to each other.
func (s *server) addressed(m *message) (text string, ok bool) {
	text = strings.TrimSpace(m.Text)
	if text == "" {
		text = strings.TrimSpace(m.Caption)
	}
	if m.Chat.private() {
		return s.withoutMention(m, text), true
	}
	if c, isCommand := parseCommand(text); isCommand {
		mine := strings.EqualFold(c.bot, s.me.Username)
		return text, mine || c.bot == "" && (known(c.name) || s.replies(m))
	}
	rest := s.withoutMention(m, text)
	if rest != text || s.replies(m) {
		return rest, m.Text != "" || m.Caption != "" || s.replies(m)
	}
	return "", false
}

func (s *server) replies(m *message) bool {
	return m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.From.ID == s.me.ID
}

// withoutMention takes @ourname out of a text, and a link to us by name.
func (s *server) withoutMention(m *message, text string) string {
	for _, e := range m.Entities {
		if e.Type == "text_mention" && e.User != nil && e.User.ID == s.me.ID {
			if name := slice16(m.Text, e.Offset, e.Length); name != "" {
				text = strings.Replace(text, name, " ", 1)
			}
		}
	}
	if s.me.Username == "" {
		return text
	}
	handle := "@" + strings.ToLower(s.me.Username)
	for from := 0; ; {
		at := strings.Index(strings.ToLower(text[from:]), handle)
		if at < 0 || len(strings.ToLower(text)) != len(text) {
			return strings.TrimSpace(text)
		}
		at += from
		end := at + len(handle)
		if end < len(text) && isNameByte(text[end]) { // somebody else, whose name begins like ours
			from = end
			continue
		}
		text = text[:at] + " " + text[end:]
		from = at
	}
}

func isNameByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
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
