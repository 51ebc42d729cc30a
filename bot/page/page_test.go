package page_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/page"
	"wenbao/bot/page/pagetest"
	"wenbao/knowledge"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares a page with a file, the style sheet left out, and checks it.
func golden(t *testing.T, name, got string) pagetest.Page {
	t.Helper()
	checked := pagetest.Check(t, got)
	before, rest, _ := strings.Cut(got, "<style>")
	_, after, ok := strings.Cut(rest, "</style>")
	if !ok {
		t.Fatal("the page has no style sheet")
	}
	got = before + "<style>…</style>" + after
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
	return checked
}

// hostile is what a page must show as text: markup, characters that turn the
// line around, a byte that is no UTF-8.
const hostile = `<script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;` + "\u202eesrever\u2066\u200b \xff"

// harmless is how it is read.
const harmless = `<script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;esrever ` + "\ufffd"

// river is a small report.
func river(t *testing.T, meta knowledge.Meta) *knowledge.Report {
	t.Helper()
	report, err := knowledge.Parse("river-2024", []byte(dashes), meta)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// TestStylePolicy: the hash is that of the sheet as it stands in a page.
func TestStylePolicy(t *testing.T) {
	if !strings.HasPrefix(page.StylePolicy, "'sha256-") || strings.ContainsAny(page.StylePolicy, " ;,") {
		t.Errorf("%s", page.StylePolicy)
	}
}
