package wordvec

import (
	"crypto/sha256"
	_ "embed" // for the model file
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"sync"
	"unicode/utf8"
)

//go:embed model.bin
var embedded []byte

// The file: a header of 32 bytes, then one table after another, all little-endian and without padding.
//
//	header   magic[8] dimension:u32 words:u32 bytesOfWords:u32 crc32ofTheRest:u32 reserved[8]
//	offsets  (words+1) × u32   where each word begins in the word bytes
//	costs    words × u16       -256·ln p of each word, for the segmenter
//	scales   rows × f32        rows = words + 2: the number row and the nothing row come last
//	words    UTF-8, sorted by bytes
//	vectors  rows × dimension × i8
//
// It is laid out to be read in place: opening checks it and builds one small index.
const (
	magic      = "wordvec1"
	headerSize = 32
	extraRows  = 2
	maxWords   = 1 << 20
	maxDim     = 4096
)

var errFormat = errors.New("wordvec: not a readable model")

// Model is a vocabulary with vectors. It is immutable and safe for concurrent use.
type Model struct {
	name    string
	dim     int
	words   int
	offsets []byte
	costs   []byte
	scales  []float32
	letters string // all words, one after another
	vectors []byte
	first   []int32 // first[r] is the first word whose first rune is r or greater
}

// Default returns the model embedded in the binary, opened once.
func Default() (*Model, error) { return openEmbedded() }

// embeddedName is the name of that model. A test holds it to the file, and the file to all that Open checks, so that
// 16 MB need not be read at every start.
const embeddedName = "wenbao-wordvec-1-39a4433f"

var openEmbedded = sync.OnceValues(func() (*Model, error) {
	m, err := layout(embedded)
	if err != nil {
		return nil, err
	}
	m.indexFirstRunes()
	m.name = embeddedName
	return m, nil
})

// Open reads a model in place: data must not change afterwards. Damaged input is an error, never a panic.
func Open(data []byte) (*Model, error) {
	m, err := layout(data)
	if err != nil {
		return nil, err
	}
	if sum := crc32.ChecksumIEEE(data[headerSize:]); sum != binary.LittleEndian.Uint32(data[20:]) {
		return nil, fmt.Errorf("%w: checksum differs", errFormat)
	}
	if err := m.checkWords(); err != nil {
		return nil, err
	}
	if !m.nothing(make([]float32, m.dim)) {
		return nil, fmt.Errorf("%w: the nothing row has no direction", errFormat)
	}
	m.indexFirstRunes()
	m.name = fmt.Sprintf("wenbao-wordvec-1-%x", sha256.Sum256(data))[:len("wenbao-wordvec-1-")+8]
	return m, nil
}

// Name identifies the model; it changes whenever a byte of the file does, so it can be part of an index's key.
func (m *Model) Name() string { return m.name }

// Dimension is the length of every vector.
func (m *Model) Dimension() int { return m.dim }

// layout cuts data into its tables and checks their sizes only.
func layout(data []byte) (*Model, error) {
	if len(data) < headerSize || string(data[:8]) != magic {
		return nil, fmt.Errorf("%w: no header", errFormat)
	}
	dim := int64(binary.LittleEndian.Uint32(data[8:]))
	words := int64(binary.LittleEndian.Uint32(data[12:]))
	text := int64(binary.LittleEndian.Uint32(data[16:]))
	if dim < 1 || dim > maxDim || words < 1 || words > maxWords {
		return nil, fmt.Errorf("%w: %d words of %d dimensions", errFormat, words, dim)
	}
	rows := words + extraRows
	sizes := []int64{4 * (words + 1), 2 * words, 4 * rows, text, rows * dim}
	parts, err := cut(data[headerSize:], sizes)
	if err != nil {
		return nil, err
	}
	m := &Model{dim: int(dim), words: int(words), offsets: parts[0], costs: parts[1], letters: string(parts[3]), vectors: parts[4]}
	m.scales, err = floats(parts[2])
	return m, err
}

// cut splits data into parts of the given sizes, which must use it up.
func cut(data []byte, sizes []int64) ([][]byte, error) {
	parts := make([][]byte, len(sizes))
	for i, size := range sizes {
		if int64(len(data)) < size {
			return nil, fmt.Errorf("%w: cut short", errFormat)
		}
		parts[i], data = data[:size], data[size:]
	}
	if len(data) != 0 {
		return nil, fmt.Errorf("%w: %d bytes too many", errFormat, len(data))
	}
	return parts, nil
}

// floats decodes the scales; one that is not finite would spoil every text it touches.
func floats(data []byte) ([]float32, error) {
	out := make([]float32, len(data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		if math.IsNaN(float64(out[i])) || math.Abs(float64(out[i])) > 1e6 {
			return nil, fmt.Errorf("%w: scale of row %d", errFormat, i)
		}
	}
	return out, nil
}

// checkWords makes sure that every offset lies inside the word bytes and that the words ascend: the search relies on both.
func (m *Model) checkWords() error {
	if m.offset(0) != 0 || m.offset(m.words) != len(m.letters) {
		return fmt.Errorf("%w: word offsets", errFormat)
	}
	before := ""
	for i := range m.words {
		from, to := m.offset(i), m.offset(i+1)
		if from >= to || to > len(m.letters) || m.letters[from:to] <= before {
			return fmt.Errorf("%w: word %d", errFormat, i)
		}
		before = m.letters[from:to]
	}
	return nil
}

// indexFirstRunes lets the search for a word begin among the few that share its first character.
func (m *Model) indexFirstRunes() {
	m.first = make([]int32, 1<<16+1)
	next := 0
	for i := range m.words {
		r, _ := utf8.DecodeRuneInString(m.word(i))
		for ; next <= int(r) && next < len(m.first); next++ {
			m.first[next] = int32(i)
		}
	}
	for ; next < len(m.first); next++ {
		m.first[next] = int32(m.words)
	}
}

// word returns the i-th word of the sorted vocabulary.
func (m *Model) word(i int) string { return m.letters[m.offset(i):m.offset(i+1)] }

func (m *Model) offset(i int) int { return int(binary.LittleEndian.Uint32(m.offsets[4*i:])) }

func (m *Model) cost(i int) int64 { return int64(binary.LittleEndian.Uint16(m.costs[2*i:])) }

// numberRow is shared by all numbers that have no row of their own.
func (m *Model) numberRow() int { return m.words }

// nothingRow stands for a text without a known word.
func (m *Model) nothingRow() int { return m.words + 1 }
