package retrieval

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"
)

// vectorCache keeps vectors that cost money or time in a file to which records
// are only appended: key 32 bytes | float32 … | CRC-32, little endian. A
// record cut by a kill fails its checksum and is asked for again.
type vectorCache struct {
	file string
	name string
}

func openCache(file, name string) *vectorCache { return &vectorCache{file, name} }

// key names a text embedded by one model.
func (c *vectorCache) key(text string) [sha256.Size]byte {
	return sha256.Sum256([]byte(c.name + "\x00" + text))
}

// load reads all vectors and cuts off what a kill has left half written, so
// that the next record begins where it should.
func (c *vectorCache) load(dimension int) map[[sha256.Size]byte][]float32 {
	found := map[[sha256.Size]byte][]float32{}
	if c.file == "" {
		return found
	}
	data, err := os.ReadFile(c.file)
	if err != nil {
		return found
	}
	size := sha256.Size + 4*dimension + 4
	whole := 0
	for ; len(data) >= size; data = data[size:] {
		record, sum := data[:size-4], binary.LittleEndian.Uint32(data[size-4:])
		if crc32.ChecksumIEEE(record) != sum {
			break // what follows a damaged record cannot be trusted
		}
		whole += size
		found[[sha256.Size]byte(record)] = decodeVector(record[sha256.Size:], dimension)
	}
	if len(data) > 0 && os.Truncate(c.file, int64(whole)) != nil {
		c.file = ""
	}
	return found
}

func decodeVector(data []byte, dimension int) []float32 {
	vector := make([]float32, dimension)
	for i := range vector {
		vector[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return vector
}

// put appends the vectors of texts. A file that cannot be written costs only
// the time of the next build.
func (c *vectorCache) put(texts []string, vectors [][]float32) {
	if c.file == "" {
		return
	}
	var data []byte
	for i, text := range texts {
		key := c.key(text)
		record := append([]byte(nil), key[:]...)
		for _, x := range vectors[i] {
			record = binary.LittleEndian.AppendUint32(record, math.Float32bits(x))
		}
		data = append(data, binary.LittleEndian.AppendUint32(record, crc32.ChecksumIEEE(record))...)
	}
	if appendTo(c.file, data) != nil {
		c.file = ""
	}
}

func appendTo(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}
