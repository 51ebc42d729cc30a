package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"wenbao/bot/judge"
	"wenbao/bot/overview"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

// byWords answers what its words decide: which are the first and what is best, places to go, several
// fields at once, the person's own home, where a word or a figure stands. ok is false for any other message.
func (b *Bot) byWords(ctx context.Context, q question.Question, turns []Turn) (a Answer, ok bool, err error) {
	if a, ok, err := b.ofWholeReport(ctx, q); ok || err != nil {
		return a, ok, err
	}
	if places, ok := b.reader.Leisure(q, b.ownPlace); ok && (!q.Intent.OnLast() || (q.LeftOut != "" || q.Intent == question.More) && !b.leisurely(turns)) {
		a, err := b.search(ctx, places)
		return b.leftOut(q, a), true, err
	}
	if benefit, ok := b.reader.Benefit(q); ok {
		a, err := b.search(ctx, benefit)
		return a, true, err
	}
	if themes := b.reader.Themes(q, b.ownPlace); len(themes) > 0 && !b.ofOneSection(themes) {
		a, err := b.themes(ctx, q, themes)
		return a, true, err
	}
	if home := q.Home(); home != "" && !b.says(home) && !b.ownPlace(home) {
		a, err := b.withoutHome(ctx, q, home, turns)
		return a, true, err
	}
	if q.Literal != "" && !q.Intent.Danger() {
		return b.mentions(q), true, nil
	}
	return Answer{}, false, nil
}

// Search returns the k best passages for a question without judging them.
func (b *Bot) Search(ctx context.Context, asked string, k int) ([]retrieval.Hit, error) {
	return b.passages.Search(ctx, asked, k)
}

// Lookup returns up to k passages near to a few words, best first, unjudged:
// for a reader who chooses one by herself. Nothing near is no error.
func (b *Bot) Lookup(ctx context.Context, asked string, k int) ([]Citation, error) {
	hits, err := b.passages.Search(ctx, b.reader.Part(text.Normalize(asked)).Text, k)
	if err != nil {
		return nil, fmt.Errorf("looking up: %w", err)
	}
	return b.cite(text.LanguageOf(asked), nearOf(hits)), nil
}

// Cite quotes one passage; ok is false when the library does not have it.
func (b *Bot) Cite(l text.Language, id string) (c Citation, ok bool) {
	report, p, ok := b.library.Passage(id)
	if !ok {
		return Citation{}, false
	}
	return citation(l, report, p), true
}

// mentions quotes every passage that says a word or gives a figure.
func (b *Bot) mentions(q question.Question) Answer {
	w, word := words.AnswersIn(q.Language), strings.ToUpper(q.Literal)
	return b.quoteAll(q, fmt.Sprintf(w.NotFound, fmt.Sprintf(w.Lacks.Entity, word)), w.Mentions, word, func(p *knowledge.Passage) bool { return overview.Mentions(p, q.Literal) })
}

// bestOrShortcomings quotes every passage that says what reports say of what is best of all, or of what was not
// achieved.
func (b *Bot) bestOrShortcomings(q question.Question) Answer {
	w := words.AnswersIn(q.Language)
	if q.Intent == question.Best {
		done := func(p *knowledge.Passage) bool { return overview.ClaimsFirst(p) && !b.judge.Plans(p.ID) }
		return b.quoteAll(q, fmt.Sprintf(w.NotFound, w.Lacks.Silent), w.Best, "", done)
	}
	return b.quoteAll(q, fmt.Sprintf(w.NotFound, withoutKind(w, question.Shortfall)), w.Shortcomings, "", overview.OwnsShortcoming)
}

// quoteAll quotes all passages of the reports that are asked about which are such, in their order,
// behind a lead that says a word, if any, and how many they are; none says that there are none.
func (b *Bot) quoteAll(q question.Question, none, lead, word string, such func(*knowledge.Passage) bool) Answer {
	a := b.newAnswer(q, Answered, nil)
	a.Trace.Reason = words.Staff().Trace.Intents[string(q.Intent)]
	var ids []string
	for _, report := range b.reports(q) {
		for i := range report.Passages {
			if p := &report.Passages[i]; such(p) {
				ids = append(ids, p.ID)
			}
		}
	}
	all := len(ids)
	a = b.listed(a, ids)
	a.List = all >= listedFrom
	switch {
	case all == 0:
		a.Outcome, a.Lead = NotFound, none
		return a
	case word != "":
		a.Lead = fmt.Sprintf(lead, word, all)
	default:
		a.Lead = fmt.Sprintf(lead, all)
	}
	return a
}

// such are the passages about things that are such, for a question that asks which those are,
// whatever things they be: the first of all, or those in a state. There are none for any other.
func (b *Bot) such(q question.Question) map[string]bool {
	asks := q.Intent.Searched() || q.Intent.Surveys()
	listed := q.Asks(question.Names) || q.Before == "" && (q.Topical || q.Asks(question.Items) || len(q.Kinds) == 0 && !q.Confirm) // not 它是全市第一吗
	told := len(q.Years) == 0 || slices.ContainsFunc(q.Years, func(year int) bool { return slices.Contains(b.reader.Years, year) })
	if !asks || !listed || !told {
		return nil
	}
	if firsts := b.firsts(q); len(firsts) > 0 {
		return firsts
	}
	return b.inState(q)
}

// firsts are the passages that say in so many words that something is the first, for a question
// that asks for those and names nothing more: 哪些是全市第一.
func (b *Bot) firsts(q question.Question) map[string]bool {
	ids := map[string]bool{}
	for _, report := range b.reports(q) {
		found, rest := overview.Firsts(report, q.Text)
		if rest == q.Text || b.hasSubject(b.reader.Part(rest).Things(b.ownPlace)) {
			return nil
		}
		for _, p := range found {
			ids[p.ID] = true
		}
	}
	return ids
}

// inState are the passages that tell of anything in a state, for a question that asks which things
// are and names no kind of thing: 封顶的项目有哪些. One passage alone is left to the search.
func (b *Bot) inState(q question.Question) map[string]bool {
	states := q.InState(b.ownPlace)
	if len(states) == 0 || len(q.Parts) > 1 || q.Before != "" || !q.Asks(question.Names) && !q.AsksWhich() {
		return nil
	}
	ids := map[string]bool{}
	for _, report := range b.reports(q) {
		for _, p := range report.Passages {
			says := func(state string) bool { return strings.Contains(p.Text, state) } // in no other signs: whole reports are not normalised for it
			if slices.ContainsFunc(states, says) && !b.judge.Plans(p.ID) {
				ids[p.ID] = true
			}
			if len(ids) > maxQuotes {
				return nil
			}
		}
	}
	if len(ids) < 2 {
		return nil
	}
	return ids
}

// withWholeField is the answer to a question that asks which things there are, with what else the
// reader takes for some of them when it is asked for all about their field: the nearest alone
// would pass for all. A section whose heading says nothing of a field of a word or two, and
// which holds little of it, is none of it; the reader makes less of a longer one. What nothing
// answers as it was put is answered so where it asks what is told of a field, or which there are of what
// a report says, behind something else.
func (b *Bot) withWholeField(ctx context.Context, f finding, a Answer) (Answer, error) {
	wish, ok := b.reader.Wishes(f.asked, f.asked.Serves || !f.answers(), b.ownPlace)
	apart := f.verdict.Untold != "" || f.verdict.Correction != nil || len(a.Citations) > len(f.quoted()) // or items that it announces
	none := !f.answers()
	if len(f.verdict.Answers) > 0 && b.judge.Owns(f.asked, f.verdict.Answers[0]) { // the paragraph of all problems
		return a, nil
	}
	tells := wish.Of || wish.Aside && slices.ContainsFunc(wish.Field, b.says)
	if !ok || apart && !none || a.Mode == Model || none && (!tells || f.verdict.Missing.Elsewhere()) {
		return a, nil
	}
	near, err := b.hits(ctx, wish.Asked)
	if err != nil {
		return Answer{}, err
	}
	if near, err = b.nearField(ctx, wish.Asked, near); err != nil {
		return Answer{}, err
	}
	told := f.quoted()
	read := b.judge.WeighAll(wish.Asked, near)
	if f.section != nil && len(wish.Field) < maxFields && !wish.Aside && !b.sectionTells(*f.section, wish.Field, read) {
		told = nil
	}
	chosen := b.moreOfField(f, told, read)
	if len(chosen) == 0 {
		return a, nil
	}
	for _, h := range told {
		chosen[h.ID] = true
	}
	if len(chosen) == len(told) {
		return a, nil
	}
	w := words.AnswersIn(a.Language)
	all := b.quoteAll(f.asked, "", f.putRight(w)+w.Theme, "", func(p *knowledge.Passage) bool { return chosen[p.ID] })
	all.Hits, all.Trace = promote(a.Hits, hitsOf(all)), a.Trace
	return b.helped(f.asked, all), nil
}

// themes quotes of each of several fields what the reader takes for about it, field by field, and
// tells of which nothing is told.
func (b *Bot) themes(ctx context.Context, q question.Question, wishes []question.Wish) (Answer, error) {
	var found []finding
	for _, wish := range wishes {
		near, err := b.hits(ctx, wish.Asked)
		if err != nil {
			return Answer{}, err
		}
		f := finding{asked: wish.Asked, hits: near, mode: Quote}
		read, err := b.nearField(ctx, wish.Asked, near)
		if err != nil {
			return Answer{}, err
		}
		if about := b.surest(wish.Asked, read, maxQuotes/len(wishes)); len(about) > 0 {
			f.verdict = b.judge.Settle(wish.Asked, near, f.verdict, about)
		} else if f, err = b.find(ctx, wish.Asked); err != nil {
			return Answer{}, err
		}
		f.said = strings.Join(wish.Field, "")
		found = append(found, f)
	}
	return b.composeParts(q, found), nil
}

// ofOneSection reports whether the heading of one section says several fields: that section is meant.
func (b *Bot) ofOneSection(wishes []question.Wish) bool {
	return slices.ContainsFunc(b.library.Reports, func(report *knowledge.Report) bool {
		return slices.ContainsFunc(report.Headings, func(h knowledge.Heading) bool {
			said := 0
			for _, wish := range wishes {
				if headingSays(overview.Section{Heading: &h}, wish.Field) {
					said++
				}
			}
			return said > 1
		})
	})
}

// surest are the passages that the reader takes for some about a field: so many of which it is
// surest, in their order, and then the others.
func (b *Bot) surest(field question.Question, read []hit, shown int) []hit {
	about := slices.DeleteFunc(b.judge.WeighAll(field, read), func(x judge.Weighing) bool { return x.Excluded || x.Reading.Probability < half })
	slices.SortStableFunc(about, func(x, y judge.Weighing) int { return cmp.Compare(y.Reading.Probability, x.Reading.Probability) })
	place := func(x judge.Weighing) (report, line int) {
		r, p, _ := b.library.Passage(x.Hit.ID)
		return slices.Index(b.library.Reports, r), slices.IndexFunc(r.Passages, func(other knowledge.Passage) bool { return other.ID == p.ID })
	}
	slices.SortStableFunc(about[:min(shown, len(about))], func(x, y judge.Weighing) int {
		ofX, atX := place(x)
		ofY, atY := place(y)
		return cmp.Or(cmp.Compare(ofX, ofY), cmp.Compare(atX, atY))
	})
	var hits []hit
	for _, x := range about {
		hits = append(hits, x.Hit)
	}
	return hits
}

// sectionTells reports whether a section is about a field: its heading says so, or it is clearly the
// nearest and at least half of it was chosen.
func (b *Bot) sectionTells(s overview.Section, field []string, read []judge.Weighing) bool {
	chosen := map[string]bool{}
	for _, x := range read {
		chosen[x.Hit.ID] = !x.Excluded && x.Reading.Probability >= half
	}
	return headingSays(s, field) || s.Clear && partOf(s, chosen, 2)
}

// moreOfField are the passages, of those read for a field, that are some of what a question asks
// for, by id: the reader takes them for about the field, and so does the judge, or the reader
// mostly where nothing else is told. Where it is sure of what answers the question as it was put,
// it must find that conceivable of them, too.
func (b *Bot) moreOfField(f finding, told []hit, read []judge.Weighing) map[string]bool {
	least := half
	if f.section != nil || len(told) == 0 {
		least = mostly
	}
	var hits []hit
	for _, x := range read {
		if !x.Excluded && x.Reading.Probability >= least && (x.Answers() || len(told) == 0) {
			hits = append(hits, x.Hit)
		}
	}
	surely := f.section == nil && slices.ContainsFunc(b.judge.WeighAll(f.asked, told), func(x judge.Weighing) bool { return x.Reading.Probability >= half })
	chosen := map[string]bool{}
	for _, x := range b.judge.WeighAll(f.asked, hits) {
		if !x.Excluded && (!surely || x.Reading.Probability >= judge.Conceivable) {
			chosen[x.Hit.ID] = true
		}
	}
	return chosen
}

// hitsOf are the passages that an answer quotes.
func hitsOf(a Answer) []hit {
	var hits []hit
	for _, c := range a.Citations {
		hits = append(hits, hit{ID: c.ID})
	}
	return hits
}

// respelt looks once more with the words by which the nearest passages say what was done, and with
// those put right that they spell otherwise, and keeps that if it is answered then.
func (b *Bot) respelt(ctx context.Context, f finding) (finding, error) {
	var texts []string
	for _, h := range f.hits[:min(judge.Weighed, len(f.hits))] {
		if _, p, ok := b.library.Passage(h.ID); ok {
			texts = append(texts, text.Normalize(p.Text))
		}
	}
	for _, asked := range b.reader.InReports(f.asked, texts) {
		if again, err := b.findAs(ctx, asked); err != nil || again.answers() {
			return again, err
		}
	}
	asked, put := b.reader.Respelt(f.asked, texts)
	if len(put) == 0 {
		return f, nil
	}
	again, err := b.findAs(ctx, asked)
	if err != nil || !again.answers() {
		return f, err
	}
	again.respelt = put
	return again, nil
}

// inReportsWords looks once more with a word of people in that of the passages that nobody wrote other words
// for (殡葬 for 火化), which the reader may not know for the same, and keeps that if such a passage answers.
// A trouble is put in words that are near, too: what was done about it need not be all of it.
func (b *Bot) inReportsWords(ctx context.Context, f finding) (finding, error) {
	if f.vague || f.verdict.Missing.Elsewhere() {
		return f, nil
	}
	for _, h := range f.hits[:min(judge.Weighed, len(f.hits))] {
		report, p, ok := b.library.Passage(h.ID)
		if !ok || len(report.Expansions) > 0 {
			continue
		}
		word := question.Respelling{}
		if word.Said, word.Meant = retrieval.InReport(f.asked.Text, text.Normalize(p.Text), f.asked.Intent == question.Need); word.Said == "" {
			continue
		}
		again, err := b.findAs(ctx, f.asked.Meaning(b.reader, word))
		if err != nil {
			return f, err
		}
		if isIn(again.verdict.Answers, h) {
			again.respelt = append(again.respelt, word)
			return again, nil
		}
	}
	return f, nil
}
