package text

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// gap is the place in a frame where the lines of its list go.
const gap = "…"

// nothing matches no text at all: a list without lines.
const nothing = `[^\x00-\x{10FFFF}]`

// header opens a list: [name] or [name FRAME]. Names are lower-case Latin, so
// that a line such as [多几] stays an expression.
var header = regexp.MustCompile(`^\[([a-z][a-z0-9._-]*)(?:\s+(.*\S))?\s*\]$`)

// Lists are the named lists of a word file, in which the phrasings that code
// looks for stand as data:
//
//	# what is asked for
//	[amount ^(?:请问)?…]
//	多少
//	几[个家条]
//
// A list opens with its name and, if it has one, its frame: an RE2 expression
// with … where the lines go; … alone is the default. Each further line is one
// RE2 expression. Lines that are blank or begin with # are skipped, and spaces
// around a line are dropped. Lists do not change and may be shared.
type Lists struct {
	names []string // in the order of the file
	lists map[string]*list
}

// list is one section of the file. Its pattern is frame around all lines.
type list struct {
	frame   string
	line    int // where it opens, from 1
	lines   []string
	pattern *regexp.Regexp
}

// ParseLists reads a word file. Its errors name the line, from 1: what is no
// expression, a list without lines, a name or a line that stands twice, a frame
// without …, a line before the first name.
func ParseLists(data string) (Lists, error) {
	l := Lists{lists: map[string]*list{}}
	var open *list
	number := 0
	for line := range strings.Lines(data) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var err error
		if head := header.FindStringSubmatch(line); head != nil {
			open, err = l.open(head[1], head[2], number)
		} else {
			err = open.add(line)
		}
		if err != nil {
			return Lists{}, fmt.Errorf("line %d: %w", number, err)
		}
	}
	for _, name := range l.names {
		if err := l.lists[name].close(); err != nil {
			return Lists{}, fmt.Errorf("line %d: list %s: %w", l.lists[name].line, name, err)
		}
	}
	return l, nil
}

// MustLists is ParseLists for files compiled into the program; it panics on an
// error.
func MustLists(data string) Lists {
	l, err := ParseLists(data)
	if err != nil {
		panic("text: " + err.Error())
	}
	return l
}

func (l *Lists) open(name, frame string, line int) (*list, error) {
	if frame == "" {
		frame = gap
	}
	if before, twice := l.lists[name]; twice {
		return nil, fmt.Errorf("list %s opens on line %d already", name, before.line)
	}
	if strings.Count(frame, gap) != 1 {
		return nil, fmt.Errorf("the frame of list %s needs one %s for its lines", name, gap)
	}
	l.names = append(l.names, name)
	l.lists[name] = &list{frame: frame, line: line}
	return l.lists[name], nil
}

func (s *list) add(line string) error {
	if s == nil {
		return fmt.Errorf("%q stands before the first [name]", line)
	}
	if slices.Contains(s.lines, line) {
		return fmt.Errorf("%q stands twice in its list", line)
	}
	if _, err := regexp.Compile(line); err != nil {
		return err
	}
	s.lines = append(s.lines, line)
	return nil
}

func (s *list) close() (err error) {
	if len(s.lines) == 0 {
		return errors.New("no lines")
	}
	s.pattern, err = regexp.Compile(s.around(s.lines))
	return err
}

// around puts the frame around lines, earlier lines first. Each line is a group
// of its own, which keeps a flag such as (?i) from the lines behind it.
func (s *list) around(lines []string) string {
	group := nothing
	if len(lines) > 0 {
		group = "(?:(?:" + strings.Join(lines, ")|(?:") + "))"
	}
	return strings.Replace(s.frame, gap, group, 1)
}

// Names are the names of all lists, in the order of the file.
func (l Lists) Names() []string { return slices.Clone(l.names) }

// Pattern is the frame of a list with its lines as alternatives, of which the
// earlier one wins. It panics for a name that the file does not have.
func (l Lists) Pattern(name string) *regexp.Regexp { return l.list(name).pattern }

// Replace is a text with what a list matches replaced, as by ReplaceAllString: without a copy where
// it matches nothing.
func (l Lists) Replace(name, text, with string) string {
	pattern := l.Pattern(name)
	if !pattern.MatchString(text) {
		return text
	}
	return pattern.ReplaceAllString(text, with)
}

// Dead returns the lines that a list could lose without any of the samples
// being told apart otherwise: by whether the pattern matches or, with spans, by
// what it matches. A test that it is empty keeps a list to what it needs. The
// frame must not repeat its lines: each must be able to match by itself.
func (l Lists) Dead(name string, spans bool, samples []string) []string {
	s := l.list(name)
	var dead []string
	for i, line := range s.lines {
		alone := regexp.MustCompile(s.around([]string{line}))
		rest := regexp.MustCompile(s.around(slices.Delete(slices.Clone(s.lines), i, i+1)))
		alive := slices.ContainsFunc(samples, func(sample string) bool {
			if !alone.MatchString(sample) {
				return false
			}
			return !rest.MatchString(sample) || spans && !slices.EqualFunc(s.pattern.FindAllStringIndex(sample, -1), rest.FindAllStringIndex(sample, -1), slices.Equal[[]int])
		})
		if !alive {
			dead = append(dead, line)
		}
	}
	return dead
}

// Lines are the lines of a list, as they stand. It panics for a name that the
// file does not have.
func (l Lists) Lines(name string) []string { return slices.Clone(l.list(name).lines) }

// Words are the lines of a list as a set: for lists of plain words.
func (l Lists) Words(name string) map[string]bool {
	words := map[string]bool{}
	for _, line := range l.list(name).lines {
		words[line] = true
	}
	return words
}

func (l Lists) list(name string) *list {
	s, ok := l.lists[name]
	if !ok {
		panic(fmt.Sprintf("text: no list %q", name))
	}
	return s
}
