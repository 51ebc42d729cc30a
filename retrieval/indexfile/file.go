// Package indexfile keeps what an index is made of in a file that survives a
// kill: parts of bytes under a fingerprint. It does not know what is in them.
package indexfile

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"wenbao/knowledge/regular"
)

// The file:
//
//	"WENBAO-INDEX-2\n" | fingerprint 32 bytes | size of each part uint64 | parts | SHA-256 of all before
//
// little endian, replaced as a whole. It is ours because chromem-go's own
// persistence does not survive a kill while it writes, and because its export
// takes three to four times as long to read (gob).
const (
	magic    = "WENBAO-INDEX-2\n"
	sizeSize = 8
)

// FileName is the name of the file in its folder.
const FileName = "index.bin"

// Fingerprint names what the parts were made of.
type Fingerprint [sha256.Size]byte

// String returns the first 12 hexadecimal digits, enough to tell indexes apart.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:])[:12] }

// ErrStale says that the file has another fingerprint.
var ErrStale = errors.New("made of other texts or by another embedder")

// Read hands the parts of a folder's file, with their sizes in bytes, to as many
// functions, in order. It fails if they are not of this fingerprint (ErrStale), or
// damaged, or not there (fs.ErrNotExist): then nothing counts that the functions
// were given. A size is never more than the file has.
func Read(dir string, want Fingerprint, parts ...func(r io.Reader, size int) error) error {
	file, err := regular.Open(filepath.Join(dir, FileName))
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	hash := sha256.New()
	r := io.TeeReader(bufio.NewReaderSize(file, 1<<16), hash)
	sizes, err := readHead(r, want, len(parts), info.Size())
	if err != nil {
		return err
	}
	for i, part := range parts {
		limited := &io.LimitedReader{R: r, N: int64(sizes[i])}
		if err := part(limited, sizes[i]); err != nil {
			return err
		}
		if limited.N != 0 {
			return fmt.Errorf("%d bytes of part %d were not read", limited.N, i)
		}
	}
	actual, sum := hash.Sum(nil), make([]byte, sha256.Size)
	if _, err := io.ReadFull(r, sum); err != nil {
		return err
	}
	if !bytes.Equal(actual, sum) {
		return errors.New("checksum does not match")
	}
	return nil
}

// readHead returns the sizes of the parts, which make up the size of the file.
func readHead(r io.Reader, want Fingerprint, parts int, size int64) ([]int, error) {
	head := make([]byte, headSize(parts))
	n, err := io.ReadFull(r, head)
	switch {
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF):
		return nil, err
	case n < len(head) || string(head[:len(magic)]) != magic:
		return nil, errors.New("not an index file")
	case !bytes.Equal(head[len(magic):][:len(want)], want[:]):
		return nil, ErrStale
	}
	sizes, left := make([]int, parts), size-int64(len(head)+sha256.Size)
	for i := range sizes {
		part := binary.LittleEndian.Uint64(head[len(magic)+len(want)+sizeSize*i:])
		if left < 0 || part > uint64(left) {
			return nil, fmt.Errorf("%d bytes long, too short for its parts", size)
		}
		sizes[i] = int(part) //nolint:gosec // no larger than the file
		left -= int64(sizes[i])
	}
	if left != 0 {
		return nil, fmt.Errorf("%d bytes long, %d more than its parts", size, left)
	}
	return sizes, nil
}

func headSize(parts int) int { return len(magic) + sha256.Size + sizeSize*parts }

// Part is one part of a file: so many bytes, that it writes itself.
type Part interface {
	Size() int
	io.WriterTo
}

// Write replaces a folder's file, and makes the folder if need be; only the
// owner may read them. A reader finds the old file or the new one as a whole; on
// Windows, which cannot replace a file so, half a one is told by its checksum.
// Where a power cut takes the file back, the index is made again.
func Write(dir string, f Fingerprint, parts ...Part) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	removeLeftovers(dir)
	file, err := replace(filepath.Join(dir, FileName))
	if err != nil {
		return err
	}
	if err := write(file, f, parts); err != nil {
		return errors.Join(err, file.Cleanup())
	}
	return file.CloseAtomicallyReplace()
}

// write writes the parts one after another: none stands in memory twice.
func write(file io.Writer, f Fingerprint, parts []Part) error {
	hash := sha256.New()
	buffered := bufio.NewWriterSize(file, 1<<16)
	w := io.MultiWriter(buffered, hash)
	head := append([]byte(magic), f[:]...)
	for _, part := range parts {
		head = binary.LittleEndian.AppendUint64(head, uint64(part.Size())) //nolint:gosec // not negative
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	for i, part := range parts {
		n, err := part.WriteTo(w)
		if err == nil && n != int64(part.Size()) {
			err = fmt.Errorf("part %d wrote %d bytes instead of %d", i, n, part.Size())
		}
		if err != nil {
			return err
		}
	}
	if _, err := buffered.Write(hash.Sum(nil)); err != nil {
		return err
	}
	return buffered.Flush()
}

// pending is a file that stands in its place when it is closed.
type pending interface {
	io.Writer
	CloseAtomicallyReplace() error
	Cleanup() error
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
