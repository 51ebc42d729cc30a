package judge

import (
	"slices"
	"strings"

	"wenbao/bot/question"
	"wenbao/retrieval"
)

// MaxSeveral is how many passages answer a question about several things at most.
const MaxSeveral = 6

// NearShare is the share of the best score, and where several things are asked
// of the threshold, that makes a further passage worth its place.
const NearShare = 0.6

// Conceivable is how surely the reader must say that a passage answers for it to
// stand beside others where several things are asked.
const Conceivable = 0.2

// closeShare is the share of the best score from which a second passage says
// the same thing.
const closeShare = 0.9

// likely is how surely a further passage must answer who asks for any there is: more so than
// not (any new roads: two roads, and no street lamps).
const likely = 0.5

// choose picks the passages that answer: the first that does, and those beside
// it that are as near, or the first of another report, or near at all when several things are asked,
// or likely when any of a kind is.
func (j *Judge) choose(q question.Question, list []Weighing) []retrieval.Hit {
	first := j.first(list)
	if first < 0 {
		return nil
	}
	top := list[first].Hit
	chosen := []retrieval.Hit{top}
	for i, w := range list {
		further := w.Answers() && (w.Hit.Score >= closeShare*top.Score || elsewhere(chosen, w.Hit))
		if q.Several {
			further = !w.Excluded && w.Hit.Score >= NearShare*top.Score && w.Reading.Probability >= Conceivable
		}
		if q.Any && !q.Several {
			further = further || w.Answers() && w.Probability >= likely
		}
		if i != first && further && len(chosen) < MaxSeveral {
			chosen = append(chosen, w.Hit)
		}
	}
	return chosen
}

// first is the place of the passage that answers first: in the order in which they were
// found, or, of those that nobody wrote questions for, which are found in less good an
// order, one that is much surer, or, of those that speak to a trouble and tell of the same
// time, surer at all; -1 for none.
func (j *Judge) first(list []Weighing) int {
	first := slices.IndexFunc(list, Weighing.Answers)
	if first < 0 || j.passage(list[first].Hit.ID).reviewed() {
		return first
	}
	for i, w := range list {
		margin := muchSurer
		if w.Features[NeedFeature] > 0 && j.known.tense(w.Hit.ID) == j.known.tense(list[first].Hit.ID) {
			margin = 0
		}
		if w.Answers() && w.Probability > list[first].Probability+margin {
			first = i
		}
	}
	return first
}

// muchSurer is by how much a passage must be surer than one found before it to come first.
const muchSurer = 0.25

// elsewhere reports whether a passage is of another report than all of some.
func elsewhere(chosen []retrieval.Hit, hit retrieval.Hit) bool {
	report := func(h retrieval.Hit) string { return h.ID[:max(0, strings.LastIndexByte(h.ID, '/'))] }
	return !slices.ContainsFunc(chosen, func(h retrieval.Hit) bool { return report(h) == report(hit) })
}
