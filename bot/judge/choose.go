package judge

import (
	"wenbao/bot/question"
	"wenbao/retrieval"
)

// MaxSeveral is how many passages answer a question about several things at most.
const MaxSeveral = 6

// How near a further passage must come to the chosen one, in fused score, and
// by how much a later passage must be likelier to be put before an earlier one.
const (
	furtherShare = 0.35
	severalShare = 0.6
	closeScore   = 0.93
	severalScore = 0.65
	promoteBy    = 0.15
	promoteScore = 0.9

	promoteUncovered = 0.5 // at least half of the question must be about the later passage, too
)

// choose picks the passages that answer: the likeliest, and those beside it
// that are nearly as likely, or likely at all when several things are asked.
func choose(q question.Question, list []Weighing) []retrieval.Hit {
	best := likeliest(list)
	if best < 0 {
		return nil
	}
	top := list[best].Hit
	chosen := []retrieval.Hit{top}
	for i, w := range list {
		close := w.Answers() && w.Hit.Score >= closeScore*top.Score
		if q.Several || q.Short() {
			close = w.Probability >= furtherShare*w.Threshold && w.Hit.Score >= severalScore*top.Score
		}
		if i != best && close && len(chosen) < MaxSeveral {
			chosen = append(chosen, w.Hit)
		}
	}
	return chosen
}

// likeliest is the index of the passage that answers first of all, -1 for none.
func likeliest(list []Weighing) int {
	best := -1
	for i, w := range list {
		near := i == 0 || w.Hit.Score >= promoteScore*list[0].Hit.Score && w.Features[uncoveredFeature] <= promoteUncovered
		if near && w.Answers() && (best < 0 || w.Probability > list[best].Probability+promoteBy) {
			best = i
		}
	}
	return best
}
