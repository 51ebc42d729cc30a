package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"wenbao/bot/eval"
	"wenbao/bot/page"
	"wenbao/retrieval"
)

type evalCommand struct {
	JSON      bool   `name:"json" help:"Print one JSON object with the measures and the misses; of conversations, one list of all turns."`
	HTML      string `name:"html" help:"Write a page of the measures and of each miss to this file, - for standard output." placeholder:"FILE"`
	Save      string `help:"Keep the run in this file, for --against and for the server's /about; it is what --json prints." placeholder:"FILE"`
	Against   string `help:"Compare with the run of this file, and end with 4 when more questions became wrong than may." placeholder:"FILE"`
	Allow     int    `help:"How many questions may have become wrong." default:"0" placeholder:"N"`
	Misses    bool   `help:"List the questions that went wrong, and why (--no-misses: the measures only)." default:"true" negatable:""`
	Dialogues bool   `xor:"what" help:"The files hold conversations: how every turn of them goes."`
	Passages  string `xor:"what" help:"Measure the search alone over the passages of this JSON lines file instead of the reports." placeholder:"FILE"`
	reportLinks
	Files []string `arg:"" name:"file" help:"Question files; - is standard input."`
}

// Help is printed by wenbao eval --help.
func (evalCommand) Help() string {
	return `Examples:

    wenbao eval questions.jsonl
    wenbao eval --no-misses questions.jsonl more.jsonl
    wenbao eval --dialogues conversations.jsonl
    wenbao eval --json --passages passages.jsonl questions.jsonl
    wenbao eval --html run.html --save run.json questions.jsonl
    wenbao eval --knowledge ./new --against run.json --html new.html questions.jsonl && rsync -a new/ reports/

A question line is {"id":…,"question":…,"kind":…,"gold":[…],"must":[…],"history":[{"q":…}]}: gold are the ids of the
passages that answer (none: the report does not say it), must are strings of a right answer ("a|b" is either). With
--passages, {"id":…,"question":…,"passage_id":…} or "passage_ids" is read too, and a passage line is
{"passage_id":…,"title":…,"text":…}. Measures are per kind, in per cent.

A conversation is {"id":…,"who":…,"turns":[{"q":…,"want":…,"gold":[…],"ok":[…]}]}: a turn wants to be "answered" (by all
of gold, and at most as many others that are not ok), "absent" (the report does not say it), "meta" (a sentence of the bot's own),
"same" (gold once more) or a "list" that holds gold.

With --against, what is published can be made to depend on it: the exit status is 0 for go, and 4 for stop, when a question
that was answered rightly in the earlier run is no longer (more than --allow of them), or when the runs have no question in
common. Questions that are new, or no longer asked, stop nothing; they are counted. Listed, too, are the questions, right or wrong,
whose answer is another though the passages that it cited say what they said.`
}

// Run asks all questions of all files, prints the measures, and compares them.
func (e evalCommand) Run(ctx context.Context, w wiring) error {
	if err := e.check(); err != nil {
		return err
	}
	if e.Dialogues {
		return e.converse(ctx, w)
	}
	before, err := e.before()
	if err != nil {
		return err
	}
	var questions []eval.Question
	for _, name := range e.Files {
		more, err := readLines(w.console.in, name, eval.Read)
		if err != nil {
			return err
		}
		questions = append(questions, more...)
	}
	asked, err := e.source(ctx, w, w.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	report, err := eval.Run(ctx, questions, asked.answer)
	if err != nil {
		return err
	}
	report.Made, report.Index = time.Now().Truncate(time.Second), asked.fingerprint
	if before != nil {
		report.Against = eval.Compare(report, *before, asked.quote, e.Against, e.Allow)
	}
	if err := e.write(w, report, asked); err != nil {
		return err
	}
	return verdict(report.Against)
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

// target is what questions are put to.
type target struct {
	answer      eval.Answerer
	fingerprint string
	passage     func(id string) page.Shown
	quote       func(id string) string // what is shown of a passage
}

// source is the bot, or the search alone over foreign passages.
func (e evalCommand) source(ctx context.Context, w wiring, log *slog.Logger) (target, error) {
	if e.Passages == "" {
		b, err := w.open(ctx, log)
		if err != nil {
			return target{}, err
		}
		quote := func(id string) string {
			if _, p, ok := b.Library().Passage(id); ok {
				return p.Quote()
			}
			return ""
		}
		return target{eval.ByBot(b), b.Fingerprint(), e.passages(b.Library()), quote}, nil
	}
	passages, err := readLines(w.console.in, e.Passages, eval.ReadPassages)
	if err != nil {
		return target{}, err
	}
	entries := eval.Entries(passages)
	embedder, err := newEmbedder()
	if err != nil {
		return target{}, err
	}
	index, err := retrieval.Open(ctx, retrieval.Config{Entries: entries, Embedder: embedder, Log: log})
	if err != nil {
		return target{}, fmt.Errorf("indexing the passages of %s: %w", e.Passages, err)
	}
	texts := map[string]string{}
	for _, p := range passages {
		texts[p.ID] = p.Text
	}
	words := func(id string) string { return texts[id] }
	shown := func(id string) page.Shown { return page.Shown{Text: texts[id]} }
	return target{eval.BySearch(index, words), index.Fingerprint.String(), shown, words}, nil
}

// write prints a run and writes its files.
func (e evalCommand) write(w wiring, report eval.Report, asked target) error {
	if e.Save != "" {
		var data bytes.Buffer
		if err := writeJSON(&data, report); err != nil {
			return err
		}
		if err := writeFile(e.Save, data.Bytes(), private); err != nil {
			return err
		}
	}
	if e.HTML != "" {
		view := page.Evaluation{Report: report, Made: report.Made, Fingerprint: report.Index, Passage: asked.passage}
		if err := w.writePage(e.HTML, private, view.Write); err != nil || e.HTML == "-" {
			return err
		}
	}
	return e.print(w.console.out, report)
}

func (e evalCommand) print(out io.Writer, report eval.Report) error {
	if e.JSON {
		return writeJSON(out, report)
	}
	err := report.Table(out)
	if err == nil && e.Misses {
		err = report.List(out)
	}
	if err == nil && report.Against != nil {
		err = report.Against.Write(out)
	}
	return err
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
