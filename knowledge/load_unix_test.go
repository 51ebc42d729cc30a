//go:build unix

package knowledge

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLoadPipes: a pipe is never opened, which would wait for a writer.
func TestLoadPipes(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(smallReport), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pipe := func(name string) {
		t.Helper()
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.md")
	write("c/notes.md")
	pipe("b.txt")
	pipe("c/report.md")
	if err := os.Symlink("b.txt", filepath.Join(dir, "d.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.md", filepath.Join(dir, "e.md")); err != nil {
		t.Fatal(err)
	}
	reports, skipped, err := Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "e"}, ids(reports)); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
	want := []Skipped{{"b.txt", notRegular}, {"c", "report.md is not a regular file"}, {"d.md", notRegular}}
	if diff := cmp.Diff(want, skipped); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}

	write("f/report.md")
	pipe("f/report.json")
	if _, _, err := Load(os.DirFS(dir)); err == nil || !strings.Contains(err.Error(), "f/report.json: not a regular file") {
		t.Errorf("Load() with a pipe for report.json: %v", err)
	}
}
