// Package compare tells how two texts of one report differ, and what became of the
// ids of its passages.
package compare

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenbao/knowledge"
)

// Change is what became of a passage or heading in a corrected text of its report.
type Change struct {
	Old, New *Entry // nil where it is added or taken away
}

// Entry is a passage, a heading or a line before them: where it stands and what it
// says; or what is told of the report.
type Entry struct{ ID, Text string }

// Kind tells changes apart.
type Kind string

// The kinds. Moved words are the same and have another id.
const (
	Kept    Kind = "kept"
	Moved   Kind = "moved"
	Changed Kind = "changed"
	Added   Kind = "added"
	Removed Kind = "removed"
)

// Kind is the kind of a change.
func (c Change) Kind() Kind {
	switch {
	case c.Old == nil:
		return Added
	case c.New == nil:
		return Removed
	case unspaced(c.Old.Text) != unspaced(c.New.Text):
		return Changed
	case c.Old.ID != c.New.ID:
		return Moved
	}
	return Kept
}

// Difference is how two texts of one report differ, in the order of the new one;
// what is taken away stands where it stood.
type Difference struct {
	Told               []Change // title, place and years, which are never added or taken away
	Front              []Change // the lines before the first passage, by their number
	Headings, Passages []Change
	Depths             [2]int // how many levels their headings have, of which ids are made
}

// Reports compares a report with a corrected text of it. An id tells where a
// passage stands, so whatever is added or taken away above one under its heading
// moves it; a change of the depth of headings moves all.
func Reports(before, after *knowledge.Report) Difference {
	var d Difference
	d.Told = toldChanges(before, after)
	d.Front = changes(frontEntries(before), frontEntries(after))
	d.Headings = changes(headingEntries(before), headingEntries(after))
	d.Passages = changes(passageEntries(before), passageEntries(after))
	d.Depths = [2]int{depth(before), depth(after)}
	return d
}

// Corrected are the ids, within the report, of the passages that say something
// else now, that are new, or that are taken away; not of those that only moved.
func (d Difference) Corrected() []string {
	var ids []string
	for _, c := range d.Passages {
		e := c.New
		switch c.Kind() {
		case Kept, Moved:
			continue
		case Removed:
			e = c.Old
		}
		if !slices.Contains(ids, e.Under()) {
			ids = append(ids, e.Under())
		}
	}
	return ids
}

// Reused are the ids that name other words now: a citation by one shows what was
// not meant.
func (d Difference) Reused() []string {
	gone := map[string]bool{}
	for _, c := range d.Passages {
		if k := c.Kind(); k == Removed || k == Moved || k == Changed && c.Old.ID != c.New.ID {
			gone[c.Old.ID] = true
		}
	}
	var ids []string
	for _, c := range d.Passages {
		if c.New != nil && gone[c.New.ID] {
			ids = append(ids, c.New.ID)
		}
	}
	return ids
}

func depth(r *knowledge.Report) int {
	deepest := 0
	for i := range r.Headings {
		deepest = max(deepest, r.Headings[i].Level)
	}
	return deepest
}

func toldChanges(before, after *knowledge.Report) []Change {
	var list []Change
	now := toldEntries(after)
	for i, was := range toldEntries(before) {
		list = append(list, Change{&was, &now[i]})
	}
	return list
}

func toldEntries(r *knowledge.Report) []Entry {
	years := strings.Join(strings.Fields(fmt.Sprint(r.Meta.Years)), ", ")
	return []Entry{{"title", r.Meta.Title}, {"place", r.Meta.Place}, {"years", strings.Trim(years, "[]")}}
}

func frontEntries(r *knowledge.Report) []Entry {
	var list []Entry
	for i, line := range r.Front {
		list = append(list, Entry{strconv.Itoa(i + 1), line.Text})
	}
	return list
}

func headingEntries(r *knowledge.Report) []Entry {
	var list []Entry
	for i := range r.Headings {
		list = append(list, Entry{r.Headings[i].ID, r.Headings[i].Text})
	}
	return list
}

func passageEntries(r *knowledge.Report) []Entry {
	var list []Entry
	for i := range r.Passages {
		list = append(list, Entry{r.Passages[i].ID, r.Passages[i].Text})
	}
	return list
}

// pairing says which entry of the other text each one is, -1 for none.
type pairing struct {
	before, after []Entry
	of, from      []int // of[i] is the new one of the old i, from[k] the old one of the new k
}

func changes(before, after []Entry) []Change {
	p := pairing{before, after, none(len(before)), none(len(after))}
	p.equal()
	p.similar()
	return p.list()
}

func none(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

func (p *pairing) pair(i, k int) { p.of[i], p.from[k] = k, i }

// equal pairs those of the same words: with the same id first, then in order.
func (p *pairing) equal() {
	byID := map[string]int{}
	for i, e := range p.before {
		byID[e.ID] = i
	}
	for k, e := range p.after {
		if i, ok := byID[e.ID]; ok && unspaced(p.before[i].Text) == unspaced(e.Text) {
			p.pair(i, k)
		}
	}
	free := map[string][]int{}
	for i, e := range p.before {
		if p.of[i] < 0 {
			words := unspaced(e.Text)
			free[words] = append(free[words], i)
		}
	}
	for k, e := range p.after {
		if same := free[unspaced(e.Text)]; p.from[k] < 0 && len(same) > 0 {
			p.pair(same[0], k)
			free[unspaced(e.Text)] = same[1:]
		}
	}
}

// What counts as changed and not as another: sharing at least half of the pairs of
// characters, at most so many entries away in the gap.
const (
	alike = 0.5
	reach = 16
)

// similar pairs what is left between the same neighbours and says much the same.
func (p *pairing) similar() {
	gaps := map[int][]int{} // the old ones left, by the new neighbour before them
	neighbour := -1
	for i, k := range p.of {
		if k >= 0 {
			neighbour = k
			continue
		}
		gaps[neighbour] = append(gaps[neighbour], i)
	}
	neighbour = -1
	for k, i := range p.from {
		if i >= 0 {
			neighbour = k
			continue
		}
		left := gaps[neighbour]
		best, most := -1, alike
		for at, i := range left[:min(reach, len(left))] {
			if s := likeness(p.before[i].Text, p.after[k].Text); s >= most {
				best, most = at, s+1e-9 // the first of equals
			}
		}
		if best >= 0 {
			p.pair(left[best], k)
			gaps[neighbour] = left[best+1:]
		}
	}
}

// list are the changes in the order of the new text.
func (p *pairing) list() []Change {
	var list []Change
	removed := func(from int) {
		for i := from; i < len(p.before) && p.of[i] < 0; i++ {
			list = append(list, Change{Old: &p.before[i]})
		}
	}
	removed(0)
	for k, i := range p.from {
		c := Change{New: &p.after[k]}
		if i >= 0 {
			c.Old = &p.before[i]
		}
		list = append(list, c)
		if i >= 0 {
			removed(i + 1)
		}
	}
	return list
}

// likeness is the share of the pairs of characters that two texts have in common,
// 0 to 1 (Dice).
func likeness(a, b string) float64 {
	a, b = unspaced(a), unspaced(b)
	count := map[string]int{}
	for pair := range pairsOf(a) {
		count[pair]++
	}
	common := 0
	for pair := range pairsOf(b) {
		if count[pair] > 0 {
			count[pair]--
			common++
		}
	}
	total := utf8.RuneCountInString(a) + utf8.RuneCountInString(b) - 2
	if total <= 0 {
		return 0
	}
	return 2 * float64(common) / float64(total)
}

// pairsOf yields each two characters that follow each other.
func pairsOf(words string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		last := -1
		for i, r := range words {
			if last >= 0 && !yield(words[last:i+utf8.RuneLen(r)]) {
				return
			}
			last = i
		}
	}
}

// Under tells the report out of an id: 1.2.3 of qinghe/1.2.3.
func (e Entry) Under() string { return e.ID[strings.LastIndexByte(e.ID, '/')+1:] }

func unspaced(words string) string { return strings.Join(strings.Fields(words), "") }

// Carried are the expansions of a report below the ids of its corrected text, in the
// order of the report. Where the words changed, the translation is left out and a
// person should read the rest again; what is about nothing any more is lost.
type Carried struct {
	Expansions []knowledge.Expansion
	Changed    int
	Lost       []string // ids in the old text
}

// Carry takes the expansions of a report, by full id, over to its corrected text.
func (d Difference) Carry(expansions map[string]knowledge.Expansion) Carried {
	var c Carried
	for _, list := range [][]Change{d.Headings, d.Passages} {
		for _, change := range list {
			if change.Old == nil {
				continue
			}
			x, there := expansions[change.Old.ID]
			kind := change.Kind()
			if kind == Changed {
				x.English, x.Unreviewed = "", true
			}
			switch {
			case !there:
			case kind == Removed || len(x.Aliases)+len(x.Topics)+len(x.Questions) == 0 && x.English == "":
				c.Lost = append(c.Lost, change.Old.Under())
			default:
				x.ID = change.New.Under()
				c.Expansions = append(c.Expansions, x)
				if kind == Changed {
					c.Changed++
				}
			}
		}
	}
	return c
}
