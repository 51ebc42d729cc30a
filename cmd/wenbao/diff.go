package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/google/renameio/v2/maybe"

	"wenbao/knowledge"
	"wenbao/knowledge/compare"
	"wenbao/knowledge/regular"
	"wenbao/knowledge/source"
	"wenbao/knowledge/text"
)

// openReport reads one report: a folder of one, or a file of any kind that is imported.
func openReport(ctx context.Context, name string) (*knowledge.Report, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		path, err := filepath.Abs(name)
		if err != nil {
			return nil, err
		}
		return knowledge.Open(os.DirFS(filepath.Dir(path)), filepath.Base(path))
	}
	data, err := regular.Read(name, source.MaxSource)
	if err != nil {
		return nil, err
	}
	words, err := textOf(ctx, name, data)
	if err != nil {
		return nil, err
	}
	return knowledge.Parse(idOf(name), words, knowledge.Meta{})
}

// toldOf is what report.json tells of the report in a folder, without what was read
// from its words; zero where there is none, and for a file.
func toldOf(name string) (knowledge.Meta, error) {
	if info, err := os.Stat(name); err != nil || !info.IsDir() {
		return knowledge.Meta{}, err
	}
	data, err := regular.Read(filepath.Join(name, "report.json"), source.MaxSource)
	if errors.Is(err, fs.ErrNotExist) {
		return knowledge.Meta{}, nil
	}
	if err != nil {
		return knowledge.Meta{}, err
	}
	return knowledge.ParseMeta(data)
}

// showDifference writes how a corrected text differs from the old one, and returns how
// much is not as before.
func showDifference(out *bytes.Buffer, d compare.Difference) int {
	differing := 0
	for _, c := range d.Told {
		if c.Kind() != compare.Kept {
			differing++
			showChange(out, "the", c)
		}
	}
	for _, list := range []struct {
		name    string
		changes []compare.Change
	}{{"front line", d.Front}, {"heading", d.Headings}, {"passage", d.Passages}} {
		count := map[compare.Kind]int{}
		for _, c := range list.changes {
			count[c.Kind()]++
			showChange(out, list.name, c)
		}
		differing += len(list.changes) - count[compare.Kept]
		fmt.Fprintf(out, "  %ss: %d as before, %d moved, %d changed, %d added, %d removed\n", list.name, count[compare.Kept],
			count[compare.Moved], count[compare.Changed], count[compare.Added], count[compare.Removed])
	}
	return differing
}

// showChange writes one change: the ids, and the words where they are not the same.
func showChange(out *bytes.Buffer, of string, c compare.Change) {
	words := func(e *compare.Entry) string { return text.Printable(strings.ReplaceAll(e.Text, "\n", " ")) }
	switch c.Kind() {
	case compare.Kept:
	case compare.Added:
		fmt.Fprintf(out, "  added %s %s\n    + %s\n", of, c.New.Under(), words(c.New))
	case compare.Removed:
		fmt.Fprintf(out, "  removed %s %s\n    - %s\n", of, c.Old.Under(), words(c.Old))
	case compare.Moved:
		fmt.Fprintf(out, "  moved %s %s: %s\n", of, c.New.Under(), text.Shorten(words(c.New), movedWords))
	case compare.Changed:
		fmt.Fprintf(out, "  changed %s %s\n    - %s\n    + %s\n", of, c.New.Under(), words(c.Old), words(c.New))
	}
}

// movedWords is how much is shown of words that have only moved, in code points.
const movedWords = 30

// corrected are the corrections of a report with that which its new text makes.
func corrected(old, now *knowledge.Report) []knowledge.Correction {
	ids := compare.Reports(old, now).Corrected()
	if len(ids) == 0 {
		return old.Meta.Corrections
	}
	return append(slices.Clone(old.Meta.Corrections), knowledge.Correction{Date: time.Now().Format(time.DateOnly), Passages: ids})
}

// before is the name that the expansions of the old text get.
const before = "expansion.before.jsonl"

// carry writes the expansions of the old report below the ids of the corrected text
// into its folder, keeps the file as it was beside it, and says what became of them.
func carry(out io.Writer, folder string, old *knowledge.Report, d compare.Difference) error {
	name := filepath.Join(folder, "expansion.jsonl")
	data, err := regular.Read(name, source.MaxSource)
	if errors.Is(err, fs.ErrNotExist) || len(old.Expansions) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	carried := d.Carry(old.Expansions)
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	encoder.SetEscapeHTML(false)
	for _, x := range carried.Expansions {
		if err := encoder.Encode(x); err != nil {
			return err
		}
	}
	if err := maybe.WriteFile(filepath.Join(folder, before), data, 0o644); err != nil {
		return err
	}
	if err := maybe.WriteFile(name, lines.Bytes(), 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "expansion.jsonl follows: %d lines, %d of them to be read again since their passage changed; %d without a passage left: %s\nit is kept as it was in %s\n",
		len(carried.Expansions), carried.Changed, len(carried.Lost), strings.Join(carried.Lost, " "), before)
	return err
}
