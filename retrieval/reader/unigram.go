package reader

import (
	"errors"
	"fmt"
	"math"
	"unicode/utf8"
)

// The first pieces of XLM-RoBERTa's vocabulary, and SentencePiece's mark of a
// space, which also stands before a text.
const (
	begin, divider, unknown = 0, 2, 3
	space                   = "▁"
)

// special are the names of the first pieces, which no text holds.
var special = []string{"<s>", "<pad>", "</s>", "<unk>"}

// unlikely is by how much a character without a piece scores below the least
// likely piece, as in SentencePiece.
const unlikely = 10

// unigrams cut text into the pieces that a unigram language model holds for most
// likely (Kudo 2018, Subword Regularization), as SentencePiece does.
type unigrams struct {
	pieces  map[string]int32
	scores  []float32 // the logarithm of each piece's probability
	least   float64   // score of a character without a piece
	longest int       // characters of the longest piece
}

// newUnigrams indexes the pieces by their place in the list, which begins with
// the special ones.
func newUnigrams(names []string, scores []float32) (*unigrams, error) {
	if len(names) <= len(special) || len(scores) != len(names) {
		return nil, errors.New("the vocabulary is too short")
	}
	v := &unigrams{pieces: make(map[string]int32, len(names)), scores: scores}
	for id, name := range names {
		v.least = min(v.least, float64(scores[id])-unlikely)
		if id < len(special) {
			if name != special[id] {
				return nil, fmt.Errorf("piece %d of the vocabulary is %q, want %s", id, name, special[id])
			}
			continue
		}
		if _, twice := v.pieces[name]; twice || name == "" {
			return nil, fmt.Errorf("piece %d of the vocabulary is empty or stands twice", id)
		}
		v.pieces[name] = int32(id)
		v.longest = max(v.longest, utf8.RuneCountInString(name))
	}
	return v, nil
}

// lattice is the working memory of split: for each end of a character the best
// way there.
type lattice struct {
	text  []byte // with the mark of spaces
	at    []int  // where each character begins in it, and its end
	own   []int  // where each character begins in the text as it was given
	paths []path
	back  []piece
}

type path struct {
	score float64
	from  int // character
	id    int32
}

// split appends the first pieces of the text, at most so many.
func (v *unigrams) split(l *lattice, pieces []piece, text string, most int) []piece {
	if text == "" || most <= 0 {
		return pieces
	}
	l.read(text, most*v.longest)
	v.search(l)
	return append(pieces, l.walk(most)...)
}

// read lays the text out, of a longer one so many characters.
func (l *lattice) read(text string, most int) {
	l.text, l.at, l.own = append(l.text[:0], space...), append(l.at[:0], 0), append(l.own[:0], 0)
	for at, rest := 0, text; rest != "" && len(l.at) <= most; {
		_, size := utf8.DecodeRuneInString(rest)
		l.at, l.own = append(l.at, len(l.text)), append(l.own, at)
		if rest[0] == ' ' {
			l.text = append(l.text, space...)
		} else {
			l.text = append(l.text, rest[:size]...)
		}
		at, rest = at+size, rest[size:]
		if rest == "" || len(l.at) > most {
			l.own = append(l.own, at)
		}
	}
	l.at = append(l.at, len(l.text))
}

// search finds the best way to each character's end (Viterbi).
func (v *unigrams) search(l *lattice) {
	n := len(l.at) - 1
	l.paths = append(l.paths[:0], path{})
	for range n {
		l.paths = append(l.paths, path{score: math.Inf(-1)})
	}
	for from := range n {
		score := l.paths[from].score
		for to := from + 1; to <= min(n, from+v.longest); to++ {
			id, ok := v.pieces[string(l.text[l.at[from]:l.at[to]])]
			if !ok {
				continue
			}
			if s := score + float64(v.scores[id]); s > l.paths[to].score {
				l.paths[to] = path{s, from, id}
			}
		}
		if s := score + v.least; s > l.paths[from+1].score {
			l.paths[from+1] = path{s, from, unknown}
		}
	}
}

// walk gives the pieces of the best way through the text, the first ones where
// there are more.
func (l *lattice) walk(most int) []piece {
	l.back = l.back[:0]
	for to := len(l.paths) - 1; to > 0; to = l.paths[to].from {
		// The mark before the text is none of its characters.
		l.back = append(l.back, piece{l.paths[to].id, l.own[max(1, l.paths[to].from)], l.own[to]})
	}
	for i, j := 0, len(l.back)-1; i < j; i, j = i+1, j-1 {
		l.back[i], l.back[j] = l.back[j], l.back[i]
	}
	return l.back[:min(most, len(l.back))]
}
