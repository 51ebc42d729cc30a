package source

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// fewestRows is how many lines with their columns below each other are a table.
const fewestRows = 3

// gap parts the columns of a line: tabs, or two blanks and more.
var gap = regexp.MustCompile(`[ 　]*\t[ 　\t]*|[ 　]*　　[ 　]*| {2,}`)

// aligned writes the rows of tables whose columns are set by blanks or tabs as
// | a | b |, and leaves all other lines as they are.
func aligned(text string) string {
	if !gap.MatchString(text) {
		return text
	}
	lines := strings.SplitAfter(text, "\n")
	var b strings.Builder
	for from := 0; from < len(lines); {
		n := rows(lines[from:])
		if n == 0 {
			b.WriteString(lines[from])
			from++
			continue
		}
		for _, line := range lines[from : from+n] {
			cells, _ := columns(line)
			b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
		}
		from += n
	}
	return b.String()
}

// rows is how many of the lines are rows of one table from the first on.
func rows(lines []string) int {
	first, starts := columns(lines[0])
	if len(first) < 2 {
		return 0
	}
	table := [][]string{first}
	for _, line := range lines[1:] {
		cells, at := columns(line)
		if len(cells) != len(first) || !below(starts, at, strings.Contains(line, "\t")) {
			break
		}
		table = append(table, cells)
	}
	if len(table) < fewestRows || !measured(table) || len(first) == 2 && contents(table) {
		return 0
	}
	return len(table)
}

// columns are the cells of a line and where they start and end, in columns of a screen.
func columns(line string) (cells []string, at [][2]int) {
	line = strings.TrimRightFunc(line, unicode.IsSpace)
	indent := len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
	from := indent
	for _, g := range append(gap.FindAllStringIndex(line[indent:], -1), []int{len(line) - indent, len(line) - indent}) {
		to := indent + g[0]
		if to > from {
			cells = append(cells, line[from:to])
			at = append(at, [2]int{width(line[:from]), width(line[:to])})
		}
		from = indent + g[1]
	}
	return cells, at
}

// slack is by how many columns of a screen cells below each other may differ.
const slack = 2

// below reports whether cells stand below others: at the same start, end or middle.
// Tabs say it by themselves.
func below(above, at [][2]int, tabs bool) bool {
	for i := range at {
		start, end := at[i][0]-above[i][0], at[i][1]-above[i][1]
		if !tabs && max(start, -start) > slack && max(end, -end) > slack && max(start+end, -start-end) > 2*slack {
			return false
		}
	}
	return true
}

// measured reports whether some column but the first has a figure in each row but the
// first.
func measured(table [][]string) bool {
	for i := 1; i < len(table[0]); i++ {
		if !slices.ContainsFunc(table[1:], func(row []string) bool { return !strings.ContainsFunc(row[i], unicode.IsDigit) }) {
			return true
		}
	}
	return false
}

// heading is a numbered line of a table of contents.
var heading = regexp.MustCompile(`^[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|^第.{1,3}[编章节部]`)

// contents reports whether rows are a table of contents: headings and their pages.
func contents(table [][]string) bool {
	return slices.ContainsFunc(table, func(row []string) bool { return heading.MatchString(row[0]) })
}

// width is how wide a text is printed: a Han character takes two columns, a digit one.
func width(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > unicode.MaxLatin1 {
			n++
		}
	}
	return n
}
