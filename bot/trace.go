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
	Question string   // the standalone question that was searched
	Reason   string   // why it was decided so
	Steps    []string // what was understood and decided, in order
}

// traceOf begins a trace: what was understood. What is no question needs none.
func traceOf(q question.Question) Trace {
	switch q.Intent {
	case question.Ask, question.Service, question.Advice:
		t := Trace{Question: q.Text, Steps: []string{fmt.Sprintf(words.Staff().Trace.Understood, understood(q))}}
		if q.Rewritten {
			t.Steps = append([]string{fmt.Sprintf(words.Staff().Trace.Rewritten, q.Text)}, t.Steps...)
		}
		return t
	}
	return Trace{}
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
