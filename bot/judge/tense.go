package judge

import (
	"slices"
	"strconv"
	"strings"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

// tenseBonus is what a passage of the asked tense gains in fused score.
const tenseBonus = 0.1

// PreferTense ranks passages of the asked tense before those of the other.
// Reports that only look back, or only plan, are left as they are.
func (j *Judge) PreferTense(q question.Question, hits []retrieval.Hit) []retrieval.Hit {
	hits = slices.Clone(hits)
	moved := false
	for i := range hits {
		report, p, ok := j.library.Passage(hits[i].ID)
		if !ok || report.Meta.Covers != "" {
			continue
		}
		if asked := q.TenseIn(report.Meta.Years); asked != question.AnyTense && asked == tenseOf(report, p) {
			hits[i].Score += tenseBonus
			moved = true
		}
	}
	if moved {
		retrieval.SortHits(hits)
	}
	return hits
}

// tenseOf reads a passage's tense from the headings above it: 一、2023年工作回顾.
func tenseOf(report *knowledge.Report, p *knowledge.Passage) question.Tense {
	path := report.Path(p.Heading)
	if len(path) == 0 {
		return question.AnyTense
	}
	switch top := path[0].Text; {
	case evident.Pattern("review-heading").MatchString(top):
		return question.Done
	case evident.Pattern("plan-heading").MatchString(top):
		return question.Planned
	case evident.Pattern("main-work").MatchString(top):
		if years := report.Meta.Years; len(years) == 2 && strings.Contains(top, strconv.Itoa(years[1])) {
			return question.Planned
		}
		return question.Done
	}
	return question.AnyTense
}
