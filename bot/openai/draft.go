package openai

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"wenbao/knowledge"
	"wenbao/prompts"
)

// draftSchema is the form of an expansion for servers that take a schema.
const draftSchema = `{"type":"object","additionalProperties":false,"required":["aliases","topics","questions","en"],"properties":{
"aliases":{"type":"array","items":{"type":"string"}},"topics":{"type":"array","items":{"type":"string"}},
"questions":{"type":"array","items":{"type":"string"}},"en":{"type":"string"}}}`

// draftTokens is the longest reply to a request for a draft.
const draftTokens = 600

// Draft drafts other words for every heading and passage of a report, in
// order, and always marks them as unreviewed. A line is empty without a model
// (nil) or where the model fails: note is told why. A draft that the report's
// own loader would refuse is not given. A spent budget or a server that is
// left alone ends it.
func Draft(ctx context.Context, report *knowledge.Report, model Completer, emit func(knowledge.Expansion) error, note func(id string, err error)) error {
	d := drafter{model: model, report: report, asked: map[string]bool{}}
	for _, s := range sources(report) {
		e := knowledge.Expansion{}
		if model != nil {
			var err error
			switch e, err = d.draft(ctx, s); {
			case ctx.Err() != nil:
				return ctx.Err()
			case errors.Is(err, ErrBudget), errors.Is(err, ErrResting):
				return err
			case err != nil:
				note(s.id, err)
			}
		}
		e.ID, e.Unreviewed = s.id, true
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

// source is a heading or passage to be expanded.
type source struct {
	id, text, path string
	heading        bool
}

// sources lists a report's headings and passages, each heading before what
// stands below it.
func sources(report *knowledge.Report) []source {
	var list []source
	at := 0
	add := func(until int) {
		for ; at < len(report.Passages) && report.Passages[at].Heading < until; at++ {
			p := &report.Passages[at]
			list = append(list, source{shortID(report, p.ID), p.Text, pathOf(report, p.Heading), false})
		}
	}
	for i, h := range report.Headings {
		add(i)
		if h.Level > 0 {
			list = append(list, source{shortID(report, h.ID), h.Text, pathOf(report, h.Parent), true})
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

// drafter drafts for one report.
type drafter struct {
	model  Completer
	report *knowledge.Report
	asked  map[string]bool // questions that some text was given
}

// draft asks for one text and keeps what can be loaded; nothing with an error.
func (d drafter) draft(ctx context.Context, s source) (knowledge.Expansion, error) {
	p, err := prompts.Expand(prompts.ExpandData{Heading: s.heading, Path: s.path, Passages: []prompts.Passage{{Number: 1, Text: s.text}}})
	if err != nil {
		return knowledge.Expansion{}, err
	}
	reply, err := d.model.Complete(ctx, Request{System: p.System, Prompt: p.User, Tokens: draftTokens, Schema: draftSchema, Name: "expansion"})
	if err != nil {
		return knowledge.Expansion{}, err
	}
	e, err := parseDraft(reply)
	if err != nil {
		return knowledge.Expansion{}, err
	}
	e.ID, e.Questions = s.id, unasked(e.Questions, d.asked)
	return loadable(d.report, e)
}

// errDraft: the reply has not the form that was asked for.
var errDraft = errors.New("the reply has not the form that was asked for")

// parseDraft reads the first JSON object of a reply: models put it into a
// fence, a list or a sentence. Fields that nobody asked for are passed over,
// since only the known ones are kept.
func parseDraft(reply string) (knowledge.Expansion, error) {
	var e struct {
		Aliases   []string `json:"aliases"`
		Topics    []string `json:"topics"`
		Questions []string `json:"questions"`
		English   string   `json:"en"`
	}
	at := strings.IndexByte(reply, '{')
	if at < 0 {
		return knowledge.Expansion{}, errDraft
	}
	if err := json.NewDecoder(strings.NewReader(reply[at:])).Decode(&e); err != nil {
		return knowledge.Expansion{}, fmt.Errorf("%w: %w", errDraft, err)
	}
	return knowledge.Expansion{Aliases: words(e.Aliases), Topics: words(e.Topics), Questions: words(e.Questions), English: strings.TrimSpace(e.English)}, nil
}

// words drops empty and repeated entries.
func words(list []string) []string {
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
	if err != nil {
		return knowledge.Expansion{}, err
	}
	return e, nil
}
