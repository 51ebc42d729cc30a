package claim

import (
	"strings"
	"unicode/utf8"

	"wenbao/retrieval/wordvec"
)

// Source is what a passage is made of.
type Source struct {
	Text   string
	Gloss  string   // English translation, or ""
	Places []string // names of the place that reports: a sentence may add them
	Years  []int    // years the report tells of: a sentence may add them
}

// Passage is a source prepared for checking. It is read-only.
type Passage struct {
	source  Source
	lexical []string
	places  byFirstRune
	cells   []cell
	chunks  []chunk
	// boundary tells before which cells a word begins.
	boundary []bound
	atoms    []atom
	english  []englishClause
}

// cell is one character of a name or an unknown word.
type cell struct {
	r     rune
	chunk int
}

// chunk is a run of characters between lexicon words, figures and list signs.
type chunk struct {
	start, end int // cells
	head       int // where it begins behind a name of the reporting place
	atom       int
	optional   bool // an example before 等, or the reporting place itself
	listed     bool // a list sign follows: the chunk is not the last of its list
	aside      bool // it stands in brackets
	example    bool // 等 follows: there are others
}

func (c chunk) size() int { return c.end - c.start }

// atom is the smallest claim: a clause, or the part of it that belongs to one
// figure.
type atom struct {
	clause    int
	tokens    []token
	inherited []term // words before the first figure of a list: they hold for its later members too
	chunks    []int
}

// Compile prepares a source.
func Compile(s Source) *Passage {
	p := &Passage{source: s}
	var names []string
	for _, place := range append([]string{"全区", "本区", "我区"}, s.Places...) {
		names = append(names, marks.Replace(normal(place)))
	}
	p.places = indexWords(names)
	tokens, lexical := lexSource(normal(s.Text))
	p.lexical = lexical
	for i, clause := range clausesOf(tokens) {
		for _, a := range atomsOf(clause) {
			a.clause = i
			p.add(a)
		}
	}
	p.english = englishClauses(s.Gloss)
	return p
}

// clausesOf cuts tokens at the ends of clauses.
func clausesOf(tokens []token) [][]token {
	var clauses [][]token
	var open []token
	for _, t := range append(tokens, token{kind: isBreak}) {
		if t.kind != isBreak && t.kind != isStopper {
			open = append(open, t)
			continue
		}
		if len(open) > 0 {
			clauses = append(clauses, open)
		}
		open = nil
	}
	return clauses
}

// atomsOf cuts a clause at the last list sign between two of its figures.
func atomsOf(clause []token) []atom {
	var atoms []atom
	start, sign, seen := 0, -1, false
	for i, t := range clause {
		switch {
		case t.kind == isList:
			sign = i
		case t.kind == isFigure && seen && sign >= start:
			atoms = append(atoms, atom{tokens: clause[start:sign]})
			start, sign = sign+1, -1
		}
		seen = seen || t.kind == isFigure
		if t.kind == isFigure {
			sign = -1
		}
	}
	atoms = append(atoms, atom{tokens: clause[start:]})
	for i := range atoms {
		auxiliary(atoms[i].tokens)
	}
	for i := 1; i < len(atoms); i++ {
		atoms[i].inherited = leading(atoms[0].tokens)
	}
	return atoms
}

// auxiliary: beside another state, 完成 is a verb of its own and no state:
// 完成主体结构封顶.
func auxiliary(tokens []token) {
	states := 0
	for _, t := range tokens {
		if t.kind == isTerm && t.term.role == isStatus {
			states++
		}
	}
	for i, t := range tokens {
		if states > 1 && t.text == "完成" {
			tokens[i].term = term{role: isModifier, class: "完成"}
		}
	}
}

// leading returns the lexicon words before the first figure.
func leading(tokens []token) []term {
	var found []term
	for _, t := range tokens {
		if t.kind == isFigure {
			break
		}
		if t.kind == isTerm {
			found = append(found, t.term)
		}
	}
	return found
}

// add stores an atom with its characters.
func (p *Passage) add(a atom) {
	open, aside := false, false
	for _, t := range a.tokens {
		if t.kind != isText {
			p.close(t)
			if t.text == "(" && open {
				p.chunks[len(p.chunks)-1].optional = true // 北京(国际)运河文化节
			}
			open, aside = false, t.text == "(" || aside && t.text != ")"
			continue
		}
		if !open {
			a.chunks = append(a.chunks, len(p.chunks))
			p.chunks = append(p.chunks, chunk{start: len(p.cells), end: len(p.cells), atom: len(p.atoms), aside: aside, optional: aside})
			open = true
		}
		r, _ := utf8.DecodeRuneInString(t.text)
		p.cells = append(p.cells, cell{r, len(p.chunks) - 1})
		p.chunks[len(p.chunks)-1].end++
	}
	for _, c := range a.chunks {
		text := p.text(c)
		p.chunks[c].head = p.chunks[c].start + utf8.RuneCountInString(p.places.prefix(text))
		p.boundary = append(p.boundary, boundaries(text)...)
		p.chunks[c].optional = p.chunks[c].optional || text != "" && p.places.prefix(text) == text
	}
	p.atoms = append(p.atoms, a)
}

// bound says what begins at a character.
type bound uint8

const (
	worded bound = iota + 1 // a word
	named                   // a name in apposition
)

// boundaries tells before which characters of a text a word begins.
func boundaries(text string) []bound {
	starts := make([]bound, utf8.RuneCountInString(text))
	model, err := wordvec.Default()
	if err != nil {
		return starts // no name may be cut then
	}
	at := 0
	for _, w := range model.Segment(text) {
		if i := strings.Index(text[at:], w); i >= 0 {
			starts[utf8.RuneCountInString(text[:at+i])] = worded
			at += i + len(w)
		}
	}
	for _, f := range appositions {
		if i := strings.Index(text, f); i >= 0 && i+len(f) < len(text) {
			starts[utf8.RuneCountInString(text[:i+len(f)])] = named
		}
	}
	return starts
}

// close notes what follows the last chunk.
func (p *Passage) close(t token) {
	if len(p.chunks) == 0 || p.chunks[len(p.chunks)-1].atom != len(p.atoms) {
		return
	}
	last := &p.chunks[len(p.chunks)-1]
	if last.listed {
		return
	}
	last.listed, last.example = t.kind == isList || t.text == "等", t.text == "等"
	for i := len(p.chunks) - 1; t.text == "等" && i >= 0 && p.chunks[i].listed; i-- {
		p.chunks[i].optional = true
	}
}

// text returns the characters of a chunk.
func (p *Passage) text(c int) string {
	var runes []rune
	for _, cell := range p.cells[p.chunks[c].start:p.chunks[c].end] {
		runes = append(runes, cell.r)
	}
	return string(runes)
}

// terms returns the lexicon words of an atom.
func (a atom) terms() []term {
	var found []term
	for _, t := range a.tokens {
		if t.kind == isTerm {
			found = append(found, t.term)
		}
	}
	return found
}

func (a atom) figures() []figure {
	var found []figure
	for _, t := range a.tokens {
		if t.kind == isFigure {
			found = append(found, t.fig)
		}
	}
	return found
}

func (a atom) dates() []string {
	var found []string
	for _, t := range a.tokens {
		if t.kind == isDate {
			found = append(found, t.text)
		}
	}
	return found
}
