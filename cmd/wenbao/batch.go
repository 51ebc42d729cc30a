package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"wenbao/bot"
	"wenbao/bot/desk"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// maxLine is the longest input line of a batch in bytes.
const maxLine = 1 << 20

// batch answers JSON lines, one line each, in their order.
type batch struct {
	desk    *desk.Desk
	console *console
}

// questionLine is one line of input.
type questionLine struct {
	ID       json.RawMessage `json:"id"`
	Question *string         `json:"question"`
	History  []earlier       `json:"history"`
}

// earlier is a question of the same conversation and the text that answered it.
type earlier struct {
	Q string `json:"q"`
	A string `json:"a"`
}

// errorLine is written in place of an answer.
type errorLine struct {
	ID    json.RawMessage `json:"id,omitempty"`
	Line  int             `json:"line"`
	Error string          `json:"error"`
}

// run answers until the input ends. Only a fault ends it early.
func (b batch) run(ctx context.Context) error {
	answered, bad := 0, 0
	for line, err := range text.Lines(b.console.in, maxLine) {
		if err != nil && !errors.Is(err, text.ErrTooLong) {
			return fmt.Errorf("reading line %d of standard input: %w", line.Number, err)
		}
		ok, err := b.answer(ctx, line, err)
		if err != nil {
			return err
		}
		if ok {
			answered++
		} else {
			bad++
		}
	}
	return summary(answered, bad)
}

func summary(answered, bad int) error {
	if bad == 0 {
		return nil
	}
	return &failure{fmt.Errorf("%d of %d lines could not be used; each has a line with its error in the output", bad, answered+bad), "", exitLines}
}

// answer writes the line for one line of input; tooLong is set when it was cut.
// It reports whether the line could be used.
func (b batch) answer(ctx context.Context, line text.Line, tooLong error) (bool, error) {
	start := time.Now()
	question, err := parseQuestion(line.Data, tooLong)
	if err != nil {
		return false, writeJSON(b.console.out, errorLine{question.ID, line.Number, err.Error()})
	}
	answer, err := b.ask(ctx, question)
	var broken *crash
	switch {
	case errors.As(err, &broken):
		b.debug(line.Number, broken)
		return false, writeJSON(b.console.out, errorLine{question.ID, line.Number, "internal error: this question could not be answered"})
	case err != nil:
		return false, fmt.Errorf("answering line %d: %w", line.Number, err)
	}
	return true, writeJSON(b.console.out, newAnswerLine(b.desk.Library(), question.ID, answer, time.Since(start)))
}

// ask answers a question. A defect of the program costs its line only.
func (b batch) ask(ctx context.Context, q questionLine) (answer bot.Answer, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = crashed(value)
		}
	}()
	return b.desk.Ask(ctx, q.message(b.desk.Library()))
}

// debug shows where a defect is to those who want to know it.
func (b batch) debug(number int, broken *crash) {
	if b.console.verbose {
		fmt.Fprintf(b.console.err, "wenbao: line %d: %v\n%s", number, broken, broken.stack)
	}
}

// parseQuestion reads one line. With an error, the line still has its id if
// that could be read.
func parseQuestion(line []byte, tooLong error) (questionLine, error) {
	var q questionLine
	if tooLong != nil {
		return questionLine{ID: firstID(line)}, fmt.Errorf("the line is longer than %d bytes", maxLine)
	}
	if err := json.Unmarshal(line, &q); err != nil {
		if len(q.ID) == 0 {
			q.ID = firstID(line)
		}
		return questionLine{ID: q.ID}, explain(err)
	}
	switch {
	case !isID(q.ID):
		return questionLine{}, errors.New(`"id" must be a string or a number`)
	case !utf8.Valid(line):
		return questionLine{ID: q.ID}, errors.New("the line is not valid UTF-8")
	case q.Question == nil:
		return questionLine{ID: q.ID}, errors.New(`"question" is missing`)
	}
	return q, nil
}

// leadingID matches an id that stands first in a line.
var leadingID = regexp.MustCompile(`^\{\s*"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?[0-9]+)\s*[,}]`)

// firstID finds the id of a line that is no JSON, nil if it is not clear.
func firstID(line []byte) json.RawMessage {
	match := leadingID.FindSubmatch(line[:min(len(line), 1000)])
	if match == nil || !json.Valid(match[1]) || !utf8.Valid(match[1]) {
		return nil
	}
	return match[1]
}

func isID(id json.RawMessage) bool {
	return len(id) == 0 || strings.IndexByte(`"-0123456789n`, id[0]) >= 0
}

// explain puts a decoding error into words for people who write no Go.
func explain(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		if kind.Field == "" {
			return fmt.Errorf("the line is a JSON %s, not an object", kind.Value)
		}
		return fmt.Errorf("%q cannot be a JSON %s", kind.Field, kind.Value)
	}
	return fmt.Errorf("the line is not valid JSON: %w", err)
}

func (q questionLine) message(library *knowledge.Library) bot.Message {
	m := bot.Message{Text: *q.Question}
	for _, e := range q.History {
		m.History = append(m.History, bot.Turn{Question: e.Q, Citations: bot.QuotedAsAnswer(library, e.A)})
	}
	return m
}
