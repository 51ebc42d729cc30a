// Package period tells of which time a passage of a report is: a full report holds the
// review of one year and the plan of the next side by side, and a figure of one is wrong for
// the other.
package period

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"wenbao/knowledge/text"
)

// Kind is what a passage does with its time.
type Kind string

// The kinds; "" where a passage does not show it.
const (
	Review   Kind = "review"
	Plan     Kind = "plan"
	Problem  Kind = "problem" // of the time looked back on
	Glossary Kind = "glossary"
	Annex    Kind = "annex"
)

// Period is a time and what is told of it.
type Period struct {
	Year int // 0 where it is none, several, or not known
	Kind Kind
}

// Passage is what of a passage tells its period.
type Passage struct {
	Headings []string // above it, outermost first
	Words    string
	Note     bool   // it tells what a word means, wherever it stands
	Years    []int  // of its report, in order: one, or that of the review and that of the plan
	Covers   string // of its report: review, plan, or "" for both
}

//go:embed period.txt
var file string

var lists = text.MustLists(file)

// Of reads a period from what a passage says of itself, and from the headings above it:
// 一、2023年工作回顾.
func Of(p Passage) Period {
	kind := kindOf(p)
	return Period{Year: yearOf(p, kind), Kind: kind}
}

// OfHeading is what a heading tells of the time of all that stands below it: its kind, ""
// where it tells none, and the year that it names, 0 for none or several. Of the years of its
// report, which may be unknown, the one named decides before words that say little: 2023年重点工作
// is a plan in the report of 2023 and what was done in that of 2024.
func OfHeading(heading string, years []int) Period {
	named := yearsNamed(heading)
	told := Period{Kind: headingKind(heading, years, named)}
	if len(named) == 1 {
		told.Year = named[0]
	}
	return told
}

func headingKind(heading string, years, named []int) Kind {
	says := func(list string) bool { return lists.Pattern(list).MatchString(heading) }
	only := func(i int) bool { return len(years) == 2 && len(named) == 1 && named[0] == years[i] }
	back, ahead := says("review-heading"), says("plan-heading")
	switch {
	case says("annex-heading"):
		return Annex
	case back && ahead && len(named) > 1: // 2023年计划执行情况和2024年计划
		return ""
	case back, only(0):
		return Review
	case ahead, only(1):
		return Plan
	case says("main-work"):
		return Review
	}
	return ""
}

// yearsNamed are the years that a heading names. Of the year of a budget it is the first: FY2023/24.
func yearsNamed(heading string) []int {
	var years []int
	for _, digits := range digitRuns.FindAllString(heading, -1) {
		if year, err := strconv.Atoi(digits); err == nil && len(digits) == 4 && !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	return years
}

var digitRuns = regexp.MustCompile(`[0-9]+`)

// Opens reports whether a line ends in words by which a heading tells its time: 2023年工作回顾, but
// not 2023年的目标全面实现.
func Opens(line string) bool {
	for _, list := range []string{"review-heading", "plan-heading", "main-work"} {
		for _, at := range lists.Pattern(list).FindAllStringIndex(line, -1) {
			if at[1] == len(line) {
				return true
			}
		}
	}
	return false
}

func kindOf(p Passage) Kind {
	heading := above(p)
	says := func(list string) bool { return lists.Pattern(list).MatchString(p.Words) }
	switch {
	case p.Note:
		return Glossary
	case heading == Annex:
		return Annex
	case p.Covers == "" && says("plan-sure"):
		return Plan
	case heading == Review, p.Covers == string(Review):
		return looksBack(p)
	case says("plan-own"), heading == Plan, p.Covers == string(Plan):
		return Plan
	}
	return ""
}

// above is what the headings above a passage tell: the outermost one, else the first that
// names a year. What is said of a goal in a section tells nothing of the time of its part.
func above(p Passage) Kind {
	for i, heading := range p.Headings {
		if told := OfHeading(heading, p.Years); told.Kind != "" && (i == 0 || told.Year > 0 && told.Kind != Annex) {
			return told.Kind
		}
	}
	return ""
}

func looksBack(p Passage) Kind {
	if lists.Pattern("problem").MatchString(p.Words) {
		return Problem
	}
	return Review
}

// yearOf is the year of a passage: of a plan the one to come, else the one that a heading
// above it names, or that the report looks back on.
func yearOf(p Passage, kind Kind) int {
	if len(p.Years) == 0 || kind == Glossary || kind == Annex || kind == "" {
		return 0
	}
	last := p.Years[len(p.Years)-1]
	for _, heading := range slices.Backward(p.Headings) {
		named := slices.DeleteFunc(yearsNamed(heading), func(year int) bool { return !slices.Contains(p.Years, year) })
		switch {
		case len(named) == 1 && kind != Plan:
			return named[0]
		case len(named) == 1:
			return last
		case len(named) > 1 || lists.Pattern("span").MatchString(heading):
			return 0
		}
	}
	if kind == Plan {
		return last
	}
	return p.Years[0]
}

// labels name a period in an address, as reports are written in Chinese.
var labels = map[Kind]string{Review: "%d年情况", Problem: "%d年的问题", Plan: "%d年计划"}

// String is the period as an address shows it, "" where it has no year or says nothing more.
func (p Period) String() string {
	if p.Year == 0 || labels[p.Kind] == "" {
		return ""
	}
	return fmt.Sprintf(labels[p.Kind], p.Year)
}
