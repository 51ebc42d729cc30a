package text

import (
	"strings"
	"unicode"
)

// Invisible reports whether a character has no width of its own: format
// characters, bidirectional controls, tags, variation selectors, fillers. It
// can hide or reorder what is read. Control characters are another matter:
// unicode.IsControl.
func Invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// Printable makes a text safe to print: a terminal obeys control characters,
// and a reader is misled by invisible ones. Line feeds stay, tabs and the line
// separators of Unicode become spaces, invalid bytes U+FFFD.
func Printable(text string) string {
	return strings.Map(printable, strings.ToValidUTF8(text, "\ufffd"))
}

func printable(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\t', r == '\u2028', r == '\u2029':
		return ' '
	case unicode.IsControl(r), Invisible(r):
		return -1
	}
	return r
}
