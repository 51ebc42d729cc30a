package retrieval

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed everyday.txt
var everydayFile string

// saying is what people say where reports use some words.
type saying struct {
	reports, people []string
	same            bool // they mean the same
}

var sayings = readSayings(everydayFile)

// readSayings reads lines of words of reports, =, words of people, with == where they mean the same.
func readSayings(file string) []saying {
	var list []saying
	for line := range strings.Lines(file) {
		reports, people, ok := strings.Cut(strings.TrimSpace(line), "=")
		if ok && !strings.HasPrefix(line, "#") {
			people, same := strings.CutPrefix(people, "=")
			list = append(list, saying{strings.Split(reports, "|"), strings.Fields(people), same})
		}
	}
	return list
}

// everyday are the words of people for what a normalised text says, which it does not
// hold itself.
func everyday(words string) []string {
	var list []string
	for _, s := range sayings {
		for _, report := range s.reports {
			if strings.Contains(words, report) {
				for _, said := range s.people {
					if !strings.Contains(words, said) {
						list = append(list, said)
					}
				}
				break
			}
		}
	}
	return list
}

// InReport is the longest of the words of people in an asked text, and the word of a passage for which
// they say it, both normalised; "" where it says none, or the passage says that itself. Near ones are
// among them only where they are wanted: who asks for a swimming pool does not ask for sports.
func InReport(asked, passage string, near bool) (said, meant string) {
	for _, s := range sayings {
		if !s.same && !near {
			continue
		}
		i := slices.IndexFunc(s.reports, func(word string) bool { return strings.Contains(passage, word) })
		if i < 0 || strings.Contains(asked, s.reports[i]) {
			continue
		}
		for _, word := range s.people {
			if len(word) > len(said) && strings.Contains(asked, word) && !strings.Contains(passage, word) {
				said, meant = word, s.reports[i]
			}
		}
	}
	return said, meant
}
