package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tidy makes a text safe to show: valid UTF-8 without control characters and
// without invisible ones that reorder or hide what is read. What joins emoji
// and what some scripts need stays.
func Tidy(text string) string {
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

// Shorten cuts a text to at most so many code points, the last of them an
// ellipsis where something is left out.
func Shorten(text string, longest int) string {
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	head, _ := first(text, longest-1)
	return head + "…"
}

// first returns the first n code points of a text; ok is false if there are
// fewer. It looks no further, so that a long text is cut in linear time.
func first(text string, n int) (head string, ok bool) {
	for i := range text {
		if n == 0 {
			return text[:i], true
		}
		n--
	}
	return text, n == 0
}
