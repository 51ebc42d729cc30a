package bot

import (
	"fmt"
	"strings"

	"wenbao/bot/judge"
	"wenbao/bot/question"
	"wenbao/bot/words"
)

// Trace tells staff why the bot answered so.
type Trace struct {
	Question string   // what was searched, without the turns before it
	Reason   string   // why it was decided so
	Steps    []string // what was understood and decided, in order
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
		parts = append(parts, fmt.Sprintf(w.Asks, words.AnswersIn("").Lacks.Kinds[string(k)]))
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

// judged adds how each passage was weighed.
func (t *Trace) judged(weighed []judge.Weighing) {
	w := words.Staff().Trace
	for _, x := range weighed {
		if x.Excluded {
			t.Steps = append(t.Steps, fmt.Sprintf(w.Excluded, x.Hit.ID))
			continue
		}
		t.Steps = append(t.Steps, fmt.Sprintf(w.Judged, x.Hit.ID, x.Probability, x.Threshold, signals(x)))
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
