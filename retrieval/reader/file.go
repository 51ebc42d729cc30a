package reader

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// The file, described in README.md: magic, length of the header, header in
// JSON, zeros up to a multiple of alignment, tensors, SHA-256 of all before.
const (
	magic      = "WENBAO-READER-2\n"
	prefixSize = len(magic) + 4
	alignment  = 64
)

// What a header may ask for.
const (
	unit         = 64 // every width is a multiple of it, and the kernels take so many numbers at once
	maxHeader    = 1 << 20
	maxLayers    = 24
	maxWidth     = 2048 // of a vector: the sums of longer products may leave 32 bits
	maxPositions = 512
	maxIntents   = 64
	maxVocab     = 1 << 20 // bytes
	maxMagnitude = 1e6     // of a float
)

// header is the JSON at the head of the file.
type header struct {
	Layers      int      `json:"layers"`
	Hidden      int      `json:"hidden"`
	Heads       int      `json:"heads"`
	FFN         int      `json:"ffn"`
	Positions   int      `json:"positions"`
	MaxQuestion int      `json:"max_question"`
	MaxInput    int      `json:"max_input"`
	Intents     []string `json:"intents"`
	Tensors     []tensor `json:"tensors"`
}

// tensor says what lies where in the tensors' data: numbers of type i4, i8, bf16 or f32
// by shape, or bytes of type text, whose shape is their count.
type tensor struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Shape  []int  `json:"shape"`
	Offset int64  `json:"offset"`
}

// file hands out tensors. Its first fault stays in err, after which what it
// hands out is empty.
type file struct {
	header
	name string
	data []byte
	err  error
}

// openFile checks the file but for its tensors, and, where it is not to be hashed,
// for its checksum.
func openFile(data []byte, hashed bool) (*file, error) {
	if len(data) < prefixSize+sha256.Size || string(data[:len(magic)]) != magic {
		return nil, errors.New("no header")
	}
	body, sum := data[:len(data)-sha256.Size], data[len(data)-sha256.Size:]
	if hashed {
		if hash := sha256.Sum256(body); !bytes.Equal(hash[:], sum) {
			return nil, errors.New("checksum differs")
		}
	}
	size := int(min(binary.LittleEndian.Uint32(body[len(magic):]), maxHeader+1))
	end := prefixSize + size
	start := (end + alignment - 1) / alignment * alignment
	if size > maxHeader || start > len(body) {
		return nil, fmt.Errorf("header of %d bytes", size)
	}
	f := &file{name: fmt.Sprintf("wenbao-reader-%c-%x", data[len(magic)-2], sum[:4]), data: body[start:]}
	if err := json.Unmarshal(body[prefixSize:end], &f.header); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	return f, f.check()
}

// check bounds the sizes, so that no later arithmetic leaves its range.
func (h *header) check() error {
	switch {
	case h.Layers < 1 || h.Layers > maxLayers:
		return fmt.Errorf("%d layers", h.Layers)
	case h.Hidden < unit || h.Hidden > maxWidth || h.Hidden%unit != 0:
		return fmt.Errorf("vectors of %d", h.Hidden)
	case h.Heads < h.Hidden/unit || h.Heads > h.Hidden || h.Hidden%h.Heads != 0: // at most a unit wide each
		return fmt.Errorf("%d heads for vectors of %d", h.Heads, h.Hidden)
	case h.FFN < unit || h.FFN > maxWidth || h.FFN%unit != 0:
		return fmt.Errorf("inner vectors of %d", h.FFN)
	case h.Positions < h.MaxInput || h.Positions > maxPositions:
		return fmt.Errorf("%d positions for %d tokens", h.Positions, h.MaxInput)
	case h.MaxQuestion < 1 || h.MaxQuestion > h.MaxInput-4: // begin and two ends around a passage of one token
		return fmt.Errorf("questions of %d in inputs of %d tokens", h.MaxQuestion, h.MaxInput)
	case len(h.Intents) < 1 || len(h.Intents) > maxIntents || slices.Contains(h.Intents, ""):
		return fmt.Errorf("intents %q", h.Intents)
	}
	return nil
}

// raw is the bytes of a tensor, which must have this type and shape.
func (f *file) raw(name, kind string, width int, shape ...int) []byte {
	if f.err != nil {
		return nil
	}
	i := slices.IndexFunc(f.Tensors, func(t tensor) bool { return t.Name == name })
	if i < 0 {
		f.err = fmt.Errorf("no tensor %s", name)
		return nil
	}
	t, size := f.Tensors[i], int64(width)
	for _, n := range shape {
		size *= int64(n)
	}
	room := int64(len(f.data))
	if t.Type != kind || !slices.Equal(t.Shape, shape) || t.Offset < 0 || t.Offset%alignment != 0 || t.Offset > room || size > room-t.Offset {
		f.err = fmt.Errorf("tensor %s: %s %v at %d, want %s %v", name, t.Type, t.Shape, t.Offset, kind, shape)
		return nil
	}
	return f.data[t.Offset : t.Offset+size]
}

// text is the bytes of a tensor of any length.
func (f *file) text(name string) string {
	for _, t := range f.Tensors {
		if t.Name == name && len(t.Shape) == 1 && t.Shape[0] > 0 && t.Shape[0] <= maxVocab {
			return string(f.raw(name, "text", 1, t.Shape[0]))
		}
	}
	return string(f.raw(name, "text", 1, 0))
}

// floats decodes a tensor; a number that is not finite would spoil every text.
func (f *file) floats(name string, shape ...int) []float32 {
	data := f.raw(name, "f32", 4, shape...)
	out := make([]float32, len(data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		if !(math.Abs(float64(out[i])) < maxMagnitude) {
			f.err = fmt.Errorf("tensor %s: number %d is %v", name, i, out[i])
			return nil
		}
	}
	return out
}

// table is a tensor of int8 numbers, each times the scale of its row.
type table struct {
	rows, cols int
	values     []byte
	scale      []float32
}

func (f *file) table(name string, rows, cols int) table {
	return table{rows: rows, cols: cols, values: f.raw(name, "i8", 1, rows, cols), scale: f.floats(name+".scale", rows)}
}

// group is how many 4-bit numbers of a row share a scale.
const group = 32

// nibbles is a tensor of 4-bit numbers, each times the scale of its group. A byte
// holds a number of the group's first half below one of its second half, each 8
// too great.
type nibbles struct {
	cols   int
	values []byte
	scale  []byte // bfloat16: the upper half of a float32, little-endian
}

func (f *file) nibbles(name string, rows, cols int) nibbles {
	values := f.raw(name, "i4", 1, rows, cols/2)
	n := nibbles{cols: cols, values: values, scale: f.raw(name+".scale", "bf16", 2, rows, cols/group)}
	for i := range len(n.scale) / 2 {
		if !(math.Abs(float64(n.scaleAt(i))) < maxMagnitude) {
			f.err = fmt.Errorf("tensor %s.scale: number %d is %v", name, i, n.scaleAt(i))
			return nibbles{}
		}
	}
	return n
}

func (n nibbles) scaleAt(group int) float32 {
	return math.Float32frombits(uint32(binary.LittleEndian.Uint16(n.scale[2*group:])) << 16)
}

// row writes the numbers of a row.
func (n nibbles) row(to []float32, row int) {
	for first := 0; first < n.cols; first += group {
		at := row*n.cols + first
		scale, values := n.scaleAt(at/group), n.values[at/2:(at+group)/2]
		low, high := to[first:first+group/2], to[first+group/2:first+group]
		for i, both := range values {
			low[i] = scale * float32(int(both&15)-8)
			high[i] = scale * float32(int(both>>4)-8)
		}
	}
}
