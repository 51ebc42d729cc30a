package question

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"

	"wenbao/knowledge/text"
)

//go:embed names.txt
var namesFile string

// naming holds what proper names are made of.
var naming = text.MustLists(namesFile)

// Name is a proper name of a question, read from its last word and the
// characters before it.
type Name struct {
	Text string // as it is told: 云景公园
	Core string // what a passage that speaks of it holds: 云景
}

// namesIn returns the proper names of a normalised text.
func namesIn(asked string) []Name {
	var names []Name
	for _, m := range naming.Pattern("long-name").FindAllStringSubmatch(asked, -1) {
		if !generic(m[1]) {
			names = append(names, Name{m[0], m[1]})
		}
	}
	for _, m := range naming.Pattern("short-name").FindAllStringSubmatch(asked, -1) {
		if !generic(m[1]) {
			names = append(names, Name{m[1] + m[2], m[1] + m[2]})
		}
	}
	return names
}

func generic(characters string) bool { return naming.Pattern("generic").MatchString(characters) }

var (
	abbreviation = regexp.MustCompile(`\b[A-Z]{3,6}\b`)
	numberedLine = regexp.MustCompile(`\d+号线`)
)

// abbreviations returns the Latin ones among Chinese words, in lower case:
// GDP, but not AI, which may be a word.
func abbreviations(message string) []string {
	var found []string
	for _, a := range abbreviation.FindAllString(message, -1) {
		found = append(found, strings.ToLower(a))
	}
	return found
}

// codesIn returns the codes of a normalised text: letters with digits (4G,
// M101) and lines of a network (6号线).
func codesIn(asked string) []string {
	var codes []string
	for _, w := range strings.FieldsFunc(asked, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if strings.ContainsFunc(w, unicode.IsLetter) && strings.ContainsFunc(w, unicode.IsDigit) {
			codes = append(codes, w)
		}
	}
	return append(codes, numberedLine.FindAllString(asked, -1)...)
}
