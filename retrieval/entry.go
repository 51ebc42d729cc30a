package retrieval

import (
	"slices"

	"wenbao/knowledge"
	"wenbao/knowledge/indicator"
	"wenbao/knowledge/text"
)

// Entry is one searchable unit: a passage or a heading with its other words.
type Entry struct {
	ID        string
	Report    string // that it is of, "" for none: what a search can keep to; its entries stand together
	Title     string // the headings above it, outermost first
	Text      string
	Aliases   []string
	Topics    []string
	Questions []string
	English   string
}

// Passages returns the entries of all passages of a library, in order.
func Passages(lib *knowledge.Library) []Entry {
	var entries []Entry
	for _, report := range lib.Reports {
		for i := range report.Passages {
			p := &report.Passages[i]
			e := newEntry(report, p.ID, p.Quote())
			e.Title = report.Meta.Place + " " // tells reports of different places apart
			for _, h := range report.Path(p.Heading) {
				e.Title += h.Text + " "
			}
			entries = append(entries, e)
		}
	}
	return entries
}

// Headings returns the entries of all headings of a library, in order.
func Headings(lib *knowledge.Library) []Entry {
	var entries []Entry
	for _, report := range lib.Reports {
		for _, h := range report.Headings {
			if h.Level > 0 {
				entries = append(entries, newEntry(report, h.ID, h.Text))
			}
		}
	}
	return entries
}

func newEntry(report *knowledge.Report, id, words string) Entry {
	x := report.Expansions[id]
	return Entry{ID: id, Report: report.ID, Text: text.WithoutNotes(words), Aliases: x.Aliases, Topics: x.Topics, Questions: x.Questions, English: x.English}
}

// Names are other words for an entry: its aliases, what else the indicators may be
// called that it tells of, and, where nobody wrote other words for it, what people say
// for its own. They follow from its text, and are read from it where they are needed.
func (e *Entry) Names() []string {
	words := text.Normalize(e.Text)
	names := slices.Concat(e.Aliases, indicator.OtherNames(words))
	if !e.expanded() {
		names = append(names, everyday(words)...)
	}
	return names
}

// expanded reports whether somebody wrote other words for an entry.
func (e *Entry) expanded() bool {
	return len(e.Aliases)+len(e.Topics)+len(e.Questions) > 0 || e.English != ""
}
