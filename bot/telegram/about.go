package telegram

import (
	"context"
	"fmt"
	"strings"
	"time"

	"wenbao/bot/telegram/api"
	"wenbao/bot/telegram/message"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// longestName is how many code points of a person's name are greeted.
const longestName = 40

// start greets, or shows what a deep link points at.
func (s *server) start(ctx context.Context, t talk, m *api.Message, payload string) error {
	if target, ok := s.refs.byPayload(payload); ok && payload != "" {
		return s.show(ctx, t, target)
	}
	if v, ok := s.opened(t, payload); ok && !t.group {
		return s.sayView(ctx, t, v)
	}
	w := t.words
	greeting := message.Block{}
	if m.From != nil && !t.group {
		name := strings.TrimSpace(strings.ReplaceAll(message.Tidy(m.From.FirstName), "\n", " "))
		if name = text.Shorten(name, longestName); name != "" {
			greeting = append(greeting, message.Bold.Of(fmt.Sprintf(w.Hello, name)), message.Plain.Of("\n"))
		}
	}
	greeting = append(greeting, message.Plain.Of(fmt.Sprintf(w.Start, s.Bot.Scope(t.language))))
	buttons := &message.Keyboard{}
	for _, q := range s.Bot.Samples(t.language, 3) {
		buttons.Row(message.Button{Text: q, Data: "q:" + shortName("", q)})
	}
	buttons.Row(message.Button{Text: w.Home, Data: "t"})
	blocks := []message.Block{greeting, {message.Italic.Of(w.Privacy)}}
	if len(buttons.Rows) > 1 {
		blocks = append(blocks, message.Para(w.Samples))
	}
	return s.say(ctx, t, buttons, blocks...)
}

// sample is a question that shows how one asks.
func (s *server) sample(t talk) string {
	if samples := s.Bot.Samples(t.language, 1); len(samples) > 0 {
		return samples[0]
	}
	return t.words.Example
}

// about tells which reports, which index, and how well they were tested.
func (s *server) about(ctx context.Context, t talk) error {
	w := t.words
	var blocks []message.Block
	reports := s.Bot.Library().Reports
	for _, report := range reports[:min(reportsTold, len(reports))] {
		blocks = append(blocks, aboutReport(t, report))
	}
	if left := len(reports) - reportsTold; left > 0 {
		blocks = append(blocks, message.Para(fmt.Sprintf(w.MoreReports, left)))
	}
	facts := strings.Join([]string{fmt.Sprintf(w.Version, s.Version), fmt.Sprintf(w.Fingerprint, s.Bot.Fingerprint()), s.tested(t)}, "\n")
	blocks = append(blocks, message.Para(message.Tidy(facts)))
	if notes := s.Bot.Sources(); notes != "" {
		blocks = append(blocks, message.Para(message.Tidy(fmt.Sprintf(w.Sources, notes))))
	}
	return s.say(ctx, t, nil, blocks...)
}

// tested tells how the last evaluation went, and whether it was of this index.
func (s *server) tested(t talk) string {
	e, w := s.Evaluation, t.words
	if e == nil {
		return w.NeverTested
	}
	line := fmt.Sprintf(w.Evaluated, e.Date.Format(time.DateOnly), e.Questions, 100*e.Right, 100*e.Refusals, 100*e.FalseRefusals)
	switch e.Fingerprint {
	case "":
		return line
	case s.Bot.Fingerprint():
		return line + "\n" + w.SameIndex
	}
	return line + "\n" + fmt.Sprintf(w.OtherIndex, e.Fingerprint)
}

// aboutReport tells what one report is.
func aboutReport(t talk, report *knowledge.Report) message.Block {
	line := fmt.Sprintf(t.words.Report, report.Meta.Title, report.Meta.Place)
	for _, year := range report.Meta.Years {
		line += fmt.Sprintf(" %d", year)
	}
	if report.Meta.Part != "" {
		line += fmt.Sprintf(t.words.Part, report.Meta.Part)
	}
	told := "\n" + fmt.Sprintf(t.words.Items, len(report.Passages))
	for _, c := range report.Meta.Corrections[max(0, len(report.Meta.Corrections)-lastCorrections):] {
		told += "\n" + fmt.Sprintf(t.words.Corrected, c.Date, len(c.Passages), corrected(c.Passages))
	}
	return message.Block{message.Bold.Of(message.Tidy(line)), message.Plain.Of(message.Tidy(told))}
}

const (
	reportsTold     = 10 // by /about
	lastCorrections = 5  // of a report that /about tells
	correctedShown  = 10 // passages that are named of each
)

// corrected names passages, as /toc takes them.
func corrected(ids []string) string {
	if len(ids) > correctedShown {
		return strings.Join(ids[:correctedShown], ", ") + " …"
	}
	return strings.Join(ids, ", ")
}
