// Package source turns the files that offices have into the plain text that
// knowledge.Parse reads: text in the encodings in use, Word documents, web pages.
// It keeps the words and their lines, and knows nothing of what they mean.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// MaxSource is the largest file read, and the longest text made of one, in bytes.
const MaxSource = 16 << 20

// Errors a person can mend; callers add the file.
var (
	ErrTooLong  = fmt.Errorf("the file is larger than %d MB", MaxSource>>20)
	ErrEncoding = errors.New("the file is no text in UTF-8, UTF-16 or GB18030")
	ErrFormat   = errors.New("the file is not what its name says; save it anew")
	ErrUnknown  = errors.New("this kind of file is not read; save it as .docx, .html, .md or .txt")
)

// A reader makes text of one kind of file.
type reader func(data []byte) (string, error)

var readers = map[string]reader{
	".md": plain, ".txt": typed,
	".docx": word,
	".html": page, ".htm": page,
}

// Extensions are those of the files that are read, in lower case and order.
func Extensions() []string {
	var list []string
	for ext := range readers {
		list = append(list, ext)
	}
	slices.Sort(list)
	return list
}

// Text is the text of a file: UTF-8, a line a paragraph, a heading that a Word
// document marks by its style with Markdown's # signs, a row of a table as | a | b |. ext is the
// extension of its name.
func Text(ext string, data []byte) ([]byte, error) {
	read, ok := readers[strings.ToLower(ext)]
	switch {
	case !ok:
		return nil, ErrUnknown
	case len(data) > MaxSource:
		return nil, ErrTooLong
	}
	text, err := read(data)
	if err == nil && len(text) > MaxSource {
		err = ErrTooLong
	}
	return []byte(text), err
}

// plain reads text: UTF-8, UTF-16 with a byte order mark, else GB18030, in which
// old offices save.
func plain(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decoded(data, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case bytes.IndexByte(data, 0) >= 0:
		return "", ErrEncoding
	case utf8.Valid(data):
		return string(data), nil
	}
	return decoded(data, simplifiedchinese.GB18030.NewDecoder())
}

// typed reads text in which tables may be set by blanks.
func typed(data []byte) (string, error) {
	text, err := plain(data)
	return aligned(text), err
}

func decoded(data []byte, from transform.Transformer) (string, error) {
	text, _, err := transform.Bytes(from, data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) || bytes.IndexByte(text, 0) >= 0 {
		return "", ErrEncoding
	}
	return string(text), nil
}

// lines are what a reader writes as it goes through a file.
type lines struct {
	text strings.Builder
	line strings.Builder // that is being written
	rows [][]string      // of the table that is being read
	held int             // their bytes
}

// write adds to the line; any white space is a blank.
func (l *lines) write(words string) {
	for _, r := range words {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u00a0':
			r = ' '
		case r < ' ' || r == '\u200b' || r == '\ufeff':
			continue
		}
		l.line.WriteRune(r)
	}
}

// end ends the line; level is that of a heading, 0 for none.
func (l *lines) end(level int) {
	line := strings.TrimSpace(l.line.String())
	l.line.Reset()
	if line == "" || l.full() {
		return
	}
	l.table()
	if level > 0 {
		l.text.WriteString(strings.Repeat("#", min(level, 6)) + " ")
	}
	l.text.WriteString(line + "\n\n")
}

// full reports whether there is more text than is read: no more is needed to say so.
func (l *lines) full() bool { return l.text.Len()+l.held > MaxSource }

// annexed is the number of an annex, which a table may have in a row to itself.
var annexed = regexp.MustCompile(`^附[表件][ 　]*[0-9０-９一二三四五六七八九十]+[:：]?$`)

// unitCell is the unit of the figures of a table, which a table may have in a row to itself.
var unitCell = regexp.MustCompile(`^[（(]?(?:计量|計量)?(?:单位|單位)[ 　]*[:：]`)

// row keeps a row of a table; of one with nothing but a first cell, which is a title, or the
// unit, that cell. One with the number of an annex is a line that ends the table before.
func (l *lines) row(cells []string) {
	joined := strings.TrimSpace(strings.Join(cells, ""))
	if joined == "" || l.full() {
		return
	}
	l.end(0)
	switch {
	case annexed.MatchString(joined):
		l.table()
		l.text.WriteString("\n" + joined + "\n\n")
		return
	case joined == strings.TrimSpace(cells[0]), unitCell.MatchString(joined) && slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) == joined }):
		cells = []string{joined}
	}
	l.rows = append(l.rows, cells)
	l.held += len(joined)
}

// table writes the rows that are kept, without the columns in which nothing stands: what
// is left of cells that go over several.
func (l *lines) table() {
	var used []bool
	for _, row := range l.rows {
		for i, cell := range row {
			if i == len(used) {
				used = append(used, false)
			}
			used[i] = used[i] || strings.TrimSpace(cell) != ""
		}
	}
	for _, row := range l.rows {
		var cells []string
		for i, cell := range row {
			if used[i] {
				cells = append(cells, cell)
			}
		}
		l.text.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	l.rows, l.held = nil, 0
}
