package vector

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var (
	rowsA = [][]float32{{1, 0, 0}, {0, 0.6, 0.8}}
	rowsB = [][]float32{{0, 1, 0}, {0, 0, 1}}
	printA,
	printB = Fingerprint{1}, Fingerprint{2}
)

// written writes rowsA into a new folder and returns it and the file.
func written(tb testing.TB) (dir, file string) {
	tb.Helper()
	dir = filepath.Join(tb.TempDir(), "new", "folder")
	if err := Write(dir, printA, rowsA, 3); err != nil {
		tb.Fatal(err)
	}
	return dir, filepath.Join(dir, FileName)
}

func readFile(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func writeFile(tb testing.TB, name string, data []byte) {
	tb.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		tb.Fatal(err)
	}
}

// names lists a folder.
func names(tb testing.TB, dir string) []string {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestFileRoundTrip(t *testing.T) {
	for _, tt := range []struct {
		name      string
		rows      [][]float32
		dimension int
	}{
		{"two rows", rowsA, 3},
		{"no rows", [][]float32{}, 3},
		{"one dimension", [][]float32{{1}, {-1}, {1}}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for range 2 { // the second replaces the first
				if err := Write(dir, printA, tt.rows, tt.dimension); err != nil {
					t.Fatal(err)
				}
			}
			got, err := Read(dir, printA, len(tt.rows), tt.dimension)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.rows, got); diff != "" {
				t.Errorf("rows (-written +read):\n%s", diff)
			}
			if diff := cmp.Diff([]string{FileName}, names(t, dir)); diff != "" {
				t.Errorf("the folder holds (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFileRefused(t *testing.T) {
	_, file := written(t)
	whole := readFile(t, file)
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "not an index file"},
		{"another file", []byte(strings.Repeat("hello ", 40)), "not an index file"},
		{"another format", bytes.Replace(whole, []byte("INDEX-1"), []byte("INDEX-2"), 1), "not an index file"},
		{"another fingerprint", bytes.Replace(whole, printA[:], printB[:], 1), ErrStale.Error()},
		{"one byte too many", append(bytes.Clone(whole), 0), "bytes long instead of"},
		{"huge", append(bytes.Clone(whole), make([]byte, 1<<20)...), "bytes long instead of"},
		{"without its checksum", whole[:len(whole)-32], "bytes long instead of"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, FileName), tt.data)
			if _, err := Read(dir, printA, 2, 3); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestFileMissing(t *testing.T) {
	for name, dir := range map[string]string{"empty folder": t.TempDir(), "no folder": filepath.Join(t.TempDir(), "none")} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read(dir, printA, 2, 3); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("error %v, want %v", err, fs.ErrNotExist)
			}
		})
	}
}

// TestFileDamaged: a file cut anywhere, or with any one byte changed, is refused.
func TestFileDamaged(t *testing.T) {
	dir, file := written(t)
	whole := readFile(t, file)
	refused := func(what string, at int, data []byte) {
		writeFile(t, file, data)
		if _, err := Read(dir, printA, 2, 3); err == nil {
			t.Errorf("a file %s at byte %d was read", what, at)
		}
	}
	for at := range whole {
		refused("cut", at, whole[:at])
		flipped := bytes.Clone(whole)
		flipped[at] ^= 1 << rand.IntN(8)
		refused("with a flipped bit", at, flipped)
	}
	writeFile(t, file, whole)
	if _, err := Read(dir, printA, 2, 3); err != nil {
		t.Errorf("the whole file was refused: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	_, file := written(f)
	whole := readFile(f, file)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte(magic))
	f.Add([]byte{})
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		writeFile(t, filepath.Join(dir, FileName), data)
		rows, err := Read(dir, printA, 2, 3)
		if (err == nil) != bytes.Equal(data, whole) {
			t.Fatalf("%d bytes give the error %v", len(data), err)
		}
		if diff := cmp.Diff(rowsA, rows); err == nil && diff != "" {
			t.Fatalf("rows:\n%s", diff)
		}
	})
}

// TestFileReadWhileWritten: a reader sees one whole file or the other.
func TestFileReadWhileWritten(t *testing.T) {
	dir, _ := written(t)
	var writers sync.WaitGroup
	for range 2 {
		writers.Go(func() {
			for i := range 50 {
				f, rows := printA, rowsA
				if i%2 == 0 {
					f, rows = printB, rowsB
				}
				if err := Write(dir, f, rows, 3); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { writers.Wait(); close(done) }()
	for reads := 0; ; reads++ {
		select {
		case <-done:
			if reads == 0 {
				t.Error("nothing was read meanwhile")
			}
			return
		default:
		}
		rows, err := Read(dir, printA, 2, 3)
		if err != nil && !errors.Is(err, ErrStale) || err == nil && !cmp.Equal(rows, rowsA) {
			t.Fatalf("read %v and the error %v", rows, err)
		}
	}
}

// TestFileLeftovers: what killed writers left goes, and nothing else.
func TestFileLeftovers(t *testing.T) {
	dir, _ := written(t)
	old := time.Now().Add(-2 * leftoverAge)
	for _, name := range []string{".index.bin123", "index.bin.123.tmp", "other.bin", ".index.bin456"} {
		file := filepath.Join(dir, name)
		writeFile(t, file, nil)
		if name == ".index.bin456" {
			continue // somebody may be writing it now
		}
		if err := os.Chtimes(file, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if err := Write(dir, printB, rowsB, 3); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{".index.bin456", FileName, "other.bin"}, names(t, dir)); diff != "" {
		t.Errorf("the folder holds (-want +got):\n%s", diff)
	}
}

// TestFileIsPrivate: nobody but the owner reads the folder or the file.
func TestFileIsPrivate(t *testing.T) {
	dir, file := written(t)
	for name, want := range map[string]fs.FileMode{dir: fs.ModeDir | 0o700, file: 0o600} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != want {
			t.Errorf("%s has the mode %s, want %s", name, info.Mode(), want)
		}
	}
}

// TestFileNotWritten: a failed write says so and leaves no temporary file.
func TestFileNotWritten(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, FileName, "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Write(dir, printA, rowsA, 3); err == nil {
		t.Error("a folder was replaced by the file")
	}
	if diff := cmp.Diff([]string{FileName}, names(t, dir)); diff != "" {
		t.Errorf("the folder holds (-want +got):\n%s", diff)
	}
}

func TestFingerprintString(t *testing.T) {
	if got := printA.String(); got != "010000000000" {
		t.Errorf("%q is not the first 12 digits", got)
	}
}
