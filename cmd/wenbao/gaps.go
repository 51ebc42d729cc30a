package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"wenbao/bot/page"
	"wenbao/bot/state"
	"wenbao/knowledge/text"
)

type gapsCommand struct {
	CSV       bool   `name:"csv" xor:"form" help:"Print all of it as CSV."`
	HTML      string `name:"html" xor:"form" help:"Write a page of it to this file, - for standard output." placeholder:"FILE"`
	Questions bool   `xor:"form" help:"Print the subjects, and the questions that citizens gave with a vote, as lines of a question file, to be completed."`
	reportLinks
}

// Help is printed by wenbao gaps --help.
func (gapsCommand) Help() string {
	return fmt.Sprintf(`Examples:

    wenbao gaps --data /data
    wenbao gaps --csv > gaps.csv
    wenbao gaps --html gaps.html
    wenbao gaps --html gaps.html --report-url 'https://example.org/report/{id}'
    wenbao gaps --questions >> questions.jsonl    # then ask the subjects as people do, and write the ids of the passages
                                                  # that answer into "gold": left empty, it means that the report does not say it

Tells what citizens asked in vain within %d days: the words of such questions, how many people and how often, what was
lacking and the nearest passage; no word about which fewer than %d people asked, and no person. Then the votes, and the
questions that were given with one.`, int(state.FeedbackFor.Hours()/24), state.GapPeople)
}

// Run prints what was asked in vain.
func (g gapsCommand) Run(ctx context.Context, w wiring) error {
	store, err := w.stateOfServer(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	gaps, others, err := store.Gaps(ctx)
	if err != nil {
		return err
	}
	up, down, opinions, err := store.Opinions(ctx)
	if err != nil {
		return err
	}
	switch {
	case g.HTML != "":
		view := page.Gaps{Subjects: gaps, Others: others, Up: up, Down: down, Opinions: opinions}
		return g.page(w, view)
	case g.Questions:
		return asQuestions(w.console.out, gaps, opinions)
	case g.CSV:
		return asCSV(w.console.out, gaps, others, up, down, opinions)
	}
	return asText(w.console.out, gaps, others, up, down, opinions)
}

// page writes the page of the gaps, with the words of the passages.
func (g gapsCommand) page(w wiring, view page.Gaps) error {
	library, _, err := w.library(w.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	view.Passage = g.passages(library)
	return w.writePage(g.HTML, private, view.Write)
}

func asText(out io.Writer, gaps []state.GapCount, others, up, down int, opinions []state.Opinion) error {
	p := &printer{out: out}
	p.line("asked in vain: %d subjects; %d more, about which fewer than %d people asked", len(gaps), others, state.GapPeople)
	for _, g := range gaps {
		p.line("  %s  %d people, %d times, last %s  %s  %s", oneLine(g.Subject), g.People, g.Asked, g.Last.Format(time.DateOnly), g.Nearest, oneLine(g.Reason))
	}
	p.line("votes: %d up, %d down; %d with their question", up, down, len(opinions))
	for _, o := range opinions {
		p.line("  %s  %s  %s  %s", map[bool]string{true: "up  ", false: "down"}[o.Up], o.At.Format(time.DateOnly), o.Receipt, oneLine(o.Question))
	}
	return p.err
}

// printer writes lines until one fails.
type printer struct {
	out io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format+"\n", args...)
	}
}

// oneLine is a text without line breaks and signs that a terminal obeys.
func oneLine(words string) string { return strings.Join(strings.Fields(text.Printable(words)), " ") }

// asCSV prints a line for each subject, one for the number of those about which too
// few asked, one for each kind of vote, and one for each question given with a vote.
func asCSV(out io.Writer, gaps []state.GapCount, others, up, down int, opinions []state.Opinion) error {
	rows := [][]string{{"what", "words", "people", "asked", "last", "reason", "nearest", "receipt"}}
	for _, g := range gaps {
		rows = append(rows, []string{"subject", cell(g.Subject), strconv.Itoa(g.People), strconv.Itoa(g.Asked), g.Last.Format(time.DateOnly), g.Reason, g.Nearest, ""})
	}
	for i, n := range []int{others, up, down} {
		what := []string{"subjects of fewer", "voted up", "voted down"}[i]
		rows = append(rows, []string{what, "", "", strconv.Itoa(n), "", "", "", ""})
	}
	for _, o := range opinions {
		rows = append(rows, []string{"question " + voted(o), cell(o.Question), "", "", o.At.Format(time.DateOnly), "", "", o.Receipt})
	}
	return csv.NewWriter(out).WriteAll(rows)
}

// cell is a person's words as a cell that no spreadsheet takes for a formula.
func cell(words string) string {
	if strings.ContainsAny(words[:min(1, len(words))], "=+-@\t\r") {
		return "'" + words
	}
	return words
}

func voted(o state.Opinion) string {
	if o.Up {
		return "voted up"
	}
	return "voted down"
}

// askedLine is a line of a question file; whoever completes it writes into gold
// what answers.
type askedLine struct {
	ID       string   `json:"id"`
	Question string   `json:"question"`
	Kind     string   `json:"kind"`
	Gold     []string `json:"gold"`
	Note     string   `json:"note"`
}

func asQuestions(out io.Writer, gaps []state.GapCount, opinions []state.Opinion) error {
	var lines []askedLine
	for _, g := range gaps {
		note := fmt.Sprintf("asked by %d people, %d times; %s; nearest %s", g.People, g.Asked, g.Reason, g.Nearest)
		lines = append(lines, askedLine{"gap-" + g.Subject, g.Subject, "gap", []string{}, note})
	}
	for n, o := range opinions {
		lines = append(lines, askedLine{fmt.Sprintf("asked-%d-%s", n+1, o.Receipt), o.Question, "asked", []string{}, voted(o)})
	}
	for _, line := range lines {
		if err := writeJSON(out, line); err != nil {
			return err
		}
	}
	return nil
}
