// Package text holds what every room needs to know of written language: the
// form in which texts are compared, the language of a text, its sentences, its
// first characters, what may be printed of it, and lists of words as data.
package text

import (
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// openccTS holds opencc-ts.txt, which takes half of the room so. go test ./knowledge/text
// -run Packed -update packs it.
//
//go:embed opencc-ts.txt.gz
var openccTS string

// simplified maps traditional to simplified characters (OpenCC TSCharacters). A program with
// a broken table does not start.
var simplified = sync.OnceValue(func() map[rune]rune {
	lines, err := unpack(openccTS)
	if err != nil {
		panic("text: opencc-ts.txt.gz: " + err.Error())
	}
	return characters(lines)
})

func unpack(packed string) (string, error) {
	r, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(r)
	return string(data), err
}

// characters reads such a table: a character, tab, the one it becomes.
func characters(lines string) map[rune]rune {
	table := make(map[rune]rune, 3600)
	for line := range strings.Lines(lines) {
		pair := []rune(strings.TrimRight(line, "\r\n"))
		if len(pair) == 3 && pair[1] == '\t' {
			table[pair[0]] = pair[2]
		}
	}
	for from, to := range table { // 薴 → 苧 → 苎: to the end of the chain
		for next, more := table[to]; more && next != to; next, more = table[to] {
			to = next
		}
		table[from] = to
	}
	return table
}

// firstHan begins the CJK unified ideographs, of which there are fewer than hanCount.
const (
	firstHan = 0x4e00
	hanCount = 0x5200
)

// common is simplified for the block where nearly all characters are, as an
// array: normalising is most of the work of building an index. 0 is no change.
var common = sync.OnceValue(func() *[hanCount]rune {
	var table [hanCount]rune
	for from, to := range simplified() {
		if i := from - firstHan; i >= 0 && i < hanCount {
			table[i] = to
		}
	}
	return &table
})

// simplify maps one character.
func simplify(r rune) rune {
	if i := r - firstHan; i >= 0 && i < hanCount {
		if to := common()[i]; to != 0 {
			return to
		}
		return r
	}
	if to, ok := simplified()[r]; ok {
		return to
	}
	return r
}

// Simplify maps traditional characters to simplified ones, one by one: enough
// for matching, not for display.
func Simplify(text string) string { return strings.Map(simplify, text) }

// maxPasses bounds the work on hostile text; real text needs none.
const maxPasses = 4

// Normalize brings a text into the form in which texts are compared: NFKC,
// lower case, simplified characters, no invisible characters, single spaces.
// Invalid UTF-8 becomes U+FFFD.
func Normalize(text string) string {
	text = norm.NFKC.String(strings.ToValidUTF8(text, "\ufffd"))
	text = strings.Map(normalRune, text)
	for range maxPasses { // what was dropped may have kept characters apart that now compose
		if norm.NFKC.IsNormalString(text) {
			break
		}
		text = strings.Map(normalRune, norm.NFKC.String(text))
	}
	if !strings.ContainsFunc(text, unicode.IsSpace) {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

func normalRune(r rune) rune {
	if r >= firstHan && r < firstHan+hanCount {
		return simplify(r)
	}
	if r = visible(r); r < 0 {
		return r
	}
	return unicode.ToLower(simplify(r))
}

// visible drops invisible characters and turns control characters into spaces.
func visible(r rune) rune {
	switch {
	case unicode.IsControl(r):
		return ' '
	case Invisible(r):
		return -1
	}
	return r
}
