package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/bot/overview"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// survey answers what is asked of a whole: the report, a chapter, a field; with no more than
// are wanted.
func (b *Bot) survey(ctx context.Context, q question.Question) (Answer, error) {
	var a Answer
	var err error
	switch q.Intent {
	case question.Best, question.Shortcomings:
		return b.bestOrShortcomings(q), nil
	case question.AllFigures:
		return b.byChapter(q), nil
	case question.Theme:
		a, err = b.theme(ctx, q)
	default:
		a, err = b.surveyed(ctx, q)
	}
	if err == nil && q.AtMost > 0 && a.Outcome == Answered {
		a = b.atMost(q, a)
	}
	return a, err
}

// atMost is an answer with as many passages as are wanted, those with amounts first.
func (b *Bot) atMost(q question.Question, a Answer) Answer {
	w := words.AnswersIn(q.Language)
	var figured, others []Citation
	for _, c := range a.Citations {
		if _, p, ok := b.library.Passage(c.ID); ok && len(overview.Figured([]*knowledge.Passage{p})) > 0 {
			figured = append(figured, c)
		} else {
			others = append(others, c)
		}
	}
	a.Citations = slices.Concat(figured, others)[:min(q.AtMost, len(a.Citations))]
	a.List, a.Lead, a.Closing = false, fmt.Sprintf(w.Few, len(a.Citations)), ""
	if q.Amounts && len(figured) == 0 {
		a.Closing = asSentence(withoutKind(w, question.Count))
	}
	return a
}

// byChapter tells who wants all figures of a report how to get them: a chapter at a time.
func (b *Bot) byChapter(q question.Question) Answer {
	reports, n := b.reports(q), 0
	for _, report := range reports {
		for _, c := range overview.DigestOf(report).Chapters {
			n += len(overview.Figured(c.Passages))
		}
	}
	a := b.contents(q, reports)
	a.Lead = fmt.Sprintf(words.AnswersIn(q.Language).ByChapter, n) + "\n" + a.Lead
	return a
}

// surveyed answers what is asked of a report or of a chapter.
func (b *Bot) surveyed(ctx context.Context, q question.Question) (Answer, error) {
	reports := b.reports(q)
	if len(reports) == 1 {
		report := reports[0]
		if i, ok := overview.Refer(report, q.Text); ok && len(report.Under(i)) > 0 && !b.judge.Outside(q, report.Under(i)) {
			return b.chapter(ctx, q, report, i)
		}
		if n := overview.Beyond(report, q.Text); n > 0 {
			return b.without(q, report, n), nil
		}
	} else if slices.ContainsFunc(reports, func(report *knowledge.Report) bool { _, ok := overview.Refer(report, q.Text); return ok }) {
		return b.contents(q, reports), nil // of which of them?
	}
	found, err := b.headings.Find(ctx, b.among(q, q.Text), 1)
	if err != nil {
		return Answer{}, fmt.Errorf("searching headings: %w", err)
	}
	if len(found) > 0 && found[0].Score >= subjectScore {
		report, i, ok := b.library.Heading(found[0].ID)
		named := q.Intent != question.Whole || b.names(report, i, q) // 政府自身建设说了哪几件事 is about a part
		if ok && named && !b.judge.Outside(q, report.Under(i)) {
			return b.chapter(ctx, q, report, i)
		}
	}
	if q.Intent == question.Whole {
		return b.whole(q), nil
	}
	return b.search(ctx, q.As(question.Ask))
}

// ofWholeReport answers what is asked of all that reports say: what they tell of the whole, and
// which things are the first or in a state, with what is near for staff. ok is false for any other
// question, and for one of a year that no report tells of.
func (b *Bot) ofWholeReport(ctx context.Context, q question.Question) (a Answer, ok bool, err error) {
	next := slices.ContainsFunc(q.YearsAgo, func(ago int) bool { return ago < 0 })
	told := slices.ContainsFunc(b.library.Reports, func(report *knowledge.Report) bool { return !b.judge.Elsewhere(q, report) })
	if told && !next && q.OfWhole(b.ownPlace) && !b.announces(q.Fields()) {
		return b.whole(q.As(question.Whole)), true, nil
	}
	such := b.such(q)
	if len(such) == 0 {
		return Answer{}, false, nil
	}
	near, err := b.hits(ctx, q)
	if err != nil {
		return Answer{}, false, err
	}
	a = b.quoteAll(q, "", words.AnswersIn(q.Language).Theme, "", func(p *knowledge.Passage) bool { return such[p.ID] })
	all := promote(near, hitsOf(a))
	a.Hits = all[:min(returned, len(all))]
	return a, true, nil
}

// announces reports whether a passage says one of some words and announces items: 办好十件实事.
func (b *Bot) announces(words []string) bool {
	return slices.ContainsFunc(b.library.Reports, func(report *knowledge.Report) bool {
		return slices.ContainsFunc(report.Passages, func(p knowledge.Passage) bool {
			says := func(word string) bool { return utf8.RuneCountInString(word) > 1 && strings.Contains(p.Text, word) }
			return slices.ContainsFunc(words, says) && len(report.Announced(&p)) > 0
		})
	})
}

// namesAnnex reports whether a question names an annex of a report.
func (b *Bot) namesAnnex(q question.Question) bool {
	return slices.ContainsFunc(b.reports(q), func(report *knowledge.Report) bool { _, ok := overview.Annex(report, q.Text); return ok })
}

// names reports whether a question says several words and a heading says all of them.
func (b *Bot) names(report *knowledge.Report, i int, q question.Question) bool {
	heading, fields := text.Normalize(report.Headings[i].Text), q.Fields()
	return len(fields) > 1 && !slices.ContainsFunc(fields, func(field string) bool { return !strings.Contains(heading, field) })
}

// whole tells of every chapter of a report the passage that says most of it;
// the headings alone where they are asked for, or where there are several reports.
func (b *Bot) whole(q question.Question) Answer {
	reports := b.reports(q)
	if len(reports) != 1 || overview.WantsContents(q.Text) {
		return b.contents(q, reports)
	}
	d := overview.DigestOf(reports[0])
	if len(d.Chapters) == 0 {
		return b.contents(q, reports)
	}
	w := words.AnswersIn(q.Language)
	a := b.newAnswer(q, Answered, nil)
	a.Trace.Reason = words.Staff().Trace.Intents[string(q.Intent)]
	for _, c := range d.Chapters {
		if p := c.Telling(); p != nil {
			a.Citations = append(a.Citations, citation(q.Language, d.Report, p))
		}
	}
	a.List = true
	a.Lead = fmt.Sprintf(w.Digest, named(q.Language, d.Report.Meta), len(d.Chapters), len(d.Report.Passages))
	a.Closing = w.AskMore
	return a
}

// chapter quotes all that stands below a heading, or what of it has figures.
func (b *Bot) chapter(ctx context.Context, q question.Question, report *knowledge.Report, i int) (Answer, error) {
	hits, err := b.hits(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	s := overview.Section{Report: report, Heading: &report.Headings[i], Passages: report.Under(i), Clear: true}
	figured := overview.Figured(s.Passages)
	if !overview.WantsFigures(q.Text) || len(figured) == 0 {
		return b.composeSection(q, s, hits), nil
	}
	all := len(s.Passages)
	s.Passages = figured
	a := b.composeSection(q, s, hits)
	a.Lead = fmt.Sprintf(words.AnswersIn(q.Language).Figured, unstopped(s.Heading.Text), all, len(figured))
	return a, nil
}

// rest goes on with the list that answered the last of some turns, where it was cut;
// without citations there is nothing left of it.
func (b *Bot) rest(ctx context.Context, q question.Question, turns []Turn, shown []string) (Answer, error) {
	last := len(turns) - 1
	whole, err := b.answer(ctx, b.turn(turns, last), turns[:last])
	if err != nil {
		return Answer{}, err
	}
	left := slices.DeleteFunc(slices.Clone(whole.Rest), func(id string) bool { return slices.Contains(shown, id) })
	a := b.newAnswer(q, Answered, whole.Hits)
	a.Trace.Reason = words.Staff().Trace.Intents[string(q.Intent)]
	a = b.listed(a, left)
	all := len(whole.Citations) + len(whole.Rest)
	from := all - len(left)
	a.Lead = fmt.Sprintf(words.AnswersIn(q.Language).RestOf, from+1, from+len(a.Citations), all)
	return a, nil
}

// theme quotes every passage that the reader takes for one about what a message wants
// all of, in the order of the report; the section whose heading says so, where at least
// a third of it is, or where nothing is. Where there is neither, the message is a question.
func (b *Bot) theme(ctx context.Context, q question.Question) (Answer, error) {
	topic := q.As(question.Ask)
	topic.Topical = true
	near, err := b.hits(ctx, topic)
	if err != nil {
		return Answer{}, err
	}
	section, ok, err := b.section(ctx, topic, near)
	if err != nil {
		return Answer{}, err
	}
	chosen, read, err := b.about(ctx, topic, near)
	switch {
	case err != nil:
		return Answer{}, err
	case ok && (len(chosen) == 0 && section.Clear || headingSays(section, q.Fields()) && (len(chosen) == 0 || partOf(section, chosen, 3))):
		return b.composeSection(q, section, near), nil
	case len(chosen) == 0:
		return b.search(ctx, q.As(question.Ask))
	}
	slices.SortStableFunc(read, func(x, y hit) int { return cmp.Compare(rank(chosen, x), rank(chosen, y)) })
	a := b.newAnswer(q, Answered, read)
	a.Trace.Reason = words.Staff().Trace.Intents[string(q.Intent)]
	for _, report := range b.library.Reports {
		for i := range report.Passages {
			if p := &report.Passages[i]; chosen[p.ID] {
				a.Citations = append(a.Citations, citation(q.Language, report, p))
			}
		}
	}
	w := words.AnswersIn(q.Language)
	a.List, a.Lead = true, fmt.Sprintf(w.Theme, len(a.Citations))
	return a, nil
}

// about are the passages that the reader takes for some about what a message wants all
// of, by id, and those that it read: the nearest to the message, and to each field that
// it names.
func (b *Bot) about(ctx context.Context, q question.Question, near []hit) (chosen map[string]bool, read []hit, err error) {
	if read, err = b.nearField(ctx, q, near); err != nil {
		return nil, nil, err
	}
	chosen = map[string]bool{}
	for _, x := range b.judge.WeighAll(q, read) {
		if !x.Excluded && x.Reading.Probability >= half {
			chosen[x.Hit.ID] = true
		}
	}
	return chosen, read, nil
}

// nearField are the nearest passages to a message, and to each field that it names.
func (b *Bot) nearField(ctx context.Context, q question.Question, near []hit) ([]hit, error) {
	read := slices.Clone(near[:min(maxTheme, len(near))])
	for _, field := range q.Fields()[:min(maxFields, len(q.Fields()))] {
		hits, err := b.passages.Find(ctx, b.among(q, field), maxTheme/2)
		if err != nil {
			return nil, fmt.Errorf("searching for a field: %w", err)
		}
		read = append(read, hits...)
	}
	return distinct(read), nil
}

// partOf reports whether at least one of so many passages of a section is among some.
func partOf(s overview.Section, chosen map[string]bool, many int) bool {
	n := 0
	for _, p := range s.Passages {
		if chosen[p.ID] {
			n++
		}
	}
	return many*n >= len(s.Passages)
}

// headingSays reports whether the heading of a section says one of some words.
func headingSays(s overview.Section, words []string) bool {
	heading := text.Normalize(s.Heading.Text)
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(heading, word) })
}

func rank(chosen map[string]bool, h hit) int {
	if chosen[h.ID] {
		return 0
	}
	return 1
}

const (
	maxFields = 3  // fields of one message
	maxTheme  = 24 // nearest passages of a message that are read, half as many of each field

	half    = 0.5 // how surely the reader must say that a passage is about what is asked
	mostly  = 0.7 // the same where a whole section is told beside it, or nothing
	mayTell = 0.1 // the same of a passage that says the word for it, or stands below the nearest heading
)

// reports are those of the place and the years that a question names; all where there
// is none, or it names neither.
func (b *Bot) reports(q question.Question) []*knowledge.Report {
	of := slices.DeleteFunc(slices.Clone(b.library.Reports), func(report *knowledge.Report) bool { return b.judge.Elsewhere(q, report) })
	if len(of) == 0 {
		return b.library.Reports
	}
	return of
}

// without says that a report has no such chapter, and which it has.
func (b *Bot) without(q question.Question, report *knowledge.Report, chapter int) Answer {
	a := b.contents(q, []*knowledge.Report{report})
	a.Lead = fmt.Sprintf(words.AnswersIn(q.Language).NoChapter, chapter) + "\n" + a.Lead
	return a
}

const (
	maxContents = 20 // reports of which the contents are told
	maxChapters = 60 // chapters of all of them that are named; of more, none is
)

// contents lists reports with their chapters and how much each holds.
func (b *Bot) contents(q question.Question, reports []*knowledge.Report) Answer {
	w := words.AnswersIn(q.Language)
	var digests []overview.Digest
	chapters := 0
	for _, report := range reports[:min(maxContents, len(reports))] {
		d := overview.DigestOf(report)
		digests = append(digests, d)
		chapters += len(d.Chapters)
	}
	var lines []string
	for _, d := range digests {
		lines = append(lines, fmt.Sprintf(w.Overview, named(q.Language, d.Report.Meta), len(d.Chapters), len(d.Report.Passages)))
		for _, c := range d.Chapters {
			if chapters <= maxChapters {
				lines = append(lines, fmt.Sprintf(w.Chapter, unstopped(c.Heading.Text), len(c.Passages)))
			}
		}
	}
	if rest := len(reports) - len(digests); rest > 0 {
		lines = append(lines, fmt.Sprintf(w.MoreReports, rest))
	}
	a := b.newAnswer(q, Meta, nil)
	a.Trace.Reason = words.Staff().Trace.Intents[string(q.Intent)]
	a.Lead = strings.Join(append(lines, w.AskMore), "\n")
	return a
}
