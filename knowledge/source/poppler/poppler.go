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

// Text is the text of a PDF file in lines, and the number of each page in a line
// of its own behind it: — 3 —.
func Text(ctx context.Context, data []byte) ([]byte, error) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return nil, ErrMissing
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	command := exec.CommandContext(ctx, program, "-enc", "UTF-8", "-eol", "unix", "-", "-")
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
// digits, and numbers the pages.
func paged(text string) ([]byte, error) {
	var b strings.Builder
	said := false
	pages := strings.Split(strings.TrimRight(text, "\f\n"), "\f")
	for i, page := range pages {
		for line := range strings.Lines(page) {
			line = closed(strings.TrimSpace(strings.ToValidUTF8(line, "")))
			said = said || line != ""
			b.WriteString(line + "\n")
		}
		if i+1 < len(pages) {
			fmt.Fprintf(&b, "— %d —\n", i+1)
		}
	}
	if !said {
		return nil, ErrNoText
	}
	return []byte(b.String()), nil
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
