// Package poppler reads the text of PDF files by pdftotext, a program of poppler,
// where it is installed: of the readers weighed it alone keeps every Chinese
// character and figure, and it is no part of the binary. What was measured stands in
// the README of knowledge.
package poppler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/source"
)

// Errors a person can mend; callers add the file.
var (
	ErrMissing = errors.New("pdftotext is not installed, by which PDF files are read (Debian: apt-get install poppler-utils; macOS: brew install poppler)")
	ErrNoFonts = errors.New("pdftotext lacks the tables by which this PDF writes Chinese, and would lose its words; install them (Debian: apt-get install poppler-data)")
	ErrNoText  = errors.New("the PDF has no text: its pages are pictures; find the text or have it recognised (OCR)")
)

// patience is how long one file may take.
const patience = 60 * time.Second

// Text is the text of a PDF file in lines, without running heads and printed
// numbers, each page below a line that says which it is, counted from the first.
func Text(ctx context.Context, data []byte) ([]byte, error) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return nil, ErrMissing
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	text, err := run(ctx, program, data)
	if err != nil {
		return nil, err
	}
	layout, err := run(ctx, program, data, "-layout")
	if err != nil {
		return nil, err
	}
	return paged(text, layout)
}

// run is what the program makes of a file.
func run(ctx context.Context, program string, data []byte, flags ...string) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	command := exec.CommandContext(ctx, program, append(flags, "-enc", "UTF-8", "-eol", "unix", "-", "-")...) //nolint:gosec // pdftotext, as found in the path
	command.Stdin = bytes.NewReader(data)
	var said complaint
	command.Stderr = &said
	out, err := command.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", fmt.Errorf("starting pdftotext: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(out, source.MaxSource+1))
	if len(text) > source.MaxSource {
		cancel()
		_ = command.Wait()
		return "", source.ErrTooLong
	}
	if waited := command.Wait(); err == nil {
		err = waited
	}
	if ctx.Err() != nil {
		return "", fmt.Errorf("pdftotext: %w", ctx.Err())
	}
	if err != nil {
		return "", fmt.Errorf("pdftotext: %w: %s", err, strings.TrimSpace(string(said.beginning)))
	}
	if said.noFonts { // it ends well all the same
		return "", ErrNoFonts
	}
	return string(text), nil
}

// complaint is what pdftotext complains of, as far as it is told: one file may bring
// thousands of lines.
type complaint struct {
	beginning []byte
	noFonts   bool
}

// longestComplaint is how much of it is kept, in bytes.
const longestComplaint = 1 << 10

func (c *complaint) Write(p []byte) (int, error) {
	c.beginning = append(c.beginning, p[:min(len(p), longestComplaint-len(c.beginning))]...)
	c.noFonts = c.noFonts || bytes.Contains(p, []byte("Missing language pack"))
	return len(p), nil
}

// paged takes the blanks out that a page has between Chinese characters and
// digits, and marks the pages. layout is the same text, set as on the page.
func paged(text, layout string) ([]byte, error) {
	var b strings.Builder
	said := false
	pages, set := strings.Split(strings.TrimSuffix(text, "\f"), "\f"), strings.Split(layout, "\f")
	edges, printed := repeated(pages), numbering(pages)
	for i, page := range pages {
		b.WriteString(source.PageMark(i+1) + "\n")
		lines := strings.Split(strings.Trim(page, "\n"), "\n")
		if i < len(set) {
			apart := halves(set[i])
			lines = beside(joinHalves(lines, apart), apart)
		}
		for at, line := range lines {
			line = closed(strings.TrimSpace(strings.ToValidUTF8(line, "")))
			if atEdge(lines, at) && (edges[line] || printed.has(line, i)) {
				continue // the running head, the number of the page
			}
			said = said || line != ""
			b.WriteString(line + "\n")
		}
	}
	if !said {
		return nil, ErrNoText
	}
	return []byte(b.String()), nil
}

// number is a line that holds the number of a page and nothing else; 16. is that of a
// paragraph.
var number = regexp.MustCompile(`^([—–－\-·. ]*)([0-9]{1,4})[—–－\-· ]*$`)

// printedBy is on how many pages a printed number stands so far ahead of that of the page. A
// lone number may be the 2 of 2.3%, of which the rest stands in the next line.
type printedBy map[int]int

func numbering(pages []string) printedBy {
	count := printedBy{}
	for i, page := range pages {
		lines := strings.Split(strings.Trim(page, "\n"), "\n")
		for at, line := range lines {
			if n, _, ok := numberIn(line); ok && atEdge(lines, at) {
				count[n-i]++
			}
		}
	}
	for ahead, n := range count {
		if n < min(repeats, (len(pages)+1)/2) {
			delete(count, ahead)
		}
	}
	return count
}

// has reports whether a line at the edge of page i is its printed number: one between
// signs, or one that goes on from those of other pages.
func (p printedBy) has(line string, i int) bool {
	n, signs, ok := numberIn(line)
	return ok && (signs || p[n-i] > 0)
}

func numberIn(line string) (n int, signs, ok bool) {
	match := number.FindStringSubmatch(closed(strings.TrimSpace(line)))
	if match == nil {
		return 0, false, false
	}
	n, err := strconv.Atoi(match[2])
	return n, strings.Trim(match[1], ". ") != "", err == nil
}

// repeats is on how many pages a line must stand at the edge to be no text.
const repeats = 3

// repeated are the lines that stand at the edge of many pages.
func repeated(pages []string) map[string]bool {
	count := map[string]int{}
	for _, page := range pages {
		lines := strings.Split(strings.Trim(page, "\n"), "\n")
		for at, line := range lines {
			if line = closed(strings.TrimSpace(line)); line != "" && atEdge(lines, at) {
				count[line]++
			}
		}
	}
	edges := map[string]bool{}
	for line, n := range count {
		edges[line] = n >= repeats && 2*n >= len(pages)
	}
	return edges
}

// atEdge reports whether a line is the first or the last of a page that says
// something.
func atEdge(lines []string, at int) bool {
	blank := func(line string) bool { return strings.TrimSpace(line) == "" }
	return !slices.ContainsFunc(lines[:at], func(l string) bool { return !blank(l) }) ||
		!slices.ContainsFunc(lines[at+1:], func(l string) bool { return !blank(l) })
}

// closed is a line without the blanks beside Chinese characters and signs.
func closed(line string) string {
	var b strings.Builder
	before := rune(0)
	for i, r := range line {
		if unicode.IsSpace(r) {
			after, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(line[i:], unicode.IsSpace))
			if wide(before) || wide(after) || unicode.IsSpace(before) {
				continue
			}
			r = ' '
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// wide reports whether a character takes two columns: Han and its signs.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || 0x2014 <= r && r <= 0x2026 || 0x3000 <= r && r <= 0x303f || 0xff00 <= r && r <= 0xffef
}
