package figure

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	hanDigits = map[rune]int64{
		'零': 0, '〇': 0, '○': 0, '一': 1, '二': 2, '两': 2, '兩': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	}
	hanUnits   = map[rune]int64{'十': 10, '百': 100, '千': 1000}
	hanMyriads = map[rune]int64{'万': 1e4, '萬': 1e4, '亿': 1e8, '億': 1e8}
)

// numeral reads one Chinese numeral from the start of s: 三千零四十七, 两万一,
// 千万, 二〇二三, 九点二亿. size is 0 when s does not begin with one.
func numeral(s string) (value string, size int) {
	if digits, n := hanDigitRun(s); isYear(digits) {
		return plain(digits, "", 0), n
	}
	if notNumber.MatchString(s) {
		return "", 0
	}
	var h hanReader
	for size < len(s) {
		r, w := utf8.DecodeRuneInString(s[size:])
		if !h.take(r) {
			break
		}
		size += w
	}
	if size == 0 {
		return "", 0
	}
	fraction, n := hanFraction(s[size:])
	size += n
	zeros := 0
	if n > 0 {
		zeros, n = multiplier(s[size:])
		size += n
	}
	return plain(strconv.FormatInt(h.value(), 10), fraction, zeros), size
}

// hanDigitRun reads digits written one by one: 二〇二三.
func hanDigitRun(s string) (digits string, size int) {
	var b strings.Builder
	for i, r := range s {
		d, ok := hanDigits[r]
		if !ok || r == '两' || r == '兩' {
			return b.String(), i
		}
		b.WriteByte(byte('0' + d))
	}
	return b.String(), len(s)
}

// isYear tells 一九四九 and 二〇三 from an enumeration such as 一二三产业.
func isYear(digits string) bool {
	return len(digits) > 3 || len(digits) == 3 && strings.Contains(digits, "0")
}

// hanFraction reads 点 and the digits after it.
func hanFraction(s string) (digits string, size int) {
	after, ok := strings.CutPrefix(s, "点")
	if !ok {
		return "", 0
	}
	digits, n := hanDigitRun(after)
	if n == 0 {
		return "", 0
	}
	return digits, len("点") + n
}

// hanReader holds a numeral while it is read.
type hanReader struct {
	total  int64 // finished 亿 and 万 groups
	group  int64 // finished 千, 百 and 十 of the group being read
	digit  int64 // the digit that waits for its unit
	zero   bool  // a 零 stands before that digit
	unit   int64 // the last unit of the group, 0 for none
	myriad int64 // the last 万 or 亿, 0 for none
}

// take adds one rune and reports whether it belongs to the numeral.
func (h *hanReader) take(r rune) bool {
	if d, ok := hanDigits[r]; ok {
		return h.takeDigit(d)
	}
	if unit, ok := hanUnits[r]; ok {
		return h.takeUnit(unit)
	}
	if myriad, ok := hanMyriads[r]; ok {
		return h.takeMyriad(myriad)
	}
	return false
}

func (h *hanReader) takeDigit(d int64) bool {
	if h.digit != 0 {
		return false
	}
	h.digit, h.zero = d, h.zero || d == 0
	return true
}

func (h *hanReader) takeUnit(unit int64) bool {
	if h.unit != 0 && unit >= h.unit {
		return false
	}
	h.group += max(h.digit, 1) * unit // 十五 is 一十五
	h.digit, h.zero, h.unit = 0, false, unit
	return true
}

func (h *hanReader) takeMyriad(myriad int64) bool {
	n := h.group + h.digit
	switch {
	case n > 0 && (h.myriad == 0 || myriad < h.myriad):
		h.total += n * myriad
	case h.myriad == 1e4 && myriad == 1e8 && h.total < 1e8: // 三万亿, 一万五千亿
		h.total = (h.total + n) * myriad
	default:
		return false
	}
	h.group, h.digit, h.zero, h.unit, h.myriad = 0, 0, false, 0, myriad
	return true
}

// value adds up. A last digit without a unit takes the next lower one (两万一
// is 21,000 and 三百五 is 350) unless a 零 stands before it.
func (h *hanReader) value() int64 {
	digit := h.digit
	switch {
	case h.zero:
	case h.unit >= 100:
		digit *= h.unit / 10
	case h.unit == 0 && h.myriad > 0:
		digit *= h.myriad / 10
	}
	return h.total + h.group + digit
}
