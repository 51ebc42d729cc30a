package reader

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// wordPieces cut text into the pieces of a WordPiece vocabulary, as Hugging
// Face's BertTokenizer does with do_lower_case: Chinese characters and
// punctuation singly, other words by the longest pieces from the left.
type wordPieces struct {
	begins                  map[string]int32 // pieces that begin a word
	within                  map[string]int32 // pieces that go on with one, without their ##
	longest                 int              // bytes of the longest piece
	unknown, begin, divider int32            // [UNK], [CLS] and [SEP]
}

func (v *wordPieces) ends() (begin, divider int32) { return v.begin, v.divider }

// maxWordRunes is the length above which BertTokenizer gives a word up.
const maxWordRunes = 100

// newWordPieces indexes the pieces by their place in the list; names must hold
// the special ones.
func newWordPieces(names []string) (*wordPieces, error) {
	v := &wordPieces{begins: make(map[string]int32, len(names)), within: map[string]int32{}}
	for id, name := range names {
		table, text := v.begins, name
		if rest, ok := strings.CutPrefix(name, "##"); ok && rest != "" {
			table, text = v.within, rest
		}
		if _, twice := table[text]; twice || text == "" {
			return nil, fmt.Errorf("piece %d of the vocabulary is empty or stands twice", id)
		}
		table[text] = int32(id)
		v.longest = max(v.longest, len(text))
	}
	for name, id := range map[string]*int32{"[UNK]": &v.unknown, "[CLS]": &v.begin, "[SEP]": &v.divider} {
		found, ok := v.begins[name]
		if !ok {
			return nil, fmt.Errorf("the vocabulary lacks %s", name)
		}
		*id = found
	}
	return v, nil
}

// split appends the first pieces of the text, at most so many.
func (v *wordPieces) split(_ *lattice, pieces []piece, text string, most int) []piece {
	most += len(pieces)
	var w word
	for at, r := range text {
		if len(pieces) >= most {
			return pieces[:most]
		}
		end := at + utf8.RuneLen(r)
		switch {
		case r == utf8.RuneError || dropped(r):
		case unicode.IsSpace(r):
			pieces = v.finish(pieces, &w)
		default:
			pieces = v.take(pieces, &w, r, at, end)
		}
	}
	pieces = v.finish(pieces, &w)
	return pieces[:min(most, len(pieces))]
}

// take adds one character of the text, in lower case and without accents, to
// the word at hand, or makes it a word of its own.
func (v *wordPieces) take(pieces []piece, w *word, r rune, from, to int) []piece {
	if r = unicode.ToLower(r); r < utf8.RuneSelf || ideograph(r) || punctuation(r) {
		return v.letter(pieces, w, r, from, to) // nearly all there is, and none with an accent
	}
	for _, part := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, part) {
			pieces = v.letter(pieces, w, part, from, to)
		}
	}
	return pieces
}

func (v *wordPieces) letter(pieces []piece, w *word, r rune, from, to int) []piece {
	if !ideograph(r) && !punctuation(r) {
		w.add(r, from, to)
		return pieces
	}
	pieces = v.finish(pieces, w)
	w.add(r, from, to)
	return v.finish(pieces, w)
}

// finish cuts the word at hand into pieces and begins a new one.
func (v *wordPieces) finish(pieces []piece, w *word) []piece {
	defer w.clear()
	if w.size == 0 {
		return pieces
	}
	before := len(pieces)
	for from := 0; from < w.size; {
		id, to := v.longestPiece(w.text[:w.size], from)
		if to == from || w.runes > maxWordRunes {
			return append(pieces[:before], piece{v.unknown, w.from[0], w.end})
		}
		pieces = append(pieces, piece{id, w.from[from], w.to[to-1]})
		from = to
	}
	return pieces
}

// longestPiece is the longest piece that begins at from; to is from where there
// is none.
func (v *wordPieces) longestPiece(text []byte, from int) (id int32, to int) {
	table := v.begins
	if from > 0 {
		table = v.within
	}
	for to = min(len(text), from+v.longest); to > from; to-- {
		if id, ok := table[string(text[from:to])]; ok {
			return id, to
		}
	}
	return v.unknown, from
}

// word gathers the characters of a word and where each stands in the text.
type word struct {
	text     [maxWordRunes * utf8.UTFMax]byte
	from, to [maxWordRunes * utf8.UTFMax]int
	size     int
	runes    int
	end      int
}

func (w *word) clear() { w.size, w.runes = 0, 0 }

// add takes a character; those of a word that is too long are only counted.
func (w *word) add(r rune, from, to int) {
	w.runes++
	w.end = to
	if w.runes > maxWordRunes {
		return
	}
	size := utf8.EncodeRune(w.text[w.size:], r)
	for i := w.size; i < w.size+size; i++ {
		w.from[i], w.to[i] = from, to
	}
	w.size += size
}

// dropped tells the characters that BertTokenizer leaves out: controls but
// white space.
func dropped(r rune) bool {
	return r != '\t' && r != '\n' && r != '\r' && unicode.Is(unicode.C, r)
}

// ideograph tells the blocks that BERT takes for Chinese characters.
func ideograph(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x2a6df ||
		r >= 0x2a700 && r <= 0x2b73f || r >= 0x2b740 && r <= 0x2b81f || r >= 0x2b820 && r <= 0x2ceaf ||
		r >= 0xf900 && r <= 0xfaff || r >= 0x2f800 && r <= 0x2fa1f
}

// punctuation tells what BertTokenizer cuts off: Unicode's punctuation, and
// every ASCII character that is neither letter, digit nor space.
func punctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '!' && r <= '/' || r >= ':' && r <= '@' || r >= '[' && r <= '`' || r >= '{' && r <= '~'
	}
	return unicode.Is(unicode.P, r)
}
