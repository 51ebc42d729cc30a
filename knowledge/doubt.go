package knowledge

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenbao/knowledge/figure"
	"wenbao/knowledge/period"
)

// Doubt is something in a report that a person should look at before citizens
// are answered from it, in a sentence, with its line in the source (0: all of it).
type Doubt struct {
	Line int
	Text string
}

// What a report has: at least so many passages, and paragraphs of at most so many
// pieces.
const (
	fewPassages = 5
	manyPieces  = 12
)

// Doubts lists what may have been misread, in the order of the source.
func Doubts(r *Report) []Doubt {
	var list []Doubt
	doubt := func(line int, format string, args ...any) {
		list = append(list, Doubt{line, fmt.Sprintf(format, args...)})
	}
	if r.Meta.Title == "" || r.Meta.Title == r.ID && !titleEnd.MatchString(r.Meta.Title) {
		doubt(0, "no title was found; write one into report.json")
	}
	if r.Meta.Place == "" {
		doubt(0, "the place that reports was not found; write it into report.json")
	}
	if r.Meta.Place != "" && r.Meta.Place != wholeCountry && ofTheCountry(r) {
		doubt(0, "the place is taken for %s, but the State Council reports: is it the right file?", r.Meta.Place)
	}
	if len(r.Meta.Years) == 0 {
		doubt(0, "the years that it tells of were not found; write them into report.json")
	}
	if len(r.Passages) < fewPassages {
		doubt(0, "there are only %d passages", len(r.Passages))
	}
	if len(r.Headings) == 0 {
		doubt(0, "no heading was found: every passage is cited by its number alone")
	}
	if len(r.empty) > 0 {
		doubt(0, "no words on page %s: blank, or a picture of a text?", listed(r.empty))
	}
	list = append(append(append(list, gaps(r)...), runGaps(r)...), untimed(r)...)
	for i := range r.Passages {
		p := &r.Passages[i]
		if at := headless.FindStringIndex(p.Text); at != nil {
			doubt(p.Number, "a figure begins with its point: %q: is what stood before it lost?", clipped(p.Text[at[0]:], clip))
		}
		switch {
		case p.Piece == 1 && p.Pieces > manyPieces && !strings.Contains(p.Text, "\n"):
			doubt(p.Number, "a paragraph of %d pieces: are its line breaks lost?", p.Pieces)
		case strings.ContainsRune(p.Text, utf8.RuneError):
			doubt(p.Number, "unreadable signs: was the file saved in another encoding?")
		}
	}
	return list
}

// headless is a figure without what stands before its point, which a page left on the one
// before: 增长.3%.
var headless = regexp.MustCompile(`(?:^|\p{Han})[.．][0-9０-９]+[ 　]*(?:[%％‰]|个百分点|万|亿)`)

// gaps are the numbered headings and items that do not go on from the one before
// them: 一、 and then 三、.
func gaps(r *Report) []Doubt {
	type item struct {
		Line
		under int
	}
	var items []item
	for _, h := range r.Headings {
		items = append(items, item{h.Line, h.Parent})
	}
	for i := range r.Passages {
		if p := &r.Passages[i]; p.Piece <= 1 && p.Run == 0 {
			items = append(items, item{p.Line, p.Heading})
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Compare(a.Number, b.Number) })
	type series struct {
		under int
		form  form
	}
	last := map[series]int{}
	var list []Doubt
	for _, it := range items {
		n, ok := ordinal(it.Text)
		s := series{it.under, formOf(it.Text)}
		if arabic := (series{it.under, formArabic}); !ok && strings.HasPrefix(it.Text, strconv.Itoa(last[arabic]+1)+".") {
			n, ok, s = last[arabic]+1, true, arabic // 20.2026年 behind 19. is no decimal
		}
		if !ok {
			continue
		}
		if want := last[s] + 1; n != want && n != 1 {
			list = append(list, Doubt{it.Number, fmt.Sprintf("%q comes where number %d is expected: is one missing above it?", clipped(it.Text, clip), want)})
		}
		last[s] = n
	}
	return list
}

// runGaps are the paragraphs, where these are numbered through the document, that do
// not go on from the one before.
func runGaps(r *Report) []Doubt {
	var list []Doubt
	last := 0
	for i := range r.Passages {
		p := &r.Passages[i]
		if p.Run > last+1 {
			list = append(list, Doubt{p.Number, fmt.Sprintf("paragraph %d comes after %d: is one missing above it?", p.Run, last)})
		}
		last = cmp.Or(p.Run, last)
	}
	return list
}

// untimed are the chapters of a report of two years that tell neither what was done nor what is
// planned, the first of several in a row: a figure below them could be of either. Those behind
// all that tell it speak of the government itself, or are annexes.
func untimed(r *Report) []Doubt {
	if len(r.Meta.Years) != 2 || r.Meta.Covers != "" || len(r.Headings) == 0 {
		return nil
	}
	told := map[period.Kind]bool{}
	var list, open []Doubt
	for _, i := range r.Children(-1) {
		under := r.Under(i)
		kinds := map[period.Kind]int{}
		for _, p := range under {
			kinds[r.Period(p).Kind]++
		}
		switch {
		case 2*kinds[""] > len(under):
			open = append(open, Doubt{r.Headings[i].Number, fmt.Sprintf("%q tells neither what was done in %d nor what is planned for %d", clipped(r.Headings[i].Text, clip), r.Meta.Years[0], r.Meta.Years[1])})
		case kinds[period.Review]+kinds[period.Plan] > 0:
			list, open = append(list, open[:min(1, len(open))]...), nil
			told[period.Review] = told[period.Review] || kinds[period.Review] > 0
			told[period.Plan] = told[period.Plan] || kinds[period.Plan] > 0
		}
	}
	if !told[period.Review] {
		list = append(list, Doubt{0, fmt.Sprintf("no chapter tells what was done in %d", r.Meta.Years[0])})
	}
	if !told[period.Plan] {
		list = append(list, Doubt{0, fmt.Sprintf("no chapter tells what is planned for %d", r.Meta.Years[1])})
	}
	return list
}

// listed are numbers in a row: 1, 2, 7.
func listed(numbers []int) string {
	return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(numbers)), ", "), "[]")
}

// clip is how much of a line a doubt quotes, in code points.
const clip = 20

// plainOrdinal is a number that is read no further, since a figure may follow it: 3．2024年,
// Part One: 2024, IV.
var plainOrdinal = regexp.MustCompile(`^(?i:part[ ]+|chapter[ ]+)?(?:([0-9０-９]{1,2})|([IVX]{1,5})|((?i:` + numberWords + `)))(?:[ .．:]|$)`)

// The Roman numbers to ten and the English ones, in their order.
var (
	romanNumbers   = strings.Fields("I II III IV V VI VII VIII IX X")
	englishNumbers = strings.Split(numberWords, "|")
)

// ordinal is the number that a numbered line begins with.
func ordinal(line string) (int, bool) {
	if match := plainOrdinal.FindStringSubmatch(line); match != nil && formOf(line) != formNone {
		n, err := strconv.Atoi(figure.NarrowDigits(match[1]))
		n = max(n, 1+slices.Index(romanNumbers, match[2]), 1+slices.Index(englishNumbers, strings.ToLower(match[3])))
		return n, err == nil || n > 0
	}
	if f := formOf(line); f == formNone || f == formDash || f == formCircled || f == formPlain {
		return 0, false
	}
	found := figure.Find(figure.NarrowDigits(clipped(unspaced(line), clip)))
	if len(found) == 0 {
		return 0, false
	}
	n, err := strconv.Atoi(found[0].Value)
	return n, err == nil
}

// clipped is a text cut to n code points, 0 for no limit.
func clipped(text string, n int) string {
	runes := []rune(text)
	if n == 0 || len(runes) <= n {
		return text
	}
	return string(runes[:n]) + "…"
}
