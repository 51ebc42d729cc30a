package terminal

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// ErrTooLong comes with a line that was cut.
var ErrTooLong = errors.New("the line is too long")

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
