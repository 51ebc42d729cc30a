package knowledge

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	sources "wenbao/knowledge/source"
	"wenbao/knowledge/text"
)

// MaxSource is the largest report file read, in bytes. The longest report
// known is under 100 kB.
const MaxSource = sources.MaxSource

// Errors a person can mend; Parse wraps them with nothing, callers add the file.
var (
	ErrEmpty   = errors.New("the file has no text")
	ErrBinary  = errors.New("the file is not UTF-8 text; save it as UTF-8 (for a GBK file: iconv -f GB18030 -t UTF-8)")
	ErrTooLong = sources.ErrTooLong
	ErrNoBody  = errors.New("the file has titles but no passage to cite")
)

// Parse reads one report. It never changes a word: white space and invisible signs at the ends of
// lines and the signs of Markdown (# , - , **) go, a paragraph broken over lines is joined,
// and every other character stays, once and in order, in Front, Headings and
// Passages together, but for the numbers of pages, drawn rules and the imprint of a web
// page, which are in Pages.
func Parse(id string, source []byte, meta Meta) (*Report, error) {
	lines, err := readLines(source)
	if err != nil {
		return nil, err
	}
	b := builder{report: &Report{ID: id, Meta: meta}}
	lines, notes := takeNotes(b.takeImprint(b.takePages(lines)))
	b.numbered = markRun(lines)
	markAnnexTables(lines)
	body := joinBroken(b.takeFront(lines), b.numbered)
	b.punctuated = b.numbered || punctuated(body)
	b.addAll(body, notes)
	b.settle()
	if len(b.report.Passages) == 0 {
		return nil, ErrNoBody
	}
	b.number()
	if err := b.report.keepIDs(); err != nil {
		return nil, err
	}
	b.report.Meta.complete(b.report)
	return b.report, nil
}

// addAll adds the lines, and the notes behind the paragraphs amid which they stand.
func (b *builder) addAll(body, notes []sourceLine) {
	for i, line := range body {
		for ; len(notes) > 0 && notes[0].Number < line.Number; notes = notes[1:] {
			b.addApart(notes[0])
		}
		next := sourceLine{}
		if i+1 < len(body) {
			next = body[i+1]
		}
		b.add(line, next)
		b.before = line
	}
	for _, note := range notes {
		b.addApart(note)
	}
}

// sourceLine is a non-blank line without its indent and the signs of Markdown.
type sourceLine struct {
	Line
	markdown   int
	bold       bool // all of it
	afterBlank bool
	run        int    // its number where paragraphs are numbered through the document
	joined     bool   // of several lines of the source
	last       int    // how wide the last of these is, in columns
	indented   bool   // as the first line of a paragraph is
	table      bool   // a row of a table, or a table with its rows joined
	column     bool   // goes on with the line above it in a narrow column
	annex      bool   // opens an annex with a table
	note       bool   // set apart: of the foot of a page or the end of the text
	turns      []turn // where further pages begin, if it was joined over them
}

func readLines(source []byte) ([]sourceLine, error) {
	switch {
	case len(source) > MaxSource:
		return nil, ErrTooLong
	case bytes.IndexByte(source, 0) >= 0 || !utf8.Valid(source):
		return nil, ErrBinary
	}
	words := strings.TrimPrefix(string(source), "\ufeff")
	words = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(words)
	var lines []sourceLine
	blank := false
	for i, raw := range strings.Split(words, "\n") {
		line := sourceLine{Line: Line{Number: i + 1, Text: bared(raw)}, afterBlank: blank}
		line.markdown, line.Text = cutMarkdown(line.Text)
		line.bold, line.Text = cutEmphasis(line.Text)
		line.table = tableRow(line.Text)
		line.indented = strings.HasPrefix(raw, "　") || strings.HasPrefix(raw, "  ") || strings.HasPrefix(raw, "\t")
		blank = line.Text == ""
		if !blank {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return nil, ErrEmpty
	}
	return lines, nil
}

// bared is a line without what shows nothing at its ends. A page from which a text was
// copied may put invisible signs there, and a number behind one would begin no heading.
func bared(line string) string {
	return strings.TrimFunc(line, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
}

// cutMarkdown removes the # signs of an ATX heading, or the sign before an item of a
// list (CommonMark 4.2, 5.2).
func cutMarkdown(line string) (level int, text string) {
	for _, sign := range []string{"- ", "* ", "+ "} {
		if item, ok := strings.CutPrefix(line, sign); ok && bared(item) != "" && !pageNumber.MatchString(line) { // - 12 -
			return 0, bared(item)
		}
	}
	text = strings.TrimLeft(line, "#")
	level = len(line) - len(text)
	if level == 0 || level > 6 || (text != "" && !strings.HasPrefix(text, " ") && !strings.HasPrefix(text, "\t")) {
		return 0, line
	}
	return level, bared(text)
}

var emphasis = regexp.MustCompile(`\*\*([^*]+)\*\*`)

// cutEmphasis removes the signs around words in bold (CommonMark 6.2), and reports
// whether all of the line is.
func cutEmphasis(line string) (all bool, words string) {
	if !strings.Contains(line, "**") {
		return false, line
	}
	at := emphasis.FindStringIndex(line)
	return at != nil && at[1]-at[0] == len(line), bared(emphasis.ReplaceAllString(line, "$1"))
}

// builder grows the tree while the lines go by.
type builder struct {
	report *Report
	open   []openHeading // the headings above the next passage, outermost first
	before sourceLine    // the line before the one that is added
	run    int           // the number of the last paragraph, where they are numbered through the document
	items  map[int]int   // the number of the last item right below a heading

	numbered   bool // paragraphs are numbered through the document
	punctuated bool // its paragraphs end with a full stop
}

type openHeading struct {
	mark
	index    int
	bare     bool // without a number, in the midst of a part or in bold
	bold     bool
	glossary bool // over a list of notes
}

func (b *builder) add(line, next sourceLine) {
	if b.addToGlossary(line) {
		return
	}
	if line.run > 0 {
		b.settle()
		b.run = line.run
		b.addPassages(line, line.Text)
		return
	}
	bare := false
	m, heading, rest := readHeading(line.Text, line.markdown)
	if heading == "" && line.annex {
		m, heading, rest = mark{form: formPart}, line.Text, ""
	}
	if heading == "" && opensPart(line, next) {
		m, heading, rest, bare = mark{form: formPart}, line.Text, "", line.bold
	}
	if heading == "" && b.opensBare(line, next) {
		m, heading, rest, bare = mark{form: b.bareForm(line.bold)}, line.Text, "", true
	}
	if heading == "" {
		b.closeBefore(line.Text)
		b.closeSibling(line.Text)
		b.closeSeries(line.Text)
		b.addPassages(line, line.Text)
		return
	}
	if n := len(b.open); n > 0 && !b.open[n-1].above(m) {
		b.settle()
	}
	b.addHeading(m, Line{line.Number, line.Page, heading})
	b.open[len(b.open)-1].bare, b.open[len(b.open)-1].bold = bare, line.bold
	if strings.TrimSpace(rest) == "" {
		return
	}
	b.addPassages(line, strings.TrimSpace(rest))
	if m.form == formDash { // a dash item is complete in its line
		b.open = b.open[:len(b.open)-1]
	}
}

// settle makes a passage of what was taken for a heading if nothing stands below
// it and it is a sentence or gives a figure: （二）改造老旧小区35个。
func (b *builder) settle() {
	n, last := len(b.open), len(b.report.Headings)-1
	if n == 0 || b.open[n-1].index != last || b.open[n-1].markdown > 0 || b.open[n-1].form < formHan {
		return
	}
	if words := b.report.Headings[last].Text; !endsSentence(words) && !strings.ContainsFunc(text.WithoutNotes(words), unicode.IsDigit) {
		return
	}
	if k := len(b.report.Passages); k > 0 && b.report.Passages[k-1].Heading == last {
		return
	}
	line := b.report.Headings[last].Line
	b.open, b.report.Headings = b.open[:n-1], b.report.Headings[:last]
	b.addPassages(sourceLine{Line: line}, line.Text)
}

func (b *builder) addHeading(m mark, line Line) {
	if k := len(b.open) - 1; k >= 0 && b.open[k].bare && b.open[k].form == m.form {
		if n, ok := ordinal(line.Text); ok && n == 1 { // counted below it, not beside it
			b.open[k].form--
		}
	}
	for i, open := range b.open {
		if !open.above(m) || b.beside(open, m) {
			b.open = b.open[:i]
			break
		}
	}
	b.report.Headings = append(b.report.Headings, Heading{Parent: b.current(), Line: line})
	b.open = append(b.open, openHeading{mark: m, index: len(b.report.Headings) - 1, glossary: glossaries.MatchString(line.Text)})
	b.run = 0
}

func (b *builder) current() int {
	if len(b.open) == 0 {
		return -1
	}
	return b.open[len(b.open)-1].index
}

// turnsAway is how a speaker begins who leaves the item he was at: he turns to the house, or to
// what was reached or is lacking in all. 同时，我们将… goes on with the item.
var turnsAway = regexp.MustCompile(`^(?:各位代表|过去一年|五年来|回顾|在(?:肯定|看到|总结)成绩|成绩(?:来之|的取得)|(?:取得)?(?:以上|上述|这些)成绩|(?:同时，)?我们也?(?:清醒|清楚)|同时，我们也|(?:当前)?(?:还|仍|也)?存在的?(?:主要|突出|一些)?(?:困难和)?(?:问题|不足|短板|困难)(?:主要)?(?:是|有|：))`)

// closeBefore leaves the sections below the chapter when the speaker turns to the house.
func (b *builder) closeBefore(text string) {
	n := len(b.open)
	if n > 0 && b.open[n-1].bare && b.below() {
		return // he speaks on what the heading says
	}
	if n > 1 && b.open[n-1].markdown == 0 && turnsAway.MatchString(text) {
		b.settle()
		b.open = b.open[:b.part()]
	}
}

// closeSibling leaves the open heading when an item comes with its numbering:
// "三是…" without a heading sentence stands beside "二是…", not below it.
func (b *builder) closeSibling(text string) {
	if n := len(b.open); n > 0 && b.open[n-1].mark == (mark{form: formOf(text)}) {
		b.open = b.open[:n-1]
	}
}

// addPassages makes passages of the end of a line, all of it or what runs in
// behind its heading.
func (b *builder) addPassages(line sourceLine, end string) {
	head, pieces := split(end, line.table)
	at := len(line.Text) - len(end)
	for i, piece := range pieces {
		at += strings.Index(line.Text[at:], piece)
		p := Passage{Heading: b.current(), Run: b.run, Line: Line{line.Number, line.pageAt(at), piece}}
		at += len(piece)
		b.explain(&p, end)
		if len(pieces) > 1 {
			p.Piece, p.Pieces = i+1, len(pieces)
		}
		if i > 0 {
			p.Head = head
		}
		b.report.Passages = append(b.report.Passages, p)
	}
}

// number gives headings their levels and everything its id. An id has one
// number per heading level of the report and one for the paragraph; 0 stands
// for a level the passage has no heading of; a piece has one number more.
func (b *builder) number() {
	r := b.report
	numbers := b.numberHeadings()
	paragraphs := map[int]int{}
	for i := range r.Passages {
		p := &r.Passages[i]
		if p.Piece <= 1 && !p.front {
			paragraphs[p.Heading]++
		}
		p.Ordinal = paragraphs[p.Heading]
		var path []int
		if p.Heading >= 0 {
			path = append(path, numbers[p.Heading]...)
		}
		for len(path) < r.depth {
			path = append(path, 0)
		}
		path = append(path, p.Ordinal)
		if p.Piece > 0 {
			path = append(path, p.Piece)
		}
		p.ID = r.ID + "/" + dotted(path)
	}
}

func (b *builder) numberHeadings() [][]int {
	r := b.report
	banner := b.banner()
	numbers := make([][]int, len(r.Headings))
	children := map[int]int{}
	for i := range r.Headings {
		h := &r.Headings[i]
		if i == banner {
			h.ID = r.ID + "/0"
			continue
		}
		parent := h.Parent
		if parent == banner {
			parent = -1
		}
		children[parent]++
		if parent >= 0 {
			numbers[i] = append(numbers[i], numbers[parent]...)
		}
		numbers[i] = append(numbers[i], children[parent])
		h.Level = len(numbers[i])
		h.ID = r.ID + "/" + dotted(numbers[i])
		r.depth = max(r.depth, h.Level)
	}
	return numbers
}

// banner finds the one unnumbered heading over all others that has no text of
// its own ("2023年工作回顾" over seven chapters): it takes no place in an id.
func (b *builder) banner() int {
	top := -1
	for i, h := range b.report.Headings {
		if h.Parent >= 0 {
			continue
		}
		if top >= 0 {
			return -1
		}
		top = i
	}
	if top < 0 || formOf(b.report.Headings[top].Text) != formNone || len(b.report.Headings) == 1 {
		return -1
	}
	for _, p := range b.report.Passages {
		if p.Heading == top {
			return -1
		}
	}
	return top
}

func dotted(path []int) string {
	parts := make([]string, len(path))
	for i, n := range path {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ".")
}
