// Package overview answers what is asked of a whole: the report, a chapter, a
// section. It gives complete lists in the order of the report and no sentence
// for people.
package overview

import (
	"context"
	"fmt"
	"sort"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

// clearMargin is the difference of fused scores by which a heading must fit
// better than any passage for the whole section to be meant. A question that is
// worded as one about a topic may be about a part of it from 0.
const clearMargin = 0.15

// headingScore is the fused score from which a heading may be meant at all.
const headingScore = 0.25

// Section is a heading with the passages below it, in order.
type Section struct {
	Report   *knowledge.Report
	Heading  *knowledge.Heading
	Passages []*knowledge.Passage
	Clear    bool // the whole of it is meant, not a part
}

// Find returns the section that a question is about; ok is false when it is
// about a passage. hits are the passages found for the question, best first; search
// is what is searched for it among the headings.
func Find(ctx context.Context, lib *knowledge.Library, headings *retrieval.Index, search retrieval.Query, q question.Question, hits []retrieval.Hit) (s Section, ok bool, err error) {
	if len(hits) == 0 {
		return Section{}, false, nil
	}
	found, err := headings.Find(ctx, search, 1)
	if err != nil {
		return Section{}, false, fmt.Errorf("searching headings: %w", err)
	}
	if len(found) == 0 || found[0].Score < headingScore {
		return Section{}, false, nil
	}
	margin := found[0].Score - hits[0].Score
	if margin < 0 || !q.Topical && margin < clearMargin {
		return Section{}, false, nil
	}
	report, i, ok := lib.Heading(found[0].ID)
	if !ok {
		return Section{}, false, nil
	}
	s = Section{report, &report.Headings[i], report.Under(i), margin >= clearMargin}
	return s, len(s.Passages) > 0, nil
}

// First moves the passages of a section to the front of the hits: in document
// order when the whole section is meant, else by score.
func (s Section) First(hits []retrieval.Hit) []retrieval.Hit {
	order := map[string]int{}
	for i, p := range s.Passages {
		order[p.ID] = i + 1
	}
	moved := append([]retrieval.Hit(nil), hits...)
	sort.SliceStable(moved, func(i, k int) bool {
		a, b := order[moved[i].ID], order[moved[k].ID]
		switch {
		case a == 0 || b == 0:
			return a != 0 && b == 0
		case s.Clear:
			return a < b
		}
		return false
	})
	return moved
}
