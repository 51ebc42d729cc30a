package text

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

func TestLines(t *testing.T) {
	const limit = 8
	long := strings.Repeat("x", limit+1)
	type line struct {
		number  int
		data    string
		tooLong bool
	}
	tests := []struct {
		name, in string
		want     []line
	}{
		{"nothing", "", nil},
		{"blank lines count and are skipped", "a\n\n \t\r\nb", []line{{1, "a", false}, {4, "b", false}}},
		{"line ends of other systems", "a\r\nb\r\n", []line{{1, "a", false}, {2, "b", false}}},
		{"a byte order mark is skipped at the start only", "\ufeffa\n\ufeffb", []line{{1, "a", false}, {2, "\ufeffb", false}}},
		{"nothing but a byte order mark", "\ufeff", nil},
		{"a long line is cut and the next one follows", long + "\nb", []line{{1, long[:limit], true}, {2, "b", false}}},
		{"a long line of spaces is no blank one", strings.Repeat(" ", limit) + "{}\nb", []line{{1, "", true}, {2, "b", false}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []line
			for l, err := range Lines(strings.NewReader(test.in), limit) {
				if err != nil && !errors.Is(err, ErrTooLong) {
					t.Fatal(err)
				}
				got = append(got, line{l.Number, string(l.Data), err != nil})
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("lines %v, want %v", got, test.want)
			}
		})
	}
}

// TestLinesEndWithAFault: a fault names its line and is the last thing told.
func TestLinesEndWithAFault(t *testing.T) {
	fault := errors.New("the disk is gone")
	var numbers []int
	var last error
	for l, err := range Lines(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(fault)), 20) {
		numbers, last = append(numbers, l.Number), err
	}
	if !slices.Equal(numbers, []int{1, 2}) || !errors.Is(last, fault) {
		t.Errorf("lines %v, the last with %v", numbers, last)
	}
}

// TestLinesComeAtOnce: an input that stays open is not waited for.
func TestLinesComeAtOnce(t *testing.T) {
	in, person := io.Pipe()
	go func() { _, _ = io.WriteString(person, "a\n") }()
	for l, err := range Lines(in, 20) {
		if err != nil || string(l.Data) != "a" {
			t.Errorf("%q, %v", l.Data, err)
		}
		break
	}
	_ = in.Close()
}
