package bot

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"wenbao/bot/judge"
	"wenbao/bot/overview"
	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

// Ask answers one message. The error is for operators: a fault of the machine,
// never something a citizen did. Without a language model, equal messages get
// equal answers.
func (b *Bot) Ask(ctx context.Context, m Message) (Answer, error) {
	m.History = question.Recent(m.History, time.Now())
	ctx = b.chargedTo(ctx, m.User)
	q := b.located(b.reader.Read(m.Text, m.History), m.History)
	p := b.endangered(q, m.History)
	var a Answer
	if p.lets(q) || !p.goesOn || p.calm {
		var err error
		if a, err = b.answer(ctx, q, m.History); err != nil {
			return Answer{}, err
		}
	}
	switch {
	case p.eased, p.calm && p.goesOn && a.Outcome != Answered:
		a = b.reminded(q, a, p.told)
	case p.goesOn && p.danger.Intent == question.Thanks: // 没事了，灭了
		a = b.relieved(q, p.told)
	case p.goesOn && p.told.Intent == question.Crisis && a.Outcome == Answered: // 有多少就业岗位
		a = b.reminded(q, a, p.told)
	case p.goesOn && a.Outcome != Answered: // 能开灯吗 after a smell of gas
		a = b.reply(p.danger)
		a.Talked = true
	case a.Outcome == Answered && b.config.Rewriter != nil && q.FollowsUp() && !q.Confirm:
		a = b.cared(q, b.reread(ctx, m, q, a))
	default:
		a = b.cared(q, a)
	}
	a.Talked = a.Talked || p.thanks // the danger is not forgotten, nor the thanks
	a.Receipt = b.receipt(m)
	return a, nil
}

// reread takes other passages for a follow-up that is answered as it was said,
// if a model reads it as a question that finds some. No outcome is raised, and
// whatever fails leaves the answer as it was.
func (b *Bot) reread(ctx context.Context, m Message, q question.Question, answered Answer) Answer {
	whole, ok := b.rewrite(ctx, m, q)
	if !ok {
		return answered
	}
	whole.There = q.There
	a, err := b.answer(ctx, whole, nil)
	if err != nil {
		b.config.Log.Warn("the rewritten follow-up is not answered", "because", err)
	}
	if err != nil || a.Outcome != Answered {
		return answered
	}
	a.Mode = Model
	return a
}

// answer takes a message through the house: what its words decide whatever it wants, what a passage
// answers though it might want something else, and the rest by what it wants.
func (b *Bot) answer(ctx context.Context, q question.Question, turns []Turn) (Answer, error) {
	if a, ok, err := b.byWords(ctx, q, turns); ok || err != nil {
		return a, err
	}
	if a, ok, err := b.tried(ctx, q); ok || err != nil {
		return a, err
	}
	return b.byIntent(ctx, q, turns)
}

// tried answers what might be a question although it is heard as something else, or asks for a fact as a
// favour, where a passage answers it, or clearly comes near. ok is false where none does, and for any other message.
func (b *Bot) tried(ctx context.Context, q question.Question) (a Answer, ok bool, err error) {
	if asked, wants := b.reader.Particulars(q); wants {
		if a, err = b.search(ctx, asked); err != nil || comesNear(a, true) || len(q.Parts) == 0 && a.Outcome == Related {
			return a, err == nil, err
		}
	}
	switch {
	case q.LooksUp && (q.Intent == question.Service || q.Intent == question.Capability):
		a, err = b.search(ctx, q.As(question.Ask))
		return a, comesNear(a, true), err
	case q.Intent == question.Service && q.OnlyServes():
		return b.reply(q), true, nil
	case q.Intent == question.Service:
		return b.served(ctx, q)
	case q.Intent == question.Whole && !b.hasSubject(q.Fields()): // of which place is no subject
		a, err = b.survey(ctx, q)
		return a, true, err
	case !q.Sure && (!q.Intent.Searched() || q.Intent == question.Vague):
		a, err = b.search(ctx, q.Tried())
		return a, comesNear(a, q.Intent != question.Vague), err // of that only an answer is worth more than a sentence of ours
	}
	return Answer{}, false, nil
}

// comesNear reports whether a search answers, or, where that is worth telling, clearly comes near.
func comesNear(a Answer, near bool) bool {
	return a.Outcome == Answered || near && a.Outcome == Related && a.Hits[0].Score >= subjectScore
}

// byIntent answers by what a message wants: with the sentences of the bot's own, from the answer
// before, from the report as a whole, or from the passages.
func (b *Bot) byIntent(ctx context.Context, q question.Question, turns []Turn) (Answer, error) {
	switch {
	case (q.Intent.OnLast() || q.Intent == question.Vague) && b.namesAnnex(q): // 附表1有什么
		return b.survey(ctx, q)
	case q.Intent == question.Vague && q.Before == "" && overview.WantsContents(q.Text):
		return b.whole(q), nil
	case q.Intent.OnLast():
		return b.again(ctx, q, turns)
	case q.Intent == question.Frustration:
		return b.apologise(q, turns), nil
	case q.Intent.Surveys():
		return b.survey(ctx, q)
	case !q.Intent.Searched():
		return b.reply(q), nil
	}
	return b.search(ctx, q)
}

// search answers from the passages: what a message asks, part by part.
func (b *Bot) search(ctx context.Context, q question.Question) (Answer, error) {
	parts := b.placed(q.Parts)
	if len(parts) < 2 && len(q.Parts) < 2 || b.reader.KeepsPromise(q) {
		parts = []question.Question{onlyPart(q)}
	}
	var asked []question.Question
	for _, part := range parts {
		sides := b.reader.Sides(part, b.judge.Territories())
		if len(sides) == 0 {
			sides = []question.Question{part}
		}
		asked = append(asked, sides...)
	}
	var found []finding
	most := maxParts
	if len(parts) == 1 {
		most = max(most, len(asked)) // one question of each place
	}
	for _, part := range asked[:min(most, len(asked))] {
		f, err := b.findSplit(ctx, part, max(0, most-len(found)))
		if err != nil {
			return Answer{}, err
		}
		found = append(found, f...)
	}
	if trouble, ok, err := b.asTrouble(ctx, q, found); err != nil || ok {
		return b.compose(trouble), err
	}
	if len(found) == 1 && len(found[0].apart) == 0 {
		return b.withWholeField(ctx, found[0], b.compose(found[0]))
	}
	return b.composeParts(q, found), nil
}

// finding is what was found for one question.
type finding struct {
	asked   question.Question // in the words that were searched
	said    string            // what of a message it is for, "" for all
	hits    []hit
	section *overview.Section // that the question is about, nil for passages
	verdict judge.Verdict
	mode    Mode                  // who chose
	apart   []finding             // of its clauses, where nothing answers it or any of them
	vague   bool                  // it says nothing of a subject
	lacks   bool                  // the first of the hits is what lacks it, where none answers
	tells   question.Tense        // of which the first of the hits tells, where only that lacks it
	respelt []question.Respelling // what was put right in it
}

func (f finding) answers() bool { return f.section != nil || len(f.verdict.Answers) > 0 }

// find looks for what answers a question, and lets a chooser have its say.
func (b *Bot) find(ctx context.Context, q question.Question) (finding, error) {
	f, err := b.read(ctx, q)
	if err != nil {
		return f, err
	}
	return b.chosen(ctx, f)
}

// read looks for what answers a question, in the sentence that it stands in and by
// itself, and together with what was said before it; first together, where it
// points back. A figure of no time is looked for in what was done before all, and
// everything in older reports of the place at last. Where no form answers, the first
// counts that says what it is about and not only of which other place or year.
func (b *Bot) read(ctx context.Context, q question.Question) (finding, error) {
	var kept *finding
	forms := b.forms(q)
	if done := forms[0]; b.judge.DoneFirst(done) {
		done.Tense = question.Done
		if f, err := b.findAs(ctx, done); err != nil || b.onlyOfTold(f).answers() {
			return b.onlyOfTold(f), err
		}
	}
	if b.judge.HasOlder(q) {
		older := forms[0]
		older.Older = true
		forms = append(forms, older)
	}
	for _, form := range forms {
		f, err := b.findAs(ctx, form)
		if f = b.toldByQuoted(b.onlyOfTold(f)); err != nil || f.answers() {
			return f, err
		}
		if kept == nil || kept.vague || saysMore(f, *kept) {
			kept = &f
		}
	}
	respelt, err := b.respelt(ctx, b.lackedByQuoted(*kept))
	if err == nil && !respelt.answers() {
		respelt, err = b.inReportsWords(ctx, respelt)
	}
	if err != nil || respelt.answers() {
		return respelt, err
	}
	return b.inOtherScope(ctx, respelt)
}

// saysMore reports whether a form of a question that is not answered says more of
// what is lacking than one before it, which was about another place or year, or
// which took a bare word for more of what was said before.
func saysMore(f, before finding) bool {
	if f.asked.Intent == question.Vague {
		return !f.vague && !before.verdict.Missing.Elsewhere()
	}
	return before.verdict.Missing.Elsewhere()
}

// forms are the ways in which a question can be read, in the order in which
// they are tried.
func (b *Bot) forms(q question.Question) []question.Question {
	if q.Sentence != "" {
		own := q
		own.Sentence = ""
		forms := b.forms(q.InSentence(b.reader))
		if len(own.Kinds) == 0 && !slices.ContainsFunc(own.Content, func(w question.Word) bool { return utf8.RuneCountInString(w.Text) > 1 || b.reader.Subject(w.Text) }) {
			return forms // 能喝吗 of water is about nothing by itself, least of all about drinks
		}
		return slices.Insert(forms, 1, own)
	}
	if q.Joint {
		return []question.Question{q}
	}
	var forms []question.Question
	subjects := slices.DeleteFunc(q.Subjects(maxSubjects), b.ownPlace) // 通州呢 has none
	only := len(subjects) > 0 && q.OnlyAsks()                          // 投资多少
	if only {
		subjects = nil
	}
	names := len(subjects) > 0 && b.scopeIn(q) != "" || slices.ContainsFunc(subjects, func(word string) bool { return !question.NamesNothing(word) })
	if q.Before != "" && (q.Intent == question.Vague || q.States || !names) { // 在哪儿, 那我们这条有没有
		joined := q.Joined()
		if len(subjects) == 0 && len(q.Subjects(1)) > 0 {
			joined.Content = nil // nothing but the report's own place
		}
		forms = append(forms, joined)
		switch own := q; {
		case q.Points, q.States:
		case only:
			own.Strict = true
			forms = append(forms, own)
		case names, len(subjects) > 0 && q.Intent != question.Vague: // 限号, not 具体在哪
			forms = append(forms, own)
		}
		return forms
	}
	if q.Before != "" && q.Points {
		return append(forms, q.Joined(), q)
	}
	if forms = append(forms, q); q.Before != "" {
		forms = append(forms, q.Joined())
	}
	return forms
}

// hasSubject reports whether some words name anything but the places of the reports; a
// single character may be a piece of one.
func (b *Bot) hasSubject(words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool {
		return utf8.RuneCountInString(word) > 1 && !b.ownPlace(word)
	})
}

// findAs takes a question through the house in its own words, a value in and a
// value out at every step: what was found, whether a whole section is meant,
// and which passages answer.
func (b *Bot) findAs(ctx context.Context, q question.Question) (finding, error) {
	q = b.reader.InYears(b.judge.Dated(q))
	f := finding{asked: q, mode: Quote}
	var err error
	if f.hits, err = b.hits(ctx, q); err != nil {
		return f, err
	}
	if f.vague = b.vague(q, f.hits); f.vague {
		return f, nil
	}
	section, ok, err := b.section(ctx, q, f.hits)
	switch {
	case err != nil:
		return f, err
	case ok && (section.Clear || len(section.Passages) <= smallSection && b.sectionMayTell(q, section, f.hits)):
		f.section = &section
		return f, nil
	case ok:
		f.hits, f.asked.Several = section.First(f.hits), true
	}
	f.verdict, err = b.addParts(ctx, f.asked, f.hits, b.judge.Decide(f.asked, f.hits))
	return b.onlyOfQuoted(f), err
}

// sectionMayTell reports whether some passage of a section may tell what is asked: the nearest
// heading may be about something else (what was done in education?).
func (b *Bot) sectionMayTell(q question.Question, s overview.Section, hits []hit) bool {
	below := slices.DeleteFunc(slices.Clone(hits), func(h hit) bool {
		return !slices.ContainsFunc(s.Passages, func(p *knowledge.Passage) bool { return p.ID == h.ID })
	})
	return slices.ContainsFunc(b.judge.WeighAll(q, below), func(w judge.Weighing) bool {
		return !w.Excluded && w.Reading.Probability >= mayTell
	})
}

// vague reports whether a question says nothing of a subject.
func (b *Bot) vague(q question.Question, hits []hit) bool {
	if q.Joint || b.judge.Explained(q, hits) {
		return false
	}
	complains := q.Intent == question.Need && q.Before == "" && q.OnlyServes() // 没人管
	return complains || q.Intent == question.Vague && q.Before == "" && !judge.NamesSubject(q) || b.judge.Contentless(q, hits)
}

// depth is how many of the best passages are looked at: what is preferred for its
// tense or its indicator comes from among them.
const depth = 200

// hits ranks the passages of the places that a question names, or of all; those of
// one that is taken together with what was said before, for both.
func (b *Bot) hits(ctx context.Context, q question.Question) ([]hit, error) {
	search := b.among(q, q.Text)
	switch {
	case q.Joint && (len(q.Content) == 0 || q.Intent == question.Vague):
		search.Text = q.Before // its own say nothing that could be found
	case q.Joint:
		search.Before = q.Before
	}
	hits, err := b.passages.Find(ctx, search, depth)
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err)
	}
	return b.judge.Prefer(q, hits), nil
}

// among is a search for some words among the reports of the places that a question
// names.
func (b *Bot) among(q question.Question, words string) retrieval.Query {
	return retrieval.Query{Text: words, Reports: b.judge.Reports(q)}
}

// smallSection is how many passages of a section are quoted whole even if the
// question may be about a part of it.
const smallSection = 6

// section finds the section that a question is about, unless it lies outside of
// what the section tells; one that follows another question, or may be no
// question, must be clear.
func (b *Bot) section(ctx context.Context, q question.Question, hits []hit) (overview.Section, bool, error) {
	if q.Joint {
		return overview.Section{}, false, nil
	}
	section, ok, err := overview.Find(ctx, b.library, b.headings, b.among(q, q.Text), q, hits)
	return section, ok && (q.Before == "" && !q.Strict || section.Clear) && !b.judge.Outside(q, section.Passages), err
}
