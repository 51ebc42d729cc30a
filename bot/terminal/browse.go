package terminal

import (
	"fmt"
	"strings"

	"wenbao/knowledge"
)

// toc lists the headings of one report, what stands below one heading, or the reports, a
// line each, where there are several.
func (s *session) toc(id string) {
	reports := s.bot.Library().Reports
	switch {
	case id == "" && len(reports) == 1:
		s.contents(reports[0])
		return
	case id == "" && len(reports) > 1:
		for _, report := range reports {
			s.out.say(normal, fmt.Sprintf("  %s 《%s》", report.ID, report.Meta.Title)+fmt.Sprintf(said.Count, len(report.Passages)))
		}
		s.out.say(normal, fmt.Sprintf(said.OneReport, reports[0].ID))
		return
	}
	for _, report := range reports {
		if report.ID == id {
			s.contents(report)
			return
		}
	}
	found, ok := s.find(id, func(full string) bool { _, _, ok := s.bot.Library().Heading(full); return ok })
	switch {
	case ok:
		report, i, _ := s.bot.Library().Heading(found)
		s.section(report, i)
	case found == "":
		s.out.say(normal, fmt.Sprintf(said.NoHeading, short(id, 60)))
	}
}

// contents lists all headings of a report.
func (s *session) contents(report *knowledge.Report) {
	s.out.say(bold, fmt.Sprintf("《%s》 %s", report.Meta.Title, report.ID))
	for _, c := range report.Meta.Corrections {
		s.out.say(normal, fmt.Sprintf(said.Corrected, c.Date, len(c.Passages), strings.Join(c.Passages, "、")))
	}
	for _, p := range report.Directly(-1) {
		s.out.say(normal, "  "+pad(s.shortID(p.ID), 6)+" "+report.Place(p).Item)
	}
	for i := range report.Headings {
		if h := &report.Headings[i]; h.Level > 0 {
			s.heading(h, fmt.Sprintf(said.Count, len(report.Under(i))))
		}
	}
}

func (s *session) heading(h *knowledge.Heading, count string) {
	s.out.say(normal, strings.Repeat("  ", h.Level)+pad(s.shortID(h.ID), 6)+" "+h.Text+count)
}

// section lists the passages below a heading under their own headings.
func (s *session) section(report *knowledge.Report, i int) {
	s.out.say(bold, path(report, i))
	current := i
	for _, p := range report.Under(i) {
		if p.Heading != current {
			current = p.Heading
			s.heading(&report.Headings[current], "")
		}
		s.passage(p, " ")
	}
}

// path joins a heading with those above it.
func path(report *knowledge.Report, i int) string {
	names := []string{"《" + report.Meta.Title + "》"}
	for _, h := range report.Path(i) {
		names = append(names, h.Text)
	}
	return strings.Join(names, " › ")
}

func (s *session) passage(p *knowledge.Passage, mark string) {
	s.out.say(normal, "  "+mark+" "+pad(s.shortID(p.ID), 8)+" "+p.Text)
}

// show prints a passage with the one before and the one after it.
func (s *session) show(id string) {
	if id == "" {
		s.out.say(normal, said.WhichPassage)
		return
	}
	found, ok := s.find(id, func(full string) bool { _, _, ok := s.bot.Library().Passage(full); return ok })
	switch {
	case ok:
		report, p, _ := s.bot.Library().Passage(found)
		s.neighbours(report, p)
	case found == "":
		s.noPassage(id)
	}
}

// noPassage tells apart an id of a heading and one of nothing.
func (s *session) noPassage(id string) {
	for _, full := range s.candidates(id) {
		if _, _, ok := s.bot.Library().Heading(full); ok {
			s.out.say(normal, fmt.Sprintf(said.IsHeading, id))
			return
		}
	}
	s.out.say(normal, fmt.Sprintf(said.NoPassage, short(id, 60)))
}

func (s *session) neighbours(report *knowledge.Report, p *knowledge.Passage) {
	s.out.say(bold, report.Place(p).String())
	before, after := report.Neighbours(p)
	if before != nil {
		s.passage(before, " ")
	}
	s.passage(p, ">")
	if after != nil {
		s.passage(after, " ")
	}
	if gloss := report.Expansions[p.ID].English; gloss != "" {
		s.out.say(dim, fmt.Sprintf(said.Gloss, gloss))
	}
}

// candidates are the full ids that an id may stand for.
func (s *session) candidates(id string) []string {
	full := []string{id}
	for _, report := range s.bot.Library().Reports {
		full = append(full, report.ID+"/"+id)
	}
	return full
}

// find completes an id. Where two reports have it, it lists both and returns
// the first with ok unset; it returns "" where none has it.
func (s *session) find(id string, has func(string) bool) (found string, ok bool) {
	var all []string
	for _, full := range s.candidates(id) {
		if has(full) {
			all = append(all, full)
		}
	}
	switch len(all) {
	case 0:
		return "", false
	case 1:
		return all[0], true
	}
	s.out.say(normal, fmt.Sprintf(said.Ambiguous, id, strings.Join(all, "、")))
	return all[0], false
}

// shortID leaves the report out where there is only one.
func (s *session) shortID(id string) string {
	if reports := s.bot.Library().Reports; len(reports) == 1 {
		return strings.TrimPrefix(id, reports[0].ID+"/")
	}
	return id
}
