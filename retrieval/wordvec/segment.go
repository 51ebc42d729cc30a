package wordvec

import (
	"math"
	"strings"
	"unicode/utf8"
)

const (
	maxWordRunes = 8
	// unknownCost is dearer than any word, so a path leaves out as little as it can.
	unknownCost = 30 * 256
	unreached   = math.MaxInt64
	skipped     = -1
	// shortText is the length in bytes up to which the lattice lives on the stack: any question, most passages.
	shortText = 511
)

// step is the cheapest way to reach one byte offset of the text: from where, and by which row (or skipped).
type step struct {
	cost int64
	from int32
	row  int32
}

// Segment returns the words the model sees in an already normalised text, in order. Each is a slice of the text. What
// lies between them is what the model leaves out: white space, punctuation, symbols, characters and Latin words
// outside its vocabulary. A number (digits, with . or , between digits) is always one word.
func (m *Model) Segment(text string) []string {
	var local [shortText + 1]step
	steps := m.cheapestPath(text, local[:])
	count := 0
	for at := len(text); at > 0; at = int(steps[at].from) {
		if steps[at].row != skipped {
			count++
		}
	}
	words := make([]string, count)
	for at := len(text); at > 0; at = int(steps[at].from) {
		if steps[at].row != skipped {
			count--
			words[count] = text[steps[at].from:at]
		}
	}
	return words
}

// cheapestPath fills the lattice of the text by Viterbi's algorithm; it uses buffer when that is long enough.
// Of two equally cheap paths the one found first stays, which is the one with the longer last word.
func (m *Model) cheapestPath(text string, buffer []step) []step {
	steps := buffer
	if len(text) >= len(buffer) {
		steps = make([]step, len(text)+1)
	}
	steps = steps[:len(text)+1]
	for i := range steps {
		steps[i].cost = unreached
	}
	steps[0].cost = 0
	for at := range text {
		if steps[at].cost != unreached {
			m.extend(text, at, steps)
		}
	}
	return steps
}

// extend tries every step that begins at the offset: the whole run or character, and each word of the vocabulary.
func (m *Model) extend(text string, at int, steps []step) {
	end, row := runEnd(text, at), skipped
	if class(text, at) == digit {
		row = m.numberRow()
	}
	relax(steps, at, end, unknownCost, row)
	low, high := m.wordsBeginning(text[at:])
	for end, runes := at, 0; end < len(text) && runes < maxWordRunes && low < high; runes++ {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
		low = m.atLeast(text[at:end], low, high)
		if low == high {
			return
		}
		if m.word(low) == text[at:end] {
			if boundary(text, end) {
				relax(steps, at, end, m.cost(low), low)
			}
			low++
		}
		if low == high || !strings.HasPrefix(m.word(low), text[at:end]) {
			return
		}
	}
}

// relax keeps the step if it reaches its end more cheaply than any step before.
func relax(steps []step, from, to int, cost int64, row int) {
	if cost += steps[from].cost; cost < steps[to].cost {
		steps[to] = step{cost: cost, from: int32(from), row: int32(row)}
	}
}

// wordsBeginning bounds the words that share the text's first rune.
func (m *Model) wordsBeginning(text string) (low, high int) {
	r, _ := utf8.DecodeRuneInString(text)
	if int(r)+1 >= len(m.first) {
		return 0, 0
	}
	return int(m.first[r]), int(m.first[r+1])
}

// atLeast is the first word in [low, high) that is not before the given one.
func (m *Model) atLeast(word string, low, high int) int {
	for low < high {
		mid := int(uint(low+high) >> 1)
		if m.word(mid) < word {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// The classes of bytes that make runs: a word of the vocabulary never begins or ends inside a run.
const (
	other = iota
	digit
	latin
)

// class tells what the byte at the offset belongs to; a point or comma between two digits belongs to the number.
func class(text string, at int) int {
	switch c := text[at]; {
	case isDigit(c):
		return digit
	case 'a' <= c && c <= 'z':
		return latin
	case (c == '.' || c == ',') && at > 0 && at+1 < len(text) && isDigit(text[at-1]) && isDigit(text[at+1]):
		return digit
	}
	return other
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// boundary tells whether the offset is not inside a number or Latin word.
func boundary(text string, at int) bool {
	if at == 0 || at == len(text) {
		return true
	}
	before := class(text, at-1)
	return before == other || before != class(text, at)
}

// runEnd is the end of the number or Latin word that begins at the offset, or of the single character there.
func runEnd(text string, at int) int {
	if class(text, at) == other {
		_, size := utf8.DecodeRuneInString(text[at:])
		return at + size
	}
	for at++; !boundary(text, at); at++ {
	}
	return at
}
