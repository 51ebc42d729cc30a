package page

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// Report writes the page of a report: every heading and passage, verbatim, at an
// anchor of its id. home is the address of the form, "" where there is none.
func Report(w io.Writer, l text.Language, r *knowledge.Report, home string) error {
	v := reportView{
		frame: newFrame(l, r.Meta.Title), ID: r.ID, Meta: r.Meta, Years: years(l, r.Meta), Size: len(r.Passages), Front: r.Front,
		Written: written(r), Home: home,
	}
	v.Body = outline{r, v.W}.body()
	return render(w, "report", v)
}

type reportView struct {
	frame
	ID      string
	Meta    knowledge.Meta
	Years   string
	Size    int // passages
	Front   []knowledge.Line
	Written string // language of the report
	Body    section
	Home    string
}

// years says which years a report tells of, "" if none is known.
func years(l text.Language, m knowledge.Meta) string {
	if len(m.Years) == 0 {
		return ""
	}
	var list []string
	for _, y := range m.Years {
		list = append(list, strconv.Itoa(y))
	}
	covers := words.PagesIn(l).Covers
	form := covers.Both
	switch m.Covers {
	case "review":
		form = covers.Review
	case "plan":
		form = covers.Plan
	}
	return fmt.Sprintf(form, strings.Join(list, words.AnswersIn(l).Enumeration))
}

// section is a heading with what stands below it, in the order of the report: a
// passage may follow the subsections of its heading.
type section struct {
	Anchor string
	Text   string
	Level  int // of the heading in HTML, from 2
	Parts  []part
}

// part is either a passage or a section.
type part struct {
	Passage *passage
	Section *section
	line    int
}

type passage struct{ Anchor, Text, Label string }

// Sections are those right below, for the table of contents.
func (s section) Sections() []*section {
	var list []*section
	for _, p := range s.Parts {
		if p.Section != nil {
			list = append(list, p.Section)
		}
	}
	return list
}

// Intro reports whether passages stand before the first heading.
func (s section) Intro() bool { return len(s.Parts) > 0 && s.Parts[0].Passage != nil }

// outline makes the tree of a report.
type outline struct {
	report *knowledge.Report
	words  *words.Pages
}

// body is the whole report as a section without a heading.
func (o outline) body() section {
	return section{Parts: o.parts(-1, 2, o.top())}
}

// top are the headings at the top of the report, a banner too: its chapters stand
// beside it, so that they are headings of the same level in every report.
func (o outline) top() []int {
	top := o.report.Children(-1)
	for i, h := range o.report.Headings {
		if h.Level == 0 {
			top = append(top, i)
		}
	}
	return top
}

// parts are what stands right below the heading with index i, -1 for the top,
// in the order of the report.
func (o outline) parts(i, level int, children []int) []part {
	var parts []part
	for _, p := range o.report.Directly(i) {
		anchor := Anchor(p.ID)
		parts = append(parts, part{line: p.Number, Passage: &passage{anchor, p.Text, fmt.Sprintf(o.words.LinkTo, anchor)}})
	}
	for _, k := range children {
		h := o.report.Headings[k]
		s := &section{Anchor: Anchor(h.ID), Text: h.Text, Level: level}
		if h.Level > 0 {
			s.Parts = o.parts(k, level+1, o.report.Children(k))
		}
		parts = append(parts, part{line: h.Number, Section: s})
	}
	slices.SortStableFunc(parts, func(a, b part) int { return a.line - b.line })
	return parts
}
