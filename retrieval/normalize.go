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
	for from, to := range table { // 薴 becomes 苧, and that 苎
		if end, ok := table[to]; ok {
			table[from] = end
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
// Invalid UTF-8 becomes U+FFFD. What is normalised stays as it is.
func Normalize(text string) string {
	text = strings.Map(visible, strings.ToValidUTF8(text, "\ufffd"))
	text = strings.Map(visible, norm.NFKC.String(text)) // NFKC makes fillers of some letters
	text = norm.NFKC.String(strings.ToLower(Simplify(text)))
	return strings.Join(strings.Fields(text), " ")
}

// visible drops what has no width of its own (format characters, bidirectional
// controls, tags, variation selectors, fillers) and turns control characters
// into spaces.
func visible(r rune) rune {
	switch {
	case unicode.IsControl(r):
		return ' '
	case unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point):
		return -1
	}
	return r
}
