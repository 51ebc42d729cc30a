package knowledge

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const smallReport = "报告\n一、回顾\n建成基站3047个。\n修桥两座。\n"

// folder makes a file system of name and content pairs.
func folder(files ...string) fstest.MapFS {
	dir := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		dir[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return dir
}

func TestLoad(t *testing.T) {
	linked := folder("..data/a/report.md", smallReport)
	linked["a"] = &fstest.MapFile{Data: []byte("..data/a"), Mode: fs.ModeSymlink}
	for _, tt := range []struct {
		name string
		dir  fs.FS
		want []string // ids
	}{
		{"nothing", folder(), nil},
		{"files and folders", folder("b.txt", smallReport, "a/report.md", smallReport, "c/report.txt", smallReport), []string{"a", "b", "c"}},
		{"upper-case ending", folder("a.TXT", smallReport), []string{"a"}},
		{"Chinese name", folder("通州-2023.md", smallReport), []string{"通州-2023"}},
		{"README and hidden files", folder("README.md", "", "readme.txt", "", ".git/config", "", ".a.md", ""), nil},
		{"other files", folder("a.pdf", "", "a.md", smallReport), []string{"a"}},
		{"linked folder", linked, []string{"a"}},
		{"a folder with more", folder("a/report.md", smallReport, "a/report.json", `{"covers":"plan"}`, "a/expansion.jsonl", `{"id":"1.1","topics":["通信"]}`, "a/notes.txt", ""), []string{"a"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			reports, err := Load(tt.dir)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, ids(reports)); diff != "" {
				t.Errorf("ids (-want +got):\n%s", diff)
			}
		})
	}
}

func ids(reports []*Report) []string {
	var ids []string
	for _, report := range reports {
		ids = append(ids, report.ID)
	}
	return ids
}

func TestLoadErrors(t *testing.T) {
	for _, tt := range []struct {
		name string
		dir  fs.FS
		want []string // parts of the message
	}{
		{"file and file of one id", folder("a.md", smallReport, "a.txt", smallReport), []string{"a.md", "a.txt", `"a"`, "rename"}},
		{"folder and file of one id", folder("a/report.md", smallReport, "a.md", smallReport), []string{"a and a.md"}},
		{"two reports in a folder", folder("a/report.md", smallReport, "a/report.txt", smallReport), []string{"a/report.md and a/report.txt"}},
		{"bad id", folder("a b.md", smallReport), []string{"a b.md", "letter"}},
		{"bad first letter", folder("_a/report.md", smallReport), []string{"_a"}},
		{"long id", folder(strings.Repeat("a", 41)+".md", smallReport), []string{"40"}},
		{"no id", folder("-.md", smallReport), []string{"-.md"}},
		{"folder without report", folder("a/notes.txt", smallReport), []string{"a: the folder holds no report.md"}},
		{"folder for a report file", folder("a/report.md/x", smallReport), []string{"a/report.md"}},
		{"empty report", folder("a/report.md", ""), []string{"a/report.md: the file has no text"}},
		{"binary report", folder("a.txt", "\x00"), []string{"a.txt: the file is not UTF-8"}},
		{"long report", folder("a.txt", strings.Repeat("a", MaxSource+1)), []string{"a.txt: the file is larger"}},
		{"one of two is broken", folder("a.md", smallReport, "b.md", ""), []string{"b.md"}},
		{"broken report.json", folder("a/report.json", "{", "a/report.md", smallReport), []string{"a/report.json: "}},
		{"unknown field", folder("a/report.json", `{"titel":"x"}`, "a/report.md", smallReport), []string{"a/report.json: ", "titel"}},
		{"wrong covers", folder("a/report.json", `{"covers":"all"}`, "a/report.md", smallReport), []string{"a/report.json: ", `"all"`, "review"}},
		{"text after report.json", folder("a/report.json", `{} {}`, "a/report.md", smallReport), []string{"a/report.json: ", "more text"}},
		{"bad expansion", folder("a/expansion.jsonl", "\n{", "a/report.md", smallReport), []string{"a/expansion.jsonl: line 2: "}},
		{"long expansion", folder("a/expansion.jsonl", strings.Repeat("\n", MaxSource+1), "a/report.md", smallReport), []string{"a/expansion.jsonl: the file is larger"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			reports, err := Load(tt.dir)
			if err == nil {
				t.Fatalf("Load() = %v, want an error", ids(reports))
			}
			checkMessage(t, err, tt.want)
		})
	}
}

func checkMessage(t *testing.T, err error, want []string) {
	t.Helper()
	for _, part := range want {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not say %q", err, part)
		}
	}
}

func TestLoadMissingFolder(t *testing.T) {
	missing, err := fs.Sub(folder("a.md", smallReport), "nowhere")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Load(missing); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Load() of a missing folder: %v", err)
	}
}

func TestNewLibrary(t *testing.T) {
	first, err := Load(folder("a.md", smallReport, "b.md", smallReport))
	if err != nil {
		t.Fatal(err)
	}
	second, err := Load(folder("a.md", "新报告\n一、计划\n再修三座桥。\n"))
	if err != nil {
		t.Fatal(err)
	}
	lib := NewLibrary(first, second)
	if diff := cmp.Diff([]string{"a", "b"}, ids(lib.Reports)); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
	report, p, ok := lib.Passage("a/1.1")
	if !ok || p.Text != "再修三座桥。" || report.Meta.Title != "新报告" {
		t.Errorf("Passage(a/1.1) = %v, %v, %v; want the later report", report, p, ok)
	}
	if _, _, ok := lib.Passage("a/1.2"); ok {
		t.Error("a passage of the replaced report is still there")
	}
	if got, want := lib.Place("b/1.2").String(), "《报告》一、回顾 › 第2段"; got != want {
		t.Errorf("Place(b/1.2) = %s, want %s", got, want)
	}
}

func TestLibraryUnknown(t *testing.T) {
	lib := NewLibrary()
	if _, _, ok := lib.Passage("a/1"); ok {
		t.Error("an empty library has a passage")
	}
	if _, _, ok := lib.Heading("a/1"); ok {
		t.Error("an empty library has a heading")
	}
	if diff := cmp.Diff(Place{}, lib.Place("a/1")); diff != "" {
		t.Errorf("Place of an unknown id (-want +got):\n%s", diff)
	}
}

// TestShippedLibrary looks every id of the shipped reports up.
func TestShippedLibrary(t *testing.T) {
	reports, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	lib := NewLibrary(reports)
	for _, report := range reports {
		for i := range report.Headings {
			if r, index, ok := lib.Heading(report.Headings[i].ID); !ok || r != report || index != i {
				t.Errorf("Heading(%s) = %v, %d, %v", report.Headings[i].ID, r, index, ok)
			}
		}
		for i := range report.Passages {
			if r, p, ok := lib.Passage(report.Passages[i].ID); !ok || r != report || p != &report.Passages[i] {
				t.Errorf("Passage(%s) = %v, %v, %v", report.Passages[i].ID, r, p, ok)
			}
		}
	}
}
