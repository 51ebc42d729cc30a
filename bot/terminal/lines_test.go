package terminal

import (
	"bufio"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func TestReadLine(t *testing.T) {
	const limit = 20
	tests := []struct {
		name, in string
		want     []string // a line that was cut ends in …
	}{
		{"nothing", "", nil},
		{"one line", "a\n", []string{"a"}},
		{"no line feed at the end", "a\nb", []string{"a", "b"}},
		{"empty lines", "\n\na", []string{"", "", "a"}},
		{"just the limit", strings.Repeat("x", limit) + "\na", []string{strings.Repeat("x", limit), "a"}},
		{"just the limit at the end", strings.Repeat("x", limit), []string{strings.Repeat("x", limit)}},
		{"one byte more", strings.Repeat("x", limit+1) + "\na", []string{strings.Repeat("x", limit) + "…", "a"}},
		{"longer than the buffer", strings.Repeat("x", 9000) + "\na", []string{strings.Repeat("x", limit) + "…", "a"}},
		{"longer than the buffer at the end", strings.Repeat("x", 9000), []string{strings.Repeat("x", limit) + "…"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := readAll(strings.NewReader(test.in), limit)
			if !errors.Is(err, io.EOF) {
				t.Errorf("ended with %v, want EOF", err)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("lines %q, want %q", got, test.want)
			}
		})
	}
}

func TestReadLineTellsFaults(t *testing.T) {
	fault := errors.New("the disk is gone")
	_, err := readAll(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(fault)), 20)
	if !errors.Is(err, fault) {
		t.Errorf("ended with %v, want %v", err, fault)
	}
}

func readAll(in io.Reader, limit int) (lines []string, err error) {
	reader := bufio.NewReader(in)
	for {
		line, err := ReadLine(reader, limit)
		switch {
		case errors.Is(err, ErrTooLong):
			lines = append(lines, string(line)+"…")
		case err != nil:
			return lines, err
		default:
			lines = append(lines, string(line))
		}
	}
}
