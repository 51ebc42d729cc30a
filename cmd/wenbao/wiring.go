package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"wenbao/bot"
	"wenbao/bot/desk"
	"wenbao/bot/limit"
	"wenbao/bot/openai"
	"wenbao/bot/state"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

// wiring makes the parts of the program from the settings. It is what every
// command gets.
type wiring struct {
	console  *console
	settings *settings
	limits   *limit.Limits    // nil: this program counts for itself
	discards *openai.Discards // nil: each bot counts for itself
}

// open makes the bot. It warns once when nothing can be kept.
func (w wiring) open(ctx context.Context, log *slog.Logger) (*bot.Bot, error) {
	return w.openIn(ctx, w.dataFolder(ctx, log), log)
}

func (w wiring) openIn(ctx context.Context, dir string, log *slog.Logger) (*bot.Bot, error) {
	library, _, err := w.library(log)
	if err != nil {
		return nil, err
	}
	return w.bot(ctx, library, dir, log)
}

// bot makes the bot of a library, with its index in a data folder.
func (w wiring) bot(ctx context.Context, library *knowledge.Library, dir string, log *slog.Logger) (*bot.Bot, error) {
	embedder, err := w.embedder(ctx, dir, log)
	if err != nil {
		return nil, err
	}
	rewriter, chooser, err := w.helpers(log)
	if err != nil {
		return nil, err
	}
	return bot.New(ctx, bot.Config{
		Library: library, Embedder: embedder, Dir: dir, Hotline: w.settings.Hotline, Emergency: w.settings.Emergency, Log: log,
		Rewriter: rewriter, Chooser: chooser, Patience: w.settings.ModelTimeout,
	})
}

// desk makes the bot of staff, whose answers have receipts in the data folder,
// for wenbao explain. A folder that cannot keep them costs the replay only.
func (w wiring) desk(ctx context.Context, dir string, log *slog.Logger) (*desk.Desk, error) {
	b, err := w.openIn(ctx, dir, log)
	if err != nil {
		return nil, err
	}
	if dir == "" || !w.settings.Journal {
		return desk.New(b, nil, log), nil
	}
	receipts, err := state.Open(ctx, dir)
	if err != nil {
		log.Warn("answers cannot be replayed later", "error", err)
		return desk.New(b, nil, log), nil
	}
	return desk.New(b, receipts, log), nil
}

// newEmbedder opens the model in the program.
func newEmbedder() (retrieval.Embedder, error) {
	return retrieval.NewLocal()
}

// library joins the shipped reports and those of the folder. What is skipped
// there is named in a warning each, and returned.
func (w wiring) library(log *slog.Logger) (*knowledge.Library, []knowledge.Skipped, error) {
	var shipped, disk []*knowledge.Report
	var skipped []knowledge.Skipped
	var err error
	if w.settings.Builtin {
		if shipped, err = knowledge.Shipped(); err != nil {
			return nil, nil, fmt.Errorf("reading the shipped reports: %w", err)
		}
	}
	if w.settings.Knowledge != "" {
		if disk, skipped, err = loadFolder(w.settings.Knowledge); err != nil {
			return nil, nil, err
		}
	}
	for _, s := range skipped {
		log.Warn("this is not read as a report", "name", s.Name, "because", s.Reason)
	}
	library := knowledge.NewLibrary(shipped, disk)
	if len(library.Reports) == 0 {
		return nil, nil, usage("put a report into a folder and name it by --knowledge, or leave --no-builtin (WENBAO_BUILTIN=off) out",
			"there is no report to answer from")
	}
	return library, skipped, nil
}

func loadFolder(dir string) ([]*knowledge.Report, []knowledge.Skipped, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, usage("see --knowledge or WENBAO_KNOWLEDGE", "the folder of reports %s does not exist", dir)
	case err == nil && !info.IsDir():
		return nil, nil, usage("name the folder that holds it", "%s is a file, not a folder of reports", dir)
	}
	root, err := os.OpenRoot(dir) // links that lead out of the folder are not followed
	if err != nil {
		return nil, nil, fault("give this user the right to read it", err)
	}
	defer func() { _ = root.Close() }()
	reports, skipped, err := knowledge.Load(root.FS())
	if err != nil {
		return nil, nil, fault("repair this report or take it out of the folder; nothing is answered from a part of the reports",
			fmt.Errorf("reading the reports in %s: %w", dir, err))
	}
	return reports, skipped, nil
}
