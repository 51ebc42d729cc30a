// Package knowledge holds government work reports: their words, verbatim, and
// the address of every passage. It knows nothing of search, prompts or chat.
package knowledge

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wenbao/knowledge/figure"
	"wenbao/knowledge/period"
	"wenbao/knowledge/text"
)

// Report is one parsed document. Headings and Passages are in document order.
type Report struct {
	ID         string // folder or file name, e.g. "tongzhou-2023"
	Meta       Meta
	Front      []Line // title lines, salutation, table of contents: never cited
	Pages      []Line // marks and numbers of pages, and rules, between the lines, and the imprint behind them: never cited
	Headings   []Heading
	Passages   []Passage
	Expansions map[string]Expansion // by full id of a passage or heading; may be nil
	depth      int                  // deepest heading level, which fixes the length of ids
	empty      []int                // pages without a word
}

// Line is a source line (or a run of lines joined into one paragraph) kept verbatim.
type Line struct {
	Number int // 1-based line in the source
	Page   int // page of the source on which it begins, from 1; 0 where that is not known
	Text   string
}

// Heading is one node of the table of contents.
type Heading struct {
	ID     string // e.g. "tongzhou-2023/4.2"
	Level  int    // 1 is the top; 0 is a banner over the whole report
	Parent int    // index into Report.Headings, -1 at the top
	Line
}

// Passage is the smallest citable unit: one line of a digest, one paragraph of
// a full report, or a piece of an over-long paragraph.
type Passage struct {
	ID      string // e.g. "tongzhou-2023/4.2.1"
	Heading int    // index into Report.Headings, -1 for the introduction
	Ordinal int    // 1-based among the paragraphs directly under its heading; 0 of the line that names who gives the report
	Piece   int    // 1-based piece of a split paragraph, 0 when whole
	Pieces  int    // how many pieces the paragraph has, 0 when whole
	Run     int    // the number of its paragraph where these are numbered through the document, else 0
	Head    string // of a further piece of a table: its captions and the heads of its columns, which stand above the first
	Note    bool   // a note: of a glossary, the foot of a page, the end
	Term    string // the word that it explains, "" for none
	apart   bool   // a note that stands amid other words in the source
	front   bool   // who gives the report, amid its title lines
	Line
}

// Quote is what is shown of the passage: its words, below the heads of the columns
// where it is cut from a table.
func (p *Passage) Quote() string {
	if p.Head == "" {
		return p.Text
	}
	return p.Head + "\n" + p.Text
}

// Signs reports whether the passage names who gives the report, and tells nothing else.
func (p *Passage) Signs() bool { return p.front }

// Place is the citation address a citizen reads.
type Place struct {
	Report   string   // title without 《》
	Headings []string // outermost first
	Item     string   // e.g. "第1条", "引言", or "2024年计划，第1段，第3页" where no heading names the year
}

// String renders the address, e.g. 《通州区…》四【…】› 2. … › 第1条.
func (p Place) String() string {
	return "《" + p.Report + "》" + p.Within()
}

// Within renders the address inside the report.
func (p Place) Within() string {
	return strings.Join(append(append([]string(nil), p.Headings...), p.Item), " › ")
}

// Section renders the address without the passage's own number, e.g.
// 《…》四【…】› 2. …; without the report where Report is "".
func (p Place) Section() string {
	section := strings.Join(p.Headings, " › ")
	if p.Report == "" {
		return section
	}
	return "《" + p.Report + "》" + section
}

// Place returns the citation address of a passage of this report.
func (r *Report) Place(p *Passage) Place {
	place := Place{Report: r.Meta.Title, Item: r.item(p)}
	for _, h := range r.Path(p.Heading) {
		place.Headings = append(place.Headings, strings.TrimRight(h.Text, "。"))
	}
	if !r.dated(place) {
		if told := r.Period(p).String(); told != "" {
			if r.Meta.Language == string(text.Traditional) {
				told = traditional.Replace(told)
			}
			place.Item = told + "，" + place.Item
		}
	}
	return place
}

// traditional writes the words of a period as a report in traditional characters does.
var traditional = strings.NewReplacer("况", "況", "计划", "計劃", "问题", "問題")

// dated reports whether an address shows the year of its passage: a heading does, or the
// title of a report of one year.
func (r *Report) dated(place Place) bool {
	title, headings := plainly(place.Report), plainly(strings.Join(place.Headings, "，"))
	return slices.ContainsFunc(r.Meta.Years, func(year int) bool {
		named := strconv.Itoa(year)
		return len(r.Meta.Years) == 1 && strings.Contains(title, named) || strings.Contains(headings, named)
	})
}

// Period is the time that a passage of this report tells of.
func (r *Report) Period(p *Passage) period.Period {
	said := period.Passage{Words: p.Text, Note: p.Note, Years: r.Meta.Years, Covers: r.Meta.Covers}
	for i := p.Heading; i >= 0; i = r.Headings[i].Parent { // the banner, too, which is in no address
		said.Headings = append(said.Headings, plainly(r.Headings[i].Text))
	}
	slices.Reverse(said.Headings)
	return period.Of(said)
}

func (r *Report) item(p *Passage) string {
	item := fmt.Sprintf("第%d%s", cmp.Or(p.Run, p.Ordinal), r.Meta.Unit)
	if p.front {
		return "署名"
	}
	if p.Heading < 0 && p.Run == 0 {
		item = "引言"
		if others := r.Siblings(p); p.Ordinal > 1 || len(others) > 1 && !others[0].front || len(others) > 2 {
			item += fmt.Sprintf("第%d%s", p.Ordinal, r.Meta.Unit)
		}
	}
	if p.Pieces > 0 {
		item += fmt.Sprintf("（%d/%d）", p.Piece, p.Pieces)
	}
	switch {
	case !p.apart || r.explained(p):
	case p.Term != "":
		item += "（名词解释）"
	default:
		item += "（注）"
	}
	if p.Page > 0 {
		item += fmt.Sprintf("，第%d页", p.Page)
	}
	return item
}

// Path returns the headings above index i and itself, outermost first,
// without the banner. An index of -1 has no path.
func (r *Report) Path(i int) []*Heading {
	var path []*Heading
	for ; i >= 0; i = r.Headings[i].Parent {
		if h := &r.Headings[i]; h.Level > 0 {
			path = append([]*Heading{h}, path...)
		}
	}
	return path
}

// Siblings returns the passages directly under the same heading as p, in order.
func (r *Report) Siblings(p *Passage) []*Passage {
	return r.Directly(p.Heading)
}

// Announced returns the numbered passages right behind p that it announces, in order: as many
// as it says, as in 办好十方面民生实事. One that announces none has none.
func (r *Report) Announced(p *Passage) []*Passage {
	siblings := r.Siblings(p)
	at := slices.IndexFunc(siblings, func(s *Passage) bool { return s.ID == p.ID })
	var items []*Passage
	count := 0
	for _, s := range siblings[at+1:] {
		if n, ok := ordinal(s.Text); ok && n == count+1 && s.Piece <= 1 {
			count++
		} else if s.Piece < 2 || count == 0 {
			break
		}
		items = append(items, s)
	}
	if count < 2 || !slices.ContainsFunc(figure.Find(p.Text), func(f figure.Figure) bool { return f.Value == strconv.Itoa(count) }) {
		return nil
	}
	return items
}

// Under returns every passage below the heading with index i, in order.
func (r *Report) Under(i int) []*Passage {
	return r.under(func(q *Passage) bool {
		for h := q.Heading; h >= 0; h = r.Headings[h].Parent {
			if h == i {
				return true
			}
		}
		return false
	})
}

func (r *Report) under(keep func(*Passage) bool) []*Passage {
	var found []*Passage
	for i := range r.Passages {
		if keep(&r.Passages[i]) {
			found = append(found, &r.Passages[i])
		}
	}
	return found
}

// Neighbours returns the passages before and after one in the report, nil at
// an end.
func (r *Report) Neighbours(p *Passage) (before, after *Passage) {
	for i := range r.Passages {
		if r.Passages[i].ID != p.ID {
			continue
		}
		if i > 0 {
			before = &r.Passages[i-1]
		}
		if i+1 < len(r.Passages) {
			after = &r.Passages[i+1]
		}
	}
	return before, after
}

// Directly returns the passages right below the heading with index i, in order;
// with -1 the introduction. A banner has none.
func (r *Report) Directly(i int) []*Passage {
	return r.under(func(p *Passage) bool { return p.Heading == i })
}

// Children returns the indexes of the headings right below the heading with
// index i, in order; with -1 those at the top of the report. A banner counts as
// no heading.
func (r *Report) Children(i int) []int {
	var children []int
	for k, h := range r.Headings {
		top := len(r.Path(k)) == 1
		if h.Level > 0 && (i < 0 && top || i >= 0 && h.Parent == i) {
			children = append(children, k)
		}
	}
	return children
}
