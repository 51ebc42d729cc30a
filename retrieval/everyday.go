package retrieval

import (
	_ "embed"
	"strings"
)

//go:embed everyday.txt
var everydayFile string

// saying is what people say where reports use some words.
type saying struct{ reports, people []string }

var sayings = readSayings(everydayFile)

// readSayings reads lines of words of reports, =, words of people.
func readSayings(file string) []saying {
	var list []saying
	for line := range strings.Lines(file) {
		reports, people, ok := strings.Cut(strings.TrimSpace(line), "=")
		if ok && !strings.HasPrefix(line, "#") {
			list = append(list, saying{strings.Split(reports, "|"), strings.Fields(people)})
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
