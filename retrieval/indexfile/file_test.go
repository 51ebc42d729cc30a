package indexfile

import (
	"bytes"
	"errors"
	"io"
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
	partsA = []string{"vectors of A", "words"}
	partsB = []string{"", "words of B"}
	printA,
	printB = Fingerprint{1}, Fingerprint{2}
)

// said is a part that says how long it is, truly or not.
type said struct {
	text string
	size int
}

func (p said) Size() int { return p.size }

func (p said) WriteTo(w io.Writer) (int64, error) {
	n, err := io.WriteString(w, p.text)
	return int64(n), err
}

// keep writes parts.
func keep(dir string, f Fingerprint, parts []string) error {
	var list []Part
	for _, part := range parts {
		list = append(list, said{part, len(part)})
	}
	return Write(dir, f, list...)
}

// read reads so many parts.
func read(dir string, f Fingerprint, count int) ([]string, error) {
	parts := make([]string, count)
	var list []func(io.Reader, int) error
	for i := range parts {
		list = append(list, func(r io.Reader, size int) error {
			data := make([]byte, size)
			_, err := io.ReadFull(r, data)
			parts[i] = string(data)
			return err
		})
	}
	return parts, Read(dir, f, list...)
}

// written writes partsA into a new folder and returns it and the file.
func written(tb testing.TB) (dir, file string) {
	tb.Helper()
	dir = filepath.Join(tb.TempDir(), "new", "folder")
	if err := keep(dir, printA, partsA); err != nil {
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
		name  string
		parts []string
	}{
		{"two parts", partsA},
		{"an empty part", partsB},
		{"no parts", []string{}},
		{"one large part", []string{strings.Repeat("x", 1<<20)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for range 2 { // the second replaces the first
				if err := keep(dir, printA, tt.parts); err != nil {
					t.Fatal(err)
				}
			}
			got, err := read(dir, printA, len(tt.parts))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.parts, got); diff != "" {
				t.Errorf("parts (-written +read):\n%s", diff)
			}
			if diff := cmp.Diff([]string{FileName}, names(t, dir)); diff != "" {
				t.Errorf("the folder holds (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPartRefused: what a part says against its bytes is the error, and a part
// must read all of them.
func TestPartRefused(t *testing.T) {
	dir, _ := written(t)
	refused := errors.New("not these")
	for name, tt := range map[string]struct {
		part func(io.Reader, int) error
		want string
	}{
		"it says no":       {func(io.Reader, int) error { return refused }, refused.Error()},
		"it reads nothing": {func(io.Reader, int) error { return nil }, "were not read"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := Read(dir, printA, tt.part, tt.part); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
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
		{"another format", bytes.Replace(whole, []byte("INDEX-2"), []byte("INDEX-1"), 1), "not an index file"},
		{"another fingerprint", bytes.Replace(whole, printA[:], printB[:], 1), ErrStale.Error()},
		{"one byte too many", append(bytes.Clone(whole), 0), "1 more than its parts"},
		{"huge", append(bytes.Clone(whole), make([]byte, 1<<20)...), "more than its parts"},
		{"without its checksum", whole[:len(whole)-32], "too short for its parts"},
		{"a part of any size", replaced(whole, len(magic)+len(printA), 0xff), "too short for its parts"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, FileName), tt.data)
			if _, err := read(dir, printA, len(partsA)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// replaced is data with eight bytes of another value.
func replaced(data []byte, at int, value byte) []byte {
	data = bytes.Clone(data)
	for i := range 8 {
		data[at+i] = value
	}
	return data
}

func TestFileMissing(t *testing.T) {
	for name, dir := range map[string]string{"empty folder": t.TempDir(), "no folder": filepath.Join(t.TempDir(), "none")} {
		t.Run(name, func(t *testing.T) {
			if _, err := read(dir, printA, len(partsA)); !errors.Is(err, fs.ErrNotExist) {
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
		if _, err := read(dir, printA, len(partsA)); err == nil {
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
	if _, err := read(dir, printA, len(partsA)); err != nil {
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
		parts, err := read(dir, printA, len(partsA))
		if (err == nil) != bytes.Equal(data, whole) {
			t.Fatalf("%d bytes give the error %v", len(data), err)
		}
		if diff := cmp.Diff(partsA, parts); err == nil && diff != "" {
			t.Fatalf("parts:\n%s", diff)
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
				f, parts := printA, partsA
				if i%2 == 0 {
					f, parts = printB, partsB
				}
				if err := keep(dir, f, parts); err != nil {
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
		parts, err := read(dir, printA, len(partsA))
		if err != nil && !errors.Is(err, ErrStale) || err == nil && !cmp.Equal(parts, partsA) {
			t.Fatalf("read %v and the error %v", parts, err)
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
	if err := keep(dir, printB, partsB); err != nil {
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
	if err := keep(dir, printA, partsA); err == nil {
		t.Error("a folder was replaced by the file")
	}
	if diff := cmp.Diff([]string{FileName}, names(t, dir)); diff != "" {
		t.Errorf("the folder holds (-want +got):\n%s", diff)
	}
}

// TestPartOfAnotherSize: what is not as long as it says leaves the old file.
func TestPartOfAnotherSize(t *testing.T) {
	dir, _ := written(t)
	if err := Write(dir, printA, said{"words", 4}); err == nil || !strings.Contains(err.Error(), "wrote 5 bytes instead of 4") {
		t.Errorf("error %v", err)
	}
	if parts, err := read(dir, printA, len(partsA)); err != nil || !cmp.Equal(parts, partsA) {
		t.Errorf("read %v, error %v", parts, err)
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
