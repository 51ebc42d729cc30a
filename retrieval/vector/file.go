package vector

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// Size is how many bytes WriteTo writes.
func (s *Store) Size() int {
	if len(s.rows) == 0 {
		return 0
	}
	return 4 * len(s.rows) * len(s.rows[0])
}

// WriteTo writes the vectors in the form that Read reads: float32 after float32,
// little endian.
func (s *Store) WriteTo(w io.Writer) (int64, error) {
	var written int64
	var buffer []byte
	for _, row := range s.rows {
		buffer = buffer[:0]
		for _, x := range row {
			buffer = binary.LittleEndian.AppendUint32(buffer, math.Float32bits(x))
		}
		n, err := w.Write(buffer)
		if written += int64(n); err != nil {
			return written, err
		}
	}
	return written, nil
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
