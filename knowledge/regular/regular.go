// Package regular reads regular files. What stands under a name that somebody
// else may fill can be a pipe or a device, and to read one may never begin or
// never end.
package regular

import (
	"fmt"
	"io"
	"os"
	"syscall"
)

// Open opens a regular file for reading, also behind a symbolic link. Anything
// else is an error, without waiting; no file is fs.ErrNotExist.
func Open(name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", name)
	}
	return os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0) // should a pipe stand there by now
}

// Read reads a regular file of at most limit bytes.
func Read(name string, limit int64) ([]byte, error) {
	file, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, fmt.Errorf("%s is larger than %d bytes", name, limit)
	}
	return data, err
}
