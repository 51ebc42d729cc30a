package bot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"wenbao/bot/judge"
	"wenbao/bot/overview"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/link"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

type hit = retrieval.Hit

const (
	maxQuotes  = 12 // passages of one answer
	maxListed  = 60 // passages of a list
	maxRelated = 3  // passages shown beside "the report does not say"
	listedFrom = 4  // passages that are shown as a list, each section with its address once
	returned   = 20 // hits that an answer carries for staff and scripts
)

const (
	nearEnough   = 0.25 // fused score from which a passage is worth showing as related
	alikeShare   = 0.75 // share of the best cosine from which another is worth it beside that
	subjectScore = 0.4  // fused score from which a passage is clearly about what is asked
)

// newAnswer is an answer without its words.
func (b *Bot) newAnswer(q question.Question, outcome Outcome, hits []hit) Answer {
	return Answer{Outcome: outcome, Language: q.Language, Mode: Quote, Hits: hits[:min(returned, len(hits))], Trace: traceOf(q)}
}

// compose says what was found for one question, and what was put right in it.
func (b *Bot) compose(f finding) Answer {
	a := b.composed(f)
	a.Lead = f.putRight(words.AnswersIn(f.asked.Language)) + a.Lead
	return a
}

// putRight tells which words of a question were taken for others, a line each.
func (f finding) putRight(w *words.Answers) string {
	var told strings.Builder
	for _, r := range f.respelt {
		told.WriteString(fmt.Sprintf(w.Respelt, r.Said, r.Meant) + "\n")
	}
	return told.String()
}

func (b *Bot) composed(f finding) Answer {
	q := f.asked
	switch {
	case f.section != nil:
		return b.helped(q, b.composeSection(q, *f.section, f.hits))
	case f.vague, q.Intent == question.Context && !f.answers():
		return b.askBack(q, f.hits)
	case !f.answers():
		return b.helped(q, b.composeLacking(f))
	}
	w := words.AnswersIn(q.Language)
	a := b.newAnswer(q, Answered, promote(f.hits, f.verdict.Answers))
	a.Trace.judged(f.verdict.Weighed)
	a.Trace.Reason = fmt.Sprintf(words.Staff().Trace.Answers, f.verdict.Answers[0].ID)
	a.Citations, a.Mode = b.cite(q.Language, f.verdict.Answers), f.mode
	a.List = len(a.Citations) >= listedFrom
	a.Lead = w.Answered
	if q.Intent == question.Need {
		a.Lead = w.Done
	}
	if c := f.verdict.Correction; c != nil {
		a.Lead = fmt.Sprintf(w.Correction, c.Says, c.Asked)
	}
	if k := f.verdict.Untold; k != "" {
		a.Closing = withoutKind(w, k)
	}
	return b.helped(q, a)
}

// helped tells who complains and asks nothing where to turn, and whose own case the
// report does not tell.
func (b *Bot) helped(q question.Question, a Answer) Answer {
	if q.Intent == question.Need || q.Serves || q.Own && a.Outcome != Answered {
		return b.withHotline(q, a)
	}
	return a
}

// composeParts says what was found for each of several questions: the passages
// in their order, then one line for each that the report does not answer.
func (b *Bot) composeParts(q question.Question, found []finding) Answer {
	w := words.AnswersIn(q.Language)
	a := b.newAnswer(q, Answered, nil)
	a.Lead = w.Answered
	var hits, chosen []hit
	var lines []string
	more := 0 // passages that answer and are not shown
	for _, f := range found {
		part := b.compose(f)
		a.Trace.Steps = append(a.Trace.Steps, part.Trace.Steps...)
		a.Trace.Figures = append(a.Trace.Figures, part.Trace.Figures...)
		if part.Mode == Model {
			a.Mode = Model
		}
		hits = append(hits, f.hits...)
		if !f.answers() {
			tells := f.asked.Intent == question.Need || f.asked.Intent == question.Context // and asks for no answer
			if !tells && !b.quotedAbove(f, chosen) {
				lines = append(lines, fmt.Sprintf(w.Part, bare(f.asked.Text), b.lacks(f, b.unsaid(f), q.Language)))
			}
			continue
		}
		a.Trace.Reason = part.Trace.Reason
		a.Lead = f.putRight(w) + a.Lead
		if c := f.verdict.Correction; c != nil {
			lines = append(lines, strings.TrimRight(fmt.Sprintf(w.Correction, c.Says, c.Asked), ":：")) // the quote stands above
		}
		if k := f.verdict.Untold; k != "" {
			lines = append(lines, fmt.Sprintf(w.Part, bare(f.asked.Text), withoutKind(w, k)))
		}
		quoted := f.quoted()
		most := min(maxQuotes/len(found), len(quoted))
		chosen, more = append(chosen, quoted[:most]...), more+len(quoted)-most
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf(w.More, more))
	}
	if len(chosen) == 0 {
		return b.compose(first(found))
	}
	chosen = distinct(chosen)
	a.Hits = promote(distinct(hits), chosen)
	a.Hits = a.Hits[:min(returned, len(a.Hits))]
	a.Citations, a.Closing = b.cite(q.Language, chosen), strings.Join(lines, "\n")
	a.List = len(a.Citations) >= listedFrom
	return b.helped(q, a)
}

// quotedAbove reports whether what a part asks for may stand in the passage nearest to it,
// which is quoted for another part: it is not said to be lacking then.
func (b *Bot) quotedAbove(f finding, chosen []hit) bool {
	return f.asked.Joint && len(f.hits) > 0 && b.judge.Holds(f.asked, f.hits[0]) &&
		slices.ContainsFunc(chosen, func(h hit) bool { return h.ID == f.hits[0].ID })
}

// quoted are the hits that answer.
func (f finding) quoted() []hit {
	if f.section == nil {
		return f.verdict.Answers
	}
	found := map[string]hit{}
	for _, h := range f.hits {
		found[h.ID] = h
	}
	var quoted []hit
	for _, p := range f.section.Passages {
		h := found[p.ID]
		h.ID = p.ID
		quoted = append(quoted, h)
	}
	return quoted
}

// first is the first finding that is clearly about something in a report: what
// follows it in a message mostly asks more of the same. Where none is, it is the
// one whose passages are nearest.
func first(found []finding) finding {
	if i := slices.IndexFunc(found, func(f finding) bool { return f.nearness() >= subjectScore }); i >= 0 {
		return found[i]
	}
	return slices.MaxFunc(found, func(a, b finding) int { return cmp.Compare(a.nearness(), b.nearness()) })
}

// nearness is the score of the nearest passage.
func (f finding) nearness() float64 {
	if f.vague || len(f.hits) == 0 {
		return 0
	}
	return f.hits[0].Score
}

// distinct keeps each hit once, where it stands first.
func distinct(hits []hit) []hit {
	seen := map[string]bool{}
	return slices.DeleteFunc(hits, func(h hit) bool {
		was := seen[h.ID]
		seen[h.ID] = true
		return was
	})
}

// bare is a clause without the signs around it.
func bare(clause string) string {
	return strings.TrimFunc(clause, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// composeSection quotes every passage of a section.
func (b *Bot) composeSection(q question.Question, s overview.Section, hits []hit) Answer {
	w := words.AnswersIn(q.Language)
	s.Clear = true
	a := b.newAnswer(q, Answered, s.First(hits))
	a.Trace.Reason = fmt.Sprintf(words.Staff().Trace.Section, s.Heading.ID)
	a.Lead, a.List = fmt.Sprintf(w.Section, unstopped(s.Heading.Text), len(s.Passages)), true
	for _, p := range s.Passages[:min(maxListed, len(s.Passages))] {
		a.Citations = append(a.Citations, citation(q.Language, s.Report, p))
	}
	if rest := len(s.Passages) - maxListed; rest > 0 {
		a.Closing = fmt.Sprintf(w.More, rest)
	}
	return a
}

// composeLacking says that the report does not answer.
func (b *Bot) composeLacking(f finding) Answer {
	q, w := f.asked, words.AnswersIn(f.asked.Language)
	related := f.related()
	if f.verdict.Missing.Place != "" && len(b.library.Reports) > 1 {
		related = nil // what several other places did is nearest to nothing
	}
	word := b.unsaid(f)
	reason := b.lacks(f, word, q.Language)
	a := b.newAnswer(q, NotFound, f.hits)
	a.Unanswered = Unanswered{q.Subjects(maxSubjects), b.lackOf(f)}
	a.Mode = f.mode
	a.Trace.judged(f.verdict.Weighed)
	a.Trace.Reason = b.lacks(f, word, text.Simplified)
	if len(related) == 0 {
		a.Lead = fmt.Sprintf(w.NotFound, reason)
		if m := f.verdict.Missing; m.Elsewhere() || m.Plan || m.Entity != "" || m.Kind != "" {
			a.Lead = fmt.Sprintf(w.Related, reason) // what is lacking is told of something that is there
		}
		return a
	}
	a.Outcome = Related
	a.Lead = fmt.Sprintf(w.Related, reason) + "\n" + w.Nearest
	a.Citations = b.cite(q.Language, related)
	return a
}

// maxSubjects is how many words of a question stand for what it is about.
const maxSubjects = 4

// lackOf says what is lacking without a word of the question.
func (b *Bot) lackOf(f finding) string {
	if m := f.verdict.Missing; m.Elsewhere() || m.Entity != "" {
		return words.Staff().Trace.Other
	}
	return b.lacks(f, unsaid{}, text.Simplified)
}

// related are the hits worth showing beside "the report does not say": the near ones,
// but not, of those that are not clearly about the subject, what a hard fact is against or
// of which the reader finds no word of the question supported.
func (f finding) related() []hit {
	return slices.DeleteFunc(nearOf(f.hits[:min(maxRelated, len(f.hits))]), func(h hit) bool {
		return h.Score < subjectScore && slices.ContainsFunc(f.verdict.Weighed, func(w judge.Weighing) bool { return w.Hit.ID == h.ID && (w.Excluded || w.Unsupported()) })
	})
}

// nearOf are the hits that are near by themselves and beside the best, by their words
// and by their meaning: 消防站 is not near 新建了多少公园 for being 新建, too.
func nearOf(hits []hit) []hit {
	var near []hit
	for _, h := range hits {
		if h.Score >= nearEnough && h.Score >= judge.NearShare*hits[0].Score && h.Semantic >= alikeShare*hits[0].Semantic {
			near = append(near, h)
		}
	}
	return near
}

// lacks says in one sentence why a question is not answered: what the reports lack.
// What their years are is that of the nearest passage's report.
func (b *Bot) lacks(f finding, not unsaid, l text.Language) string {
	m, lacks := f.verdict.Missing, words.AnswersIn(l).Lacks
	meta := b.nearestMeta(f)
	switch {
	case m.Place != "":
		return fmt.Sprintf(lacks.Place, m.Place, b.places(l))
	case m.Year != 0:
		return fmt.Sprintf(lacks.Year, fmt.Sprint(m.Year), years(l, meta))
	case m.Past && years(l, meta) != "":
		return fmt.Sprintf(lacks.Past, years(l, meta))
	case m.Plan:
		return fmt.Sprintf(lacks.Plan, years(l, meta))
	case m.Entity != "":
		return fmt.Sprintf(lacks.Entity, m.Entity)
	}
	if l == text.English {
		not = unsaid{} // the report does not say it in English
	}
	subject := f.nearness() >= subjectScore // is in the report
	kind := lacks.Kinds[string(m.Kind)] != ""
	leans := f.asked.Before != "" || len(question.KindsOf(not.word)) > 0 // says more of something, or asks for the kind
	switch {
	case not.anywhere && (!kind || !leans): // 猪肉多少钱: more is lacking than an amount
		return fmt.Sprintf(lacks.Entity, not.word)
	case kind:
		return withoutKind(words.AnswersIn(l), m.Kind)
	case not.word != "" && subject:
		return fmt.Sprintf(lacks.Word, not.word)
	case subject:
		return lacks.Detail
	}
	return lacks.Silent
}

// nearestMeta tells of the report of the nearest passage.
func (b *Bot) nearestMeta(f finding) knowledge.Meta {
	if len(f.hits) > 0 {
		if report, _, ok := b.library.Passage(f.hits[0].ID); ok {
			return report.Meta
		}
	}
	return knowledge.Meta{}
}

// unsaid is a word of a question that the nearest passages do not say.
type unsaid struct {
	word     string // "" for none
	anywhere bool   // no passage of the library says it, and none is clearly about what is asked
}

// unsaid finds the word that is lacking. In a report of another script or language any
// may stand there in other signs.
func (b *Bot) unsaid(f finding) unsaid {
	if b.nearestMeta(f).Language != "zh-Hans" {
		return unsaid{}
	}
	word := b.untold(f.verdict.Missing.Words, f.related())
	return unsaid{word, word != "" && f.nearness() < subjectScore && !b.says(word)}
}

// withoutKind says that the report does not give a kind of thing.
func withoutKind(w *words.Answers, k question.Kind) string {
	return fmt.Sprintf(w.Lacks.Attribute, w.Lacks.Kinds[string(k)])
}

// untold is the first of some words that none of the passages says, "" for none.
func (b *Bot) untold(words []string, passages []hit) string {
	for _, word := range words {
		if !slices.ContainsFunc(passages, func(h hit) bool {
			_, p, ok := b.library.Passage(h.ID)
			return ok && strings.Contains(text.Normalize(p.Text), word)
		}) {
			return word
		}
	}
	return ""
}

// says reports whether any passage says a word. Whole reports are not brought
// into the normal form for it: a word that only stands there in other signs is
// taken for one that does not.
func (b *Bot) says(word string) bool {
	for _, report := range b.library.Reports {
		for i := range report.Passages {
			if words := report.Passages[i].Text; strings.Contains(words, word) || strings.Contains(words, strings.ToUpper(word)) {
				return true
			}
		}
	}
	return false
}

// promote moves the chosen hits to the front.
func promote(hits, chosen []hit) []hit {
	moved := append([]hit(nil), chosen...)
	in := map[string]bool{}
	for _, h := range chosen {
		in[h.ID] = true
	}
	for _, h := range hits {
		if !in[h.ID] {
			moved = append(moved, h)
		}
	}
	return moved
}

// cite turns hits into citations with the words and addresses of the library.
func (b *Bot) cite(l text.Language, hits []hit) []Citation {
	var citations []Citation
	for _, h := range hits {
		if report, p, ok := b.library.Passage(h.ID); ok {
			citations = append(citations, citation(l, report, p))
		}
	}
	return citations
}

func citation(l text.Language, report *knowledge.Report, p *knowledge.Passage) Citation {
	place := report.Place(p)
	c := Citation{ID: p.ID, Place: place.String(), At: place, Quote: p.Quote(), Link: link.Of(report, p)}
	if l == text.English {
		c.Gloss = report.Expansions[p.ID].English
		if p.Heading >= 0 {
			c.Under = unstopped(strings.TrimRight(report.Expansions[report.Headings[p.Heading].ID].English, "."))
		}
	}
	return c
}

// unstopped is a heading without its full stop.
func unstopped(heading string) string { return strings.TrimRight(heading, "。") }
