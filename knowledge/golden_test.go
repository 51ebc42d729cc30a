package knowledge

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/*.golden")

// TestParseFixtures holds the outline of every fixture against its golden file.
func TestParseFixtures(t *testing.T) {
	for _, file := range fixtures(t) {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			report, err := Parse(strings.TrimSuffix(name, filepath.Ext(name)), read(t, file), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, outline(report, 0))
		})
	}
}

func TestParseShipped(t *testing.T) {
	reports, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, report := range reports {
		golden(t, report.ID, outline(report, 20))
	}
}

// TestGoldenFiles finds outlines whose fixture is gone.
func TestGoldenFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source := strings.TrimSuffix(file, ".golden")
		_, err := os.Stat(source)
		if errors.Is(err, fs.ErrNotExist) {
			_, err = os.Stat(filepath.Join("reports", filepath.Base(source)))
		}
		if err != nil {
			t.Errorf("%s belongs to no report: %v", file, err)
		}
	}
}

// fixtures lists the documents under testdata: a new one is tested by being there.
func fixtures(tb testing.TB) []string {
	tb.Helper()
	var files []string
	for _, pattern := range []string{"testdata/*.txt", "testdata/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			tb.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		tb.Fatal("testdata holds no fixtures")
	}
	return files
}

func read(tb testing.TB, file string) []byte {
	tb.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; write it with: go test ./knowledge -update", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
