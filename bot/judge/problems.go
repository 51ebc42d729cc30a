package judge

import (
	"strconv"
	"strings"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

// asksProblems reports whether a question asks what goes badly: 存在哪些问题.
func asksProblems(q question.Question) bool {
	return evident.Pattern("asks-problems").MatchString(q.Text)
}

// NamesSubject reports whether a question is about something for all that its words are
// general: an indicator, or what a report owns to go badly.
func NamesSubject(q question.Question) bool { return NamesIndicator(q) || asksProblems(q) }

// owns reports whether a question asks what goes badly, of the place as a whole, and the
// passage is the paragraph of the report that owns it.
func (p *passage) owns(q question.Question) bool {
	return p.own > 0 && asksProblems(q) && ofAll(q, p.place.OwnIn(q.Text))
}

// Owns reports whether a question asks what goes badly in all, and a passage owns that.
func (j *Judge) Owns(q question.Question, hit retrieval.Hit) bool { return j.passage(hit.ID).owns(q) }

// ofAll reports whether a question for problems names nothing but a place: no field, as
// 教育存在哪些问题 does.
func ofAll(q question.Question, place string) bool {
	rest := evident.Pattern("asks-problems").ReplaceAllString(strings.Replace(q.Text, place, "", 1), "")
	return evident.Pattern("of-problems").MatchString(rest)
}

// placeIn is what a text calls the place of some report, "" for nothing.
func (j *Judge) placeIn(words string) string {
	for _, t := range j.distinct {
		if name := t.OwnIn(words); name != "" {
			return name
		}
	}
	return ""
}

// owning is how far a passage is where its report owns what goes badly: 1 for the piece that
// begins to, a little less for those of the same paragraph behind it, 0 for others.
func owning(lib *knowledge.Library, p *knowledge.Passage) float64 {
	if p.Note {
		return 0
	}
	if evident.Pattern("owns").MatchString(p.Text) {
		return 1
	}
	if p.Piece < 2 {
		return 0
	}
	paragraph := strings.TrimSuffix(p.ID, lastNumber(p.ID))
	for back := 1; back < p.Piece; back++ {
		_, before, ok := lib.Passage(paragraph + strconv.Itoa(p.Piece-back))
		if ok && evident.Pattern("owns").MatchString(before.Text) {
			return max(0, 1-float64(back)*behind)
		}
	}
	return 0
}

// behind is by how much less each further piece of such a paragraph counts, so that it stands
// beside the first, and after it.
const behind = 0.05

// lastNumber is that of the piece in an id.
func lastNumber(id string) string { return id[strings.LastIndexByte(id, '.')+1:] }
