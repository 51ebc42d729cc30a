package telegram

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// style is how a span looks; every one but plain is one of Telegram's entities.
type style int

const (
	plain style = iota
	bold
	italic
	quote
	folded // a quote that opens when it is tapped
	code
)

// tags are Telegram's own; its parser knows no others that we need.
var tags = [...]struct{ open, close string }{
	plain:  {"", ""},
	bold:   {"<b>", "</b>"},
	italic: {"<i>", "</i>"},
	quote:  {"<blockquote>", "</blockquote>"},
	folded: {"<blockquote expandable>", "</blockquote>"},
	code:   {"<code>", "</code>"},
}

// span is a text in one style; the text is no markup.
type span struct {
	style style
	text  string
}

// block is what should stand together in one message.
type block []span

// para is a block of one plain span.
func para(text string) block { return block{{plain, text}} }

// escaper makes a text harmless in HTML; Telegram needs no more than these.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// html renders a block as Telegram's HTML.
func (b block) html() string {
	var out strings.Builder
	for _, s := range b {
		if s.text == "" {
			continue // Telegram drops empty entities, and an empty message is refused
		}
		out.WriteString(tags[s.style].open + escaper.Replace(s.text) + tags[s.style].close)
	}
	return out.String()
}

// text is the block without markup.
func (b block) text() string {
	var out strings.Builder
	for _, s := range b {
		out.WriteString(s.text)
	}
	return out.String()
}

// length is what Telegram counts: code points without markup.
func (b block) length() int {
	n := 0
	for _, s := range b {
		n += utf8.RuneCountInString(s.text)
	}
	return n
}

// entities is how many of Telegram's entities the block needs.
func (b block) entities() int {
	n := 0
	for _, s := range b {
		if s.style != plain && s.text != "" {
			n++
		}
	}
	return n
}

// tidy makes a text safe to show: valid UTF-8 without control characters and
// without invisible ones that reorder or hide what is read. What joins emoji
// and what some scripts need stays.
func tidy(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\u200c', r == '\u200d':
			return r
		case r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}

// shorten cuts a text to so many code points, with an ellipsis.
func shorten(text string, longest int) string {
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	return string([]rune(text)[:longest-1]) + "…"
}
