package bot

import (
	"context"
	"sort"

	"wenbao/knowledge"
	"wenbao/retrieval"
)

// A question is about a whole section when its heading fits better than any
// passage. The margins are differences of fused scores; a question that is
// worded as one about a topic needs none.
const (
	topicMargin = 0.0  // worded as a topic: 哪些成效
	plainMargin = 0.15 // worded otherwise
	clearMargin = 0.12 // from here the whole section is meant, not a part of it
)

// section is a heading with the passages below it, in order.
type section struct {
	report   *knowledge.Report
	heading  *knowledge.Heading
	passages []*knowledge.Passage
	clear    bool
}

// topic finds the section that a question is about.
func (b *Bot) topic(ctx context.Context, q question, hits []retrieval.Hit) (section, bool, error) {
	if len(hits) == 0 {
		return section{}, false, nil
	}
	headings, err := b.headings.Search(ctx, q.text, 1)
	if err != nil || len(headings) == 0 {
		return section{}, false, err
	}
	margin := headings[0].Score - hits[0].Score
	if q.topical && margin < topicMargin || !q.topical && margin < plainMargin {
		return section{}, false, nil
	}
	report, i, ok := b.library.Heading(headings[0].ID)
	if !ok {
		return section{}, false, nil
	}
	s := section{report: report, heading: &report.Headings[i], passages: report.Under(i), clear: margin >= clearMargin}
	return s, len(s.passages) > 0, nil
}

// first moves the passages of a section to the front of the hits: in document
// order when the whole section is meant, else by score.
func (s section) first(hits []retrieval.Hit) []retrieval.Hit {
	order := map[string]int{}
	for i, p := range s.passages {
		order[p.ID] = i + 1
	}
	moved := append([]retrieval.Hit(nil), hits...)
	sort.SliceStable(moved, func(i, k int) bool {
		a, b := order[moved[i].ID], order[moved[k].ID]
		switch {
		case a == 0 || b == 0:
			return a != 0 && b == 0
		case s.clear:
			return a < b
		}
		return false
	})
	return moved
}
