// Package poppler reads the text of PDF files by pdftotext, a program of poppler,
// where it is installed: of the readers weighed it alone keeps every Chinese
// character and figure, and it is no part of the binary.
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
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/source"
)

// Errors a person can mend; callers add the file.
var (
	ErrMissing = errors.New("pdftotext is not installed, by which PDF files are read (Debian: apt-get install poppler-utils; macOS: brew install poppler)")
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
	command := exec.CommandContext(ctx, program, "-enc", "UTF-8", "-eol", "unix", "-", "-") //nolint:gosec // pdftotext, as found in the path
	command.Stdin = bytes.NewReader(data)
	var complaint strings.Builder
	command.Stderr = &limited{&complaint, 1 << 10}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("starting pdftotext: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(out, source.MaxSource+1))
	if len(text) > source.MaxSource {
		cancel()
		_ = command.Wait()
		return nil, source.ErrTooLong
	}
	if waited := command.Wait(); err == nil {
		err = waited
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("pdftotext: %w", ctx.Err())
	}
	if err != nil {
		return nil, fmt.Errorf("pdftotext: %w: %s", err, strings.TrimSpace(complaint.String()))
	}
	return paged(string(text))
}

// limited keeps the beginning of what is written.
type limited struct {
	to   io.Writer
	room int
}

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.room)
	l.room -= n
	_, err := l.to.Write(p[:n])
	return len(p), err
}

// paged takes the blanks out that a page has between Chinese characters and
// digits, and marks the pages.
func paged(text string) ([]byte, error) {
	var b strings.Builder
	said := false
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	edges := repeated(pages)
	for i, page := range pages {
		b.WriteString(source.PageMark(i+1) + "\n")
		lines := strings.Split(strings.Trim(page, "\n"), "\n")
		for at, line := range lines {
			line = closed(strings.TrimSpace(strings.ToValidUTF8(line, "")))
			if atEdge(lines, at) && (edges[line] || number.MatchString(line)) {
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
var number = regexp.MustCompile(`^[—–－\-·. ]*[0-9]{1,4}[—–－\-· ]*$`)

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
