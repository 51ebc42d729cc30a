package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/google/renameio/v2/maybe"

	"wenbao/bot/page"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

type reportCommand struct {
	HTML string `name:"html" help:"File of the page; - is standard output." placeholder:"FILE" default:"-"`
	ID   string `arg:"" optional:"" help:"Id of the report, as wenbao index lists it; not needed where there is one only."`
}

// Help is printed by wenbao report --help.
func (reportCommand) Help() string {
	return `Examples:

    wenbao report --html report.html
    wenbao report tongzhou-2023 > report.html
    wenbao report --knowledge ./reports --html plan.html river-2024

The page is one file that needs nothing else: no script, no picture, no font. Every passage and heading stands at an
anchor of its id, so that report.html#6.3.1 leads to it.`
}

// Run writes the page of a report.
func (r reportCommand) Run(_ context.Context, w wiring) error {
	library, _, err := w.library(w.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	report, err := r.choose(library.Reports)
	if err != nil {
		return err
	}
	return w.writePage(r.HTML, public, func(out io.Writer) error { return page.Report(out, text.Simplified, report, "") })
}

// choose finds the report that is meant.
func (r reportCommand) choose(reports []*knowledge.Report) (*knowledge.Report, error) {
	var ids []string
	for _, report := range reports {
		if report.ID == r.ID || r.ID == "" && len(reports) == 1 {
			return report, nil
		}
		ids = append(ids, report.ID)
	}
	hint := "name one of " + text.Printable(strings.Join(ids, ", "))
	switch nearest := text.Nearest(r.ID, ids); {
	case r.ID == "":
		return nil, usage(hint, "there are %d reports, and none is named", len(reports))
	case nearest != "":
		return nil, usage(hint, "there is no report %q; did you mean %q?", r.ID, nearest)
	}
	return nil, usage(hint, "there is no report %q", r.ID)
}

// reportLinks are the flags of the pages that cite passages of reports.
type reportLinks struct {
	ReportURL string `name:"report-url" help:"Address of the pages of wenbao report, with {id} for the id of the report: the passages of --html link there." placeholder:"URL"`
}

// passages shows passages by id, with or without their report.
func (l reportLinks) passages(library *knowledge.Library) func(id string) page.Shown {
	return func(id string) page.Shown {
		for _, report := range library.Reports {
			for _, whole := range []string{id, report.ID + "/" + id} {
				if of, p, ok := library.Passage(whole); ok {
					return page.Shown{Text: p.Text, Link: l.link(of.ID, whole)}
				}
			}
		}
		return page.Shown{}
	}
}

func (l reportLinks) link(report, passage string) string {
	if l.ReportURL == "" {
		return ""
	}
	return strings.ReplaceAll(l.ReportURL, "{id}", report) + "#" + page.Anchor(passage)
}

// The permissions of a page: what holds words of citizens is its owner's only.
const (
	public  os.FileMode = 0o644
	private os.FileMode = 0o600
)

// writePage writes a page to a file, whole or not at all, or to standard output
// for "-".
func (w wiring) writePage(name string, mode os.FileMode, write func(io.Writer) error) error {
	if name == "-" {
		return write(w.console.out)
	}
	var page strings.Builder
	if err := write(&page); err != nil {
		return err
	}
	return writeFile(name, []byte(page.String()), mode)
}

// writeFile puts a file into place whole, or leaves what is there.
func writeFile(name string, data []byte, mode os.FileMode) error {
	if err := maybe.WriteFile(name, data, mode); err != nil {
		return fault("is there such a folder, may this user write to it, and is there room?", fmt.Errorf("writing %s: %w", name, err))
	}
	return nil
}
