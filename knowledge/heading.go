package knowledge

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/period"
	"wenbao/knowledge/text"
)

// form is how a heading is numbered. A smaller form stands above a larger one
// (GB/T 9704-2012: 一、 then （一） then 1. then （1）).
type form int

const (
	formNone     form = iota // not a heading
	formPlain                // Markdown heading without a number
	formPart                 // 第一编, 第一部分
	formChapter              // 第一章
	formSection              // 第一节
	formHan                  // 一、 or 一【…】, 壹、 and Ⅰ.
	formHanIn                // （一）
	formArabic               // 1. or 1、
	formArabicIn             // （1）
	formCircled              // ①
	formFirstly              // 一是
	formDash                 // ——
)

// maxHeading is the longest heading in code points; a longer numbered line is a paragraph.
const maxHeading = 80

const (
	hanNumber   = `[一二三四五六七八九十百零〇壹贰貳叁參肆伍陆陸柒捌玖拾]+`
	latinNumber = `(?:[0-9]{1,2}|[IVX]{1,5}|(?i:` + numberWords + `))(?:[ .:]|$)`
	numberWords = `one|two|three|four|five|six|seven|eight|nine|ten`
)

// numbered recognises the forms in the order in which they are tried.
var numbered = []struct {
	form    form
	pattern *regexp.Regexp
}{
	{formPart, regexp.MustCompile(`^第[ 　]*(?:` + hanNumber + `|[0-9０-９]+)[ 　]*(?:编|篇|部分)(?:[ 　:：]|$|\p{Han})`)},
	{formPart, regexp.MustCompile(`^(?i:part)[ ]+` + latinNumber)},
	{formChapter, regexp.MustCompile(`^(?i:chapter)[ ]+` + latinNumber)},
	{formChapter, regexp.MustCompile(`^第[ 　]*(?:` + hanNumber + `|[0-9０-９]+)[ 　]*章`)},
	{formSection, regexp.MustCompile(`^第[ 　]*(?:` + hanNumber + `|[0-9０-９]+)[ 　]*节`)},
	{formHan, regexp.MustCompile(`^` + hanNumber + `[ 　]*(?:[、．.]|【)`)},
	{formHan, regexp.MustCompile(`^(?:[IVX]{1,5}(?:\.[ 　]|、)|[Ⅰ-Ⅻ][ 　]*[、．.])`)},
	{formHan, regexp.MustCompile(`^` + hanNumber + `(?:[ 　]*[，,]|[ 　]+)[^。；，,：:（(]{4,28}$`)}, // typed so, or its sign lost on the way
	{formHanIn, regexp.MustCompile(`^[（(][ 　]*` + hanNumber + `[ 　]*[）)]`)},
	{formArabicIn, regexp.MustCompile(`^[（(][ 　]*[0-9０-９]+[ 　]*[）)]`)},
	{formArabic, regexp.MustCompile(`^[0-9０-９]{1,2}(?:[ 　]*[、．]|\.(?:[^0-9０-９]|$))`)},
	{formCircled, regexp.MustCompile(`^[①-⑳]`)},
	{formFirstly, regexp.MustCompile(`^` + hanNumber + `是`)},
	{formDash, regexp.MustCompile(`^——`)},
}

// annexes are the plain lines that open an annex.
var annexes = regexp.MustCompile(`^(?:附件|附录|附錄|附表|附)[ 　]*[0-9０-９一二三四五六七八九十]*[:：]?$|^(?:附件|附录|附錄)[ 　]*[0-9０-９一二三四五六七八九十]*[:：][ 　]*\p{Han}[^。，；]{0,30}$|` + glossaryLine)

// maxAnnex is the longest line that opens one, in bytes: most lines are paragraphs.
const maxAnnex = 240

func opensAnnex(line string) bool { return len(line) <= maxAnnex && annexes.MatchString(line) }

// annexTable is the number of a table, and what names it, that belongs to an annex
// or to the table of the text that follows.
var annexTable = regexp.MustCompile(`^附表[ 　]*[0-9０-９一二三四五六七八九十]+(?:[:：]?$|[ 　:：]+[^。，；]{1,40}$)`)

// markAnnexTables marks the lines that open an annex with a table: those behind the last
// chapter.
func markAnnexTables(lines []sourceLine) {
	for i := len(lines) - 1; i >= 0; i-- {
		line := &lines[i]
		if f := formOf(line.Text); !line.table && (line.markdown > 0 || f != formNone && f <= formHan) {
			return
		}
		line.annex = !line.table && len(line.Text) <= maxAnnex && annexTable.MatchString(line.Text)
	}
}

// opensAnnex reports whether a line opens an annex, by itself or by where it stands.
func (l sourceLine) opensAnnex() bool { return l.annex || opensAnnex(l.Text) }

// partLine is a plain line that opens a part, what was done or what is to be done, where it ends in
// words that tell so.
var partLine = regexp.MustCompile(`^(?:[0-9]{4}[年至]|过去[一五]年|過去[一五]年|今年|去年|上一?年|五年来)[^。，；：:]{0,20}$|^(?:政府|主要)?工作(?:回|总|總|安|部|计|計)[^。，；：:]$`)

// workToDo is such a line that ends otherwise: 努力做好2024年各项工作.
var workToDo = regexp.MustCompile(`^(?:努力|扎实|奋力|全力)?(?:做好|抓好|干好)[0-9]{4}年[^。，；：:]{0,8}工作$`)

// opensPart reports whether a line without a number is the heading of a part:
// by its words, or because chapters begin to be counted right below it.
func opensPart(line, next sourceLine) bool {
	if line.markdown > 0 || formOf(line.Text) != formNone {
		return false
	}
	bare := unspaced(line.Text)
	return namesPart(line.Text) || utf8.RuneCountInString(line.Text) <= maxPartLine && firstChapter.MatchString(next.Text) && next.markdown == 0 && !strings.ContainsAny(bare, text.SentenceEnds+text.ClauseEnds+"：:（(，,")
}

// namesPart reports whether a line has the words of the heading of a part.
func namesPart(line string) bool {
	if len(line) > maxPartLine*utf8.UTFMax {
		return false
	}
	if latin(line) {
		return bareLatin(line) && (Heading{Line: Line{Text: line}}).told(nil).Kind != ""
	}
	line = dated(unspaced(line))
	return utf8.RuneCountInString(line) <= maxPartLine && partLine.MatchString(line) && period.Opens(line) || workToDo.MatchString(line)
}

// maxPartLine is the longest heading of a part that has no number, in code points.
const maxPartLine = 30

var firstChapter = regexp.MustCompile(`^[一壹][ 　]*[、．.【]`)

// mark is what the parser saw at the start of a line.
type mark struct {
	form     form
	markdown int // number of # signs, 0 without
}

// above reports whether a heading marked m stands above one marked n.
// Different Markdown levels decide; otherwise the form does, because the
// digests in the wild give every heading the same number of # signs.
func (m mark) above(n mark) bool {
	if m.markdown != n.markdown && m.markdown > 0 && n.markdown > 0 {
		return m.markdown < n.markdown
	}
	return m.form < n.form
}

// readHeading splits a line without its indent into heading and run-in text.
// heading is empty when the line is no heading; heading+rest is the whole line.
func readHeading(line string, markdown int) (m mark, heading, rest string) {
	f := formOf(line)
	switch {
	case markdown > 0:
		if f == formNone {
			f = formPlain
		}
		return mark{f, markdown}, line, ""
	case f == formNone && opensAnnex(line):
		return mark{form: formPart}, line, ""
	case f == formNone:
		return mark{}, "", line
	}
	heading, rest = runIn(line)
	if !headingLike(f, heading, rest) {
		return mark{}, "", line
	}
	return mark{form: f}, heading, rest
}

// numbers are what a numbered line begins with.
const numbers = "第一二三四五六七八九十百零〇壹贰貳叁參肆伍陆陸柒捌玖拾（(0123456789０１２３４５６７８９IVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫPpCc—"

// formOf returns the numbering of a line, formNone without one.
func formOf(line string) form {
	if first, _ := utf8.DecodeRuneInString(line); !strings.ContainsRune(numbers, first) && (first < '①' || first > '⑳') {
		return formNone // most lines, without a look at each pattern
	}
	for _, n := range numbered {
		if n.pattern.MatchString(line) {
			return n.form
		}
	}
	return formNone
}

// runIn cuts a line after its first full stop and the quotes that it closes: a
// heading sentence and its text.
func runIn(line string) (heading, rest string) {
	heading = text.CutAfter(line, "。")[0]
	return heading, line[len(heading):]
}

// headingLike tells a heading from an ordinary numbered item. Items of a list
// (1. … and below, 一是) are passages unless a heading sentence leads them.
func headingLike(f form, heading, rest string) bool {
	if latin(heading) {
		return rest == "" && !endsSentence(heading) && utf8.RuneCountInString(heading) <= maxLatin
	}
	if utf8.RuneCountInString(heading) > maxHeading || strings.HasSuffix(heading, "；") || strings.HasSuffix(heading, ";") {
		return false
	}
	switch f {
	case formFirstly, formDash: // one that gives a figure tells what is, not what follows
		return rest != "" && !strings.ContainsFunc(text.WithoutNotes(named.ReplaceAllString(heading, "")), unicode.IsDigit)
	case formArabic, formArabicIn, formCircled:
		closed := strings.HasSuffix(strings.TrimRight(heading, text.Closers), "。")
		return !closed && !strings.ContainsAny(heading, "：:")
	default:
		return true
	}
}

// named is a year, or a name in quotes, such as “23·7”: no figure that tells how much.
var named = regexp.MustCompile(`[0-9]{4}年|“[^”]*”`)

// maxBare is the longest heading without a number in the midst of a part, in code points.
const maxBare = 28

// bare reports whether a line could be a heading without a number: short, no sentence,
// without a figure but a year. What it stands between decides.
func bare(line string) bool {
	if len(line) > maxLatin {
		return false
	}
	if latin(line) {
		return bareLatin(line)
	}
	n := utf8.RuneCountInString(line)
	return 2 <= n && n <= maxBare && !noHeading.MatchString(yearIn.ReplaceAllString(line, "")) && formOf(line) == formNone && text.NoteMark(line) == 0
}

// maxLatin is the longest heading or title in Latin letters, in characters, and
// maxWords that of one without a number, in words; leastWord is the shortest such.
const (
	maxLatin  = 120
	maxWords  = 14
	leastWord = len("Lifts")
)

// bareLatin is bare for a line in Latin letters: it begins with a capital, and has no
// sign that parts clauses.
func bareLatin(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	words := len(strings.Fields(line))
	return unicode.IsUpper(first) && len(line) >= leastWord && words <= maxWords && !strings.ContainsAny(line, ".;:!?•|/@") && !strings.HasSuffix(line, ",") && formOf(line) == formNone
}

// latin reports whether a line is written in Latin letters, without a Chinese one.
func latin(line string) bool {
	letters := false
	for _, r := range line {
		if r > unicode.MaxLatin1 && unicode.Is(unicode.Han, r) {
			return false
		}
		letters = letters || 'a' <= r && r <= 'z'
	}
	return letters
}

var (
	yearIn    = regexp.MustCompile(`[0-9]{4}年`)
	noHeading = regexp.MustCompile(`[。，；：！？…—:;,!?|0-9０-９●•·*　]|^[图表圖（(]|^(?:审核|责编|来源|附|注|此件|各位|谢谢|現在|现在)|[年月日]$| `)
)

// leastParagraph is how long what follows a bare heading is, in code points.
const leastParagraph = 40

// opensBare reports whether a line is a heading without a number: all of it bold, or
// alone between a paragraph that ends, or a heading, and one that is whole sentences.
func (b *builder) opensBare(line, next sourceLine) bool {
	if line.bold && bare(line.Text) {
		return true
	}
	if !b.punctuated || line.markdown > 0 || line.table || len(b.open) == 0 && !latin(line.Text) || next.markdown > 0 || next.table {
		return false
	}
	if !endsSentence(b.before.Text) && !b.below() || !bare(line.Text) {
		return false
	}
	return next.run > 0 || b.numbered && bare(next.Text) || formOf(next.Text) == formNone && endsSentence(next.Text) && utf8.RuneCountInString(next.Text) >= leastParagraph
}

// below reports whether nothing stands below the last heading yet.
func (b *builder) below() bool {
	n := len(b.report.Passages)
	return len(b.open) > 0 && (n == 0 || b.report.Passages[n-1].Number < b.report.Headings[len(b.report.Headings)-1].Number)
}

// bareForm is where a bare heading stands: beside the one before it that looks alike, below a heading
// that has nothing yet, else right below the part; where paragraphs have numbers, below
// every heading that has one.
func (b *builder) bareForm(bold bool) form {
	last := formNone
	for _, open := range b.open {
		if open.bare && open.bold == bold {
			return open.form
		}
		last = open.form
	}
	switch {
	case b.below(), b.numbered:
		return min(last+1, formDash)
	case len(b.open) > 1:
		return b.open[1].form
	}
	return min(last+1, formDash)
}

// part is how many of the open headings stand above what is said of a whole part: up to the first that
// tells a time, else the outermost.
func (b *builder) part() int {
	for i, open := range b.open {
		if (Heading{Line: b.report.Headings[open.index].Line}).told(b.report.Meta.Years).Kind != "" {
			return i + 1
		}
	}
	return min(1, len(b.open))
}

// beside reports whether a chapter stands beside a heading without a number that looks alike: an
// introduction, which has a text of its own and tells no time of what follows.
func (b *builder) beside(open openHeading, m mark) bool {
	if open.markdown == 0 || open.markdown != m.markdown || open.form != formPlain || m.form > formHan {
		return false
	}
	own := slices.ContainsFunc(b.report.Passages, func(p Passage) bool { return p.Heading == open.index })
	return own && (Heading{Line: b.report.Headings[open.index].Line}).told(b.report.Meta.Years).Kind == ""
}
