package judge

import (
	"strings"

	"wenbao/bot/question"
	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// Correction is a figure that the citizen got wrong, as written.
type Correction struct{ Says, Asked string }

// correct finds a figure of the question that a passage puts right: the
// question asks whether it is so, the passage has exactly one figure of the
// same unit, and it is another one. nil when there is none.
func correct(q question.Question, own string) *Correction {
	if !q.Confirm {
		return nil
	}
	for _, f := range q.Figures {
		unit := text.First(q.Text[f.End:], 1)
		if unit == "" || f.Han && len(f.Text) < longNumeral || evident.Pattern("dates").MatchString(unit) {
			continue
		}
		same := withUnit(own, unit)
		if len(same) == 1 && same[0].Value != f.Value {
			return &Correction{same[0].Text + unit, f.Text + unit}
		}
	}
	return nil
}

// withUnit returns the figures of a text that stand before a unit.
func withUnit(own, unit string) []figure.Figure {
	var found []figure.Figure
	for _, f := range figure.Find(own) {
		rest := own[f.End:]
		if more := evident.Pattern("more").FindString(rest); strings.HasPrefix(rest[len(more):], unit) {
			found = append(found, f)
		}
	}
	return found
}
