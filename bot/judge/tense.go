package judge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/knowledge/indicator"
	"wenbao/retrieval"
)

// tenseBonus is what a passage of the asked tense gains in fused score, and one that
// names the indicator asked for; where nothing is near, no more than a share of the best.
const (
	tenseBonus = 0.1
	tenseShare = 0.3
)

// Prefer ranks, in place, passages that name the indicator asked for before others, and
// those of the asked tense before those of the other. Reports that only look
// back, or only plan, are left as they are in that.
func (j *Judge) Prefer(q question.Question, hits []retrieval.Hit) []retrieval.Hit {
	if len(hits) == 0 {
		return hits
	}
	first := map[string]float64{}
	names := indicator.Names(q.Text)
	bonus := min(tenseBonus, tenseShare*hits[0].Score)
	for i := range hits {
		report, p, _ := j.library.Passage(hits[i].ID)
		if len(names) > 0 && holdsAny(p.Text, names) {
			hits[i].Score += tenseBonus
		}
		if report.Meta.Covers != "" {
			continue
		}
		asked, told := q.TenseIn(report.Meta.Years), j.known.tense(p.ID)
		switch {
		case asked != question.AnyTense && asked == told:
			hits[i].Score += bonus
		case asked == question.AnyTense && told == question.Done:
			first[hits[i].ID] = bonus // what was done, before what is planned, where nothing else decides
		}
	}
	slices.SortStableFunc(hits, func(a, b retrieval.Hit) int { return cmp.Compare(b.Score+first[b.ID], a.Score+first[a.ID]) })
	return hits
}

// holdsAny reports whether a text has one of some names, in lower or upper case.
func holdsAny(words string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		return strings.Contains(words, name) || strings.Contains(words, strings.ToUpper(name))
	})
}

// otherTense reports whether a passage tells what was done where plans are asked
// for, or plans where it is asked what was done: another figure, however near.
func (p *passage) otherTense(q question.Question) bool {
	asked := q.TenseIn(p.meta.Years)
	return p.meta.Covers == "" && asked != question.AnyTense && p.tense != question.AnyTense && asked != p.tense
}

// Plans reports whether a passage tells what is to come, in a report that also looks back.
func (j *Judge) Plans(id string) bool {
	report, _, ok := j.library.Passage(id)
	return ok && report.Meta.Covers == "" && j.known.tense(id) == question.Planned
}

// tenseOf reads a passage's tense from what it says of itself and from the
// headings above it: 一、2023年工作回顾.
func tenseOf(report *knowledge.Report, p *knowledge.Passage) question.Tense {
	top := ""
	if path := report.Path(p.Heading); len(path) > 0 {
		top = path[0].Text
	}
	switch {
	case p.Note: // it tells what a word means, wherever it stands
		return question.AnyTense
	case evident.Pattern("plan-sure").MatchString(p.Text):
		return question.Planned
	case evident.Pattern("review-heading").MatchString(top):
		return question.Done
	case evident.Pattern("plan-own").MatchString(p.Text):
		return question.Planned
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
