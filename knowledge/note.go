package knowledge

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/text"
)

// glossaryLine is a plain line that opens a list of notes.
const glossaryLine = `^《?[^。]*(?:名词|名詞|术语|術語|词语|詞語|用语|用語|缩略语|縮略語|词汇|詞彙)[^。，；：:]{0,6}(?:注释|解释|说明|释义|註釋|注釋|解釋|說明|釋義)》?(?:[（(][^）)]*[）)])?[:：]?$` +
	`|^(?:注[ 　]*释|註[ 　]*釋|脚注|尾注)[:：]?$|^(?i:glossary)[^.]{0,20}$`

var glossaries = regexp.MustCompile(glossaryLine)

// maxTerm is the longest word that a note explains, in code points.
const maxTerm = 40

// noteNumber is what stands before the word that a note explains.
var noteNumber = regexp.MustCompile(`^(?:[注註]?[ 　]*(?:[0-9０-９]{1,3}[、．.：:]|[（(](?:[0-9０-９]{1,3}|` + hanNumber + `)[）)]|` + hanNumber + `[、．.])|[*＊※•●▪·]+|[注註][:：])[ 　]*`)

// meansThat parts a word from its meaning where no colon does.
var meansThat = regexp.MustCompile(`^(?:[，,]?(?:是指|指的是|系指|即指|意指|指)|——|[，,]即)`)

// termOf is the word that a line explains and the words that stand for it, as in
// S基金：通过… or 带押过户，指…; "" where it explains none.
func termOf(line string) string {
	rest := line
	for n := text.NoteMark(rest); n > 0; n = text.NoteMark(rest) {
		rest = strings.TrimLeftFunc(rest[n:], unicode.IsSpace)
	}
	rest = rest[len(noteNumber.FindString(rest)):]
	depth, count := 0, 0
	for i, r := range rest {
		switch {
		case count > maxTerm:
			return ""
		case strings.ContainsRune("“《（(「『", r):
			depth++
		case strings.ContainsRune("”》）)」』", r):
			depth--
		case depth > 0:
		case strings.ContainsRune(text.SentenceEnds+text.ClauseEnds, r):
			return ""
		case r == '：' || r == ':' && !digitAt(rest[i+1:]):
			return bareTerm(rest[:i], rest[i+utf8.RuneLen(r):])
		default:
			if m := meansThat.FindString(rest[i:]); m != "" {
				return bareTerm(rest[:i], rest[i+len(m):])
			}
		}
		count++
	}
	return ""
}

func digitAt(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

// bareTerm is a word without the quotes around all of it; "" where nothing is said of it.
func bareTerm(term, meaning string) string {
	if utf8.RuneCountInString(unspaced(meaning)) < 2 {
		return ""
	}
	term = strings.TrimPrefix(strings.TrimSpace(term), "所谓")
	if inside, quoted := strings.CutPrefix(term, "“"); quoted && strings.Count(term, "“") == 1 && strings.HasSuffix(inside, "”") {
		term = strings.TrimSuffix(inside, "”")
	}
	return term
}

// takeNotes sets the notes at the foot of pages or the end of the text apart: lines
// that begin with the mark of a note that the text above them refers to.
func takeNotes(lines []sourceLine) (rest, notes []sourceLine) {
	referred := map[string]bool{}
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if !isNote(line, referred) {
			refer(line.Text, referred)
			rest = append(rest, line)
			continue
		}
		delete(referred, line.Text[:text.NoteMark(line.Text)]) // pages begin to count anew
		for i+1 < len(lines) && noteGoesOn(line, lines[i+1]) {
			i++
			line.join("", lines[i])
		}
		line.note = true
		notes = append(notes, line)
	}
	if len(rest) == 0 {
		return lines, nil
	}
	return rest, notes
}

// refer notes the marks within a line that stand behind a word. Behind a comma or
// colon they number what follows.
func refer(line string, referred map[string]bool) {
	before := rune(0)
	for i, r := range line {
		if n := text.NoteMark(line[i:]); n > 0 && before != 0 && !strings.ContainsRune("：:，,、；;“（(", before) {
			referred[line[i:i+n]] = true
		}
		before = r
	}
}

// isNote reports whether a line is a note to a mark. What begins with a number in
// a circle may be an item of a list, but for one that explains a word.
func isNote(line sourceLine, referred map[string]bool) bool {
	n := text.NoteMark(line.Text)
	if n == 0 || n == len(line.Text) || line.markdown > 0 || line.table || !referred[line.Text[:n]] {
		return false
	}
	return formOf(line.Text) != formCircled || termOf(line.Text) != ""
}

func noteGoesOn(note, line sourceLine) bool {
	return !line.afterBlank && line.Page == note.Page && line.markdown == 0 && !endsSentence(note.Text) && len(note.Text) <= maxJoined &&
		text.NoteMark(line.Text) == 0 && formOf(line.Text) == formNone && !line.table
}

// onlyMark reports whether a line is the mark of a note, which a page sets apart
// because it is raised.
func onlyMark(line string) bool { return line != "" && text.NoteMark(line) == len(line) }

// addApart makes a passage of a note that was set apart.
func (b *builder) addApart(line sourceLine) {
	from := len(b.report.Passages)
	b.addPassages(line, line.Text)
	for i := from; i < len(b.report.Passages); i++ {
		p := &b.report.Passages[i]
		p.Note, p.Term, p.apart = true, termOf(line.Text), true
	}
}

// glossary is the index of the open heading over a list of notes, -1 where none is open.
func (b *builder) glossary() int {
	return slices.IndexFunc(b.open, func(h openHeading) bool { return h.glossary })
}

// addToGlossary makes a passage of a line below the heading of a list of notes, if
// it explains a word, though it be numbered as a heading is.
func (b *builder) addToGlossary(line sourceLine) bool {
	if line.markdown > 0 || b.glossary() < 0 || termOf(line.Text) == "" {
		return false
	}
	m := mark{form: formOf(line.Text)}
	for n := len(b.open); m.form != formNone && n > b.glossary()+1 && !b.open[n-1].above(m); n = len(b.open) {
		b.open = b.open[:n-1]
	}
	b.addPassages(line, line.Text)
	return true
}

// remark begins a note without a mark: 注：部分数据为初步统计数。
var remark = regexp.MustCompile(`^[注註][ 　]*[:：]`)

// explain says of a passage that it is a note, and of one below the heading of a list of
// notes what it explains: a word that it begins with, or that has a line to itself above it.
func (b *builder) explain(p *Passage, line string) {
	g := b.glossary()
	if g < 0 {
		p.Note = remark.MatchString(line)
		return
	}
	p.Note, p.Term = true, termOf(line)
	k := len(b.report.Passages)
	first := k == 0 || b.report.Passages[k-1].Heading != p.Heading || b.report.Passages[k-1].Number == p.Number
	if p.Term == "" && g < len(b.open)-1 && first {
		heading := b.report.Headings[p.Heading].Text
		p.Term = bareTerm(heading[len(noteNumber.FindString(heading)):], line)
	}
}

// explained reports whether a heading above a passage says that notes follow.
func (r *Report) explained(p *Passage) bool {
	return slices.ContainsFunc(r.Path(p.Heading), func(h *Heading) bool { return glossaries.MatchString(h.Text) })
}
