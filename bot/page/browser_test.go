package page_test

import (
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wenbao/bot/eval"
	"wenbao/bot/page"
	"wenbao/bot/state"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// browsers are names of one that runs without a window.
var browsers = []string{"chromium", "chromium-browser", "google-chrome"}

// TestBrowser lays pages out in a real browser, where one is installed: on a
// phone, on a screen, and with letters twice as large (WCAG 2.1, 1.4.4 and
// 1.4.10), no page is wider than the window.
func TestBrowser(t *testing.T) {
	browser := ""
	for _, name := range browsers {
		if found, err := exec.LookPath(name); err == nil && browser == "" {
			browser = found
		}
	}
	if browser == "" || testing.Short() {
		t.Skip("no browser is installed")
	}
	for name, write := range everyPage(t) {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			for i, width := range layOut(t, browser, b.String()) {
				if width != looks[i].width {
					t.Errorf("in a window of %d, with letters of %s, the page is %d wide", looks[i].width, looks[i].letters, width)
				}
			}
		})
	}
}

// looks are how a page is looked at.
var looks = []struct {
	width   int // pixels
	letters string
}{{320, "100%"}, {390, "100%"}, {390, "200%"}, {1200, "100%"}}

// everyPage is a page of each kind.
func everyPage(t *testing.T) map[string]func(io.Writer) error {
	t.Helper()
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	run, err := eval.Run(t.Context(), questions, answer)
	if err != nil {
		t.Fatal(err)
	}
	before := run
	before.Verdicts = slices.Clone(run.Verdicts)
	before.Verdicts[0].Cited = []eval.Cited{} // its answer moved
	run.Against = eval.Compare(run, before, func(id string) string { return texts[id] }, "before.json", 0)
	words := func(id string) page.Shown { return page.Shown{Text: texts[id]} }
	gaps := page.Gaps{Passage: words, Subjects: []state.GapCount{{Gap: state.Gap{Subject: "学位", Reason: "报告没有写具体的数量", Nearest: "x/1.1"}}},
		Opinions: []state.Opinion{{Receipt: "0123456789", Question: "修好了几座石桥？"}}}
	ask := func(name string) func(io.Writer) error {
		a := askPages(t)[name]
		a.Library = knowledge.NewLibrary(reports)
		return a.Write
	}
	return map[string]func(io.Writer) error{
		"report":     func(w io.Writer) error { return page.Report(w, text.Simplified, reports[0], "/") },
		"evaluation": page.Evaluation{Report: run, Passage: words}.Write,
		"gaps":       gaps.Write,
		"form":       ask("ask.html"),
		"answer":     ask("ask-answered.html"),
		"help":       ask("ask-urgent.html"),
	}
}

var measured = regexp.MustCompile(`<title>([\d ]+)</title>`)

// layOut returns how wide a page becomes in each look. Each is a frame, since the
// window of a browser has a least width.
func layOut(t *testing.T, browser, source string) []int {
	t.Helper()
	dir, err := os.MkdirTemp("", "browser")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	var frames strings.Builder
	for _, look := range looks {
		large := strings.Replace(source, "<html ", `<html style="font-size: `+look.letters+`" `, 1)
		fmt.Fprintf(&frames, `<iframe width="%d" height="800" style="border: 0" srcdoc="%s"></iframe>`, look.width, html.EscapeString(large))
	}
	frames.WriteString(`<script>addEventListener("load", () => {
		document.title = [...document.querySelectorAll("iframe")].map(f => f.contentDocument.documentElement.scrollWidth).join(" ");
	})</script>`)
	file := filepath.Join(dir, "frames.html")
	if err := os.WriteFile(file, []byte("<!doctype html><meta charset=utf-8>"+frames.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+file)
	command.WaitDelay = 10 * time.Second
	dom, err := command.Output()
	if err != nil {
		t.Skipf("the browser does not run here: %v", err)
	}
	m := measured.FindSubmatch(dom)
	if m == nil {
		t.Fatalf("the page was not measured: %q", dom[:min(len(dom), 500)])
	}
	var widths []int
	for field := range strings.FieldsSeq(string(m[1])) {
		n, err := strconv.Atoi(field)
		if err != nil {
			t.Fatal(err)
		}
		widths = append(widths, n)
	}
	if len(widths) != len(looks) {
		t.Fatalf("%d frames were measured", len(widths))
	}
	return widths
}
