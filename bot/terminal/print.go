package terminal

import (
	"io"
	"regexp"
	"strings"

	"github.com/mattn/go-runewidth"
	"golang.org/x/term"

	"wenbao/knowledge/text"
)

// style is a parameter of the terminal's "select graphic rendition".
type style string

const (
	normal style = ""
	bold   style = "1"
	dim    style = "2"
	red    style = "31"
)

// printer writes cleaned text. The first error stays and silences the rest.
type printer struct {
	w     io.Writer
	color bool
	width func() int // columns of the terminal; nil: do not wrap
	err   error
}

// say prints a text, each of its lines wrapped by itself.
func (p *printer) say(s style, words string) {
	for line := range strings.SplitSeq(text.Printable(words), "\n") {
		if p.width != nil {
			line = wrap(line, p.width())
		}
		if p.color && s != normal && line != "" {
			line = "\x1b[" + string(s) + "m" + line + "\x1b[0m"
		}
		p.write(line + "\n")
	}
}

func (p *printer) write(text string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, text)
	}
}

// gap separates what belongs to one line of input from the next.
func (p *printer) gap() { p.write("\n") }

// answer prints an answer's text: its first line stands out, the places recede.
func (p *printer) answer(text string) {
	s := bold
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "    ") {
			s = dim
		}
		p.say(s, line)
		s = normal
	}
}

// columns returns how to ask for the width of a terminal, nil if out is none.
func columns(out io.Writer) func() int {
	file, ok := out.(interface{ Fd() uintptr })
	if !ok {
		return nil
	}
	return func() int {
		width, _, err := term.GetSize(int(file.Fd()))
		if err != nil {
			return 0
		}
		return width
	}
}

// hang is what the second line of a wrapped line is indented by.
var hang = regexp.MustCompile(`^(?: +|\[\d+\] )`)

// closing are the signs that must not begin a line.
const closing = "，。、；：？！”’）》】〉」』,.;:?!)]}%"

// wrap breaks a line before the given column, between any two characters as
// Chinese is broken, but not before a closing sign and not within a Latin
// word. A width too small to be true leaves the line alone.
func wrap(line string, width int) string {
	if width < 20 || runewidth.StringWidth(line) <= width {
		return line
	}
	indent := runewidth.StringWidth(hang.FindString(line))
	var out, word strings.Builder
	column := 0
	flush := func() {
		w := runewidth.StringWidth(word.String())
		if column+w > width && column > indent {
			out.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		}
		out.WriteString(word.String())
		column += w
		word.Reset()
	}
	for _, r := range line {
		if breakable(word.String(), r) {
			flush()
		}
		word.WriteRune(r)
	}
	flush()
	return out.String()
}

// breakable reports whether a line may be broken between a word and r.
func breakable(word string, r rune) bool {
	if word == "" || strings.ContainsRune(closing, r) {
		return false
	}
	last := []rune(word)[len([]rune(word))-1]
	return r > 0x2e80 || last > 0x2e80 || last == ' '
}
