//go:build unix

package indexfile

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFileIsAPipe: nobody waits for a writer; Write puts the file there.
func TestFileIsAPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, FileName), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := read(dir, printA, len(partsA)); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("error %v", err)
	}
	if err := keep(dir, printA, partsA); err != nil {
		t.Fatal(err)
	}
	if parts, err := read(dir, printA, len(partsA)); err != nil || !cmp.Equal(parts, partsA) {
		t.Errorf("read %v, error %v", parts, err)
	}
}
