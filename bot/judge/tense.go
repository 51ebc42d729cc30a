package judge

import (
	"cmp"
	"slices"
	"strings"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/knowledge/indicator"
	"wenbao/knowledge/period"
	"wenbao/retrieval"
)

// tenseBonus is what a passage of the asked tense gains in fused score, and one that
// names the indicator asked for; where nothing is near, no more than a share of the best.
const (
	tenseBonus = 0.1
	tenseShare = 0.3
)

// Prefer ranks, in place, passages that name the indicator asked for before others, those
// that own what goes badly, if that is asked, before all, and those of the asked tense before those of the other. Reports that only look
// back, or only plan, are left as they are in that.
func (j *Judge) Prefer(q question.Question, hits []retrieval.Hit) []retrieval.Hit {
	if len(hits) == 0 {
		return hits
	}
	first := map[string]float64{}
	names := indicator.Names(q.Text)
	bonus, problems, best := min(tenseBonus, tenseShare*hits[0].Score), asksProblems(q) && ofAll(q, j.placeIn(q.Text)), hits[0].Score
	for i := range hits {
		report, p, _ := j.library.Passage(hits[i].ID)
		if len(names) > 0 && holdsAny(p.Text, names) {
			hits[i].Score += tenseBonus
		}
		if problems && owning(j.library, p) > 0 {
			hits[i].Score = best * (1 + owning(j.library, p))
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

// DoneFirst reports whether a question asks for a figure of no time of reports that look
// back and plan: what was done is meant, where it is told.
func (j *Judge) DoneFirst(q question.Question) bool {
	figures := NamesIndicator(q) || q.Asks(question.Count) || q.Asks(question.Items) || q.Asks(question.Money)
	return figures && q.Tense == question.AnyTense && len(q.Years) == 0 && len(q.YearsAgo) == 0 && !q.Past && !q.Asks(question.Plan) &&
		slices.ContainsFunc(j.library.Reports, func(r *knowledge.Report) bool { return r.Meta.Covers == "" })
}

// Tense is of which time a passage tells, in a report that looks back and plans; any in
// others.
func (j *Judge) Tense(id string) question.Tense {
	if report, _, ok := j.library.Passage(id); !ok || report.Meta.Covers != "" {
		return question.AnyTense
	}
	return j.known.tense(id)
}

// Plans reports whether a passage tells what is to come, in a report that also looks back.
func (j *Judge) Plans(id string) bool { return j.Tense(id) == question.Planned }

// tenses are those of the periods that tell of one time.
var tenses = map[period.Kind]question.Tense{period.Review: question.Done, period.Problem: question.Done, period.Plan: question.Planned}
