// Package figure reads the numbers of a text, Arabic and Chinese, into one
// normal form, so that figures can be compared however they are written.
package figure

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Figure is a number in a text, in normal form: 2.1万, 21,000, ２１０００ and
// 两万一千 all have the value "21000".
type Figure struct {
	Text    string // as written, with its multiplier and per cent sign
	Value   string // plain decimal without trailing zeros
	Percent bool   // 85.3%, 百分之…, 百分百, 个百分点
	Han     bool   // written in Chinese numerals
	Start   int    // byte offset in the text
	End     int
}

// InName reports whether the figure is a part of a name in its text, in lower case:
// pm2.5.
func (f Figure) InName(text string) bool {
	return f.Start > 0 && 'a' <= text[f.Start-1] && text[f.Start-1] <= 'z'
}

// Find returns the numbers of a text in order. Chinese numerals are read by
// the usual place-value grammar; where it breaks, a new figure begins
// ("十四五" is 14 and 5). Signs are not read: 1-11月 is 1 and 11.
func Find(text string) []Figure {
	var figures []Figure
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRuneInString(text[i:])
		f, ok := Figure{}, false
		if beginsNumber(r) {
			f, ok = figureAt(text, i)
		}
		if !ok {
			i += w
			continue
		}
		figures = append(figures, f)
		i = f.End
	}
	return figures
}

// beginsNumber spares most characters the grammar.
func beginsNumber(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9'
	}
	return strings.ContainsRune("百千万亿十零〇○一二两兩三四五六七八九萬億", r) || asciiDigit(r) >= 0
}

// figureAt reads the figure that begins at the given byte.
func figureAt(text string, start int) (Figure, bool) {
	rest := text[start:]
	if strings.HasPrefix(rest, "百分百") {
		return Figure{Text: "百分百", Value: "100", Percent: true, Han: true, Start: start, End: start + len("百分百")}, true
	}
	after, percent := strings.CutPrefix(rest, "百分之")
	value, size, han := number(after)
	if size == 0 {
		return Figure{}, false
	}
	end := len(text) - len(after) + size
	if sign := percentSign(text[end:]); sign > 0 {
		percent, end = true, end+sign
	}
	return Figure{Text: text[start:end], Value: value, Percent: percent, Han: han, Start: start, End: end}, true
}

// number reads one number from the start of s; size is 0 when none is there.
func number(s string) (value string, size int, han bool) {
	if whole, fraction, n := arabic(s); n > 0 {
		zeros, m := multiplier(s[n:])
		return plain(whole, fraction, zeros), n + m, false
	}
	value, size = numeral(s)
	return value, size, true
}

func percentSign(s string) (size int) {
	for _, sign := range []string{"%", "％", "个百分点", "百分点", " percent", " per cent"} {
		if strings.HasPrefix(s, sign) {
			return len(sign)
		}
	}
	return 0
}

// arabic reads digits with thousands separators and a decimal point.
func arabic(s string) (whole, fraction string, size int) {
	size = digitRun(s)
	for first := onlyDigits(s[:size]); size > 0 && len(first) <= 3; {
		group := signAndDigits(s[size:], ",，")
		// 10，300 is a list: a wide comma parts thousands of wide digits only.
		list := strings.HasPrefix(s[size:], "，") && s[size-1] < utf8.RuneSelf
		if list || len(onlyDigits(s[size:size+group])) != 3 {
			break
		}
		size += group
	}
	if size == 0 {
		return "", "", 0
	}
	point := signAndDigits(s[size:], ".．")
	return onlyDigits(s[:size]), onlyDigits(s[size : size+point]), size + point
}

// signAndDigits measures one of the signs followed by digits.
func signAndDigits(s, signs string) (size int) {
	r, w := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune(signs, r) {
		return 0
	}
	if n := digitRun(s[w:]); n > 0 {
		return w + n
	}
	return 0
}

// digitRun measures the ASCII and full-width digits at the start of s.
func digitRun(s string) (size int) {
	for i, r := range s {
		if asciiDigit(r) < 0 {
			return i
		}
	}
	return len(s)
}

// onlyDigits returns the digits of s in ASCII.
func onlyDigits(s string) string { return strings.Map(asciiDigit, s) }

// asciiDigit maps ASCII and full-width digits to ASCII, everything else to -1.
func asciiDigit(r rune) rune {
	switch {
	case r >= '0' && r <= '9':
		return r
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	}
	return -1
}

// NarrowDigits writes full-width digits in ASCII and keeps the rest.
func NarrowDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if d := asciiDigit(r); d >= 0 {
			return d
		}
		return r
	}, s)
}

// multiplierWord matches the word after an Arabic number. A space may stand
// before 万 and 亿; before 千 and 百 it begins another word (2023 百强榜).
var multiplierWord = regexp.MustCompile(`^(?:[千百](?:万|亿)?|[ \x{a0}]?(?:万亿|[万萬亿億]|trillion|billion|million|thousand))`)

// zerosOf gives each part of a multiplier its power of ten.
var zerosOf = map[string]int{
	"百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8, "百万": 6, "千万": 7, "百亿": 10, "千亿": 11, "万亿": 12,
	"thousand": 3, "million": 6, "billion": 9, "trillion": 12,
}

// notNumber matches 百 and 千 as part of a unit: 2.5百分点, 110千伏.
var notNumber = regexp.MustCompile(`^(?:百分|千[瓦米克伏])`)

func multiplier(s string) (zeros, size int) {
	word := multiplierWord.FindString(s)
	if word == "" || notNumber.MatchString(s) {
		return 0, 0
	}
	return zerosOf[strings.TrimLeft(word, " \u00a0")], len(word)
}

// plain writes whole.fraction times ten to the power of zeros as a decimal: no
// exponent, no needless zeros. It works on digits, so that no length can
// overflow or take long.
func plain(whole, fraction string, zeros int) string {
	if missing := zeros - len(fraction); missing > 0 {
		fraction += strings.Repeat("0", missing)
	}
	whole = strings.TrimLeft(whole+fraction[:zeros], "0")
	fraction = strings.TrimRight(fraction[zeros:], "0")
	if whole == "" {
		whole = "0"
	}
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}
