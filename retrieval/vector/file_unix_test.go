//go:build unix

package vector

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
	if _, err := Read(dir, printA, 2, 3); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("error %v", err)
	}
	if err := Write(dir, printA, rowsA, 3); err != nil {
		t.Fatal(err)
	}
	if rows, err := Read(dir, printA, 2, 3); err != nil || !cmp.Equal(rows, rowsA) {
		t.Errorf("read %v, error %v", rows, err)
	}
}
