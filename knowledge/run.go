package knowledge

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenbao/knowledge/figure"
)

// runNumber is the number of a paragraph: 21. before its words or in a line of its own.
var runNumber = regexp.MustCompile(`^([0-9０-９]{1,3})[.．](?:$|[ 　\p{Han}\p{L}“「《（(])`)

// What makes a series: so many paragraphs, of which a few in a row may be unreadable,
// in a text where few numbers stand in shorter ones, such as those of items.
const (
	fewestInRun = 20
	maxMissing  = 3
	maxBeside   = 5 // one in so many
)

// markRun finds the paragraphs that are numbered through the document, as in a Hong
// Kong Policy Address, and tells whether there are such. A list at the end alone is none.
func markRun(lines []sourceLine) bool {
	var series [][]int
	last := 0
	for i, line := range lines {
		n, ok := numberOf(line)
		switch k := len(series) - 1; {
		case !ok:
		case k >= 0 && last < n && n <= last+maxMissing:
			series[k] = append(series[k], i)
			last = n
		case n == 1:
			series = append(series, []int{i})
			last = n
		}
	}
	long, beside, first := 0, 0, len(lines)
	for _, s := range series {
		if len(s) < fewestInRun {
			beside += len(s)
			continue
		}
		long += len(s)
		first = min(first, s[0])
	}
	if long == 0 || 2*first > len(lines) || maxBeside*beside > long {
		return false
	}
	for _, s := range series {
		for _, i := range s {
			if len(s) >= fewestInRun {
				lines[i].run, _ = numberOf(lines[i])
			}
		}
	}
	return true
}

func numberOf(line sourceLine) (int, bool) {
	match := runNumber.FindStringSubmatch(line.Text)
	if match == nil || line.markdown > 0 || line.note {
		return 0, false
	}
	n, err := strconv.Atoi(figure.NarrowDigits(match[1]))
	return n, err == nil
}

// runItem is an item of such a paragraph.
var runItem = regexp.MustCompile(`^[(（][ivxa-z]{1,4}[)）]|^[•●▪◦]`)

// goesOnInRun reports whether a line belongs to the paragraph with a number above it:
// behind the number, what announces items, another item, or in brackets who does it.
func goesOnInRun(paragraph, line string) bool {
	last, _ := utf8.DecodeLastRuneInString(paragraph)
	return runNumber.FindString(paragraph) == paragraph || runItem.MatchString(line) || aside(line) == line || strings.ContainsRune("：:；;", last) && formOf(line) == formNone
}

// longestLine is the longest line of a report that has lines, in bytes: a chapter may be one.
const longestLine = 20 << 10

const itemNumber = `(?:` + hanNumber + `、|[（(]` + hanNumber + `[）)]|第` + hanNumber + `部分|——)`

var (
	itemBehind   = regexp.MustCompile(`([。！？”：])[ 　]*(` + itemNumber + `)`)                  // a sentence
	headingAhead = regexp.MustCompile(`(?m)^(` + itemNumber + `[^。，；：\n 　]{2,28})[ 　]+(\S)`) // of its text, by a blank
)

// Unrolled is a text for Parse whose line breaks are not lost: a line that is longer than any
// is cut where its numbered headings and its items begin. Any other text is as it is.
func Unrolled(source []byte) []byte {
	if len(source) <= longestLine {
		return source
	}
	lines := bytes.Split(source, []byte("\n"))
	for i, line := range lines {
		if len(line) > longestLine {
			lines[i] = headingAhead.ReplaceAll(itemBehind.ReplaceAll(line, []byte("$1\n$2")), []byte("$1\n$2"))
		}
	}
	return bytes.Join(lines, []byte("\n"))
}

// closeSeries leaves the headings amid a series of numbered items when the next of them
// comes: 3. does not stand below the （六） under 2., of which it is no item.
func (b *builder) closeSeries(text string) {
	n, ok := ordinal(text)
	if !ok || formOf(text) != formArabic {
		return
	}
	for k := len(b.open) - 1; k >= 0 && n > 1; k-- {
		if b.items[b.open[k].index] == n-1 {
			b.open = b.open[:k+1]
			break
		}
	}
	if b.items == nil {
		b.items = map[int]int{}
	}
	b.items[b.current()] = n
}
