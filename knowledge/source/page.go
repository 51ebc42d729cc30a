package source

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var pageMark = regexp.MustCompile(`^<!-- page ([0-9]{1,5}) -->$`)

// PageMark is the line above the words of a page, counted from 1: a comment of
// Markdown, which no report has of itself.
func PageMark(page int) string { return fmt.Sprintf("<!-- page %d -->", page) }

// PageOf is the page that a line marks; false where it marks none.
func PageOf(line string) (page int, marks bool) {
	if !strings.HasPrefix(line, "<!--") {
		return 0, false
	}
	match := pageMark.FindStringSubmatch(line)
	if match == nil {
		return 0, false
	}
	page, err := strconv.Atoi(match[1])
	return page, err == nil && page > 0
}
