package terminal

import (
	"strings"
	"unicode"
)

// Clean makes a text safe to print: a terminal obeys control characters, and
// a reader is misled by invisible and direction-changing ones. Line feeds stay.
func Clean(text string) string {
	return strings.Map(printable, strings.ToValidUTF8(text, "\ufffd"))
}

func printable(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\t', r == '\u2028', r == '\u2029':
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}
