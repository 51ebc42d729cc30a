package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

type indexCommand struct{}

// Help is printed by wenbao index --help.
func (indexCommand) Help() string {
	return `Examples:

    wenbao index
    wenbao index --data ./data --knowledge ./reports

Reads every report, makes the index of the data folder or verifies its checksum and fingerprint, and prints what
the bot answers from. Other commands do the same at their start; this one does nothing else. The exit status is 1 when
something in the folder of reports is not read; the others only warn.`
}

// Run makes or verifies the index and prints what stands in it.
func (indexCommand) Run(ctx context.Context, w wiring) error {
	log := w.logger(slog.LevelInfo)
	library, skipped, err := w.library(log)
	if err != nil {
		return err
	}
	dir := w.dataFolder(ctx, log)
	b, err := w.bot(ctx, library, dir, log)
	if err != nil {
		return err
	}
	passages := 0
	for _, report := range library.Reports {
		passages += len(report.Passages)
		if _, err := fmt.Fprintf(w.console.out, "%s  《%s》  %d headings, %d passages, %d expansions\n", report.ID,
			text.Printable(report.Meta.Title), len(report.Headings), len(report.Passages), len(report.Expansions)); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(w.console.out, "passages     %d\nfingerprint  %s\nfile         %s\n", passages, b.Fingerprint(), indexFile(dir)); err != nil {
		return err
	}
	return w.unread(skipped)
}

// unread is the fault that something in the folder of reports is none.
func (w wiring) unread(skipped []knowledge.Skipped) error {
	if len(skipped) == 0 {
		return nil
	}
	var names []string
	for _, s := range skipped {
		names = append(names, s.Name)
	}
	return fault("make reports of them or take them out of the folder; the reports above are answered from",
		fmt.Errorf("not read in %s: %s", w.settings.Knowledge, strings.Join(names, ", ")))
}

// indexFile names the file of the passages' vectors in a data folder, if there
// are both.
func indexFile(dir string) string {
	if dir == "" {
		return "none, in memory"
	}
	file := filepath.Join(dir, "index", "passages", "index.bin")
	if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
		return "none, in memory"
	}
	return file
}
