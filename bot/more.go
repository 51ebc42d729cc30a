package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/bot/judge"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// more looks for what else answers the last question that asked something, and
// was not quoted since; where nothing does, for what else is about its subject, and
// then for the rest of the section.
func (b *Bot) more(ctx context.Context, q question.Question, turns []Turn) (Answer, error) {
	w := words.AnswersIn(q.Language)
	at, shown := b.alreadyShown(turns)
	if len(shown) >= MaxListed {
		if a, err := b.rest(ctx, q, turns[:at+1], shown); err != nil || len(a.Citations) > 0 {
			return a, err
		}
	}
	asked := onlyPart(b.turn(turns, at).As(question.Ask))
	a := b.newAnswer(q, Answered, nil)
	a.Trace.Reason = words.Staff().Trace.Intents[string(q.Intent)]
	a.Lead = w.MoreOf
	var ids []string
	var hits []hit
	var err error
	if wish, ok := b.reader.MoreOf(q, asked, b.ownPlace); ok {
		ids, hits, err = b.moreOf(ctx, wish, shown)
	} else {
		ids, hits, err = b.moreAnswers(ctx, q, asked, shown)
	}
	if err != nil {
		return Answer{}, err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return b.leavesOut(q, id) })
	if len(ids) == 0 && len(shown) > 0 {
		a.Lead, a.Outcome = w.Beside, Related // no more of what was asked
		ids = slices.DeleteFunc(b.beside(shown[0]), func(id string) bool { return slices.Contains(shown, id) })
	}
	if a.Outcome == Related { // which no turn keeps: what a wish for more showed before is behind it
		ids = ids[min(maxMore*b.wishes(turns[at:], turns[:at]), len(ids)):]
	}
	if a.Citations = b.quote(q.Language, ids[:min(maxMore, len(ids))]); len(ids) == 0 {
		a.Outcome, a.Lead = NotFound, w.NoMore
	}
	a.Hits = promote(hits, hitsOf(a))
	a.Hits = a.Hits[:min(returned, len(a.Hits))]
	return a, nil
}

// moreAnswers are the passages that answer what was asked, too, and were not shown; where there are
// none, those that are about its subject.
func (b *Bot) moreAnswers(ctx context.Context, q, asked question.Question, shown []string) (ids []string, hits []hit, err error) {
	f, err := b.find(ctx, asked)
	if err != nil {
		return nil, nil, err
	}
	for _, x := range f.verdict.Weighed {
		if x.Probability >= judge.NearShare*x.Threshold && !slices.Contains(shown, x.Hit.ID) && !b.leavesOut(q, x.Hit.ID) {
			ids = append(ids, x.Hit.ID)
		}
	}
	if len(ids) > 0 {
		return ids, f.hits, nil
	}
	subjects := slices.DeleteFunc(asked.Subjects(maxFields), func(word string) bool { // 公园, not 新建, which no passage shown says
		return !slices.ContainsFunc(shown, func(id string) bool { return b.judge.Names(id, word) })
	})
	ids, err = b.furtherOf(ctx, asked, slices.Concat(q.Subjects(maxFields), subjects), shown)
	return ids, f.hits, err
}

// moreOf are the passages of all reports about what a wish for more names of its own kind, that were not
// shown: those that say its word, else those that the reader takes for some of it.
func (b *Bot) moreOf(ctx context.Context, wish question.Wish, shown []string) (ids []string, near []hit, err error) {
	if near, err = b.hits(ctx, wish.Asked); err != nil {
		return nil, nil, err
	}
	if ids, err = b.furtherOf(ctx, wish.Asked, wish.Field, shown); err != nil || len(ids) > 0 {
		return ids, near, err
	}
	read, err := b.nearField(ctx, wish.Asked, near)
	if err != nil {
		return nil, nil, err
	}
	for _, h := range b.surest(wish.Asked, read, maxMore) {
		if !slices.Contains(shown, h.ID) {
			ids = append(ids, h.ID)
		}
	}
	return ids, near, nil
}

// alreadyShown are the passages that a wish for more does not want again: those that answered the
// last question, and the wishes for more and the questions that it goes on with. at is the
// turn that asked that, or wished for more of another thing: 还有哪些学校 after a fire station.
func (b *Bot) alreadyShown(turns []Turn) (at int, ids []string) {
	more := func(i int) (question.Question, bool) {
		q := b.reader.Read(turns[i].Question, turns[:i])
		return q, q.Intent == question.More
	}
	at = max(0, len(turns)-1)
	for ; at > 0 && !b.reader.Asked(turns[at]); at-- {
		if q, ok := more(at); ok && len(b.subjects(q)) > 0 {
			break
		}
	}
	from := at
	for ; from > 0; from-- {
		if q, ok := more(from); !ok && q.Before == "" {
			break
		}
	}
	for _, t := range slices.Concat(turns[at:], turns[from:at]) {
		ids = append(ids, t.Citations...)
	}
	return at, ids
}

// leavesOut reports whether a passage says what a message wants others than, and no
// other beside it: 友谊医院, but not one of two parks.
func (b *Bot) leavesOut(q question.Question, id string) bool {
	_, p, ok := b.library.Passage(id)
	if !ok || utf8.RuneCountInString(q.LeftOut) < 2 {
		return false
	}
	said, mark := text.Normalize(p.Text), words.AnswersIn(text.Simplified).Enumeration
	return strings.Contains(said, q.LeftOut) && !strings.Contains(said, q.LeftOut+mark) && !strings.Contains(said, mark+q.LeftOut)
}

// leftOut is an answer without the passages about what a message wants others than.
func (b *Bot) leftOut(q question.Question, a Answer) Answer {
	left := func(id string) bool { return b.leavesOut(q, id) }
	if kept := slices.DeleteFunc(slices.Clone(a.Citations), func(c Citation) bool { return left(c.ID) }); len(kept) > 0 {
		a.Citations = kept
		a.Hits = slices.DeleteFunc(slices.Clone(a.Hits), func(h hit) bool { return left(h.ID) })
	}
	return a
}

// leisurely reports whether the last question asked for where to spend one's leisure: who
// wants others then goes on with its answer.
func (b *Bot) leisurely(turns []Turn) bool {
	if len(turns) == 0 {
		return false
	}
	_, ok := b.reader.Leisure(b.reader.Read(turns[b.lastAsked(turns)].Question, nil), b.ownPlace)
	return ok
}

// lastAsked is the place of the last turn that asked something, or of the first.
func (b *Bot) lastAsked(turns []Turn) int {
	at := len(turns) - 1
	for at > 0 && !b.reader.Asked(turns[at]) {
		at--
	}
	return max(0, at)
}

// wishes counts the turns that wanted more and were shown what is beside the answer,
// after those before them.
func (b *Bot) wishes(turns, before []Turn) int {
	n := 0
	for i, t := range turns {
		if len(t.Citations) == 0 && b.reader.Read(t.Question, slices.Concat(before, turns[:i])).Intent == question.More {
			n++
		}
	}
	return n
}

// furtherOf are the passages that say the first of some words of which any were not
// shown, and which the reader does not take for one about something else; of the
// place and time that was asked about.
func (b *Bot) furtherOf(ctx context.Context, asked question.Question, subjects, shown []string) ([]string, error) {
	for _, word := range subjects {
		if b.ownPlace(word) {
			continue // which most passages are about
		}
		part := b.reader.Part(word).Within(asked)
		part.Codes = asked.Codes
		hits, err := b.passages.Find(ctx, b.among(asked, word), maxTheme)
		if err != nil {
			return nil, fmt.Errorf("searching for more: %w", err)
		}
		hits = slices.DeleteFunc(hits, func(h hit) bool { return slices.Contains(shown, h.ID) || !b.judge.Names(h.ID, word) })
		var ids []string
		for _, x := range b.judge.WeighAll(part, hits) {
			if !x.Excluded && x.Reading.Probability > mayTell {
				ids = append(ids, x.Hit.ID)
			}
		}
		if len(ids) > 0 {
			return ids, nil
		}
	}
	return nil, nil
}

// maxMore is how many further passages one message shows.
const maxMore = 5

// beside are the passages of the same section, those behind a passage first.
func (b *Bot) beside(id string) []string {
	section, _ := b.around(id)
	at := slices.Index(section, id)
	if at < 0 {
		return nil
	}
	return slices.Concat(section[at+1:], section[:at])
}
