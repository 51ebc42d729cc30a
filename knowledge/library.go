package knowledge

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// shipped is the folder reports, packed: a third of its size. TestPacked packs it anew.
//
//go:embed reports.zip
var shipped []byte

// Library is the set of reports that a program answers from. It is read-only
// after it is made and safe for concurrent use.
type Library struct {
	Reports  []*Report // sorted by id
	passages map[string]ref
	headings map[string]ref
}

type ref struct {
	report *Report
	index  int
}

// Shipped returns the reports embedded in the binary.
func Shipped() ([]*Report, error) {
	dir, err := zip.NewReader(bytes.NewReader(shipped), int64(len(shipped)))
	if err != nil {
		return nil, fmt.Errorf("opening the shipped reports: %w", err)
	}
	reports, _, err := Load(dir)
	return reports, err
}

// NewLibrary joins sets of reports. A report of a later set replaces one of
// the same id from an earlier set.
func NewLibrary(sets ...[]*Report) *Library {
	byID := map[string]*Report{}
	for _, set := range sets {
		for _, report := range set {
			byID[report.ID] = report
		}
	}
	lib := &Library{passages: map[string]ref{}, headings: map[string]ref{}}
	for _, report := range byID {
		lib.Reports = append(lib.Reports, report)
	}
	sort.Slice(lib.Reports, func(i, j int) bool { return lib.Reports[i].ID < lib.Reports[j].ID })
	tellApart(lib.Reports)
	for _, report := range lib.Reports {
		lib.add(report)
	}
	return lib
}

// tellApart puts the year behind the titles of reports of several years that have the same one: a
// citation would not say which it is.
func tellApart(reports []*Report) {
	last := func(r *Report) int {
		if len(r.Meta.Years) == 0 {
			return 0
		}
		return r.Meta.Years[len(r.Meta.Years)-1]
	}
	alike := map[string][]int{}
	for _, report := range reports {
		alike[report.Meta.Title] = append(alike[report.Meta.Title], last(report))
	}
	for i, report := range reports {
		year := last(report)
		if year == 0 || !slices.ContainsFunc(alike[report.Meta.Title], func(other int) bool { return other != year }) {
			continue
		}
		named := *report // the report of others keeps its title
		named.Meta.Title += fmt.Sprintf("（%d年）", year)
		if latin(report.Meta.Title) {
			named.Meta.Title = fmt.Sprintf("%s (%d)", report.Meta.Title, year)
		}
		reports[i] = &named
	}
}

func (l *Library) add(report *Report) {
	for i := range report.Passages {
		l.passages[report.Passages[i].ID] = ref{report, i}
	}
	for i := range report.Headings {
		l.headings[report.Headings[i].ID] = ref{report, i}
	}
}

// Passage finds a passage by its id.
func (l *Library) Passage(id string) (*Report, *Passage, bool) {
	r, ok := l.passages[id]
	if !ok {
		return nil, nil, false
	}
	return r.report, &r.report.Passages[r.index], true
}

// Quoted returns the ids of the passages that a text quotes whole, in the order
// of the text.
func (l *Library) Quoted(text string) []string {
	type quote struct {
		id string
		at int
	}
	var quotes []quote
	for _, report := range l.Reports {
		for i := range report.Passages {
			p := &report.Passages[i]
			if at := strings.Index(text, p.Text); at >= 0 && p.Text != "" {
				quotes = append(quotes, quote{p.ID, at})
			}
		}
	}
	sort.SliceStable(quotes, func(i, k int) bool { return quotes[i].at < quotes[k].at })
	var ids []string
	for _, q := range quotes {
		ids = append(ids, q.id)
	}
	return ids
}

// Heading finds a heading by its id and returns its index in the report.
func (l *Library) Heading(id string) (*Report, int, bool) {
	r, ok := l.headings[id]
	return r.report, r.index, ok
}

// Place returns the citation address of a passage, the zero Place for an unknown id.
func (l *Library) Place(id string) Place {
	report, p, ok := l.Passage(id)
	if !ok {
		return Place{}
	}
	return report.Place(p)
}
