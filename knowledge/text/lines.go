package text

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
)

// ErrTooLong comes with a line that was cut.
var ErrTooLong = errors.New("the line is too long")

// Line is one line of an input.
type Line struct {
	Number int    // from 1; blank lines count
	Data   []byte // without its line feed and the white space around it
}

// Lines yields the lines of an input as they come, such as JSON lines. Blank
// lines are skipped, and so is a byte order mark. A line of more than limit
// bytes comes cut, with ErrTooLong, and the next one follows; any other error
// is of the reader and comes last, with the number of the line it struck.
func Lines(r io.Reader, limit int) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		reader := bufio.NewReader(r)
		for number := 1; ; number++ {
			data, err := ReadLine(reader, limit)
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil && !errors.Is(err, ErrTooLong):
				yield(Line{Number: number}, err)
				return
			}
			if number == 1 {
				data = bytes.TrimPrefix(data, []byte("\ufeff"))
			}
			if data = bytes.TrimSpace(data); len(data) == 0 && err == nil {
				continue
			}
			if !yield(Line{number, data}, err) {
				return
			}
		}
	}
}

// ReadLine returns the next line without its line feed. Of a line of more than
// limit bytes it returns the first limit bytes and ErrTooLong; the next call
// goes on behind it. A last line without a line feed is a line; io.EOF comes
// after it.
func ReadLine(r *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	tooLong := false
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part[:min(len(part), limit+1-len(line))]...)
		tooLong = tooLong || len(bytes.TrimSuffix(line, []byte("\n"))) > limit
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || len(line) == 0):
			return nil, err
		case tooLong:
			return line[:limit], ErrTooLong
		}
		return bytes.TrimSuffix(line, []byte("\n")), nil
	}
}
