package judge

import (
	"slices"

	"wenbao/bot/question"
	"wenbao/knowledge/figure"
)

// Correction is a figure that the citizen got wrong, as written.
type Correction struct{ Says, Asked string }

// Correct finds a figure of the question that a passage puts right, and one that it gives,
// too, with its unit: the question asks whether it is so, and the passage has exactly one figure of
// the same unit. nil and "" where there is none. Where several figures of a question have the unit,
// that which the passage gives is its own, and it puts none of the others right.
func Correct(q question.Question, own string) (wrong *Correction, right string) {
	if !q.Confirm {
		return nil, ""
	}
	for _, f := range q.Figures {
		unit, ok := unitOf(q.Text, f)
		if !ok || f.Han && len(f.Text) < longNumeral {
			continue
		}
		same := withUnit(own, unit, f.Percent)
		if len(same) != 1 {
			continue
		}
		bound := evident.Pattern("bound").FindString(own[:same[0].Start])
		switch {
		case same[0].Value == f.Value && bound == "":
			right = f.Text + unit
		case same[0].Value == f.Value:
		case wrong == nil && !slices.ContainsFunc(withUnit(q.Text, unit, f.Percent), func(said figure.Figure) bool { return said.Value == same[0].Value }):
			wrong = &Correction{bound + same[0].Text + unit, f.Text + unit}
		}
	}
	return wrong, right
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
