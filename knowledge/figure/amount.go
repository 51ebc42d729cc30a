package figure

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	numbering = regexp.MustCompile(`^(?:(?:[-—–－~～至]\d{1,2})?[号月日]|热线|[、．]|\.(?:\D|$))`) // 6号线, 1-11月, 12345热线, 1.
	year      = regexp.MustCompile(`^(?:19|20)\d\d(?:年|[-—–－~～至](?:19|20)\d\d年?)`)       // also 2021—2025年
)

// besideName are the signs that join a figure to a name: 1+N, 7·20, COVID-19 by
// the letter before its sign.
const besideName = "+＋·/"

// Amount reports whether a figure counts or measures something in its text, as
// far as its neighbours tell: it is written in digits or a per cent, and no part
// of a name (PM2.5, 5G, 1+N), no year, no date, no number of a thing (第3次, 6号线)
// and none in brackets. It misses amounts behind letters (GDP1.2万亿) rather than
// to take a name for one.
func (f Figure) Amount(text string) bool {
	if f.Percent {
		return true
	}
	before, after := text[:f.Start], text[f.End:]
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case f.Han, year.MatchString(text[f.Start:]), numbering.MatchString(after):
		return false
	case strings.ContainsRune("第[［(（№#", last) && f.Start > 0:
		return false
	case strings.ContainsRune(besideName, last) && f.Start > 0, strings.ContainsRune(besideName, next) && after != "":
		return false
	}
	return !latin(last) && !latin(next) && !latin(lettered(before)) && !endsRange(before)
}

func latin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// lettered is the character before a hyphen, 0 for none.
func lettered(before string) rune {
	head, ok := strings.CutSuffix(before, "-")
	if !ok {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(head)
	return r
}

var rangeBegin = regexp.MustCompile(`(?:^|\D)(?:19|20)\d\d年?[-—–－~～至]$`)

// endsRange reports whether a text ends with the first year of a range.
func endsRange(before string) bool { return rangeBegin.MatchString(before[max(0, len(before)-16):]) }
