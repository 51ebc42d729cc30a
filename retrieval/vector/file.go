package vector

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
)

// AppendTo appends the vectors in the form that Read reads: float32 after float32,
// little endian.
func (s *Store) AppendTo(data []byte) []byte {
	if len(s.rows) > 0 {
		data = slices.Grow(data, 4*len(s.rows)*len(s.rows[0]))
	}
	for _, row := range s.rows {
		for _, x := range row {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(x))
		}
	}
	return data
}

// Read reads count vectors of one dimension in so many bytes: into one piece of
// memory, and without the bytes beside it.
func Read(r io.Reader, size, count, dimension int) ([][]float32, error) {
	if size != 4*count*dimension {
		return nil, errors.New("the vectors are not of these texts")
	}
	values := make([]float32, count*dimension)
	rows := make([][]float32, count)
	buffer := make([]byte, 4*dimension)
	for i := range rows {
		if _, err := io.ReadFull(r, buffer); err != nil {
			return nil, err
		}
		rows[i] = values[i*dimension : (i+1)*dimension : (i+1)*dimension]
		for k := range rows[i] {
			rows[i][k] = math.Float32frombits(binary.LittleEndian.Uint32(buffer[4*k:]))
		}
	}
	return rows, nil
}
