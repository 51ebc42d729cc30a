package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"wenbao/bot"
	"wenbao/bot/journal"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

// wiring makes the parts of the program from the settings. It is what every
// command gets.
type wiring struct {
	console  *console
	settings *settings
}

// open makes the bot. It warns once when nothing can be kept.
func (w wiring) open(ctx context.Context, log *slog.Logger) (replayable, error) {
	return w.openIn(ctx, w.dataFolder(log), log)
}

func (w wiring) openIn(ctx context.Context, dir string, log *slog.Logger) (replayable, error) {
	library, err := w.library()
	if err != nil {
		return replayable{}, err
	}
	embedder, err := w.embedder(ctx, dir, log)
	if err != nil {
		return replayable{}, err
	}
	rewriter, err := w.rewriter()
	if err != nil {
		return replayable{}, err
	}
	b, err := bot.New(ctx, bot.Config{
		Library: library, Embedder: embedder, Dir: dir, Hotline: w.settings.Hotline, Log: log,
		Rewriter: rewriter, Patience: w.settings.ModelTimeout,
	})
	r := replayable{Bot: b, log: log}
	if dir != "" && w.settings.Journal {
		r.journal = journal.Open(dir)
	}
	return r, err
}

// replayable is a bot whose answers are kept in the journal, for wenbao explain.
type replayable struct {
	*bot.Bot
	journal *journal.Journal // nil: nothing is kept
	log     *slog.Logger
}

// Ask answers, and notes what was asked. A journal that cannot be written
// costs the replay, not the answer.
func (r replayable) Ask(ctx context.Context, m bot.Message) (bot.Answer, error) {
	answer, err := r.Bot.Ask(ctx, m)
	if err == nil && r.journal != nil {
		if err := r.journal.Record(journal.New(r.Fingerprint(), m, answer)); err != nil {
			r.log.Warn("the answer cannot be replayed later", "error", err)
		}
	}
	return answer, err
}

// newEmbedder opens the model in the program.
func newEmbedder() (retrieval.Embedder, error) {
	return retrieval.NewLocal()
}

// library joins the shipped reports and those of the folder.
func (w wiring) library() (*knowledge.Library, error) {
	var shipped, disk []*knowledge.Report
	var err error
	if w.settings.Builtin {
		if shipped, err = knowledge.Shipped(); err != nil {
			return nil, fmt.Errorf("reading the shipped reports: %w", err)
		}
	}
	if w.settings.Knowledge != "" {
		if disk, err = loadFolder(w.settings.Knowledge); err != nil {
			return nil, err
		}
	}
	library := knowledge.NewLibrary(shipped, disk)
	if len(library.Reports) == 0 {
		return nil, usage("put a report into a folder and name it by --knowledge, or leave --no-builtin (WENBAO_BUILTIN=off) out",
			"there is no report to answer from")
	}
	return library, nil
}

func loadFolder(dir string) ([]*knowledge.Report, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("see --knowledge or WENBAO_KNOWLEDGE", "the folder of reports %s does not exist", dir)
	case err == nil && !info.IsDir():
		return nil, usage("name the folder that holds it", "%s is a file, not a folder of reports", dir)
	}
	reports, err := knowledge.Load(os.DirFS(dir))
	if err != nil {
		return nil, fault("repair this report or take it out of the folder; nothing is answered from a part of the reports",
			fmt.Errorf("reading the reports in %s: %w", dir, err))
	}
	return reports, nil
}

// dataFolder returns the data folder, or "" with a warning when nothing can
// be kept: the program then works in memory.
func (w wiring) dataFolder(log *slog.Logger) string {
	dir := w.settings.Data
	if dir == "" {
		log.Warn("no data folder: the index is made in memory at every start")
		return ""
	}
	if err := tryFolder(dir); err != nil {
		log.Warn("the data folder cannot be used: the index is made in memory at every start", "error", err)
		return ""
	}
	return dir
}

// tryFolder makes a folder and sees whether it can be written to.
func tryFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	probe, err := os.CreateTemp(dir, "probe.*.tmp")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}
