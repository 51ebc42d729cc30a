package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"

	"wenbao/bot/eval"
	"wenbao/retrieval"
)

type evalCommand struct {
	JSON      bool     `name:"json" help:"Print one JSON object with the measures and the misses; of conversations, one list of all turns."`
	Misses    bool     `help:"List the questions that went wrong, and why (--no-misses: the measures only)." default:"true" negatable:""`
	Dialogues bool     `xor:"what" help:"The files hold conversations: how every turn of them goes."`
	Passages  string   `xor:"what" help:"Measure the search alone over the passages of this JSON lines file instead of the reports." placeholder:"FILE"`
	Files     []string `arg:"" name:"file" help:"Question files; - is standard input."`
}

// Help is printed by wenbao eval --help.
func (evalCommand) Help() string {
	return `Examples:

    wenbao eval questions.jsonl
    wenbao eval --no-misses questions.jsonl more.jsonl
    wenbao eval --dialogues conversations.jsonl
    wenbao eval --json --passages passages.jsonl questions.jsonl

A question line is {"id":…,"question":…,"kind":…,"gold":[…],"must":[…],"history":[{"q":…}]}: gold are the ids of the
passages that answer (none: the report does not say it), must are strings of a right answer ("a|b" is either). With
--passages, {"id":…,"question":…,"passage_id":…} or "passage_ids" is read too, and a passage line is
{"passage_id":…,"title":…,"text":…}. Measures are per kind, in per cent.

A conversation is {"id":…,"who":…,"turns":[{"q":…,"want":…,"gold":[…],"ok":[…]}]}: a turn wants to be "answered" (by all
of gold, and at most as many others that are not ok), "absent" (the report does not say it), "meta" (a sentence of the bot's own),
"same" (gold once more) or a "list" that holds gold.`
}

// Run asks all questions of all files and prints the measures.
func (e evalCommand) Run(ctx context.Context, w wiring) error {
	if e.Dialogues {
		return e.converse(ctx, w)
	}
	var questions []eval.Question
	for _, name := range e.Files {
		more, err := readLines(w.console.in, name, eval.Read)
		if err != nil {
			return err
		}
		questions = append(questions, more...)
	}
	answerer, err := e.answerer(ctx, w, w.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	report, err := eval.Run(ctx, questions, answerer)
	if err != nil {
		return err
	}
	return e.print(w.console.out, report)
}

// converse holds the conversations of all files and prints how their turns went.
func (e evalCommand) converse(ctx context.Context, w wiring) error {
	var dialogues []eval.Dialogue
	for _, name := range e.Files {
		more, err := readLines(w.console.in, name, eval.ReadDialogues)
		if err != nil {
			return err
		}
		dialogues = append(dialogues, more...)
	}
	b, err := w.open(ctx, w.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	scores, err := eval.Converse(ctx, b, dialogues)
	switch {
	case err != nil:
		return err
	case e.JSON:
		return writeJSON(w.console.out, scores)
	}
	return eval.WriteTurns(w.console.out, scores, e.Misses)
}

// answerer is the bot, or the search alone over foreign passages.
func (e evalCommand) answerer(ctx context.Context, w wiring, log *slog.Logger) (eval.Answerer, error) {
	if e.Passages == "" {
		b, err := w.open(ctx, log)
		if err != nil {
			return nil, err
		}
		return eval.ByBot(b), nil
	}
	passages, err := readLines(w.console.in, e.Passages, eval.ReadPassages)
	if err != nil {
		return nil, err
	}
	entries := eval.Entries(passages)
	embedder, err := newEmbedder()
	if err != nil {
		return nil, err
	}
	index, err := retrieval.Open(ctx, retrieval.Config{Entries: entries, Embedder: embedder, Log: log})
	if err != nil {
		return nil, fmt.Errorf("indexing the passages of %s: %w", e.Passages, err)
	}
	return eval.BySearch(index), nil
}

func (e evalCommand) print(out io.Writer, report eval.Report) error {
	if e.JSON {
		return writeJSON(out, report)
	}
	if err := report.Table(out); err != nil || !e.Misses {
		return err
	}
	return report.List(out)
}

// readLines reads a file of JSON lines; "-" is standard input.
func readLines[T any](in io.Reader, name string, read func(io.Reader) ([]T, error)) ([]T, error) {
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, usage("see wenbao eval --help", "%w", err)
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	items, err := read(in)
	if err != nil {
		return nil, fault("every line is one JSON object; see wenbao eval --help", fmt.Errorf("%s: %w", name, err))
	}
	return items, nil
}
