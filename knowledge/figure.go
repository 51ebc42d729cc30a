package knowledge

import (
	"math/big"
	"strings"
	"unicode/utf8"
)

// Figure is a number in a text, in normal form: 2.1万, 21,000, ２１０００ and
// 两万一千 all have the value "21000".
type Figure struct {
	Text    string // as written, with its multiplier and per cent sign
	Value   string // plain decimal without trailing zeros
	Percent bool   // 85.3%, 百分之…, 百分百
	Han     bool   // written in Chinese numerals
	Start   int    // byte offset in the text
	End     int
}

// Figures returns the numbers of a text in order. Chinese numerals are read by
// the usual place-value grammar; where it breaks, a new figure begins
// ("十四五" is 14 and 5).
func Figures(text string) []Figure {
	var figures []Figure
	for i := 0; i < len(text); {
		f, size := figureAt(text, i)
		if size == 0 {
			_, w := utf8.DecodeRuneInString(text[i:])
			i += w
			continue
		}
		figures = append(figures, f)
		i += size
	}
	return figures
}

func figureAt(text string, i int) (Figure, int) {
	rest := text[i:]
	percent := false
	size := 0
	if strings.HasPrefix(rest, "百分百") {
		return Figure{Text: "百分百", Value: "100", Percent: true, Han: true, Start: i, End: i + len("百分百")}, len("百分百")
	}
	if after, ok := strings.CutPrefix(rest, "百分之"); ok {
		percent, size, rest = true, len("百分之"), after
	}
	value, n, han := arabic(rest)
	if n == 0 {
		value, n = hanValue(rest)
		han = true
	}
	if n == 0 {
		return Figure{}, 0
	}
	size += n
	for _, sign := range []string{"%", "％", "个百分点"} {
		if strings.HasPrefix(text[i+size:], sign) {
			percent = true
			size += len(sign)
			break
		}
	}
	return Figure{Text: text[i : i+size], Value: decimal(value), Percent: percent, Han: han, Start: i, End: i + size}, size
}

// multipliers of Arabic numbers; the longest first.
var multipliers = []struct {
	word string
	zero int
}{
	{"万亿", 12}, {"千万", 7}, {"百万", 6}, {"千亿", 11}, {"百亿", 10}, {"亿", 8}, {"億", 8}, {"万", 4}, {"萬", 4}, {"千", 3}, {"百", 2},
	{" trillion", 12}, {" billion", 9}, {" million", 6}, {" thousand", 3},
}

// arabic reads digits with thousands separators, a decimal point and a multiplier.
func arabic(s string) (value *big.Rat, size int, han bool) {
	var digits strings.Builder
	i, point := 0, false
	for i < len(s) {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case digit(r) >= 0:
			digits.WriteByte(byte('0' + digit(r)))
		case (r == '.' || r == '．') && !point && digits.Len() > 0 && nextDigit(s[i+w:], 1):
			digits.WriteByte('.')
			point = true
		case (r == ',' || r == '，') && !point && digits.Len() > 0 && nextDigit(s[i+w:], 3):
		default:
			w = 0
		}
		if w == 0 {
			break
		}
		i += w
	}
	if digits.Len() == 0 {
		return nil, 0, false
	}
	value, ok := new(big.Rat).SetString(digits.String())
	if !ok {
		return nil, 0, false
	}
	for _, m := range multipliers {
		if strings.HasPrefix(s[i:], m.word) {
			return value.Mul(value, power(m.zero)), i + len(m.word), false
		}
	}
	return value, i, false
}

// digit returns the value of an ASCII or full-width digit, -1 otherwise.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

// nextDigit reports whether s begins with n digits and, for a group of
// thousands, whether no further digit follows.
func nextDigit(s string, n int) bool {
	for k := 0; k < n; k++ {
		r, w := utf8.DecodeRuneInString(s)
		if digit(r) < 0 {
			return false
		}
		s = s[w:]
	}
	r, _ := utf8.DecodeRuneInString(s)
	return n == 1 || digit(r) < 0
}

var (
	hanDigits = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '兩': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	hanTens   = map[rune]int64{'十': 10, '百': 100, '千': 1000}
	hanMyriad = map[rune]int{'万': 4, '萬': 4, '亿': 8, '億': 8}
)

// hanValue reads one Chinese numeral from the start of s: 三千零四十七, 两万一,
// 千万, 二〇二三, 九点二亿. size is 0 when s does not begin with one.
func hanValue(s string) (value *big.Rat, size int) {
	if n, w := hanYear(s); w > 0 {
		return n, w
	}
	h := hanReader{total: new(big.Rat)}
	for i, r := range s {
		if !h.take(r, s[i+utf8.RuneLen(r):]) {
			break
		}
		size = i + utf8.RuneLen(r)
	}
	if size == 0 {
		return nil, 0
	}
	return h.value(), size
}

// hanYear reads digits written one by one: 二〇二三, 一九四九.
func hanYear(s string) (*big.Rat, int) {
	var n int64
	count, size := 0, 0
	for i, r := range s {
		d, ok := hanDigits[r]
		if !ok || r == '两' || r == '兩' {
			break
		}
		n, count, size = n*10+d, count+1, i+utf8.RuneLen(r)
	}
	if count < 3 || strings.IndexAny(s[:size], "〇零") < 0 && count < 4 {
		return nil, 0
	}
	return new(big.Rat).SetInt64(n), size
}

// hanReader holds a numeral while it is read.
type hanReader struct {
	total    *big.Rat // finished 亿 and 万 groups
	group    int64    // the group being read, below 10,000
	unit     int64    // the digit waiting for its 十/百/千
	waiting  bool
	last     int64 // the smallest unit seen in the group
	myriad   int   // the smallest myriad seen, as a power of ten
	fraction string
	point    bool
	any      bool
	zero     bool // a 零 stands before the waiting digit
}

func (h *hanReader) take(r rune, rest string) bool {
	if h.point {
		return h.takeFraction(r)
	}
	if d, ok := hanDigits[r]; ok {
		return h.takeDigit(d)
	}
	if unit, ok := hanTens[r]; ok {
		return h.takeTen(unit)
	}
	if zeros, ok := hanMyriad[r]; ok && h.any {
		return h.takeMyriad(zeros)
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if _, ok := hanDigits[next]; r == '点' && h.any && ok {
		h.point = true
		return true
	}
	return false
}

func (h *hanReader) takeDigit(d int64) bool {
	if h.waiting && h.unit != 0 {
		return false
	}
	h.zero = h.waiting || d == 0
	h.unit, h.waiting, h.any = d, true, true
	return true
}

func (h *hanReader) takeTen(unit int64) bool {
	if h.last != 0 && unit >= h.last {
		return false
	}
	if !h.waiting || h.unit == 0 {
		h.unit = 1
	}
	h.group += h.unit * unit
	h.unit, h.waiting, h.last, h.any = 0, false, unit, true
	return true
}

func (h *hanReader) takeMyriad(zeros int) bool {
	if h.myriad != 0 && zeros >= h.myriad {
		return false
	}
	n := new(big.Rat).SetInt64(h.group + h.unit)
	h.total.Add(h.total, n.Mul(n, power(zeros)))
	h.group, h.unit, h.waiting, h.last, h.myriad = 0, 0, false, 0, zeros
	return true
}

func (h *hanReader) takeFraction(r rune) bool {
	if d, ok := hanDigits[r]; ok {
		h.fraction += string(rune('0' + d))
		return true
	}
	zeros, ok := hanMyriad[r]
	if !ok || h.fraction == "" || h.myriad == -1 {
		return false
	}
	n := h.value()
	h.total = n.Mul(n, power(zeros))
	h.group, h.unit, h.fraction, h.myriad = 0, 0, "", -1
	return true
}

func (h *hanReader) value() *big.Rat {
	n := new(big.Rat).Add(h.total, new(big.Rat).SetInt64(h.group))
	unit := new(big.Rat).SetInt64(h.unit)
	switch { // 两万一 is 21,000 and 三百五 is 350: the last digit takes the next lower unit
	case h.zero:
	case h.last >= 100 && h.waiting:
		unit.Mul(unit, new(big.Rat).SetInt64(h.last/10))
	case h.last == 0 && h.group == 0 && h.myriad > 0 && h.waiting:
		unit.Mul(unit, power(h.myriad-1))
	}
	n.Add(n, unit)
	if h.fraction != "" {
		if f, ok := new(big.Rat).SetString("0." + h.fraction); ok {
			n.Add(n, f)
		}
	}
	return n
}

func power(zeros int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(zeros)), nil))
}

// decimal writes a value plainly: no exponent, no trailing zeros.
func decimal(v *big.Rat) string {
	if v.IsInt() {
		return v.Num().String()
	}
	return strings.TrimRight(v.FloatString(9), "0")
}
