// Package compare tells how two texts of one report differ, and what became of the
// ids of its passages.
package compare

import (
	"cmp"
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
	moved    bool   // it stands among others than before
}

// Entry is a passage, a heading or a line before them: where it stands and what it
// says; or what is told of the report.
type Entry struct{ ID, Text string }

// Kind tells changes apart.
type Kind string

// The kinds. Moved words are the same in another order; what is merely pushed down by others
// is kept.
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
	case c.moved:
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
}

// Reports compares a report with a corrected text of it, by their words alone: ids
// follow from it, see Keep.
func Reports(before, after *knowledge.Report) Difference {
	var d Difference
	d.Told = toldChanges(before, after)
	d.Front = changes(frontEntries(before), frontEntries(after), unspaced)
	d.Headings = changes(headingEntries(before), headingEntries(after), unspaced, unnumbered)
	d.Passages = changes(passageEntries(before), passageEntries(after), unspaced)
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

func toldChanges(before, after *knowledge.Report) []Change {
	var list []Change
	now := toldEntries(after)
	for i, was := range toldEntries(before) {
		list = append(list, Change{Old: &was, New: &now[i]})
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

// changes pairs entries whose words are the same, by each of what makes them so in turn.
func changes(before, after []Entry, same ...func(words string) string) []Change {
	p := pairing{before, after, none(len(before)), none(len(after))}
	for _, key := range same {
		p.equal(key)
	}
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

// equal pairs those of the same key: first what stands once in each, then what stands
// beside a pair or at an end, at last the rest in order.
func (p *pairing) equal(key func(words string) string) {
	old, fresh := free(p.before, p.of, key), free(p.after, p.from, key)
	for words, at := range old {
		if now := fresh[words]; len(at) == 1 && len(now) == 1 {
			p.pair(at[0], now[0])
		}
	}
	beside := func(i, k int) {
		if min(i, k) >= 0 && i < len(p.of) && k < len(p.from) && p.of[i] < 0 && p.from[k] < 0 && key(p.before[i].Text) == key(p.after[k].Text) {
			p.pair(i, k)
		}
	}
	beside(0, 0)
	for i := range p.of {
		if p.of[i] >= 0 {
			beside(i+1, p.of[i]+1)
		}
	}
	beside(len(p.of)-1, len(p.from)-1)
	for i := len(p.of) - 1; i >= 0; i-- {
		if p.of[i] >= 0 {
			beside(i-1, p.of[i]-1)
		}
	}
	old, fresh = free(p.before, p.of, key), free(p.after, p.from, key)
	for words, at := range old {
		for n := range min(len(at), len(fresh[words])) {
			p.pair(at[n], fresh[words][n])
		}
	}
}

// free are the entries without a pair, by key, in order.
func free(entries []Entry, paired []int, key func(words string) string) map[string][]int {
	at := map[string][]int{}
	for i, e := range entries {
		if paired[i] < 0 {
			words := key(e.Text)
			at[words] = append(at[words], i)
		}
	}
	return at
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
	ordered := p.ordered()
	removed := func(from int) {
		for i := from; i < len(p.before) && p.of[i] < 0; i++ {
			list = append(list, Change{Old: &p.before[i]})
		}
	}
	removed(0)
	for k, i := range p.from {
		c := Change{New: &p.after[k]}
		if i >= 0 {
			c.Old, c.moved = &p.before[i], !ordered[i]
		}
		list = append(list, c)
		if i >= 0 {
			removed(i + 1)
		}
	}
	return list
}

// ordered tells the old entries of a longest run of pairs that stand in the order in which they
// stood (Fredman, "On computing the length of longest increasing subsequences", 1975).
func (p *pairing) ordered() map[int]bool {
	ends := []int{-1} // the smallest old entry with which a run of each length ends
	last := map[int]int{}
	for _, i := range p.from {
		if i < 0 {
			continue
		}
		n, _ := slices.BinarySearch(ends, i)
		if last[i] = ends[n-1]; n == len(ends) {
			ends = append(ends, i)
		}
		ends[n] = i
	}
	in := map[int]bool{}
	for i := ends[len(ends)-1]; i >= 0; i = last[i] {
		in[i] = true
	}
	return in
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

// unnumbered are the words of a heading without its number, which it gets anew where another
// comes or goes.
func unnumbered(words string) string {
	words = unspaced(words)
	return cmp.Or(strings.TrimLeft(words, "第一二三四五六七八九十百部分章节篇0123456789()（）、.．"), words)
}

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
