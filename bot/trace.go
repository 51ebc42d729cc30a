package bot

import (
	"fmt"
	"slices"
	"strings"

	"wenbao/bot/judge"
	"wenbao/bot/question"
	"wenbao/bot/words"
)

// Trace tells staff why the bot answered so.
type Trace struct {
	Question string   // what was searched, without the turns before it
	Reason   string   // why it was decided so
	Steps    []string // what was understood and decided, in order, in plain words
	Weighed  []judge.Weighing
}

// Figures tell what was reckoned of each passage, for who knows how the search works.
func (t Trace) Figures() []string {
	w := words.Staff().Trace
	var lines []string
	for _, x := range t.Weighed {
		if !x.Excluded {
			lines = append(lines, fmt.Sprintf(w.Judged, x.Hit.ID, x.Probability, x.Threshold, signals(x)))
		}
	}
	return lines
}

// traceOf begins a trace: what was understood. What is no question needs none.
func traceOf(q question.Question) Trace {
	if !q.Intent.Searched() {
		return Trace{}
	}
	t := Trace{Question: q.Text}
	if q.Rewritten {
		t.Steps = append(t.Steps, fmt.Sprintf(words.Staff().Trace.Rewritten, q.Text))
	}
	t.Steps = append(t.Steps, fmt.Sprintf(words.Staff().Trace.Understood, understood(q)))
	return t
}

// understood puts into words what a question asks for.
func understood(q question.Question) string {
	w := words.Staff().Trace
	var parts []string
	for _, k := range q.Kinds {
		if part := fmt.Sprintf(w.Asks, words.AnswersIn("").Lacks.Kinds[string(k)]); !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	for _, mark := range []struct {
		set  bool
		name string
	}{{q.Topical, w.Topical}, {q.Several, w.Several}, {q.Confirm, w.Confirm}, {q.Past, w.Past}} {
		if mark.set {
			parts = append(parts, mark.name)
		}
	}
	for _, y := range q.Years {
		parts = append(parts, fmt.Sprintf(w.Year, y))
	}
	if len(parts) == 0 {
		return w.Plain
	}
	return strings.Join(parts, w.Comma)
}

// judged adds how each passage was weighed: those that answer, and those that do not
// by what is against them.
func (t *Trace) judged(weighed []judge.Weighing) {
	t.Weighed = append(t.Weighed, weighed...)
	w := words.Staff().Trace
	var against []string // in the order of the passages
	ids := map[string][]string{}
	for _, x := range weighed {
		what := w.Against[string(x.Objection())]
		if !slices.Contains(against, what) {
			against = append(against, what)
		}
		ids[what] = append(ids[what], x.Hit.ID)
	}
	for _, what := range against {
		t.Steps = append(t.Steps, fmt.Sprintf(what, strings.Join(ids[what], w.Between)))
	}
}

// signals lists what spoke for and against a passage.
func signals(x judge.Weighing) string {
	w := words.Staff().Trace
	var parts []string
	for i, value := range x.Features {
		if value != 0 && i > 0 {
			parts = append(parts, fmt.Sprintf("%s %.2f", w.Signals[judge.FeatureNames[i]], value))
		}
	}
	return strings.Join(parts, w.Comma)
}
