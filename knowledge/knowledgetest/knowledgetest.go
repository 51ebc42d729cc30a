// Package knowledgetest makes full reports out of phrases, for benchmarks and
// tests of large libraries: as long as real ones, and the same every time.
package knowledgetest

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

//go:embed words.txt
var wordsFile string

var words = text.MustLists(wordsFile)

// The shape of a full report: 121 passages of one to five sentences, so that a
// passage has 3.8 vectors, nearly as many as those of the reports of cities.
const (
	perSection   = 10
	mostPhrases  = 5
	years        = 10 // of one place, before the next place
	firstYear    = 2014
	introduction = "各位代表：现在，我代表县人民政府向大会报告工作，请予审议。\n"
)

// Reports makes so many full reports: ten years of one place after another, each
// with a review of the year before and a plan.
func Reports(count int) []*knowledge.Report {
	reports := make([]*knowledge.Report, count)
	for i := range reports {
		reports[i] = report(i)
	}
	return reports
}

// Place is the place that the i-th report is of.
func Place(i int) string {
	names := words.Lines("place")
	i /= years
	name := names[i%len(names)]
	for i /= len(names); i > 0; i /= len(names) { // there are more places than names
		name = names[i%len(names)] + name
	}
	return name + "县"
}

// Year is the year that the i-th report looks back on.
func Year(i int) int { return firstYear + i%years }

func report(i int) *knowledge.Report {
	w := writer{rand.New(rand.NewPCG(uint64(i), 0))} //nolint:gosec // wanted: the same every time
	place, year := Place(i), Year(i)
	meta := knowledge.Meta{Title: fmt.Sprintf("%s%d年政府工作报告", place, year+1), Place: place, Years: []int{year, year + 1}}
	r, err := knowledge.Parse(fmt.Sprintf("full-%05d", i), []byte(w.report(meta.Title, year)), meta)
	if err != nil {
		panic(err) // of our own making
	}
	return r
}

// writer writes at random, always the same.
type writer struct{ random *rand.Rand }

func (w writer) report(title string, year int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s一、%d年工作回顾\n", title, introduction, year)
	w.part(&b, w.done)
	fmt.Fprintf(&b, "二、%d年工作安排\n", year+1)
	w.part(&b, w.planned)
	return b.String()
}

// part writes the sections of one half of a report.
func (w writer) part(b *strings.Builder, sentence func() string) {
	for i, heading := range words.Lines("heading") {
		fmt.Fprintf(b, "（%c）%s\n", []rune("一二三四五六七八九十")[i], heading)
		for range perSection {
			for range 1 + w.random.IntN(mostPhrases) {
				b.WriteString(sentence())
			}
			b.WriteString("\n")
		}
	}
}

func (w writer) done() string {
	switch w.random.IntN(8) {
	case 0:
		return w.any("general")
	case 1:
		return fmt.Sprintf("%s达到%d.%d亿元，增长%d.%d%%。", w.any("indicator"), 20+w.random.IntN(900), w.random.IntN(10), 1+w.random.IntN(9), w.random.IntN(10))
	}
	return fmt.Sprintf("%s%s，%s%s，%s。", w.any("where"), w.amount("verb"), w.any("verb"), w.amount(""), w.any("purpose"))
}

func (w writer) planned() string {
	return fmt.Sprintf("%s%s，%s，%s。", w.any("where"), w.amount("plan"), w.amount("plan"), w.any("purpose"))
}

// amount is so many of a thing, after a phrase of a list, "" for none.
func (w writer) amount(list string) string {
	thing, counter, _ := strings.Cut(w.any("thing"), "|")
	said := ""
	if list != "" {
		said = w.any(list)
	}
	return fmt.Sprintf("%s%s%d%s", said, thing, 1+w.random.IntN(3000), counter)
}

func (w writer) any(list string) string {
	lines := words.Lines(list)
	return lines[w.random.IntN(len(lines))]
}
