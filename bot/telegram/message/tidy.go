package message

import (
	"strings"
	"unicode"
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
