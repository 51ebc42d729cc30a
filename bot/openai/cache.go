package openai

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"wenbao/knowledge/regular"
)

// cache keeps vectors that cost money or time in a file to which records
// are only appended: key 32 bytes | float32 … | CRC-32, little endian. A
// record cut by a kill fails its checksum and is asked for again.
type cache struct {
	file string // "" keeps nothing
	name string // of the embedder
}

// maxCache is how much of the file is read, in bytes: 65,000 vectors of 1,024
// dimensions.
const maxCache = 256 << 20

// key names a text embedded by one model.
type key = [sha256.Size]byte

func (c *cache) key(text string) key {
	return sha256.Sum256([]byte(c.name + "\x00" + text))
}

// load reads all vectors and cuts off what a kill has left half written, so
// that the next record begins where it should. What is behind maxCache is cut
// off too and asked for again.
func (c *cache) load(dimension int) map[key][]float32 {
	found := map[key][]float32{}
	if c.file == "" {
		return found
	}
	data, err := c.read()
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			c.file = "" // what cannot be read is not written to
		}
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
		found[key(record)] = floats(record[sha256.Size:])
	}
	if len(data) > 0 && os.Truncate(c.file, int64(whole)) != nil {
		c.file = ""
	}
	return found
}

func (c *cache) read() ([]byte, error) {
	file, err := regular.Open(c.file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, maxCache))
}

// floats reads the vector of a record.
func floats(data []byte) []float32 {
	v := make([]float32, len(data)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return v
}

// put appends the vectors of texts. A file that cannot be written costs only
// the time of the next build.
func (c *cache) put(texts []string, vectors [][]float32) {
	if c.file == "" {
		return
	}
	var data []byte
	for i, text := range texts {
		k := c.key(text)
		record := append([]byte(nil), k[:]...)
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
