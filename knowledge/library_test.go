package knowledge

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNewLibrary(t *testing.T) {
	first, _, err := Load(folder("a.md", smallReport, "b.md", smallReport))
	if err != nil {
		t.Fatal(err)
	}
	second, _, err := Load(folder("a.md", "新报告\n一、计划\n再修三座桥。\n"))
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

// TestTitlesAlike: of reports with the same title, of several years, each has its year.
func TestTitlesAlike(t *testing.T) {
	reports, _, err := Load(folder(
		"a.md", "云溪县人民政府工作报告\n一、2022年工作回顾\n修桥三座。\n二、2023年工作安排\n修路。\n",
		"b.md", "云溪县人民政府工作报告\n一、2023年工作回顾\n修桥两座。\n二、2024年工作安排\n修路。\n",
		"c.md", "白沙县人民政府工作报告\n一、2023年工作回顾\n修桥一座。\n"))
	if err != nil {
		t.Fatal(err)
	}
	lib := NewLibrary(reports)
	for id, want := range map[string]string{"a/1.1": "云溪县人民政府工作报告（2023年）", "b/1.1": "云溪县人民政府工作报告（2024年）", "c/1.1": "白沙县人民政府工作报告"} {
		if got := lib.Place(id).Report; got != want {
			t.Errorf("%s is cited as %s, want %s", id, got, want)
		}
	}
	if got := NewLibrary(reports[:1]).Place("a/1.1").Report; got != "云溪县人民政府工作报告" {
		t.Errorf("by itself it is cited as %s", got)
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

// TestQuoted: what a text quotes, in its order.
func TestQuoted(t *testing.T) {
	report, err := Parse("r", []byte("# 报告\n\n## 一、交通\n\n修路三条。\n\n修桥两座。\n\n修路三条。\n"), Meta{})
	if err != nil {
		t.Fatal(err)
	}
	lib := NewLibrary([]*Report{report})
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"in the order of the text", "[1] 修桥两座。\n[2] 修路三条。", []string{"r/1.2", "r/1.1", "r/1.3"}},
		{"only a part of one", "修桥两", nil},
		{"nothing", "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lib.Quoted(tt.text)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
