package retrieval

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed opencc-ts.txt
var openccTS string

// simplified maps traditional to simplified characters (OpenCC TSCharacters).
var simplified = sync.OnceValue(func() map[rune]rune {
	table := make(map[rune]rune, 3600)
	for line := range strings.Lines(openccTS) {
		pair := []rune(strings.TrimRight(line, "\n"))
		if len(pair) == 3 && pair[1] == '\t' {
			table[pair[0]] = pair[2]
		}
	}
	return table
})

// Simplify maps traditional characters to simplified ones, one by one: enough
// for matching, not for display.
func Simplify(text string) string {
	table := simplified()
	return strings.Map(func(r rune) rune {
		if s, ok := table[r]; ok {
			return s
		}
		return r
	}, text)
}

// Normalize brings a text into the form in which texts are compared: NFKC,
// lower case, simplified characters, no invisible characters, single spaces.
// Invalid UTF-8 becomes U+FFFD.
func Normalize(text string) string {
	text = norm.NFKC.String(strings.ToValidUTF8(text, "\ufffd"))
	text = strings.ToLower(Simplify(strings.Map(visible, text)))
	return strings.Join(strings.Fields(text), " ")
}

// visible drops format characters (zero-width, bidirectional, tags) and
// variation selectors, and turns control characters into spaces.
func visible(r rune) rune {
	switch {
	case r == '\ufe0e' || r == '\ufe0f' || unicode.Is(unicode.Cf, r):
		return -1
	case unicode.IsControl(r):
		return ' '
	}
	return r
}
