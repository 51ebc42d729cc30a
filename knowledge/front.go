package knowledge

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxTitle is the longest title line in code points.
const maxTitle = 60

var contentsLine = regexp.MustCompile(`^目[ 　]*(?:录|錄|次)$`)

// takeFront moves the title lines and a table of contents into Report.Front
// and returns the body. A file that opens with a numbered heading or with a
// paragraph has no title lines; in a file of nothing but short lines only the
// first is one.
func (b *builder) takeFront(lines []sourceLine) []sourceLine {
	body := 0
	for body < len(lines) && isTitle(lines, body) {
		body++
	}
	if body == len(lines) {
		body = min(1, len(lines)-1)
	}
	front := lines[:body]
	lines = lines[body:]
	if n := contentsEnd(lines); n > 0 {
		front = append(front[:len(front):len(front)], lines[:n]...)
		lines = lines[n:]
	}
	for _, line := range front {
		if at := signature.FindStringSubmatchIndex(line.Text); at != nil && len(b.report.Passages) == 0 {
			signed := line.Line
			signed.Text, line.Text = line.Text[at[2]:], strings.TrimSpace(line.Text[:at[2]])
			b.report.Passages = append(b.report.Passages, Passage{Heading: -1, front: true, Line: signed})
			if line.Text == "" {
				continue
			}
		}
		b.report.Front = append(b.report.Front, line.Line)
	}
	return lines
}

// signature is a line that names who gives the report, 代理县长 周静, by itself or behind the session:
// who asks for the name finds it. Other lines of the front say nothing that is asked.
var signature = regexp.MustCompile(`^(?:——.{4,50}[\p{Z}\t])?(\p{Han}{0,10}(?:省长|市长|区长|县长|州长|旗长|镇长|乡长|主席|总理)[\p{Z}\t]+\p{Han}[\p{Z}\t]*\p{Han}{1,3})$`)

func isTitle(lines []sourceLine, i int) bool {
	line := lines[i]
	if line.table || captionLine.MatchString(line.Text) || contentsLine.MatchString(line.Text) || opensAnnex(line.Text) || namesPart(line.Text) && (i > 0 || !latin(line.Text)) {
		return false // what stands in the front is not searched
	}
	if line.markdown > 0 {
		return line.markdown == 1 && i == 0 && onlyTop(lines)
	}
	switch formOf(line.Text) {
	case formNone, formDash: // ——2026年1月27日在…会议上
	default:
		return false
	}
	if (strings.HasSuffix(line.Text, "。") || strings.Contains(line.Text, "，")) && !credit(line.Text) {
		return false
	}
	if latin(line.Text) {
		return !endsSentence(line.Text) && utf8.RuneCountInString(line.Text) <= maxLatin
	}
	return utf8.RuneCountInString(line.Text) <= maxTitle
}

// credit recognises the line under a press photograph.
func credit(text string) bool {
	return strings.Contains(text, "记者") && strings.Contains(text, "摄")
}

// onlyTop reports whether the first line is the file's only first-level heading.
func onlyTop(lines []sourceLine) bool {
	for _, line := range lines[1:] {
		if line.markdown == 1 {
			return false
		}
	}
	return true
}

// leaders are the dots of an entry and the number of its page: ……3, …… (3), ……第3页, — 3 —.
var leaders = regexp.MustCompile(`[\s　.．…·⋯—–-]*(?:第[ 　]*[0-9０-９]+[ 　]*页|[（(][ 　]*[0-9０-９]+[ 　]*[）)]|[0-9０-９]*)[\s　—–-]*$`)

// contentsEnd returns how many lines a table of contents at the start takes,
// 0 without one. It ends where its first numbered entry, or else its first, comes again.
func contentsEnd(lines []sourceLine) int {
	if len(lines) < 3 || !contentsLine.MatchString(lines[0].Text) {
		return 0
	}
	at := slices.IndexFunc(lines[:min(len(lines), firstEntries)], func(l sourceLine) bool { return formOf(l.Text) != formNone })
	for _, i := range []int{at, 1} {
		if i < 1 || i+1 >= len(lines) {
			continue
		}
		first := entry(lines[i].Text)
		if onlyNumber.MatchString(first) {
			i++
			first += entry(lines[i].Text)
		}
		for n := i + 1; n < len(lines) && first != ""; n++ {
			if unspaced(lines[n].Text) == first {
				return n
			}
		}
	}
	return 0
}

// firstEntries is within how many lines of a table of contents its first numbered entry stands.
const firstEntries = 8

// entry is a line of a table of contents without its page.
func entry(line string) string { return unspaced(leaders.ReplaceAllString(line, "")) }

func unspaced(text string) string { return strings.Join(strings.Fields(text), "") }
