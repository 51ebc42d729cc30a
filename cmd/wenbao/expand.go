package main

import (
	"context"
	"log/slog"

	"wenbao/bot/openai"
	"wenbao/knowledge"
)

type expandCommand struct {
	Report string `arg:"" help:"Id of the report."`
}

// Help is printed by wenbao expand --help.
func (expandCommand) Help() string {
	return `Examples:

    wenbao expand --knowledge reports tongzhou-2024 > reports/tongzhou-2024/expansion.draft.jsonl
    WENBAO_MODEL=qwen2.5 OPENAI_BASE_URL=http://127.0.0.1:11434/v1 wenbao expand --knowledge reports tongzhou-2024 > draft.jsonl

Prints one JSON line for every heading and passage, to be filled in: other words by which people look for it. With a
model, the lines are filled by it. Each line is marked "unreviewed":true. Take a line over into expansion.jsonl when a
person has read it and taken the mark away; that file refuses lines without a word in them.`
}

// Run prints the draft of a report's expansion.
func (e expandCommand) Run(ctx context.Context, w wiring) error {
	log := w.logger(slog.LevelWarn)
	library, _, err := w.library(log)
	if err != nil {
		return err
	}
	var report *knowledge.Report
	for _, r := range library.Reports {
		if r.ID == e.Report {
			report = r
		}
	}
	if report == nil {
		return usage("wenbao index lists the reports", "there is no report %q", e.Report)
	}
	model, err := w.model(log)
	if err != nil {
		return err
	}
	return openai.Draft(ctx, report, model,
		func(x knowledge.Expansion) error { return writeJSON(w.console.out, x) },
		func(id string, err error) { log.Warn("a line stays empty", "id", id, "because", err) })
}
