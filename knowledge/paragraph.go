package knowledge

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/text"
)

// maxPassage is the longest passage in code points. Longer paragraphs are
// split at sentence ends: a citation must be short enough to read in a chat.
const maxPassage = 240

// split cuts the words of a paragraph or table into passages, and tells what of a table
// stands above each piece.
func split(words string, table bool) (head string, pieces []string) {
	if table {
		return splitTable(words)
	}
	return "", splitParagraph(words)
}

// splitParagraph cuts an over-long paragraph into passages of whole sentences,
// or of whole clauses where one sentence is too long by itself.
func splitParagraph(paragraph string) []string {
	if utf8.RuneCountInString(paragraph) <= maxPassage {
		return []string{paragraph}
	}
	if latin(paragraph) { // whose letters are half as wide
		return pack(latinSentences(paragraph), 2*maxPassage)
	}
	var units []string
	for _, sentence := range text.Sentences(paragraph) {
		if utf8.RuneCountInString(sentence) > maxPassage {
			units = append(units, text.CutAfter(sentence, text.ClauseEnds)...)
		} else {
			units = append(units, sentence)
		}
	}
	return pack(units, maxPassage)
}

// latinEnd is the end of a sentence before another one.
var latinEnd = regexp.MustCompile(`[\p{Ll}0-9)%”"][.!?][”")]*[ 　]+[\p{Lu}“"(]`)

// latinSentences cuts a text in Latin letters between sentences, else between clauses,
// keeping every character.
func latinSentences(paragraph string) []string {
	var units []string
	from := 0
	for _, at := range latinEnd.FindAllStringIndex(paragraph, -1) {
		_, last := utf8.DecodeLastRuneInString(paragraph[:at[1]])
		units = append(units, paragraph[from:at[1]-last])
		from = at[1] - last
	}
	return append(units, paragraph[from:])
}

// pack joins units into the fewest passages of about equal length, of at most limit
// code points where the units allow it.
func pack(units []string, limit int) []string {
	total := 0
	for _, u := range units {
		total += utf8.RuneCountInString(u)
	}
	count := (total + limit - 1) / limit
	target := (total + count - 1) / count
	var passages []string
	var current strings.Builder
	size := 0
	for _, u := range units {
		n := utf8.RuneCountInString(u)
		if size > 0 && (size >= target || size+n > limit) {
			passages = append(passages, current.String())
			current.Reset()
			size = 0
		}
		current.WriteString(u)
		size += n
	}
	passages = append(passages, current.String())
	return trimmed(passages)
}

// trimmed drops the white space at the joints, which is no part of the words.
func trimmed(passages []string) []string {
	kept := passages[:0]
	for _, p := range passages {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// maxJoined ends a paragraph that grows without a full stop, in bytes: text
// without punctuation is no broken paragraph, and joining it would take for ever.
const maxJoined = 16 << 10

// joinBroken joins the rows of a table to its caption, and paragraphs that a PDF broke over lines. It acts only in
// files whose long lines usually end with a full stop, so that the
// unpunctuated items of a list are never glued together.
func joinBroken(lines []sourceLine, numbered bool) []sourceLine {
	goesOn := numberAlone
	width, broken := wrapped(lines)
	switch {
	case broken || numbered:
		goesOn = page{width}.wraps
		page{width}.markColumns(lines)
	case punctuated(lines):
		goesOn = continues
	}
	joined := lines[:0:0]
	for _, line := range lines {
		line.last = columns(line.Text)
		if line.table {
			joined = addRow(joined, line) // a figure without the head of its column tells nothing
			continue
		}
		if n := len(joined); n > 0 && (goesOn(joined[n-1], line) || (onlyMark(line.Text) || cutAtPoint(joined[n-1], line)) && joined[n-1].markdown == 0 && !joined[n-1].table) {
			between := ""
			if latin(joined[n-1].Text) && latin(line.Text) {
				between = " "
			}
			joined[n-1].join(between, line)
			continue
		}
		joined = append(joined, line)
	}
	return joined
}

// cutAtPoint reports whether a figure goes over the end of a line: 增长2 and then .3%。
func cutAtPoint(prev, line sourceLine) bool {
	return pointFirst.MatchString(line.Text) && digitAt(prev.Text[len(prev.Text)-1:])
}

var pointFirst = regexp.MustCompile(`^\.[0-9]`)

// numberAlone reports whether a line is the heading whose number has a line to
// itself: 三、
func numberAlone(prev, line sourceLine) bool {
	return prev.markdown == 0 && line.markdown == 0 && onlyNumber.MatchString(prev.Text) && formOf(line.Text) == formNone && !endsSentence(line.Text)
}

var onlyNumber = regexp.MustCompile("^(?:" + hanNumber + "[ 　]*[、．.]|[（(][ 　]*" + hanNumber + "[ 　]*[）)])$")

// longestWrapped is the longest line of a page, in columns.
const longestWrapped = 120

// columns is how wide a line is printed: a Han character takes two, a digit one.
func columns(line string) int {
	n := 0
	for _, r := range line {
		n++
		if r > unicode.MaxLatin1 {
			n++
		}
	}
	return n
}

// wrapped reports whether most lines end in the middle of a sentence, at about
// the same width: the lines of a page, not paragraphs and no list. The width is in
// columns, 0 where too few lines tell it.
func wrapped(lines []sourceLine) (width int, broken bool) {
	var widths []int
	whole := 0
	for i, line := range lines[:max(0, len(lines)-1)] {
		switch {
		case line.markdown > 0 || bareHeading(line.Text) || line.table:
		case !endsSentence(line.Text) && formOf(lines[i+1].Text) == formNone:
			widths = append(widths, columns(line.Text))
		default:
			whole++
		}
	}
	if len(widths) < 3 {
		return 0, false
	}
	slices.Sort(widths)
	width = widths[len(widths)*3/4]
	alike := 0
	for _, w := range widths {
		if 10*w >= 9*width && 10*w <= 11*width {
			alike++
		}
	}
	return width, len(widths) >= whole && width <= longestWrapped && 3*alike >= 2*len(widths)
}

// page is what lines are broken at.
type page struct{ width int } // in columns

// wraps reports whether a line of a page goes on with the sentence of the one
// before, with a blank line between or not.
func (p page) wraps(prev, line sourceLine) bool {
	switch {
	case prev.table || line.table || prev.annex || line.run > 0:
		return false
	case line.column:
		return true
	case p.headingLine(prev) && !beginsAmid(line.Text):
		return false
	case numberAlone(prev, line), prev.run > 0 && goesOnInRun(prev.Text, line.Text):
		return true
	}
	if prev.markdown > 0 || line.markdown > 0 || endsSentence(prev.Text) && !p.full(prev, line) || len(prev.Text) > maxJoined {
		return false
	}
	if formOf(prev.Text) != formNone && !prev.joined && p.twoLines(prev, line) {
		return formOf(line.Text) == formNone
	}
	return formOf(line.Text) == formNone && !line.opensAnnex() && !bareHeading(prev.Text) && !namesPart(prev.Text) && !namesPart(line.Text)
}

// markColumns marks the lines that go on with the one above them in a column of a table:
// narrow ones with nothing between, of which the last ends a sentence.
func (p page) markColumns(lines []sourceLine) {
	narrow := func(l sourceLine) bool {
		return 2*columns(l.Text) <= p.width && l.run == 0 && l.markdown == 0 && !l.table && formOf(l.Text) == formNone && !l.opensAnnex()
	}
	for i := 0; i < len(lines); i++ {
		first := i
		for i+1 < len(lines) && narrow(lines[i]) && narrow(lines[i+1]) && !lines[i+1].afterBlank {
			i++
		}
		for k := first + 1; k <= i && endsSentence(lines[i].Text); k++ {
			lines[k].column = !endsSentence(lines[k-1].Text)
		}
	}
}

// By how many columns the full lines of a page differ, since no sign begins a line, and
// by how many the first line of a paragraph is shorter.
const (
	slack   = 3
	shorter = 4
)

// filled reports whether the last line of what was joined is as long as the page is wide.
func (p page) filled(prev sourceLine) bool {
	if !prev.joined {
		return prev.last+shorter >= p.width-slack
	}
	return prev.last >= p.width-slack
}

// full reports whether the last line of a paragraph that ends with a sentence is as long
// as the page is wide, so that the next one rather goes on: one paragraph in thirty ends
// so by chance, and every fifth has such a line in its midst.
func (p page) full(prev, line sourceLine) bool {
	return p.filled(prev) && !line.afterBlank && !line.indented && prev.run == 0
}

// twoLines reports whether a heading, or one with its text behind it, goes over the end
// of a line: that ends in its midst, or is full.
func (p page) twoLines(heading, line sourceLine) bool {
	return openEnd.MatchString(heading.Text) || p.filled(heading) && !line.afterBlank && !line.indented
}

// openEnd is the end of a line that cannot be that of a heading.
var openEnd = regexp.MustCompile(`[和及与與、的，,]$`)

// headingLine reports whether a line that begins a paragraph is too short to go on: a
// heading without a number, or with one from 1. downwards.
func (p page) headingLine(line sourceLine) bool {
	if line.joined || line.run > 0 || columns(line.Text)*5 > p.width*3 {
		return false
	}
	words := noteNumber.ReplaceAllString(line.Text, "")
	return bare(words) && !openEnd.MatchString(words) && strings.Count(words, "“") == strings.Count(words, "”")
}

func punctuated(lines []sourceLine) bool {
	long, closed := 0, 0
	for _, line := range lines {
		if line.markdown > 0 || utf8.RuneCountInString(line.Text) < 40 {
			continue
		}
		long++
		if endsSentence(line.Text) {
			closed++
		}
	}
	return long > 0 && closed*5 >= long*4
}

// aside is what a line ends with in brackets, and is no number of an item: …。（教育局）
func aside(line string) string {
	open := strings.LastIndexAny(line, "（(")
	if open < 0 {
		return ""
	}
	last := line[open:]
	within := strings.TrimSuffix(strings.TrimSuffix(last, "）"), ")")
	if within == last || strings.ContainsAny(within, "）)") || formOf(last) != formNone || runItem.MatchString(last) {
		return ""
	}
	return last
}

func endsSentence(line string) bool {
	line = text.EndMarks(line)
	return ended(line) || ended(strings.TrimSuffix(line, aside(line)))
}

// ended reports whether a line ends with a sign that ends a sentence or a clause, but for
// what closes quotes and brackets.
func ended(line string) bool {
	line = strings.TrimRight(line, text.Closers)
	r, _ := utf8.DecodeLastRuneInString(line)
	if r == '.' && strings.Contains(line, " ") && latin(line) {
		return true
	}
	return strings.ContainsRune(text.SentenceEnds+text.ClauseEnds+"：:…", r)
}

// continues reports whether line is the rest of the paragraph that prev began.
func continues(prev, line sourceLine) bool {
	switch {
	case prev.table || line.table:
		return false
	case numberAlone(prev, line):
		return true
	}
	if line.afterBlank || prev.markdown > 0 || line.markdown > 0 || endsSentence(prev.Text) || len(prev.Text) > maxJoined {
		return false
	}
	if beginsAmid(line.Text) {
		return true
	}
	if formOf(line.Text) != formNone || line.opensAnnex() || bareHeading(prev.Text) {
		return false
	}
	inSentence := strings.ContainsAny(prev.Text, "，。；") || strings.Count(prev.Text, "“") > strings.Count(prev.Text, "”")
	return inSentence && utf8.RuneCountInString(prev.Text) >= 25
}

// beginsAmid reports whether a line begins with a sign that begins no sentence.
func beginsAmid(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return strings.ContainsRune("，。、；：！？,;"+text.Closers, first)
}

// bareHeading recognises a heading that has its line to itself and needs no
// full stop. From 1. downwards the line may as well be an item of a list.
func bareHeading(text string) bool {
	f := formOf(text)
	return f != formNone && f < formArabic && !strings.Contains(text, "。")
}
