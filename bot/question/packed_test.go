package question

import (
	"archive/zip"
	"bytes"
	"os"
	"testing"
)

// TestPacked: the long lists of the program are the files beside it.
func TestPacked(t *testing.T) {
	names := []string{"alarm.bin", "places.txt", "sounds.txt"}
	if *update {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range names {
			f, err := w.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write(readFile(t, name)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("lists.zip", b.Bytes(), 0o644); err != nil { //nolint:gosec // everybody may read it
			t.Fatal(err)
		}
		return
	}
	for _, name := range names {
		got, err := readPacked(packedFile, name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, readFile(t, name)) {
			t.Errorf("%s is not as it is shipped; go test ./bot/question -run Packed -update packs anew", name)
		}
	}
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
