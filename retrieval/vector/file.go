package vector

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2/maybe"

	"wenbao/knowledge/regular"
)

// The file is the durable form of the vectors:
//
//	"WENBAO-INDEX-1\n" | fingerprint 32 bytes | count, dimension uint32 | float32 … | SHA-256 of all before
//
// little endian, replaced as a whole. It is ours because chromem-go's own
// persistence does not survive a kill while it writes, and because its export
// takes three to four times as long to read (gob: 25 to 30 ms for the 3,000
// vectors of one report, this 6 to 9 ms).
const (
	magic = "WENBAO-INDEX-1\n"
	head  = len(magic) + sha256.Size + 8
)

// FileName is the name of the file in its folder.
const FileName = "index.bin"

// Fingerprint names what vectors were made of.
type Fingerprint [sha256.Size]byte

// String returns the first 12 hexadecimal digits, enough to tell indexes apart.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:])[:12] }

// ErrStale says that the file is whole but its vectors have another fingerprint.
var ErrStale = errors.New("made of other texts or by another embedder")

// Read returns the vectors that a folder keeps: count rows of one dimension. It
// fails if they are not of this fingerprint (ErrStale), or damaged, or not there
// (fs.ErrNotExist).
func Read(dir string, want Fingerprint, count, dimension int) ([][]float32, error) {
	size := head + 4*count*dimension + sha256.Size
	data, err := readAtMost(filepath.Join(dir, FileName), size+1)
	if err != nil {
		return nil, err
	}
	if len(data) < head || string(data[:len(magic)]) != magic {
		return nil, errors.New("not an index file")
	}
	if !bytes.Equal(data[len(magic):][:len(want)], want[:]) {
		return nil, ErrStale
	}
	if len(data) != size {
		return nil, fmt.Errorf("%d bytes long instead of %d", len(data), size)
	}
	body, sum := data[:size-sha256.Size], data[size-sha256.Size:]
	if actual := sha256.Sum256(body); !bytes.Equal(actual[:], sum) {
		return nil, errors.New("checksum does not match")
	}
	return decode(body[head:], count, dimension), nil
}

func readAtMost(name string, limit int) ([]byte, error) {
	file, err := regular.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, int64(limit)))
}

func decode(data []byte, count, dimension int) [][]float32 {
	values := make([]float32, count*dimension)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	rows := make([][]float32, count)
	for i := range rows {
		rows[i] = values[i*dimension : (i+1)*dimension : (i+1)*dimension]
	}
	return rows
}

// Write replaces a folder's file, and makes the folder if need be; only the
// owner may read them. A reader finds the old file or the new one as a whole;
// on Windows, which cannot replace a file so, half a one is told by its
// checksum. Where a power cut takes the file back, the vectors are made again.
func Write(dir string, f Fingerprint, rows [][]float32, dimension int) error {
	data := make([]byte, 0, head+4*len(rows)*dimension+sha256.Size)
	data = append(data, magic...)
	data = append(data, f[:]...)
	data = binary.LittleEndian.AppendUint32(data, uint32(len(rows))) //nolint:gosec // bounded by memory
	data = binary.LittleEndian.AppendUint32(data, uint32(dimension)) //nolint:gosec // bounded by memory
	for _, row := range rows {
		for _, x := range row {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(x))
		}
	}
	sum := sha256.Sum256(data)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	removeLeftovers(dir)
	return maybe.WriteFile(filepath.Join(dir, FileName), append(data, sum[:]...), 0o600)
}

// leftoverAge is when a temporary file is surely nobody's any more.
const leftoverAge = time.Hour

// removeLeftovers removes the temporary files of writers that were killed.
func removeLeftovers(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if !temporary(entry.Name()) {
			continue
		}
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > leftoverAge {
			_ = os.Remove(filepath.Join(dir, entry.Name()))
		}
	}
}

// temporary knows the names that renameio gives, and those of the versions
// before it.
func temporary(name string) bool {
	return strings.HasPrefix(name, "."+FileName) || strings.HasPrefix(name, FileName+".") && strings.HasSuffix(name, ".tmp")
}
