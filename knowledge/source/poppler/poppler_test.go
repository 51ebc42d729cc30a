package poppler

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge/source"
)

func page(n int) string { return source.PageMark(n) + "\n" }

func TestPaged(t *testing.T) {
	for _, tt := range []struct{ name, text, layout, want string }{
		{"blanks of a justified line", "新 建 学 校 12 所 ， in all\n", "", page(1) + "新建学校12所，in all\n"},
		{"English", "new schools  12\n", "", page(1) + "new schools 12\n"},
		{"running heads and numbers", "某区报告\n总计达\n3\n\f某区报告\n12亿元\n4\n\f某区报告\n甲\n5\n", "", page(1) + "总计达\n" + page(2) + "12亿元\n" + page(3) + "甲\n"},
		{"the number of a paragraph", "16.\n甲\n5\n\f", "", page(1) + "16.\n甲\n"},
		{"a number that stands beside a later line", "左欄\n\n3.\n\n（五）\n\n右欄\n\n上述項目\n已完成。\n", "左欄      右欄\n\n3.   上述項目\n     已完成。\n", page(1) + "左欄\n\n\n（五）\n\n右欄\n\n3.\n上述項目\n已完成。\n"},
		{"the beginning of a figure", "收入增长\n— 3 —\n\f2\n.3%。\n— 4 —\n\f甲\n— 5 —\n", "", page(1) + "收入增长\n" + page(2) + "2\n.3%。\n" + page(3) + "甲\n"},
		{"a figure and a number at the same edge", "甲\n3\n\f增长\n12\n\f乙\n5\n\f丙\n6\n", "", page(1) + "甲\n" + page(2) + "增长\n12\n" + page(3) + "乙\n" + page(4) + "丙\n"},
		{"numbers that begin anew", "甲\n1\n\f乙\n2\n\f丙\n1\n\f丁\n2\n", "", page(1) + "甲\n" + page(2) + "乙\n" + page(3) + "丙\n" + page(4) + "丁\n"},
		{"pages", "甲\n\f乙\n\f", "", page(1) + "甲\n" + page(2) + "乙\n"},
		{"a page without a word", "甲\n\f\f乙\n\f", "", page(1) + "甲\n" + page(2) + "\n" + page(3) + "乙\n"},
		{"the halves of a heading around a number", "增加供水\n\n34.\n\n保障農戶\n\n我們會建水庫。\n", "增加供水        保障農戶\n34.   我們會建水庫。\n", page(1) + "增加供水保障農戶\n\n34.\n\n\n我們會建水庫。\n"},
		{"a heading with a number of its own", "增加供水\n\n1.\n\n保障農戶\n\n我們會建水庫。\n", "增加供水\n1.     保障農戶\n我們會建水庫。\n", page(1) + "增加供水\n\n1.\n\n保障農戶\n\n我們會建水庫。\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := paged(tt.text, tt.layout)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if _, err := paged(" \n\f\n", ""); !errors.Is(err, ErrNoText) {
		t.Errorf("pictures: %v", err)
	}
}

// pdf makes a PDF file of pages of one line each.
func pdf(lines ...string) []byte {
	var b strings.Builder
	var at []int
	object := func(body string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	var kids []string
	for i := range lines {
		kids = append(kids, fmt.Sprintf("%d 0 R", 4+2*i))
	}
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(lines), strings.Join(kids, " ")))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for i, line := range lines {
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>", 5+2*i))
		stream := fmt.Sprintf("BT /F 12 Tf 50 700 Td (%s) Tj ET", line)
		object(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(stream), stream))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return []byte(b.String())
}

func TestText(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if _, err := Text(t.Context(), pdf("a")); !errors.Is(err, ErrMissing) {
			t.Errorf("without the program: %v", err)
		}
		t.Skip("pdftotext is not installed")
	}
	got, err := Text(t.Context(), pdf("12 new schools", "3 new parks"))
	if want := page(1) + "12 new schools\n" + page(2) + "3 new parks\n"; err != nil || string(got) != want {
		t.Errorf("Text() = %q, %v", got, err)
	}
	for name, data := range map[string][]byte{"no PDF": []byte("甲"), "cut off": pdf("a")[:200]} {
		if got, err := Text(t.Context(), data); err == nil {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestComplaints: of what pdftotext complains little is told, and it loses no words
// unnoticed where it ends well without the tables of Chinese fonts.
func TestComplaints(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the program of this test is a script")
	}
	noise := strings.Repeat("echo \"Syntax Error: Unknown font tag 'C0_1'\" >&2\n", 100)
	for _, tt := range []struct {
		name, script string
		want         error
	}{
		{"the tables of Chinese fonts are not installed", noise + "echo \"Syntax Error: Missing language pack for 'Adobe-CNS1' mapping\" >&2\n" + noise + "echo 12 roads", ErrNoFonts},
		{"a font of a picture", noise + "echo 12 roads", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "pdftotext"), []byte("#!/bin/sh\n"+tt.script+"\n"), 0o755); err != nil { //nolint:gosec // a program
				t.Fatal(err)
			}
			t.Setenv("PATH", dir)
			if _, err := Text(t.Context(), pdf("12")); !errors.Is(err, tt.want) {
				t.Errorf("Text() = %v, want %v", err, tt.want)
			}
		})
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "pdftotext"), []byte("#!/bin/sh\n"+noise+"exit 1\n"), 0o755); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	if _, err := Text(t.Context(), pdf("12")); err == nil || len(err.Error()) > 2*longestComplaint {
		t.Errorf("a failure with a hundred lines: %v", err)
	}
}
