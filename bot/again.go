package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/bot/judge"
	"wenbao/bot/overview"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// again does what a message wants of the answer before: the same passages, a
// part of them, or what stands next to them. What has no answer before it is
// told so.
func (b *Bot) again(ctx context.Context, q question.Question, turns []Turn) (Answer, error) {
	w := words.AnswersIn(q.Language)
	turns, err := b.recalled(ctx, turns)
	if err != nil {
		return Answer{}, err
	}
	last := quoted(turns)
	if q.Intent == question.Back {
		last = b.before(turns)
	}
	shown := last.Citations
	if q.Intent == question.More {
		_, shown = b.alreadyShown(turns)
	}
	if b.corrects(q, last) == nil {
		if first, err := b.ownSubject(ctx, q, shown); err != nil || first.Outcome != "" {
			return first, err
		}
	}
	switch {
	case q.Intent == question.Insist && len(turns) > 0:
		return b.insisted(ctx, turns)
	case q.Intent == question.More && q.Points && q.LeftOut == "": // 还有哪个公园跟它一起开的
		return b.search(ctx, q.As(question.Ask))
	case len(last.Citations) == 0:
		return b.withoutLast(ctx, q)
	case q.Intent == question.Sum && (b.judge.Untold(q, hit{ID: last.Citations[0]}) != "" || !b.holdsAny(q, last.Citations)): // 具体金额是多少, 它收多少分
		return b.search(ctx, q.As(question.Ask))
	}
	a := b.newAnswer(q, Answered, nil)
	a.Trace.Reason = words.Staff().Trace.Intents[string(q.Intent)]
	ids := last.Citations
	switch q.Intent {
	case question.Compare:
		ids, a.Lead = b.compared(turns), w.Compare
	case question.More:
		return b.more(ctx, q, turns)
	case question.Next:
		ids = b.after(ids[len(ids)-1])
		a.Lead = w.Next
	case question.Nth:
		ids, a.Lead, a.Closing = b.nth(q, turns)
	case question.Shorter:
		ids, a.Lead = ids[:1], w.Shorter
	case question.InLanguage:
		a.Language = q.WantedLanguage()
		a.Lead = words.AnswersIn(a.Language).Again
	case question.Origin:
		a.Lead = fmt.Sprintf(w.Origin, b.origins(q.Language, ids))
	default:
		a.Lead = b.sameLead(q, last)
	}
	a.Citations = b.quote(a.Language, ids)
	if len(a.Citations) == 0 {
		a.Outcome, a.Lead = NotFound, w.NoMore
	}
	return a, nil
}

// holdsAny reports whether a passage holds what a message asks for, or it asks for nothing.
func (b *Bot) holdsAny(q question.Question, ids []string) bool {
	return len(q.Kinds) == 0 || slices.ContainsFunc(ids, func(id string) bool { return b.judge.Holds(q, hit{ID: id}) })
}

// compared are the passages that a message compares: those of the last answer, and where that
// is one, of the one before it, too.
func (b *Bot) compared(turns []Turn) []string {
	ids := quoted(turns).Citations
	if len(ids) > 1 {
		return ids
	}
	earlier := b.before(turns).Citations
	return slices.Concat(earlier[:min(maxMore, len(earlier))], ids)
}

// insisted answers the last message from the reports alone, for who wants no hotline.
func (b *Bot) insisted(ctx context.Context, turns []Turn) (Answer, error) {
	at := len(turns) - 1
	for at > 0 && b.reader.Read(turns[at].Question, turns[:at]).Intent == question.Insist {
		at--
	}
	q := b.turn(turns, at)
	if !q.Intent.Searched() {
		q = q.As(question.Need)
	}
	a, err := b.search(ctx, q)
	a.Closing = strings.TrimSpace(strings.ReplaceAll(a.Closing, b.hotline(q.Language), ""))
	return a, err
}

// nth is the passage that a message names by its number, with the one next to it, what
// introduces it, and what it does not tell of what is asked.
func (b *Bot) nth(q question.Question, turns []Turn) (ids []string, lead, closing string) {
	w := words.AnswersIn(q.Language)
	ids = b.counted(turns)
	n := q.Nth(len(ids))
	k := b.judge.Untold(q, hit{ID: ids[min(n, len(ids))-1]})
	if k != "" {
		closing = asSentence(withoutKind(w, k))
	}
	switch {
	case n <= len(ids):
		return b.withNext(ids[n-1]), w.Nth, closing
	case len(ids) == 1 && k != "": // 第二个在哪 of two parks in one passage
		return ids, w.Again, closing
	}
	return b.withNext(ids[len(ids)-1]), fmt.Sprintf(w.NoNth, len(ids)), closing
}

// withoutLast is what a message about the answer before gets where there is none. What
// names a subject asks about that, and who wants more goes on with what was not answered.
func (b *Bot) withoutLast(ctx context.Context, q question.Question) (Answer, error) {
	subjects := b.subjects(q)
	switch {
	case q.Intent == question.Origin:
		return b.reply(q.As(question.Reliable)), nil
	case q.Intent == question.Sum:
		return b.search(ctx, q.As(question.Ask))
	case q.Intent == question.Correction: // 不是说有三十个吗 asks; 你说错了 is about nothing
		if a, err := b.search(ctx, q.As(question.Ask)); err != nil || a.Outcome != NotFound || len(subjects) > 0 {
			return a, err
		}
	case len(subjects) > 0 && (q.Intent == question.More || len(q.Kinds) > 0), q.Intent == question.More && q.Before != "":
		if a, err := b.search(ctx, q.Tried()); err != nil || a.Outcome != NotFound || len(subjects) > 0 {
			return a, err
		}
	case len(subjects) > 0: // 用大白话讲讲环境
		return b.search(ctx, b.reader.Part(strings.Join(subjects, " ")).Within(q).As(question.Ask))
	case q.Intent == question.Shorter:
		return b.whole(q), nil // too long is then the report
	}
	if q.Intent == question.InLanguage {
		q.Language = q.WantedLanguage()
	}
	a := b.newAnswer(q, Meta, nil)
	a.Lead = fmt.Sprintf(words.AnswersIn(q.Language).NoLast, b.Scope(q.Language), b.example(q.Language))
	return a, nil
}

// subjects are the words of a message that people ask about by their name alone: 医院 of
// 医院再细点.
func (b *Bot) subjects(q question.Question) []string {
	return slices.DeleteFunc(q.Fields(), func(word string) bool {
		return utf8.RuneCountInString(word) < 2 || len(question.KindsOf(word)) > 0 || b.ownPlace(word) || overview.WantsFigures(word) || !b.reader.Subject(word)
	})
}

// ownSubject answers what names a subject of its own, whatever it says of the
// answer before: 没问你医院，问的是学位. It quotes nothing that was shown before
// unless there is nothing else. Its answer has no outcome where the message is one about
// the answer before.
func (b *Bot) ownSubject(ctx context.Context, q question.Question, shown []string) (Answer, error) {
	if !slices.Contains([]question.Intent{question.Correction, question.More, question.Sum}, q.Intent) || len(q.Fields()) == 0 || q.Points {
		return Answer{}, nil
	}
	subjects := q.Fields()
	if q.Intent == question.More {
		character := func(word string) bool { return utf8.RuneCountInString(word) == 1 && b.reader.Subject(word) } // 还有别的路吗
		if subjects = b.subjects(q); len(subjects) == 0 && !slices.ContainsFunc(q.Fields(), character) {           // 还有别的吗
			return Answer{}, nil
		}
	}
	a, err := b.search(ctx, q.As(question.Ask).Alone())
	if err == nil && q.Intent == question.More && a.Outcome != Answered && (len(subjects) > 0 || q.Asks(question.Others)) && !slices.ContainsFunc(subjects, b.says) { // 还有地铁吗 after a hospital
		return a, nil
	}
	if err != nil || a.Outcome != Answered || len(a.Hits) == 0 || a.Hits[0].Score < subjectScore {
		return Answer{}, err
	}
	if a.List { // a whole section says how many there are
		return a, nil
	}
	old := func(id string) bool { return slices.Contains(shown, id) || b.leavesOut(q, id) }
	fresh := slices.DeleteFunc(slices.Clone(a.Citations), func(c Citation) bool { return old(c.ID) })
	switch {
	case len(fresh) > 0 && q.Intent != question.Sum: // 公交和出租车各多少 asks of what was shown, too
		a.Citations = fresh
		a.Hits = slices.DeleteFunc(a.Hits, func(h hit) bool { return old(h.ID) })
	case q.Intent == question.More:
		return Answer{}, nil
	}
	return a, nil
}

// sameLead introduces passages that were quoted before.
func (b *Bot) sameLead(q question.Question, last Turn) string {
	w := words.AnswersIn(q.Language)
	switch q.Intent {
	case question.Simpler:
		return w.Simpler
	case question.Sum:
		return w.Sum
	case question.Back:
		if b.reader.Asked(last) { // 下一条 is no question to repeat
			return fmt.Sprintf(w.Back, text.Shorten(last.Question, longestEcho))
		}
	case question.Correction:
		if c := b.corrects(q, last); c != nil {
			return fmt.Sprintf(w.Correction, c.Says, c.Asked)
		}
	}
	return w.Again
}

// corrects finds a figure in doubt that the answer before puts right: 不是说有30个吗.
func (b *Bot) corrects(q question.Question, last Turn) *judge.Correction {
	if q.Intent != question.Correction || len(last.Citations) == 0 {
		return nil
	}
	_, p, ok := b.library.Passage(last.Citations[0])
	if !ok {
		return nil
	}
	q.Confirm = true
	wrong, _ := judge.Correct(q, text.Normalize(p.Text))
	return wrong
}

// longestEcho is how much of a question is said back, in code points.
const longestEcho = 30

// recalled fills in what answered the last turns where nobody kept it.
func (b *Bot) recalled(ctx context.Context, turns []Turn) ([]Turn, error) {
	turns = slices.Clone(turns)
	for i := max(0, len(turns)-recall); i < len(turns); i++ {
		if len(turns[i].Citations) > 0 {
			continue
		}
		q := b.turn(turns, i)
		if !q.Intent.Searched() {
			continue
		}
		a, err := b.search(ctx, q)
		if err != nil {
			return nil, err
		}
		turns[i] = TurnOf(turns[i].Question, a)
	}
	return turns, nil
}

// recall is how many turns are asked again to know what answered them.
const recall = 2

// quoted is the last turn that quoted passages.
func quoted(turns []Turn) Turn {
	for _, t := range slices.Backward(turns) {
		if len(t.Citations) > 0 {
			return t
		}
	}
	return Turn{}
}

// counted are the passages among which a message names one by its number: those of the
// last answer that was not itself about one of them.
func (b *Bot) counted(turns []Turn) []string {
	for i, t := range slices.Backward(turns) {
		if len(t.Citations) > 0 && b.reader.Read(t.Question, turns[:i]).Intent != question.Nth {
			return t.Citations
		}
	}
	return quoted(turns).Citations
}

// before is the turn before the last one that quoted other passages.
func (b *Bot) before(turns []Turn) Turn {
	shown := slices.DeleteFunc(slices.Clone(turns), func(t Turn) bool { return len(t.Citations) == 0 })
	for i := len(shown) - 2; i >= 0; i-- {
		if !slices.Equal(shown[i].Citations, shown[len(shown)-1].Citations) {
			return shown[i]
		}
	}
	return Turn{}
}

// quote cites passages by id; those that the library has no more are left out.
func (b *Bot) quote(l text.Language, ids []string) []Citation {
	var citations []Citation
	for _, id := range ids {
		if c, ok := b.Cite(l, id); ok {
			citations = append(citations, c)
		}
	}
	return citations
}

// apologise answers who is not content, and the second time in other words.
func (b *Bot) apologise(q question.Question, turns []Turn) Answer {
	a := b.reply(q)
	if len(turns) == 0 {
		return a
	}
	if last := turns[len(turns)-1]; b.reader.Read(last.Question, turns[:len(turns)-1]).Intent == question.Frustration {
		a.Lead = fmt.Sprintf(words.AnswersIn(q.Language).DoubtAgain, b.example(q.Language))
	}
	return a
}

// after is the passage that stands behind another in the report.
func (b *Bot) after(id string) []string {
	report, p, ok := b.library.Passage(id)
	if !ok {
		return nil
	}
	if _, next := report.Neighbours(p); next != nil {
		return []string{next.ID}
	}
	return nil
}

// withNext is a passage and the one after it in its section, or before it where it is
// the last.
func (b *Bot) withNext(id string) []string {
	section, _ := b.around(id)
	at := slices.Index(section, id)
	switch {
	case at < 0 || len(section) < 2:
		return []string{id}
	case at+1 < len(section):
		return []string{id, section[at+1]}
	}
	return []string{id, section[at-1]}
}

// lackedByQuoted is a finding without answers to what asks for something of what was quoted
// before: that is what lacks it, or what counts what is asked for.
func (b *Bot) lackedByQuoted(f finding) finding {
	at := slices.IndexFunc(f.hits, func(h hit) bool { return slices.Contains(f.asked.Quoted, h.ID) })
	if at < 0 || f.vague {
		return f
	}
	same := f.asked.States || b.judge.OtherOfRow(f.asked, f.hits[at]) || f.asked.AsksOf() && !f.asked.Points
	all := b.saysAll(f.hits[at], f.asked)
	if !same || !f.asked.Joint && b.clear(f) && !all { // 消防站建在哪 after a hospital
		return f
	}
	f.hits = promote(f.hits, f.hits[at:at+1])
	var answers []hit
	if f.asked.OnlyAsks() && b.judge.Counts(f.asked, f.hits[0]) { // 一共弄了几条
		answers = f.hits[:1]
	}
	f.verdict = b.judge.Settle(f.asked, f.hits, judge.Verdict{Weighed: b.judge.Weigh(f.asked, f.hits[:1])}, answers)
	f.lacks = true
	return f
}

// toldByQuoted is a finding for what asks how many or which of what was said before as what was quoted of
// that, where it says all that is asked and counts by the same counter, or names them: 一共装了几部 of
// 加装电梯投入运行30部. The reader, which gets the bare words, may find none or another. What was quoted
// before a turn without an answer counts where it tells of what that asked about, too.
func (b *Bot) toldByQuoted(f finding) finding {
	if !f.asked.Joint || f.vague {
		return f
	}
	about := b.reader.Part(f.asked.Before).Subjects(maxSubjects)
	at := slices.IndexFunc(f.hits, func(h hit) bool {
		shown := slices.Contains(f.asked.Quoted, h.ID) || slices.Contains(f.asked.Shown, h.ID) && b.untold(about, []hit{h}) == ""
		return shown && (b.judge.Counts(f.asked, h) || b.judge.Lists(f.asked, h)) && b.saysAll(h, f.asked)
	})
	if at < 0 || isIn(f.verdict.Answers, f.hits[at]) {
		return f
	}
	f.hits = promote(f.hits, f.hits[at:at+1])
	f.verdict = b.judge.Settle(f.asked, f.hits, judge.Verdict{Weighed: b.judge.Weigh(f.asked, f.hits[:1])}, f.hits[:1])
	return f
}

// saysAll reports whether a passage says all words of a question that say what it is about.
func (b *Bot) saysAll(h hit, q question.Question) bool {
	return !slices.ContainsFunc(q.Content, func(w question.Word) bool {
		return !question.Stresses(w.Text) && !b.reader.Part(w.Text).AsksWhich() && len(question.KindsOf(w.Text)) == 0 && !b.saysAt(h, w.Text)
	})
}
