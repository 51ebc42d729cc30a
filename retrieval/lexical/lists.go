package lexical

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"sort"
)

// lists say of each token which documents hold it, and how much. They are read
// as they lie in a file, little endian:
//
//	documents, tokens uint32
//	lengths  documents × uint32   the sum of the weights of a document's tokens
//	tokens   tokens × uint64      ascending
//	ends     tokens × uint64      where the list of each ends among the lists
//	lists    of each token a count and as many postings, uvarints: how many
//	         documents further, and the token's weight there
type lists struct {
	data      []byte // all of it
	documents int
	tokens    int
}

// The sizes of the head, of a length, of a token, and of an end.
const (
	headSize   = 8
	lengthSize = 4
	tokenSize  = 8
	endSize    = 8
)

var errLists = errors.New("no lists of words")

// openLists checks that what lies at the head of the lists has room, and the
// order of what is searched; a list is checked while it is read.
func openLists(data []byte) (lists, error) {
	if len(data) < headSize {
		return lists{}, errLists
	}
	l := lists{data, int(binary.LittleEndian.Uint32(data)), int(binary.LittleEndian.Uint32(data[4:]))}
	if uint64(len(data)) < headSize+lengthSize*uint64(l.documents)+(tokenSize+endSize)*uint64(l.tokens) { //nolint:gosec // neither is negative
		return lists{}, errLists
	}
	for i := range l.tokens {
		if i > 0 && l.token(i-1) >= l.token(i) || l.end(i) < l.from(i) || l.end(i) > uint64(len(data)-l.start()) {
			return lists{}, errLists
		}
	}
	return l, nil
}

// start is where the lists begin.
func (l lists) start() int {
	return headSize + lengthSize*l.documents + (tokenSize+endSize)*l.tokens
}

func (l lists) length(document int) uint32 {
	return binary.LittleEndian.Uint32(l.data[headSize+lengthSize*document:])
}

func (l lists) token(i int) token {
	return token(binary.LittleEndian.Uint64(l.data[headSize+lengthSize*l.documents+tokenSize*i:]))
}

func (l lists) end(i int) uint64 {
	return binary.LittleEndian.Uint64(l.data[headSize+lengthSize*l.documents+tokenSize*l.tokens+endSize*i:])
}

func (l lists) from(i int) uint64 {
	if i == 0 {
		return 0
	}
	return l.end(i - 1)
}

// of is the list of a token, an empty one if no document holds it.
func (l lists) of(t token) postings {
	i := sort.Search(l.tokens, func(i int) bool { return l.token(i) >= t })
	if i == l.tokens || l.token(i) != t {
		return postings{}
	}
	p := postings{rest: l.data[l.start():][l.from(i):l.end(i)], document: -1}
	p.count = p.number()
	return p
}

// postings are read one after another.
type postings struct {
	rest     []byte
	count    int // of all
	document int
	weight   int // of the token in the document, by its fields
}

// next goes on to the next document; it reports false after the last one, or
// where the list is damaged.
func (p *postings) next() bool {
	if r := p.rest; len(r) > 1 && r[0]|r[1] < 0x80 { // a byte each: nearly all
		p.document += int(r[0])
		p.weight, p.rest = int(r[1]), r[2:]
		return r[0] > 0 && r[1] > 0
	}
	return p.further()
}

// further is next for larger numbers.
func (p *postings) further() bool {
	further := p.number()
	p.document += further
	p.weight = p.number()
	return further > 0 && p.weight > 0
}

// number reads the next number, 0 where there is none.
func (p *postings) number() int {
	n, size := binary.Uvarint(p.rest)
	if size <= 0 || n > 1<<31 {
		p.rest = nil
		return 0
	}
	p.rest = p.rest[size:]
	return int(n)
}

// builder makes lists, document by document.
type builder struct {
	lengths []uint32
	found   map[token]*found
	counted []counted // of the document at hand
}

// found is the list of a token so far.
type found struct {
	postings []byte
	count    int
	last     int // document
}

type counted struct {
	token  token
	weight int
}

func (b *builder) add(fields []Field) {
	if b.found == nil {
		b.found = map[token]*found{}
	}
	document, length := len(b.lengths), 0
	b.counted = b.counted[:0]
	for _, f := range fields {
		for _, t := range tokenize(f.Text) {
			b.counted = append(b.counted, counted{t, f.Weight})
			length += f.Weight
		}
	}
	b.lengths = append(b.lengths, uint32(length)) //nolint:gosec // of one passage
	slices.SortFunc(b.counted, func(x, y counted) int { return cmp.Compare(x.token, y.token) })
	for i := 0; i < len(b.counted); {
		t, weight := b.counted[i].token, 0
		for ; i < len(b.counted) && b.counted[i].token == t; i++ {
			weight += b.counted[i].weight
		}
		f := b.found[t]
		if f == nil {
			f = &found{last: -1}
			b.found[t] = f
		}
		f.postings = binary.AppendUvarint(f.postings, uint64(document-f.last)) //nolint:gosec // ascending
		f.postings = binary.AppendUvarint(f.postings, uint64(weight))          //nolint:gosec // a sum of weights
		f.count, f.last = f.count+1, document
	}
}

// lists are those of the documents so far.
func (b *builder) lists() lists {
	tokens := slices.Sorted(maps.Keys(b.found))
	var data, postings []byte
	data = binary.LittleEndian.AppendUint32(data, uint32(len(b.lengths))) //nolint:gosec // bounded by memory
	data = binary.LittleEndian.AppendUint32(data, uint32(len(tokens)))    //nolint:gosec // bounded by memory
	for _, length := range b.lengths {
		data = binary.LittleEndian.AppendUint32(data, length)
	}
	for _, t := range tokens {
		data = binary.LittleEndian.AppendUint64(data, uint64(t))
	}
	for _, t := range tokens {
		f := b.found[t]
		postings = binary.AppendUvarint(postings, uint64(f.count)) //nolint:gosec // a count
		postings = append(postings, f.postings...)
		data = binary.LittleEndian.AppendUint64(data, uint64(len(postings)))
	}
	return lists{bytes.Join([][]byte{data, postings}, nil), len(b.lengths), len(tokens)}
}
