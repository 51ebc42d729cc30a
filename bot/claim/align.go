package claim

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// aligner lays the characters of a sentence's names over those of a passage,
// in order, so that a name can neither be cut short nor be put together from
// pieces of others.
type aligner struct {
	match
	used     map[int]bool // chunks of the passage that the sentence names
	next     int          // the cell that must come next because a name is open; -1: none
	last     int          // cells before this one are passed
	listed   bool         // a list sign stands before: the order may start again
	trail    []step       // what the sentence says, in its order
	relative bool         // 的 stands before: what follows may stand earlier in the passage
	placed   bool         // a name of the reporting place stands before
}

func (a *aligner) run() *Refusal {
	tokens := a.sentence.tokens
	for i := 0; i < len(tokens); {
		if tokens[i].kind != isText {
			if r := a.between(tokens[i]); r != nil {
				return r
			}
			i++
			continue
		}
		var run strings.Builder
		for ; i < len(tokens) && tokens[i].kind == isText; i++ {
			run.WriteString(tokens[i].text)
		}
		if r := a.text(run.String()); r != nil {
			return r
		}
	}
	if a.next >= 0 && !a.generic() {
		return a.cut()
	}
	return nil
}

// generic reports whether only 项目 or 工程 is left of the open name, in a
// sentence that does not count them.
func (a *aligner) generic() bool {
	if a.next < 0 || len(a.own().figures()) > 0 {
		return false
	}
	var rest []rune
	for _, cell := range a.p.cells[a.next:a.p.chunks[a.p.cells[a.next].chunk].end] {
		rest = append(rest, cell.r)
	}
	return string(rest) == "项目" || string(rest) == "工程"
}

// step is a piece of a name, a figure or a word of a sentence as it was laid.
type step struct {
	kind  kind
	chunk int
	fig   figure
}

func (a *aligner) cut() *Refusal {
	return refuse(RuleName, "%s is cut short", a.p.text(a.p.cells[a.next].chunk))
}

// between takes a token that is no text. A name may go on behind a figure
// (挖潜850个共享停车位) but not behind another word.
func (a *aligner) between(t token) *Refusal {
	if a.generic() {
		a.next = -1
	}
	if a.next >= 0 && (t.kind == isTerm && t.term.class != "完成" || t.kind == isList) {
		return a.cut()
	}
	a.listed = t.kind == isList || a.listed && t.kind == isFiller
	a.relative = t.text == "的"
	a.placed = false
	if t.kind != isFiller {
		a.trail = append(a.trail, step{kind: t.kind, fig: t.fig})
	}
	return nil
}

// text lays a run of characters, piece by piece.
func (a *aligner) text(s string) *Refusal {
	for s != "" {
		start, size := a.piece([]rune(s))
		if size == 0 {
			w := a.free(s)
			if a.next >= 0 && !slices.Contains(within, s[:w]) {
				if !a.generic() {
					return a.cut()
				}
				a.next = -1
			}
			if w == 0 {
				return refuse(RuleWords, "%s is not said here", s)
			}
			a.placed = a.p.places.prefix(s) != ""
			s = s[w:]
			continue
		}
		a.lay(start, size)
		for range size {
			_, w := utf8.DecodeRuneInString(s)
			s = s[w:]
		}
	}
	return nil
}

// within are the words that may stand within a name or behind its subject:
// 18条道路架空线已入地.
var within = []string{"已", "已经", "也", "都", "均", "现已", "有"}

// free measures a word at the start of s that claims nothing.
func (a *aligner) free(s string) int {
	if w := a.p.places.prefix(s); w != "" {
		return len(w)
	}
	return len(addedIndex.prefix(s))
}

// lay notes that cells were named.
func (a *aligner) lay(start, size int) {
	c := a.p.cells[start].chunk
	a.used[c] = true
	a.trail = append(a.trail, step{kind: isText, chunk: c})
	a.last, a.next, a.listed, a.relative, a.placed = start+size, -1, false, false, false
	if a.last < a.p.chunks[c].end {
		a.next = a.last
	}
}

// piece finds the longest run of cells that the characters begin with; the
// target's own are taken first.
func (a *aligner) piece(s []rune) (start, size int) {
	if a.next >= 0 {
		return a.next, a.common(s, a.next)
	}
	for _, lent := range []bool{false, true} {
		for i := range a.p.cells {
			n := a.common(s, i)
			if n > size && a.mayStart(i, n, lent) {
				start, size = i, n
			}
		}
	}
	return start, size
}

func (a *aligner) common(s []rune, at int) int {
	n := 0
	for end := a.p.chunks[a.p.cells[at].chunk].end; n < len(s) && at+n < end && a.p.cells[at+n].r == s[n]; n++ {
	}
	return n
}

// wholeEnough is the length from which the end of a name stands for the name.
const wholeEnough = 5

// mayStart reports whether a piece may be taken: of the right atom, behind the
// last one, and either from the start of a name or the greater part of it.
func (a *aligner) mayStart(at, size int, lent bool) bool {
	c := a.p.chunks[a.p.cells[at].chunk]
	mine := c.atom == a.target
	if lent == mine || lent && !a.lends(a.p.atoms[c.atom]) || at < a.last && !a.listed && (!a.relative || at != c.start) {
		return false
	}
	if at == c.start || at == c.head {
		return size >= 2 || c.end == at+1
	}
	rest := c.end - at
	enough := rest >= wholeEnough || 2*rest > c.size() || a.p.boundary[at] == named
	return size >= 2 && !a.placed && a.p.boundary[at] > 0 && enough
}
