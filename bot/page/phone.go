package page

import (
	"regexp"
	"slices"
	"strings"
)

// span is a piece of help: words, and the number that they give to call, or "".
type span struct{ Number, Text string }

// spans finds the numbers to call, so that a phone can.
func spans(help string) []span {
	var list []span
	at := 0
	for _, n := range numbers(help) {
		written := help[n[0]:n[1]]
		list = append(list, span{Text: help[at:n[0]]}, span{dialled(written), written})
		at = n[1]
	}
	return append(list, span{Text: help[at:]})
}

// group is a part of a telephone number, or all of it: hyphens part no numbers.
var group = regexp.MustCompile(`\+?\b[0-9]+(?:[-\x{2010}\x{2011}\x{2013}\x{ff0d}][0-9]+)*\b`)

// numbers are where telephone numbers stand in a text, each whole: who is in danger
// and calls a part of one reaches nobody, or somebody else.
func numbers(text string) [][]int {
	var all [][]int
	for _, g := range group.FindAllStringIndex(text, -1) {
		if n := len(all) - 1; n >= 0 && oneNumber(text[all[n][0]:all[n][1]], text[all[n][1]:g[0]], text[g[0]:g[1]]) {
			all[n][1] = g[1]
			continue
		}
		all = append(all, g)
	}
	return slices.DeleteFunc(all, func(n []int) bool { return !callable(text[n[0]:n[1]]) })
}

// oneNumber reports whether two groups are of one number. A blank stands within
// numbers (2389 2222) and between them (110 120): it ends one of a service and one
// that can have no more digits, and one that may be whole where what follows is no
// more of it.
func oneNumber(before, between, after string) bool {
	switch between {
	case ")", "）", ") ", "） ": // (0371) 65571234
		return strings.HasPrefix(before, "0")
	case " ", "\u00a0", "\u3000":
	default:
		return false
	}
	switch {
	case service.MatchString(before), ended.MatchString(before), strings.HasPrefix(after, "+"):
		return false
	case len(dialled(before)) >= local && mayEnd.MatchString(before):
		return more.MatchString(after) && !service.MatchString(after)
	}
	return true
}

// local is how many digits a number has at least that is none of a service.
const local = 7

var (
	// service are the numbers of emergencies and hotlines, with which no others begin:
	// 110, 120, 12345, 95598, 911, 999. Europe's 116 begins some of six digits.
	service = regexp.MustCompile(`^(?:1(?:1[0-57-9]|2[0-9])|[2-9]11|9(?:88|99)|(?:12|9[56])[0-9]{3})$`)
	ended   = regexp.MustCompile(`[0-9]{7}$`)
	mayEnd  = regexp.MustCompile(`[0-9]{4}$`) // in pairs (01 23 45 67 89) one may end nowhere
	more    = regexp.MustCompile(`^[0-9]{3,6}$`)
	short   = regexp.MustCompile(`^(?:[1-9][0-9]{2,4}|000)$`)
)

// callable reports whether digits are a telephone number: not hours, a postcode or an
// area code. ITU-T E.164 allows fifteen.
func callable(written string) bool {
	digits := strings.TrimPrefix(dialled(written), "+")
	switch n := len(digits); {
	case n >= local:
		return n <= 15
	case n == 6:
		return len(written) > n // 13 11 14
	}
	return short.MatchString(written)
}

// apart stands within a number for the eye.
var apart = regexp.MustCompile(`[^0-9+]+`)

// dialled is a number as a phone takes it.
func dialled(written string) string { return apart.ReplaceAllString(written, "") }
