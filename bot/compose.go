package bot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	MaxListed  = 60 // passages of a list; what is left of it is in Answer.Rest
	listedFrom = 4  // passages that are shown as a list, each section with its address once
	returned   = 20 // hits that an answer carries for staff and scripts
)

// subjectScore is the fused score from which a passage is clearly about what is asked.
const subjectScore = 0.4

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
	a.Citations, a.Mode = b.cite(q.Language, b.withItems(q, f.verdict.Answers)), f.mode
	a.List = len(a.Citations) >= listedFrom
	a.Lead = b.introduced(q, a.Citations)
	if c := f.verdict.Correction; c != nil {
		a.Lead = fmt.Sprintf(w.Correction, c.Says, c.Asked)
	}
	switch k := f.verdict.Untold; {
	case q.AsksByNow() && b.planned(a.Citations) == len(a.Citations): // 开工了吗, of what is planned
		a.Lead, a.Closing = w.PlannedOnly, w.Lacks.Undone
	case k != "":
		a.Closing = asSentence(withoutKind(w, k))
	}
	return b.helped(q, a)
}

// withItems are passages that answer, and behind the only one the items that it announces,
// unless only their number is asked for.
func (b *Bot) withItems(q question.Question, answers []hit) []hit {
	if len(answers) != 1 || q.Asks(question.Count) {
		return answers
	}
	report, p, ok := b.library.Passage(answers[0].ID)
	if !ok {
		return answers
	}
	all := slices.Clone(answers)
	for _, item := range report.Announced(p) {
		all = append(all, hit{ID: item.ID})
	}
	return all[:min(maxQuotes, len(all))]
}

// introduced introduces what answers a question, or speaks to a complaint: what was done,
// or what is planned where that was not asked for.
func (b *Bot) introduced(q question.Question, cited []Citation) string {
	w, planned := words.AnswersIn(q.Language), b.planned(cited)
	trouble, all := q.Intent == question.Need, planned == len(cited)
	switch {
	case trouble && planned == 0:
		return w.Done
	case trouble && all:
		return w.Planned
	case trouble:
		return w.DonePlanned
	case all && q.Tense != question.Planned && len(q.Years) == 0 && !q.Asks(question.Plan):
		return w.PlannedOnly
	}
	return w.Answered
}

// planned is how many of some passages tell what is planned.
func (b *Bot) planned(cited []Citation) int {
	planned := 0
	for _, c := range cited {
		if b.judge.Plans(c.ID) {
			planned++
		}
	}
	return planned
}

// helped tells who complains and asks nothing where to turn, and whose own case the
// report does not tell.
func (b *Bot) helped(q question.Question, a Answer) Answer {
	a = b.withHomeUntold(q, b.withPlacesNamed(q, a))
	if q.Intent == question.Need || q.Serves || (q.Own || q.Asks(question.Contact)) && a.Outcome != Answered {
		return b.withHotline(q, a)
	}
	return a
}

// withPlacesNamed tells who names no place of which there are reports, where not all of them are
// quoted.
func (b *Bot) withPlacesNamed(q question.Question, a Answer) Answer {
	if a.Outcome != Answered || q.OfEveryPlace() || b.judge.NamesPlace(q.Text) || b.judge.NamesPlace(q.There) {
		return a
	}
	cited := map[string]bool{}
	for _, c := range a.Citations {
		if report, _, ok := b.library.Passage(c.ID); ok {
			cited[report.Meta.Place] = true
		}
	}
	if w := words.AnswersIn(q.Language); len(cited) < len(b.judge.Territories()) {
		a.Closing = strings.TrimSpace(a.Closing + "\n" + fmt.Sprintf(w.WhichPlace, b.places(q.Language)))
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
	more := 0     // passages that answer and are not shown
	answered := 0 // what does not answer takes no quotes from what does
	for _, f := range found {
		if f.answers() {
			answered++
		}
	}
	for _, f := range found {
		part := b.compose(f)
		a.Trace.Steps = append(a.Trace.Steps, part.Trace.Steps...)
		a.Trace.Weighed = append(a.Trace.Weighed, part.Trace.Weighed...)
		if part.Mode == Model {
			a.Mode = Model
		}
		hits = append(hits, f.hits...)
		if !f.answers() {
			if !f.tellsOnly() && !b.quotedAbove(f, chosen) {
				lines = append(lines, fmt.Sprintf(w.Part, f.name(), b.lacks(f, b.unsaid(f), q.Language)))
			}
			continue
		}
		a.Trace.Reason = part.Trace.Reason
		a.Lead = f.putRight(w) + a.Lead
		lines = append(lines, linesBeside(f, w)...)
		quoted := f.quoted()
		most := min(maxQuotes/answered, len(quoted))
		chosen, more = append(chosen, quoted[:most]...), more+len(quoted)-most
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf(w.More, more))
	}
	if len(chosen) == 0 {
		return b.composeNone(q, found)
	}
	chosen = distinct(chosen)
	a.Hits = promote(distinct(hits), chosen)
	a.Hits = a.Hits[:min(returned, len(a.Hits))]
	a.Citations, a.Closing = b.cite(q.Language, chosen), strings.Join(lines, "\n")
	a.List = len(a.Citations) >= listedFrom
	return b.helped(q, a)
}

// asSentence is a reason that stands by itself: it begins with a capital letter where there are some.
func asSentence(reason string) string {
	first, size := utf8.DecodeRuneInString(reason)
	return string(unicode.ToUpper(first)) + reason[size:]
}

// name is the part of a message that is answered or not, as it was said.
func (f finding) name() string { return bare(cmp.Or(f.said, f.asked.Text)) }

// tellsOnly reports whether the part tells something and asks for no answer.
func (f finding) tellsOnly() bool {
	return f.asked.Intent == question.Need || f.asked.Intent == question.Context
}

// linesBeside are the lines that a part which is answered gets below the quotes: what its passage puts
// right, and, of one of several statements, what it gives, too, and what of it is not told.
func linesBeside(f finding, w *words.Answers) []string {
	var lines []string
	of := func(said string) {
		lines = append(lines, fmt.Sprintf(w.Part, f.asked.AsSaid(f.name()), said))
	}
	switch c := f.verdict.Correction; {
	case c != nil:
		of(fmt.Sprintf(w.Corrected, c.Says, c.Asked))
	case f.asked.Claim && f.verdict.Confirmed != "":
		of(fmt.Sprintf(w.Confirmed, f.verdict.Confirmed))
	}
	if k := f.verdict.Untold; k != "" {
		of(withoutKind(w, k))
	}
	return lines
}

// quotedAbove reports whether what a part asks for may stand in a passage that is quoted for another
// part: in that nearest to it, in one that says every word of its own, or in any as far as what was
// asked before says what it is about. It is not said to be lacking then. Of the person's own case no
// passage tells, and of a thing that the part names only one that is about it.
func (b *Bot) quotedAbove(f finding, chosen []hit) bool {
	if own := b.reader.Part(f.asked.Text); !own.AsksWhether() && len(b.judge.OnSubject(own, chosen)) == 0 {
		return false
	}
	if q := f.asked; q.Told != "" && q.Before != "" && !q.Joint && !q.Own && len(chosen) > 0 {
		q.Points = true
		if !b.judge.Lacks(q.Joined(), chosen) {
			return true
		}
	}
	return slices.ContainsFunc(chosen, func(h hit) bool {
		nearest := f.asked.Joint && len(f.hits) > 0 && f.hits[0].ID == h.ID
		own := f.asked.Before != "" && !b.reader.Part(f.asked.Text).Own && b.judge.SaysAll(f.asked, h)
		return (nearest || own) && b.judge.Holds(f.asked, h)
	})
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
	return strings.TrimFunc(clause, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '%' })
}

// composeSection quotes every passage of a section.
func (b *Bot) composeSection(q question.Question, s overview.Section, hits []hit) Answer {
	w := words.AnswersIn(q.Language)
	s.Clear = true
	a := b.newAnswer(q, Answered, s.First(hits))
	a.Trace.Reason = fmt.Sprintf(words.Staff().Trace.Section, s.Heading.ID)
	a.Lead = fmt.Sprintf(w.Section, unstopped(s.Heading.Text), len(s.Passages))
	var all []string
	for _, p := range s.Passages {
		all = append(all, p.ID)
	}
	return b.listed(a, all)
}

// listed is an answer with as many of some passages as one list holds; a message
// that wants more gets the rest.
func (b *Bot) listed(a Answer, ids []string) Answer {
	n := min(MaxListed, len(ids))
	a.List, a.Citations, a.Rest = true, b.quote(a.Language, ids[:n]), ids[n:]
	if len(a.Rest) > 0 {
		a.Closing = fmt.Sprintf(words.AnswersIn(a.Language).Rest, len(a.Rest))
	}
	return a
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
