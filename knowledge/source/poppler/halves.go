package poppler

import (
	"regexp"
	"slices"
	"strings"
)

// wideGap parts two pieces of a line.
var wideGap = regexp.MustCompile(` {3,}`)

// halves are the lines of two pieces with a wide gap between, the right piece by the
// left one, without blanks.
func halves(layout string) map[string]string {
	found := map[string]string{}
	for line := range strings.Lines(layout) {
		if pieces := wideGap.Split(strings.TrimSpace(line), -1); len(pieces) == 2 {
			found[closed(pieces[0])] = closed(pieces[1])
		}
	}
	return found
}

// numberAlone is the number of a paragraph that has a line to itself.
var numberAlone = regexp.MustCompile(`^[0-9]{1,3}\.$`)

// joinHalves joins the two pieces of a line between which pdftotext tells the number of the
// paragraph below, as that stands in a column by itself further to the left.
func joinHalves(lines []string, halves map[string]string) []string {
	var kept []string // without what was joined
	said := make([]int, 0, 3)
	for _, line := range lines {
		kept = append(kept, line)
		if strings.TrimSpace(line) == "" {
			continue
		}
		said = append(said, len(kept)-1)
		n := len(said)
		if n < 3 || !numberAlone.MatchString(strings.TrimSpace(kept[said[n-2]])) {
			continue
		}
		left, right := kept[said[n-3]], closed(strings.TrimSpace(line))
		if half, ok := halves[closed(strings.TrimSpace(left))]; !ok || half != right {
			continue
		}
		kept[said[n-3]] = left + " " + line
		kept = kept[:len(kept)-1]
		said = said[:n-1]
	}
	return kept
}

// beside puts a number that has a line to itself before the line that it stands beside,
// where pdftotext tells another column first.
func beside(lines []string, halves map[string]string) []string {
	for i := 0; i < len(lines); i++ {
		number := strings.TrimSpace(lines[i])
		words, ok := halves[number]
		if !ok || !numberAlone.MatchString(number) {
			continue
		}
		to := i + 1 + slices.IndexFunc(lines[i+1:], func(l string) bool { return closed(strings.TrimSpace(l)) == words })
		if strings.TrimSpace(strings.Join(lines[i+1:max(to, i+1)], "")) == "" {
			continue // there it stands
		}
		copy(lines[i:], lines[i+1:to])
		lines[to-1] = number
		i-- // another line stands here now
	}
	return lines
}
