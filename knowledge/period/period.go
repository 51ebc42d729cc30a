// Package period tells of which time a passage of a report is: a full report holds the
// review of one year and the plan of the next side by side, and a figure of one is wrong for
// the other.
package period

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

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

func kindOf(p Passage) Kind {
	top := ""
	if len(p.Headings) > 0 {
		top = p.Headings[0]
	}
	says := func(list, words string) bool { return lists.Pattern(list).MatchString(words) }
	switch {
	case p.Note:
		return Glossary
	case says("annex-heading", top):
		return Annex
	case p.Covers == "" && says("plan-sure", p.Words):
		return Plan
	case says("review-heading", top), p.Covers == string(Review):
		return looksBack(p)
	case says("plan-own", p.Words), says("plan-heading", top), p.Covers == string(Plan):
		return Plan
	case says("main-work", top):
		if len(p.Years) == 2 && strings.Contains(top, strconv.Itoa(p.Years[1])) {
			return Plan
		}
		return looksBack(p)
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
		named := slices.DeleteFunc(slices.Clone(p.Years), func(year int) bool { return !strings.Contains(heading, strconv.Itoa(year)) })
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
