package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// superscripts are the raised digits.
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// brackets open and close the number of a note. Round ones number items.
var brackets = map[rune]rune{'[': ']', '〔': '〕', '［': '］', '【': '】'}

// maxNoteDigits is how many digits the number of a note has: 〔2024〕 is a year.
const maxNoteDigits = 3

// NoteMark is the length in bytes of the mark of a note that a text begins with:
// [1], 〔1〕, ①, ¹; 0 where it begins with none.
func NoteMark(text string) int {
	first, size := utf8.DecodeRuneInString(text)
	switch {
	case circled(first):
		return size
	case first < 0x80 && first != '[': // most texts
		return 0
	case strings.ContainsRune(superscripts, first):
		return len(text) - len(strings.TrimLeft(text, superscripts))
	}
	end, opens := brackets[first]
	if !opens {
		return 0
	}
	rest := strings.TrimLeftFunc(text[size:], func(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' })
	digits := utf8.RuneCountInString(text[size : len(text)-len(rest)])
	if digits == 0 || digits > maxNoteDigits || !strings.HasPrefix(rest, string(end)) {
		return 0
	}
	return len(text) - len(rest) + utf8.RuneLen(end)
}

// circled reports whether a character is a number in a circle: ① to ⑳, ㉑ to ㊿.
func circled(r rune) bool {
	return '①' <= r && r <= '⑳' || '㉑' <= r && r <= '㉟' || '㊱' <= r && r <= '㊿'
}

// maybeMarks begins every mark of a note.
const maybeMarks = "[〔［【" + superscripts

// WithoutNotes is a text without the marks of notes, which are no figures; a square
// metre, m², stays.
func WithoutNotes(text string) string {
	if !strings.ContainsAny(text, maybeMarks) && !strings.ContainsFunc(text, circled) {
		return text
	}
	var b strings.Builder
	from := 0
	for i := 0; i < len(text); {
		n := NoteMark(text[i:])
		if n == 0 || power(text, i) {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += max(size, n)
			continue
		}
		b.WriteString(text[from:i])
		i += n
		from = i
	}
	return b.String() + text[from:]
}

// power reports whether a raised digit stands behind a unit of length: m², km².
func power(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	before := strings.TrimRight(text[:at], "mMkKcCdD")
	last, _ := utf8.DecodeLastRuneInString(before)
	unit := text[len(before):at]
	return strings.ContainsRune("²³", r) && unit != "" && strings.ContainsAny(unit[len(unit)-1:], "mM") && !unicode.Is(unicode.Latin, last)
}

// EndMarks is a text without the marks of notes at its end.
func EndMarks(text string) string {
	for {
		trimmed := strings.TrimRightFunc(text, unicode.IsSpace)
		cut := strings.LastIndexFunc(trimmed, func(r rune) bool { return brackets[r] != 0 || circled(r) })
		if raised := strings.TrimRight(trimmed, superscripts); raised != trimmed && !power(trimmed, len(raised)) {
			cut = len(raised)
		}
		if cut < 0 || NoteMark(trimmed[cut:]) != len(trimmed)-cut {
			return text
		}
		text = trimmed[:cut]
	}
}
