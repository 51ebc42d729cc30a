package judge

import (
	"wenbao/bot/question"
	"wenbao/knowledge/figure"
)

// Correction is a figure that the citizen got wrong, as written.
type Correction struct{ Says, Asked string }

// Correct finds a figure of the question that a passage puts right: the
// question asks whether it is so, the passage has exactly one figure of the
// same unit, and it is another one. nil when there is none.
func Correct(q question.Question, own string) *Correction {
	if !q.Confirm {
		return nil
	}
	for _, f := range q.Figures {
		unit, ok := unitOf(q.Text, f)
		if !ok || f.Han && len(f.Text) < longNumeral {
			continue
		}
		if same := withUnit(own, unit, f.Percent); len(same) == 1 && same[0].Value != f.Value {
			return &Correction{same[0].Text + unit, f.Text + unit}
		}
	}
	return nil
}

// unitOf is what stands behind a figure: nothing behind a per cent sign, else
// a unit that can be compared; ok is false where there is none.
func unitOf(asked string, f figure.Figure) (unit string, ok bool) {
	if f.Percent {
		return "", true
	}
	rest := asked[f.End:]
	rest = rest[len(evident.Pattern("more").FindString(rest)):]
	unit = evident.Pattern("unit").FindString(rest)
	return unit, unit != ""
}

// withUnit returns the figures of a text that stand before a unit.
func withUnit(own, unit string, percent bool) []figure.Figure {
	var found []figure.Figure
	for _, f := range figure.Find(own) {
		if u, ok := unitOf(own, f); ok && u == unit && f.Percent == percent {
			found = append(found, f)
		}
	}
	return found
}
