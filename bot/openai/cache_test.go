//go:build unix

package openai

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestCacheIsAPipe: nobody waits for a writer or a reader.
func TestCacheIsAPipe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "vectors.cache")
	if err := syscall.Mkfifo(file, 0o600); err != nil {
		t.Fatal(err)
	}
	c := cache{file, "m"}
	if found := c.load(1); len(found) != 0 {
		t.Errorf("found %v", found)
	}
	c.put([]string{"a"}, [][]float32{{1}})
}

// TestCacheIsBounded: a file without an end is read up to maxCache, and cut to
// what of that is whole.
func TestCacheIsBounded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "vectors.cache")
	c := cache{file, "m"}
	c.put([]string{"a"}, [][]float32{{1}})
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, 64<<30); err != nil { // a hole, which takes no space
		t.Skipf("no sparse files here: %v", err)
	}
	if found := c.load(1); len(found) != 1 || found[c.key("a")][0] != 1 {
		t.Errorf("found %v", found)
	}
	if cut, err := os.Stat(file); err != nil || cut.Size() != info.Size() {
		t.Errorf("the file has %d bytes, error %v, want %d", cut.Size(), err, info.Size())
	}
}
