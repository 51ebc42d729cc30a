package retrieval

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/retrieval/indexfile"
)

// open opens an index and returns it with what it logged.
func open(tb testing.TB, c Config) (*Index, []string) {
	tb.Helper()
	var log logLines
	c.Log = log.logger()
	x, err := Open(context.Background(), c)
	if err != nil {
		tb.Fatal(err)
	}
	return x, log.take()
}

var threeEntries = []Entry{
	{ID: "1", Text: "路灯改造14条。", Questions: []string{"路灯修了几条"}},
	{ID: "2", Text: "加装电梯30部。老旧小区改造完工14个。"},
	{ID: "3", Text: "充电桩1.6万个。", Aliases: []string{"充电设施"}},
}

// withText returns the entries with another text of the first one.
func withText(text string) []Entry {
	entries := append([]Entry(nil), threeEntries...)
	entries[0].Text = text
	return entries
}

// TestOpenRebuilds: what does not fit is rebuilt with one line, and fits the next time.
func TestOpenRebuilds(t *testing.T) {
	local := must(NewLocal())
	for _, tt := range []struct {
		name    string
		prepare func(t *testing.T, dir, file string)
		next    Config
		want    string // in the one line, "" for none
	}{
		{"nothing changed", func(*testing.T, string, string) {}, Config{Entries: threeEntries, Embedder: local}, ""},
		{"missing", func(t *testing.T, dir, _ string) { removeAll(t, dir) }, Config{Entries: threeEntries, Embedder: local}, "there is none yet"},
		{"another text", func(*testing.T, string, string) {}, Config{Entries: withText("路灯改造15条。"), Embedder: local}, "made of other texts"},
		{"one entry fewer", func(*testing.T, string, string) {}, Config{Entries: threeEntries[:2], Embedder: local}, "made of other texts"},
		{"another embedder", func(*testing.T, string, string) {}, Config{Entries: threeEntries, Embedder: other{local}}, "by another embedder"},
		{"cut in the head", cutTo(40), Config{Entries: threeEntries, Embedder: local}, "not an index file"},
		{"cut in the vectors", cutTo(500), Config{Entries: threeEntries, Embedder: local}, "bytes long"},
		{"empty", cutTo(0), Config{Entries: threeEntries, Embedder: local}, "not an index file"},
		{"one byte changed", flipAt(700), Config{Entries: threeEntries, Embedder: local}, "checksum"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			open(t, Config{Entries: threeEntries, Embedder: local, Dir: dir})
			tt.prepare(t, dir, filepath.Join(dir, indexfile.FileName))
			tt.next.Dir = dir
			_, lines := open(t, tt.next)
			oneLine(t, lines, tt.want)
			_, lines = open(t, tt.next)
			oneLine(t, lines, "")
			if diff := cmp.Diff([]string{indexfile.FileName}, names(t, dir)); diff != "" {
				t.Errorf("the folder holds (-want +got):\n%s", diff)
			}
		})
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func removeAll(t *testing.T, dir string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
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

func cutTo(size int64) func(*testing.T, string, string) {
	return func(t *testing.T, _, file string) {
		t.Helper()
		if err := os.Truncate(file, size); err != nil {
			t.Fatal(err)
		}
	}
}

func flipAt(at int) func(*testing.T, string, string) {
	return func(t *testing.T, _, file string) {
		t.Helper()
		data := readFile(t, file)
		data[at] ^= 1
		writeFile(t, file, data)
	}
}

// oneLine checks that exactly one line was logged, with these words; none for "".
func oneLine(t *testing.T, lines []string, want string) {
	t.Helper()
	if want == "" && len(lines) > 0 || want != "" && (len(lines) != 1 || !strings.Contains(lines[0], want)) {
		t.Errorf("logged %q, want one line with %q", lines, want)
	}
}

// TestOpenWithoutFolder: the index lives in memory when its file cannot be kept.
func TestOpenWithoutFolder(t *testing.T) {
	for _, tt := range []struct {
		name string
		dir  func(t *testing.T) string
		want []string // what stands in the folder afterwards, if it is one
	}{
		{"a file in place of the folder", func(t *testing.T) string {
			file := filepath.Join(t.TempDir(), "index")
			writeFile(t, file, nil)
			return file
		}, nil},
		{"a file in place of its parent", func(t *testing.T) string {
			file := filepath.Join(t.TempDir(), "data")
			writeFile(t, file, nil)
			return filepath.Join(file, "index")
		}, nil},
		{"a folder in place of the file", func(t *testing.T) string {
			dir := t.TempDir()
			if err := os.MkdirAll(filepath.Join(dir, indexfile.FileName, "x"), 0o700); err != nil {
				t.Fatal(err)
			}
			return dir
		}, []string{indexfile.FileName}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := tt.dir(t)
			x, lines := open(t, Config{Entries: threeEntries, Embedder: must(NewLocal()), Dir: dir})
			if len(lines) != 2 || !strings.Contains(lines[1], "level=WARN") || !strings.Contains(lines[1], "could not be saved") {
				t.Errorf("logged %q, want the building and a warning", lines)
			}
			if hits, err := x.Search(context.Background(), "电梯", 1); err != nil || hits[0].ID != "2" {
				t.Errorf("found %v and the error %v", hits, err)
			}
			if tt.want == nil {
				return
			}
			if diff := cmp.Diff(tt.want, names(t, dir)); diff != "" {
				t.Errorf("the folder holds (-want +got):\n%s", diff)
			}
		})
	}
}

// TestFingerprint: whatever a vector depends on changes it.
func TestFingerprint(t *testing.T) {
	base := fingerprint(table{}, []string{"a", "b"}, []string{"x", "y"}, nil)
	for _, tt := range []struct {
		name  string
		other indexfile.Fingerprint
		same  bool
	}{
		{"the same", fingerprint(table{}, []string{"a", "b"}, []string{"x", "y"}, nil), true},
		{"another embedder", fingerprint(other{table{}}, []string{"a", "b"}, []string{"x", "y"}, nil), false},
		{"another text", fingerprint(table{}, []string{"a", "b"}, []string{"x", "z"}, nil), false},
		{"another id", fingerprint(table{}, []string{"a", "c"}, []string{"x", "y"}, nil), false},
		{"another order", fingerprint(table{}, []string{"b", "a"}, []string{"y", "x"}, nil), false},
		{"shifted boundaries", fingerprint(table{}, []string{"a", "b"}, []string{`x" "y`, ""}, nil), false},
		{"fewer", fingerprint(table{}, []string{"a"}, []string{"x"}, nil), false},
		{"another alias", fingerprint(table{}, []string{"a", "b"}, []string{"x", "y"}, []Entry{{Aliases: []string{"z"}}}), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if (tt.other == base) != tt.same {
				t.Errorf("fingerprints %s and %s", base, tt.other)
			}
		})
	}
}
