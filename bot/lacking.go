package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"wenbao/bot/judge"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

const (
	maxRelated = 3    // passages shown beside "the report does not say"
	nearEnough = 0.25 // fused score from which a passage is worth showing as related
	alikeShare = 0.75 // share of the best cosine from which another is worth it beside that
)

// composeLacking says that the report does not answer.
func (b *Bot) composeLacking(f finding) Answer {
	f = b.unexplained(f)
	q, w := f.asked, words.AnswersIn(f.asked.Language)
	lacking := b.unsaid(f)
	related := lacking.near
	if f.verdict.Missing.Place != "" && len(b.library.Reports) > 1 {
		related = nil // what several other places did is nearest to nothing
	}
	reason := b.lacks(f, lacking, q.Language)
	a := b.newAnswer(q, NotFound, f.hits)
	a.Unanswered = Unanswered{q.Subjects(maxSubjects), b.lackInGeneral(f, lacking.near)}
	a.Mode = f.mode
	a.Trace.judged(f.verdict.Weighed)
	a.Trace.Reason = b.lacks(f, lacking, text.Simplified)
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

// composeNone says of each of several parts of which none is answered what it lacks, with what is
// nearest to each; once what all of them lack, or another place that one is about.
func (b *Bot) composeNone(q question.Question, found []finding) Answer {
	w, best := words.AnswersIn(q.Language), first(found)
	a := b.compose(best)
	var lines, reasons []string
	var near []hit
	for _, f := range clausesOf(found) {
		if f.vague || f.tellsOnly() {
			continue
		}
		f = b.unexplained(f)
		lacking := b.unsaid(f)
		reason := b.lacks(f, lacking, q.Language)
		lines = append(lines, fmt.Sprintf(w.Part, f.name(), reason))
		if !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
		if !f.asked.Points && b.clear(f) {
			near = append(near, lacking.near[:min(1, len(lacking.near))]...)
		}
	}
	if len(reasons) < 2 || best.vague || best.verdict.Missing.Place != "" {
		return a
	}
	a.Lead = fmt.Sprintf(w.Related, "\n"+strings.Join(lines, "\n"))
	near = distinct(append(near, b.unsaid(b.unexplained(best)).near...))
	if a.Citations = b.cite(q.Language, near[:min(maxRelated, len(near))]); len(a.Citations) > 0 {
		a.Outcome = Related
		a.Lead += "\n" + w.Nearest
	}
	return a
}

// clausesOf are findings with the clauses of those that neither as a whole nor in any clause are answered.
func clausesOf(found []finding) []finding {
	var all []finding
	for _, f := range found {
		if len(f.apart) == 0 {
			f.apart = []finding{f}
		}
		all = append(all, f.apart...)
	}
	return all
}

// withoutHome says that no report mentions where a person lives who asks whether something was
// done there, with what the last answer quoted, which that goes on with.
func (b *Bot) withoutHome(ctx context.Context, q question.Question, home string, turns []Turn) (Answer, error) {
	turns, err := b.recalled(ctx, turns[max(0, len(turns)-1):])
	if err != nil {
		return Answer{}, err
	}
	w := words.AnswersIn(q.Language)
	a := b.newAnswer(q, NotFound, nil)
	a.Lead = fmt.Sprintf(w.Related, fmt.Sprintf(w.Lacks.Entity, home))
	a.Trace.Reason = fmt.Sprintf(words.AnswersIn(text.Simplified).Lacks.Entity, home)
	a.Unanswered = Unanswered{nil, words.Staff().Trace.Other}
	ids := quoted(turns).Citations
	if a.Citations = b.quote(q.Language, ids[:min(maxRelated, len(ids))]); len(a.Citations) > 0 {
		a.Outcome = Related
		a.Lead += "\n" + w.Nearest
	}
	return b.withHotline(q, a), nil
}

// unexplained is a finding without answers to what asks the meaning of a word: what says the
// word lacks that.
func (b *Bot) unexplained(f finding) finding {
	if m := f.verdict.Missing; m.Elsewhere() || m.Entity != "" || m.Kind != question.Meaning || f.vague {
		return f
	}
	best := f.hits[:min(judge.Weighed, len(f.hits))]
	if at := slices.IndexFunc(best, func(h hit) bool { return b.judge.Untold(f.asked, h) == question.Meaning }); at >= 0 {
		f.hits, f.lacks = promote(f.hits, f.hits[at:at+1]), true
	}
	return f
}

// onlyOfQuoted is a finding for what asks whether what was quoted before is so: of the same report
// nothing else tells it, one hospital that has opened not of another. A passage of another
// report may, and one of another in the row, where it is about the same.
func (b *Bot) onlyOfQuoted(f finding) finding {
	at := slices.IndexFunc(f.hits, func(h hit) bool { return slices.Contains(f.asked.Quoted, h.ID) })
	if at < 0 || f.vague || !f.asked.States {
		return f
	}
	report, _, _ := b.library.Passage(f.hits[at].ID)
	row := judge.OnlyOrdinal(f.asked) // 第一批呢
	answers := slices.DeleteFunc(slices.Clone(f.verdict.Answers), func(h hit) bool {
		other, _, _ := b.library.Passage(h.ID)
		return !slices.Contains(f.asked.Quoted, h.ID) && (other == report && !row || len(b.judge.OnSubject(f.asked, []hit{h})) == 0)
	})
	if len(answers) < len(f.verdict.Answers) {
		f.verdict = b.judge.Settle(f.asked, f.hits, f.verdict, answers)
	}
	return f
}

// inOtherTime is a finding without answers to what would be answered if it asked of no time:
// that passage is what lacks it.
func (b *Bot) inOtherTime(ctx context.Context, f finding) (finding, error) {
	q := f.asked
	if q.Tense == question.AnyTense && len(q.Years) == 0 || f.vague || f.lacks || f.verdict.Missing.Place != "" || f.verdict.Missing.Plan {
		return f, nil
	}
	if q.Asks(question.Reason) { // why something will be built is told by no reason why another is late
		return f, nil
	}
	other, err := b.findAs(ctx, b.reader.Untimed(q))
	if err != nil || len(other.verdict.Answers) == 0 {
		return f, err
	}
	first := other.verdict.Answers[0]
	f.hits, f.lacks = promote(f.hits, []hit{first}), true
	f.tells = b.judge.Tense(first.ID)
	return f, nil
}

// maxSubjects is how many words of a question stand for what it is about.
const maxSubjects = 4

// lackInGeneral says what is lacking without a word of the question.
func (b *Bot) lackInGeneral(f finding, near []hit) string {
	if m := f.verdict.Missing; m.Elsewhere() || m.Entity != "" {
		return words.Staff().Trace.Other
	}
	return b.lacks(f, unsaid{near: near}, text.Simplified)
}

// clear reports whether the nearest passage is clearly about what a question is about.
func (b *Bot) clear(f finding) bool {
	return f.nearness() >= subjectScore && len(b.judge.OnSubject(f.asked, f.hits[:1])) > 0
}

// related are the hits worth showing beside "the report does not say": the near ones that
// speak of the same subject, but not, of those that are not clearly about it, what a hard
// fact is against.
func (b *Bot) related(f finding) []hit {
	if f.lacks {
		return f.hits[:1]
	}
	near := slices.DeleteFunc(nearOf(f.hits[:min(maxRelated, len(f.hits))]), func(h hit) bool {
		return h.Score < subjectScore && slices.ContainsFunc(f.verdict.Weighed, func(w judge.Weighing) bool { return w.Hit.ID == h.ID && (w.Excluded || w.Unsupported()) })
	})
	return b.judge.OnSubject(f.asked, near)
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
// What their years are is that of the reports of the nearest passage's place.
func (b *Bot) lacks(f finding, not unsaid, l text.Language) string {
	m, lacks := f.verdict.Missing, words.AnswersIn(l).Lacks
	meta, named := b.nearestMeta(f), f.asked.NamedAfter(m.Place)
	if len(f.hits) > 0 && meta.Covers == "" {
		meta.Years = b.judge.Years(f.hits[0].ID) // of all reports of the place
	}
	switch {
	case m.Place != "" && named != "" && !b.says(named):
		return fmt.Sprintf(lacks.Entity, f.asked.AsSaid(named))
	case m.Place != "":
		return fmt.Sprintf(lacks.Place, f.asked.AsSaid(m.Place), b.places(l))
	case m.Year != 0:
		return fmt.Sprintf(lacks.Year, fmt.Sprint(m.Year), years(l, meta))
	case m.Past && years(l, meta) != "":
		return fmt.Sprintf(lacks.Past, years(l, meta))
	case m.Plan:
		return fmt.Sprintf(lacks.Plan, years(l, meta))
	case m.Entity != "" && !m.OfRow && b.tellsOf(f.asked, m.Entity) && len(not.near) > 0: // another passage does
		return fmt.Sprintf(lacks.Apart, f.asked.AsSaid(m.Entity))
	case m.Entity != "" && !m.OfRow && b.says(strings.ToLower(m.Entity)):
		return fmt.Sprintf(lacks.There, f.asked.AsSaid(m.Entity))
	case m.Entity != "" && !m.OfRow && b.tellsOf(f.asked, m.Entity): // in other words
		return lacks.Unsaid
	case m.OfRow && b.says(m.Entity): // of another thing
		return fmt.Sprintf(lacks.Apart, f.asked.AsSaid(m.Entity))
	case m.Entity != "":
		return fmt.Sprintf(lacks.Entity, f.asked.AsSaid(m.Entity))
	case f.tells == question.Planned && f.asked.Tense == question.Done:
		return lacks.Undone
	case f.tells == question.Done && f.asked.Tense == question.Planned && !looksBack(f.asked, meta):
		return lacks.Unplanned
	}
	if l == text.English {
		not.word, not.anywhere = "", false // the report does not say it in English
	}
	subject := not.clear() // is in the report
	kind := lacks.Kinds[string(m.Kind)] != ""
	other := kind && (b.measured(f.asked, m.Kind, not.near) || m.Kind == question.Where && f.asked.Spent()) // than that kind is lacking
	leans := f.asked.Before != "" || len(question.KindsOf(not.word)) > 0                                    // says more of something, or asks for the kind
	switch {
	case not.anywhere && (!kind || !leans): // 猪肉多少钱: more is lacking than an amount
		return fmt.Sprintf(lacks.Entity, f.asked.AsSaid(not.word))
	case other:
		return lacks.Unsaid
	case kind && (subject || f.asked.Before != "" || len(not.near) > 0): // of nothing more is lacking than a time
		return withoutKind(words.AnswersIn(l), m.Kind)
	case not.word != "" && subject && not.apart:
		return fmt.Sprintf(lacks.Apart, f.asked.AsSaid(not.word))
	case not.word != "" && subject:
		return fmt.Sprintf(lacks.Word, f.asked.AsSaid(not.word))
	case subject:
		return lacks.Detail
	case len(not.near) > 0: // speak of it
		return lacks.Unsaid
	}
	return lacks.Silent
}

// looksBack reports whether a question names a year that was over when a report was given.
func looksBack(q question.Question, m knowledge.Meta) bool {
	return slices.ContainsFunc(q.YearsAgo, func(n int) bool { return n > 0 }) ||
		slices.ContainsFunc(q.Years, func(year int) bool { return len(m.Years) > 0 && year < slices.Max(m.Years) })
}

// measured reports whether any passage but the first of those shown measures what a question asks for,
// of another thing that it names: that is not said to be lacking above it.
func (b *Bot) measured(q question.Question, k question.Kind, near []hit) bool {
	q.Kinds = []question.Kind{k}
	own := slices.DeleteFunc(q.Subjects(maxSubjects), func(word string) bool { return len(near) == 0 || b.saysAt(near[0], word) })
	return judge.Measures(k) && slices.ContainsFunc(near[min(1, len(near)):], func(h hit) bool {
		return b.judge.Holds(q, h) && slices.ContainsFunc(own, func(word string) bool { return b.saysAt(h, word) })
	})
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
	anywhere bool   // no passage of the report says it, and none is clearly about what is asked
	apart    bool   // it is said elsewhere
	near     []hit  // the passages worth showing
}

// clear reports whether the nearest of the passages is clearly about what is asked.
func (u unsaid) clear() bool { return len(u.near) > 0 && u.near[0].Score >= subjectScore }

// unsaid finds the word that is lacking. In a report of another script or language any
// may stand there in other signs.
func (b *Bot) unsaid(f finding) unsaid {
	not := unsaid{near: b.related(f)}
	if b.nearestMeta(f).Language != "zh-Hans" {
		return not
	}
	m := f.verdict.Missing
	told := m.Words
	if !not.clear() { // of what is there, a phrase is not said to be lacking
		told = slices.Concat(m.Spelt, told)
	}
	told = append(filtered(told, func(word string) bool { return strings.Contains(f.name(), word) }), told...) // its own clause before what stands around
	if len(told) == 0 && f.asked.Bare() {
		told = []string{f.asked.Text}
	}
	not.word = b.untold(told, not.near)
	not.apart = not.word != "" && b.tellsOf(f.asked, not.word)
	not.anywhere = not.word != "" && !not.apart && !not.clear()
	return not
}

// filtered are the words that are of a kind.
func filtered(words []string, of func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(words), func(word string) bool { return !of(word) })
}

// withoutKind says that the report does not give a kind of thing.
func withoutKind(w *words.Answers, k question.Kind) string {
	return fmt.Sprintf(w.Lacks.Attribute, w.Lacks.Kinds[string(k)])
}

// untold is the word of some that names what none of the passages says, "" for none.
func (b *Bot) untold(words []string, passages []hit) string {
	return b.reader.Lacking(filtered(words, func(word string) bool {
		return !slices.ContainsFunc(passages, func(h hit) bool { return b.saysAt(h, word) })
	}))
}

// saysAt reports whether a passage says a word.
func (b *Bot) saysAt(h hit, word string) bool {
	_, p, ok := b.library.Passage(h.ID)
	return ok && strings.Contains(text.Normalize(p.Text), word)
}

// says reports whether any passage says a word. Whole reports are not brought
// into the normal form for it: a word that only stands there in other signs is
// taken for one that does not.
func (b *Bot) says(word string) bool {
	return slices.ContainsFunc(b.library.Reports, func(report *knowledge.Report) bool { return within(report, word) })
}

// tellsOf reports whether the reports that a question is about say a word, or another was
// written for one of theirs: 环球影城 for 环球度假区. What they do is not said to be lacking, though the
// nearest passage does not hold it.
func (b *Bot) tellsOf(q question.Question, word string) bool {
	about := b.judge.Reports(q)
	return slices.ContainsFunc(b.library.Reports, func(report *knowledge.Report) bool {
		if len(about) > 0 && !slices.Contains(about, report.ID) {
			return false
		}
		for _, other := range report.Expansions {
			if slices.ContainsFunc(other.Aliases, func(alias string) bool { return strings.EqualFold(alias, word) }) {
				return true
			}
		}
		return within(report, strings.ToLower(word)) ||
			slices.ContainsFunc(report.Headings, func(h knowledge.Heading) bool { return strings.Contains(h.Text, word) })
	})
}

// within reports whether a passage of a report says a word.
func within(report *knowledge.Report, word string) bool {
	return slices.ContainsFunc(report.Passages, func(p knowledge.Passage) bool {
		return strings.Contains(p.Text, word) || strings.Contains(p.Text, strings.ToUpper(word))
	})
}
