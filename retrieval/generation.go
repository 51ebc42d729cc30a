package retrieval

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"time"
)

// A generation file is the durable form of the vectors. chromem-go's own
// persistence does not survive a kill while it writes, so the file is ours:
//
//	"WENBAO-INDEX-1\n" | fingerprint 32 bytes | count, dimension uint32 | float32 … | SHA-256 of all before
//
// little endian; written to a temporary file, synced and renamed.
const (
	generationMagic = "WENBAO-INDEX-1\n"
	generationFile  = "index.bin"
	generationHead  = len(generationMagic) + sha256.Size + 8
)

// Fingerprint names what an index was made of.
type Fingerprint [sha256.Size]byte

// String returns the first 12 hexadecimal digits, enough to tell indexes apart.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:])[:12] }

// textVersion changes with the way texts are normalised and cut into words.
const textVersion = 1

// fingerprint hashes the embedder's name and dimension, all ids and texts that
// have vectors, and all other words of the entries.
func fingerprint(e Embedder, ids, texts []string, entries []Entry) Fingerprint {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n", textVersion)
	for _, entry := range entries {
		fmt.Fprintf(h, "%q %q %q %q\n", entry.Title, entry.Aliases, entry.Topics, entry.English)
	}
	fmt.Fprintf(h, "%q %d\n", e.Name(), e.Dimension())
	for i, text := range texts {
		fmt.Fprintf(h, "%q %q\n", ids[i], text)
	}
	var f Fingerprint
	h.Sum(f[:0])
	return f
}

// errStale: the file is whole but was made of other texts or by another embedder.
var errStale = errors.New("made of other texts or by another embedder")

// readGeneration reads the vectors of a folder, and fails if they are not of
// this fingerprint, or damaged, or not there (fs.ErrNotExist).
func readGeneration(dir string, want Fingerprint, count, dimension int) ([][]float32, error) {
	size := generationHead + 4*count*dimension + sha256.Size
	data, err := readAtMost(filepath.Join(dir, generationFile), size+1)
	if err != nil {
		return nil, err
	}
	if len(data) < generationHead || string(data[:len(generationMagic)]) != generationMagic {
		return nil, errors.New("not an index file")
	}
	if !bytes.Equal(data[len(generationMagic):][:len(want)], want[:]) {
		return nil, errStale
	}
	if len(data) != size {
		return nil, fmt.Errorf("%d bytes long instead of %d", len(data), size)
	}
	body, sum := data[:size-sha256.Size], data[size-sha256.Size:]
	if actual := sha256.Sum256(body); !bytes.Equal(actual[:], sum) {
		return nil, errors.New("checksum does not match")
	}
	return decodeVectors(body[generationHead:], count, dimension), nil
}

func readAtMost(name string, limit int) ([]byte, error) {
	file, err := os.Open(name) //nolint:gosec // the operator's own data folder
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, int64(limit)))
}

func decodeVectors(data []byte, count, dimension int) [][]float32 {
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

// writeGeneration replaces the folder's generation file atomically.
func writeGeneration(dir string, f Fingerprint, rows [][]float32, dimension int) error {
	data := make([]byte, 0, generationHead+4*len(rows)*dimension+sha256.Size)
	data = append(data, generationMagic...)
	data = append(data, f[:]...)
	data = binary.LittleEndian.AppendUint32(data, uint32(len(rows))) //nolint:gosec // bounded by memory
	data = binary.LittleEndian.AppendUint32(data, uint32(dimension)) //nolint:gosec // bounded by memory
	for _, row := range rows {
		for _, x := range row {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(x))
		}
	}
	sum := sha256.Sum256(data)
	return writeAtomically(dir, generationFile, append(data, sum[:]...))
}

func writeAtomically(dir, name string, data []byte) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	removeLeftovers(dir, name)
	file, err := os.CreateTemp(dir, name+".*.tmp")
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), filepath.Join(dir, name))
	}
	if err != nil {
		return errors.Join(err, removeIfThere(file.Name()))
	}
	return syncFolder(dir)
}

// leftoverAge is when a temporary file is surely nobody's any more.
const leftoverAge = time.Hour

// removeLeftovers removes the temporary files of writers that were killed.
func removeLeftovers(dir, name string) {
	leftovers, err := filepath.Glob(filepath.Join(dir, name+".*.tmp"))
	if err != nil {
		return
	}
	for _, leftover := range leftovers {
		if info, err := os.Stat(leftover); err == nil && time.Since(info.ModTime()) > leftoverAge {
			_ = os.Remove(leftover)
		}
	}
}

func removeIfThere(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder makes the rename durable. File systems that cannot sync a folder
// say so by an error that changes nothing for us.
func syncFolder(dir string) error {
	folder, err := os.Open(dir) //nolint:gosec // the operator's own data folder
	if err != nil {
		return err
	}
	_ = folder.Sync()
	return folder.Close()
}
