// Package indicator knows what officials and people call the same thing: GDP
// and 地区生产总值, 财政收入 and 一般公共预算收入.
package indicator

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed names.txt
var namesFile string

var groups = parse(namesFile)

// List is the list of names as it is written: what was made of the names is of
// another time where it differs.
func List() string { return namesFile }

func parse(data string) [][]string {
	var groups [][]string
	for line := range strings.Lines(data) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			groups = append(groups, strings.Split(line, "|"))
		}
	}
	return groups
}

// OtherNames returns what else the things may be called that a normalised text
// names but does not hold.
func OtherNames(text string) []string {
	return slices.DeleteFunc(Names(text), func(name string) bool { return strings.Contains(text, name) })
}

// Names returns all names of the things that a normalised text names. The longest
// name wins: 人均gdp is not gdp.
func Names(text string) []string {
	var found []named
	for _, group := range groups {
		longest := ""
		for _, name := range group {
			if len(name) > len(longest) && holds(text, name) {
				longest = name
			}
		}
		if longest != "" {
			found = append(found, named{longest, group})
		}
	}
	var names []string
	for _, f := range found {
		within := func(other named) bool {
			return len(other.longest) > len(f.longest) && strings.Contains(other.longest, f.longest)
		}
		if !slices.ContainsFunc(found, within) {
			names = append(names, f.group...)
		}
	}
	return names
}

// named is a group of names and the longest of them that a text holds.
type named struct {
	longest string
	group   []string
}

// holds reports whether a text has a name: a Latin one as a whole word.
func holds(text, name string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], name)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(name)
		if (at == 0 || !latin(text[at-1]) || !latin(name[0])) && (end == len(text) || !latin(text[end]) || !latin(name[len(name)-1])) {
			return true
		}
		from = end
	}
}

func latin(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' }
