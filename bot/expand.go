package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"wenbao/knowledge"
	"wenbao/prompts"
)

// expandSchema is the form of an expansion for servers that take a schema.
const expandSchema = `{"type":"object","additionalProperties":false,"required":["aliases","topics","questions","en"],"properties":{
"aliases":{"type":"array","items":{"type":"string"}},"topics":{"type":"array","items":{"type":"string"}},
"questions":{"type":"array","items":{"type":"string"}},"en":{"type":"string"}}}`

// Expand drafts other words for every heading and passage of a report, in
// order: empty without a writer or where it fails, and always marked as
// unreviewed. note is told why a line stays empty. A draft that the report's
// own loader would refuse is not given.
func Expand(ctx context.Context, report *knowledge.Report, w Writer, emit func(knowledge.Expansion) error, note func(id string, err error)) error {
	asked := map[string]bool{}
	for _, t := range expandable(report) {
		e := knowledge.Expansion{ID: t.id}
		if w != nil {
			drafted, err := expandOne(ctx, report, t, w, asked)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case errors.Is(err, ErrBudget):
				return err
			case err != nil:
				note(t.id, err)
			default:
				e = drafted
			}
		}
		e.Unreviewed = true
		if err := emit(filled(e)); err != nil {
			return err
		}
	}
	return nil
}

// filled has lists that are empty, not null: a person is to write into them.
func filled(e knowledge.Expansion) knowledge.Expansion {
	for _, list := range []*[]string{&e.Aliases, &e.Topics, &e.Questions} {
		if *list == nil {
			*list = []string{}
		}
	}
	return e
}

// expandText is a heading or passage to be expanded.
type expandText struct {
	id, text, path string
	heading        bool
}

// expandable lists a report's headings and passages, each heading before what
// stands below it.
func expandable(report *knowledge.Report) []expandText {
	var list []expandText
	at := 0
	add := func(until int) {
		for ; at < len(report.Passages) && report.Passages[at].Heading < until; at++ {
			p := &report.Passages[at]
			list = append(list, expandText{shortID(report, p.ID), p.Text, pathOf(report, p.Heading), false})
		}
	}
	for i, h := range report.Headings {
		add(i)
		if h.Level > 0 {
			list = append(list, expandText{shortID(report, h.ID), h.Text, pathOf(report, h.Parent), true})
		}
	}
	add(len(report.Headings))
	return list
}

func shortID(report *knowledge.Report, id string) string {
	return strings.TrimPrefix(id, report.ID+"/")
}

func pathOf(report *knowledge.Report, heading int) string {
	var parts []string
	for _, h := range report.Path(heading) {
		parts = append(parts, h.Text)
	}
	return strings.Join(parts, " › ")
}

// expandOne asks the writer for one text and keeps what can be loaded.
func expandOne(ctx context.Context, report *knowledge.Report, t expandText, w Writer, asked map[string]bool) (knowledge.Expansion, error) {
	p, err := prompts.Expand(prompts.ExpandData{Heading: t.heading, Path: t.path, Passages: []prompts.Passage{{Number: 1, Text: t.text}}})
	if err != nil {
		return knowledge.Expansion{}, err
	}
	reply, err := w.Write(ctx, Writing{Prompt: p.Text, Tokens: replyTokens, Schema: expandSchema, Name: "expansion"}, nil)
	if errors.Is(err, ErrNoSchema) {
		reply, err = w.Write(ctx, Writing{Prompt: p.Text, Tokens: replyTokens}, nil)
	}
	if err != nil {
		return knowledge.Expansion{}, err
	}
	e, err := parseExpansion(reply)
	if err != nil {
		return knowledge.Expansion{}, err
	}
	e.ID, e.Unreviewed = t.id, true
	e.Questions = unasked(e.Questions, asked)
	return loadable(report, e)
}

// errDraft: the reply has not the form that was asked for.
var errDraft = errors.New("the reply has not the form that was asked for")

// replyTokens is the longest reply of a model.
const replyTokens = 600

func parseExpansion(reply string) (knowledge.Expansion, error) {
	var e struct {
		Aliases   []string `json:"aliases"`
		Topics    []string `json:"topics"`
		Questions []string `json:"questions"`
		English   string   `json:"en"`
	}
	decoder := json.NewDecoder(strings.NewReader(strings.TrimSpace(reply)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&e); err != nil {
		return knowledge.Expansion{}, fmt.Errorf("%w: %w", errDraft, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return knowledge.Expansion{}, errDraft
	}
	return knowledge.Expansion{Aliases: distinct(e.Aliases), Topics: distinct(e.Topics), Questions: distinct(e.Questions), English: strings.TrimSpace(e.English)}, nil
}

// distinct drops empty and repeated entries.
func distinct(list []string) []string {
	seen := map[string]bool{"": true}
	var kept []string
	for _, w := range list {
		if w = strings.Join(strings.Fields(w), " "); !seen[w] {
			seen[w] = true
			kept = append(kept, w)
		}
	}
	return kept
}

// unasked drops questions that another text was given already: they tell
// nothing apart.
func unasked(questions []string, asked map[string]bool) []string {
	var kept []string
	for _, q := range questions {
		if !asked[q] {
			asked[q] = true
			kept = append(kept, q)
		}
	}
	return kept
}

// loadable tries an expansion with the loader; a translation that it refuses
// is left out.
func loadable(report *knowledge.Report, e knowledge.Expansion) (knowledge.Expansion, error) {
	try := func() error {
		line, err := json.Marshal(e)
		if err == nil {
			_, err = knowledge.ParseExpansions(report, bytes.TrimSpace(line))
		}
		return err
	}
	err := try()
	if err != nil && e.English != "" {
		e.English = ""
		err = try()
	}
	return e, err
}
