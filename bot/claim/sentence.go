package claim

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// joinWords begin a new clause in a sentence without a comma.
var joinWords = indexWords(strings.Fields("并且 同时 此外 另外 而且 还有 并 还"))

// piece is a clause as it was cut; joined when 并 and the like stand before it.
type piece struct {
	text   string
	joined bool
}

// breakAtJoints cuts a normalised sentence into clauses. Digits with a decimal
// point stay whole.
func breakAtJoints(text string) []string {
	var clauses []piece
	start, joined := 0, false
	cut := func(i, size int, joint bool) {
		if part := text[start:i]; strings.TrimSpace(part) != "" {
			clauses = append(clauses, piece{part, joined})
			joined = false
		}
		start, joined = i+size, joint || joined && start == i
	}
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRuneInString(text[i:])
		switch size := len(joinWords.prefix(text[i:])); {
		case size > 0:
			cut(i, size, true)
			w = size
		case r == '.' && startsWithDigit(text[i+w:]):
		case strings.ContainsRune(",;:—\n。.!?", r):
			cut(i, w, false)
		}
		i += w
	}
	cut(len(text), 0, false)
	return joinLoose(clauses)
}

// joinLoose gives a period to the clause behind it (前三季度，…) and a state
// without a subject to the clause before it (建成并投用).
func joinLoose(clauses []piece) []string {
	var joined []string
	prefix := ""
	for i, clause := range clauses {
		date, loose := looseness(prefix + clause.text)
		switch {
		case date && i+1 < len(clauses):
			prefix += clause.text
			continue
		case loose && clause.joined && len(joined) > 0:
			joined[len(joined)-1] += clause.text
		default:
			joined = append(joined, prefix+clause.text)
		}
		prefix = ""
	}
	return joined
}

// looseness tells what a clause holds: periods only, or states only.
func looseness(clause string) (date, loose bool) {
	tokens := lex(dropAdded(clause), nil)
	date, loose = len(tokens) > 0, len(tokens) > 0
	for _, t := range tokens {
		date = date && t.kind == isDate
		loose = loose && t.kind == isTerm && t.term.role == isStatus
	}
	return date, loose
}

// sentenceAtoms cuts a clause as the passage p reads it. Words that claim
// nothing at its beginning are gone; a clause of nothing else has no atoms.
func sentenceAtoms(text string, p *Passage) []atom {
	text = dropAdded(text)
	if text == "" {
		return nil
	}
	var atoms []atom
	for _, clause := range clausesOf(lex(text, p.lexical)) {
		atoms = append(atoms, atomsOf(clause)...)
	}
	return atoms
}

// preface names the report as the source.
var preface = regexp.MustCompile(`^(?:根据|据|在)?(?:这份|该)?(?:政府)?(?:工作)?报告(?:里|中)?(?:显示|指出|提到|写道|介绍|说|称|明确|写明)?`)

// dropAdded takes words that claim nothing off the start of a clause.
func dropAdded(text string) string {
	text = preface.ReplaceAllString(text, "")
	for {
		w := addedIndex.prefix(text)
		if w == "" || utf8.RuneCountInString(w) < 2 && text != w {
			return text
		}
		text = text[len(w):]
	}
}
