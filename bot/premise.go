package bot

import (
	"strings"

	"wenbao/knowledge/figure"
	"wenbao/retrieval"
)

// contradicts finds a figure of the question that the passage corrects: the
// question asks whether it is so, the passage has exactly one figure of the
// same unit, and it is another one. said and asked are as written.
func (j *judge) contradicts(q question, hit retrieval.Hit) (said, asked string, ok bool) {
	if !q.confirm {
		return "", "", false
	}
	own := j.facts(hit.ID).facts.own
	for _, f := range q.figures {
		unit := firstRunes(q.text[f.End:], 1)
		if unit == "" || f.Han && len(f.Text) < 6 || strings.ContainsAny(unit, "年月日第期号") {
			continue
		}
		same := withUnit(own, unit)
		if len(same) == 1 && same[0].Value != f.Value {
			return same[0].Text + unit, f.Text + unit, true
		}
	}
	return "", "", false
}

// withUnit returns the figures of a text that stand before a unit.
func withUnit(text, unit string) []figure.Figure {
	var found []figure.Figure
	for _, f := range figure.Find(text) {
		rest := strings.TrimPrefix(strings.TrimPrefix(text[f.End:], "余"), "多")
		if strings.HasPrefix(rest, unit) {
			found = append(found, f)
		}
	}
	return found
}
