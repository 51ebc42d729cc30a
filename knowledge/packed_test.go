package knowledge

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"testing"
)

// TestPacked: what is shipped is the folder reports, file by file.
func TestPacked(t *testing.T) {
	dir := os.DirFS("reports")
	if *update {
		if err := os.WriteFile("reports.zip", packed(t, dir), 0o644); err != nil { //nolint:gosec // everybody may read it
			t.Fatal(err)
		}
		return
	}
	inside, err := zip.NewReader(bytes.NewReader(shipped), int64(len(shipped)))
	if err != nil {
		t.Fatal(err)
	}
	want, got := contents(t, dir), contents(t, inside)
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is shipped and not there any more; go test ./knowledge -run Packed -update packs anew", name)
		}
	}
	for name, data := range want {
		if !bytes.Equal(got[name], data) {
			t.Errorf("%s is not as it is shipped; go test ./knowledge -run Packed -update packs anew", name)
		}
	}
}

// packed packs the files of a folder in their order.
func packed(t *testing.T, dir fs.FS) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		f, err := w.Create(name)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// contents are the files of a folder by name.
func contents(t *testing.T, dir fs.FS) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		files[name] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
