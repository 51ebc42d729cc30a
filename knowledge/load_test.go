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
			reports, _, err := Load(tt.dir)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, ids(reports)); diff != "" {
				t.Errorf("ids (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLoadSkips: what is no report is named, and stops nothing.
func TestLoadSkips(t *testing.T) {
	for _, tt := range []struct {
		name string
		dir  fs.FS
		want []Skipped
	}{
		{"only reports", folder("a.md", smallReport, "b/report.txt", smallReport), nil},
		{"files that nobody writes for the program", folder("a.md", smallReport, "README.pdf", "", ".b.pdf", "", ".c/x", ""), nil},
		{"other documents", folder("a.md", smallReport, "b.doc", "PK", "c.pdf", "", "d.XLSX", "", "e.csv", ""),
			[]Skipped{{"b.doc", notText}, {"c.pdf", notPDF}, {"d.XLSX", notText}, {"e.csv", notText}}},
		{"no ending", folder("a.md", smallReport, "b", smallReport), []Skipped{{"b", notText}}},
		{"an empty folder", fstest.MapFS{"a.md": {Data: []byte(smallReport)}, "b": {Mode: fs.ModeDir}}, []Skipped{{"b", noFiles}}},
		{"a folder without a report", folder("a.md", smallReport, "b/notes.txt", smallReport), []Skipped{{"b", noReport}}},
		{"a folder in place of the report file", folder("a.md", smallReport, "b/report.md/x", smallReport),
			[]Skipped{{"b", "report.md is not a regular file"}}},
		{"a link to nothing", link("b.md"), []Skipped{{"b.md", noTarget}}},
		{"a link to nothing without an ending", link("current"), []Skipped{{"current", noTarget}}},
		{"a folder of the system's", locked{folder("a.md", smallReport, "lost+found/x", ""), "lost+found"}, []Skipped{{"lost+found", noEntry}}},
		{"another document that may not be looked at", locked{folder("a.md", smallReport, "b.pdf", ""), "b.pdf"}, []Skipped{{"b.pdf", notPDF}}},
		{"a device", fstest.MapFS{"a.md": {Data: []byte(smallReport)}, "b.md": {Mode: fs.ModeDevice}}, []Skipped{{"b.md", notRegular}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			reports, skipped, err := Load(tt.dir)
			if err != nil {
				t.Fatal(err)
			}
			if len(reports) == 0 || reports[0].ID != "a" {
				t.Errorf("reports %v, want a among them", ids(reports))
			}
			if diff := cmp.Diff(tt.want, skipped); diff != "" {
				t.Errorf("skipped (-want +got):\n%s", diff)
			}
		})
	}
}

// link is a folder with a report and a link that leads to nothing.
func link(name string) fs.FS {
	dir := folder("a.md", smallReport)
	dir[name] = &fstest.MapFile{Data: []byte("gone"), Mode: fs.ModeSymlink}
	return dir
}

// locked is a folder in which one name may not be looked at, if it is a file,
// or not be entered. (The superuser, as whom tests may run, may do all in a real one.)
type locked struct {
	fstest.MapFS
	name string
}

func (l locked) denied(name string) bool {
	info, err := fs.Stat(l.MapFS, l.name)
	return strings.HasPrefix(name, l.name+"/") || name == l.name && err == nil && !info.IsDir()
}

func (l locked) Stat(name string) (fs.FileInfo, error) {
	if l.denied(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrPermission}
	}
	return fs.Stat(l.MapFS, name)
}

func (l locked) Open(name string) (fs.File, error) {
	if l.denied(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

// TestLoadIDs: a report has the id of its name, or one made from it.
func TestLoadIDs(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"a name that may be one", "tongzhou_2023.1-a.md", "tongzhou_2023.1-a"},
		{"brackets at the end", "2024年政府工作报告（定稿）.txt", "2024年政府工作报告-定稿"},
		{"spaces", "a b  c.md", "a-b-c"},
		{"a folder", "《工作报告》/report.md", "工作报告"},
		{"a bad first letter", "_a.md", "a"},
		{"hyphens beside a bad sign", "a-（b）.md", "a--b"},
		{"nothing that may stand in one", "（）.md", "report-7de967"},
		{"hyphens only", "---.md", "report-cb3f91"},
		{"the longest", strings.Repeat("字", 40) + ".md", strings.Repeat("字", 40)},
		{"too long", strings.Repeat("字", 41) + ".md", strings.Repeat("字", 33) + "-f05018"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			reports, skipped, err := Load(folder(tt.file, smallReport))
			if err != nil || len(skipped) > 0 {
				t.Fatalf("skipped %v, error %v", skipped, err)
			}
			if diff := cmp.Diff([]string{tt.want}, ids(reports)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !validID(reports[0].ID) {
				t.Errorf("the id %q is not valid", reports[0].ID)
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
		{"two names that become one id", folder("a b.md", smallReport, "a（b）.md", smallReport), []string{"a b.md", "a（b）.md", `"a-b"`, "rename"}},
		{"a name that becomes another's", folder("a b.md", smallReport, "a-b/report.md", smallReport), []string{"a b.md and a-b"}},
		{"a name in another encoding", folder("\xb1\xa8.md", smallReport), []string{`"\xb1\xa8.md"`, "not UTF-8", "rename"}},
		{"two reports in a folder", folder("a/report.md", smallReport, "a/report.txt", smallReport), []string{"a/report.md and a/report.txt"}},
		{"empty report", folder("a/report.md", ""), []string{"a/report.md: the file has no text"}},
		{"binary report", folder("a.txt", "\x00"), []string{"a.txt: the file is no text in UTF-8"}},
		{"long report", folder("a.txt", strings.Repeat("a", MaxSource+1)), []string{"a.txt: the file is larger"}},
		{"a report that may not be read", locked{folder("a.md", smallReport, "b.txt", smallReport), "b.txt"}, []string{"b.txt", "permission"}},
		{"one of two is broken", folder("a.md", smallReport, "b.md", ""), []string{"b.md"}},
		{"broken report.json", folder("a/report.json", "{", "a/report.md", smallReport), []string{"a/report.json: line 1: "}},
		{"bad expansion", folder("a/expansion.jsonl", "\n{", "a/report.md", smallReport), []string{"a/expansion.jsonl: line 2: "}},
		{"long expansion", folder("a/expansion.jsonl", strings.Repeat("\n", MaxSource+1), "a/report.md", smallReport), []string{"a/expansion.jsonl: the file is larger"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			reports, _, err := Load(tt.dir)
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

// TestLoadKeptIDs: ids that a correction kept are checked against the text.
func TestLoadKeptIDs(t *testing.T) {
	for _, tt := range []struct{ name, told, want, err string }{
		{"none", `{}`, "1 1.1 1.2", ""},
		{"one is kept", `{"ids":{"1.1":"1.3"},"retired":["1.1"]}`, "1 1.3 1.2", ""},
		{"two take turns", `{"ids":{"1.1":"1.2","1.2":"1.1"}}`, "1 1.2 1.1", ""},
		{"what stands below a heading goes with it", `{"ids":{"1":"4","1.2":"7.0.1"}}`, "4 4.1 7.0.1", ""},
		{"nothing stands there", `{"ids":{"1.3":"1.4","1.9":"1.5"}}`, "", "at 1.3; put"},
		{"twice", `{"ids":{"1.1":"1.2"}}`, "", "1.1 and 1.2 both have the id 1.2"},
		{"a heading's", `{"ids":{"1.1":"1"}}`, "", "1 and 1.1 both have the id 1"},
		{"retired", `{"retired":["1.2"]}`, "", "1.2 has the id 1.2, which is retired"},
		{"no number", `{"ids":{"1.1":"a b"}}`, "", `the id of 1.1 is "a b"`},
		{"empty", `{"ids":{"1.1":""}}`, "", `the id of 1.1 is ""`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			reports, _, err := Load(folder("a/report.md", smallReport, "a/report.json", tt.told))
			if err != nil || tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), "a/report.md: the ids that report.json keeps do not fit the text: ") || !strings.Contains(err.Error(), tt.err) {
					t.Fatalf("error %v, want %q", err, tt.err)
				}
				return
			}
			var got []string
			for _, h := range reports[0].Headings {
				got = append(got, strings.TrimPrefix(h.ID, "a/"))
			}
			for _, p := range reports[0].Passages {
				got = append(got, strings.TrimPrefix(p.ID, "a/"))
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadMissingFolder(t *testing.T) {
	missing, err := fs.Sub(folder("a.md", smallReport), "nowhere")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := Load(missing); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Load() of a missing folder: %v", err)
	}
}
