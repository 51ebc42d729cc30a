package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2/maybe"

	"wenbao/knowledge"
	"wenbao/knowledge/compare"
	"wenbao/knowledge/regular"
	"wenbao/knowledge/source"
	"wenbao/knowledge/source/poppler"
	"wenbao/knowledge/text"
)

type importCommand struct {
	Files []string `arg:"" name:"file" help:"Files to import: .docx, .html, .pdf, .md or .txt."`
	To    string   `name:"to" placeholder:"DIR" help:"Folder of the reports; by default the one of --knowledge, else reports."`
	Yes   bool     `help:"Import in spite of doubts and differences, and in place of a report that is there."`
	Diff  string   `name:"diff" placeholder:"OLD" help:"Show how the file, a corrected text, differs from the report OLD, a folder or file."`

	taken map[string]string // the files of this run, by the id of their report
	old   *knowledge.Report // with which the file is compared
	meta  knowledge.Meta    // what report.json tells of it beside its words
}

// Help is printed by wenbao import --help.
func (importCommand) Help() string {
	return `Examples:

    wenbao import 通州区2024年政府工作报告.docx
    wenbao import --to ./reports --yes *.html
    wenbao import --diff ./reports/tongzhou-2024 corrected.docx

Makes a folder of each file, with its words (report.md) and what was understood of it (report.json), and shows title,
place, years and chapters, to be looked through. Where something may have been misread it says so with the line, writes
nothing and ends with 3; with --yes it writes all the same. PDF files need pdftotext (poppler-utils). What report.json says can be put right by hand, and
wenbao index shows it again.

With --diff nothing is written, but for --yes: it shows which title lines, headings and passages the corrected text adds, takes
away, changes or moves; and the title, place and years that they give where report.json tells none. Every passage that is not
taken away keeps its id. It ends with 3 where there is a difference, with 0 where there is none.`
}

// Run imports the files, one by one; a file that cannot be read stops none of the others.
func (c *importCommand) Run(ctx context.Context, w wiring) error {
	dir, err := c.prepare(ctx, w)
	if err != nil {
		return err
	}
	doubts, failed := 0, []error(nil)
	c.taken = map[string]string{}
	for i, file := range c.Files {
		if pdf := strings.EqualFold(filepath.Ext(file), ".pdf"); pdf || len(c.Files) > 1 { // it may take long
			fmt.Fprintf(w.console.err, "%d of %d: %s\n", i+1, len(c.Files), text.Printable(file))
		}
		n, err := c.one(ctx, w, dir, file)
		doubts += n
		if err != nil {
			failed = append(failed, err)
		}
	}
	switch {
	case len(failed) > 0:
		return fault("the other files are done", errors.Join(failed...))
	case doubts > 0 && !c.Yes && c.old != nil:
		return &failure{fmt.Errorf("%d doubts and differences", doubts), "look at the lines named above; --yes imports the corrected text", exitLines}
	case doubts > 0 && !c.Yes:
		return &failure{fmt.Errorf("%d doubts; the files that have some are not imported", doubts), "look at the lines named above; --yes imports all the same", exitLines}
	}
	return nil
}

// prepare opens the report to compare with, and tells the folder of the reports.
func (c *importCommand) prepare(ctx context.Context, w wiring) (string, error) {
	if c.Diff == "" {
		return cmp.Or(c.To, w.settings.Knowledge, "reports"), nil
	}
	if len(c.Files) != 1 {
		return "", usage("name one file", "--diff compares one file with one report, and %d files are named", len(c.Files))
	}
	var err error
	if c.old, err = openReport(ctx, c.Diff); err != nil {
		return "", fmt.Errorf("opening %s, to compare with: %w", c.Diff, err)
	}
	if c.meta, err = toldOf(c.Diff); err != nil { // people may have put it right
		return "", fmt.Errorf("opening %s, to compare with: %w", c.Diff, err)
	}
	path, err := filepath.Abs(c.Diff) // . has a name
	return cmp.Or(c.To, filepath.Dir(path)), err
}

// one imports a file and returns the number of its doubts.
func (c *importCommand) one(ctx context.Context, w wiring, dir, file string) (int, error) {
	data, err := regular.Read(file, source.MaxSource)
	if err != nil {
		return 0, fmt.Errorf("importing %s: %w", file, err)
	}
	words, err := textOf(ctx, file, data)
	if err != nil {
		return 0, fmt.Errorf("importing %s: %w", file, err)
	}
	id := idOf(file)
	if c.old != nil {
		id = c.old.ID
	}
	if other, twice := c.taken[id]; twice {
		return 0, fmt.Errorf("importing %s: %s has the same id %q; rename one", file, other, id)
	}
	c.taken[id] = file
	if err := free(dir, id); err != nil && (c.old == nil || c.Yes) {
		return 0, fmt.Errorf("importing %s: %w", file, err)
	}
	report, err := c.parse(id, words)
	if err != nil {
		return 0, fmt.Errorf("importing %s: %w", file, err)
	}
	sum := sha256.Sum256(data)
	report.Meta.SHA256 = hex.EncodeToString(sum[:])
	doubts, err := c.review(w, report)
	if err != nil || (doubts > 0 || c.old != nil) && !c.Yes {
		return doubts, err
	}
	if c.old != nil {
		report.Meta.Corrections = corrected(c.old, report)
	}
	folder := filepath.Join(dir, id)
	if err := c.write(folder, words, report.Meta); err != nil {
		return doubts, fmt.Errorf("importing %s: %w", file, err)
	}
	if c.old != nil {
		if err := carry(w.console.out, folder, c.old, compare.Reports(c.old, report)); err != nil {
			return doubts, fmt.Errorf("importing %s: %w", file, err)
		}
	}
	_, err = fmt.Fprintf(w.console.out, "written to %s\n\n", text.Printable(folder))
	return doubts, err
}

// parse reads the words of a file. Those of a corrected text keep the ids that they had.
func (c *importCommand) parse(id string, words []byte) (*knowledge.Report, error) {
	meta := c.meta
	meta.IDs, meta.Retired = nil, nil
	report, err := knowledge.Parse(id, words, meta)
	if err != nil || c.old == nil {
		return report, err
	}
	meta.IDs, meta.Retired = compare.Keep(c.old, report)
	return knowledge.Parse(id, words, meta)
}

// review shows what was understood of a report, and how it differs from the old
// one; it returns how much of it a person should look at.
func (c *importCommand) review(w wiring, report *knowledge.Report) (int, error) {
	doubts := knowledge.Doubts(report)
	look := len(doubts)
	var out bytes.Buffer
	showReview(&out, report, doubts)
	if c.old != nil {
		look += showDifference(&out, compare.Reports(c.old, report))
	}
	_, err := w.console.out.Write(out.Bytes())
	return look, err
}

// free reports whether a folder of reports has room for one with an id: no other
// file or folder there has it, nor a second text of the report itself.
func free(dir, id string) error {
	for _, name := range namesIn(dir) {
		if name != id && idAt(filepath.Join(dir, name)) == id {
			return fmt.Errorf("%s has the same id %q; rename one", filepath.Join(dir, name), id)
		}
	}
	for _, name := range namesIn(filepath.Join(dir, id)) {
		if strings.HasPrefix(name, "report.") && name != "report.md" && name != "report.json" {
			return fmt.Errorf("%s is there already, and a report has one text; take it away first", filepath.Join(dir, id, name))
		}
	}
	return nil
}

// namesIn are the names in a folder; none where it cannot be read, which whoever
// writes into it is told.
func namesIn(dir string) []string {
	entries, _ := os.ReadDir(dir)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// idAt is the id of the report that a file or folder holds: the name of a folder has
// no extension.
func idAt(name string) string {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return knowledge.IDOf(filepath.Base(name))
	}
	return idOf(name)
}

// idOf is the id of the report in a file.
func idOf(file string) string {
	return knowledge.IDOf(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))
}

// textOf is the text of a file.
func textOf(ctx context.Context, file string, data []byte) ([]byte, error) {
	ext := strings.ToLower(filepath.Ext(file))
	if ext == ".pdf" {
		return poppler.Text(ctx, data)
	}
	words, err := source.Text(ext, data)
	return knowledge.Unrolled(words), err
}

// write makes the folder of a report.
func (c *importCommand) write(folder string, words []byte, meta knowledge.Meta) error {
	if _, err := os.Stat(folder); err == nil && !c.Yes {
		return fmt.Errorf("%s is there already; --yes writes over its report.md and report.json, --diff keeps its ids", folder)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // a public document, which another user may serve
		return err
	}
	told, err := json.MarshalIndent(meta, "", "  ")
	if err != nil {
		return err
	}
	if err := maybe.WriteFile(filepath.Join(folder, "report.md"), words, 0o644); err != nil {
		return err
	}
	return maybe.WriteFile(filepath.Join(folder, "report.json"), append(told, '\n'), 0o644)
}

// showReview writes what was understood of a report, to be looked through.
func showReview(out *bytes.Buffer, r *knowledge.Report, doubts []knowledge.Doubt) {
	orUnknown := func(s string) string {
		if s == "" {
			return "?"
		}
		return text.Printable(s)
	}
	years := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(r.Meta.Years)), ", "), "[]")
	fmt.Fprintf(out, "%s\n  title  %s\n  place  %s\n  years  %s\n", r.ID, orUnknown(r.Meta.Title), orUnknown(r.Meta.Place), orUnknown(years))
	for i, h := range r.Headings {
		if h.Level < 1 || h.Level > 2 {
			continue
		}
		told := ""
		if h.Level == 1 {
			told = ", " + periodOf(r, i)
		}
		fmt.Fprintf(out, "  %s%s  (%d passages%s)\n", strings.Repeat("  ", h.Level), text.Printable(h.Text), len(r.Under(i)), told)
	}
	fmt.Fprintf(out, "  %d passages\n", len(r.Passages))
	for _, d := range doubts {
		if d.Line == 0 {
			fmt.Fprintf(out, "  doubt: %s\n", text.Printable(d.Text))
			continue
		}
		fmt.Fprintf(out, "  doubt, line %d: %s\n", d.Line, text.Printable(d.Text))
	}
}

// periodOf is of which time most passages below a heading tell: "review of 2023".
func periodOf(r *knowledge.Report, heading int) string {
	count := map[string]int{}
	most := "no period"
	for _, p := range r.Under(heading) {
		told := r.Period(p)
		name := string(told.Kind)
		switch {
		case name == "":
			continue
		case told.Year > 0:
			name = fmt.Sprintf("%s of %d", name, told.Year)
		}
		if count[name]++; count[name] > count[most] {
			most = name
		}
	}
	return most
}
