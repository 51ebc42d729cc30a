package bot

import (
	"context"
	"time"

	"wenbao/bot/overview"
	"wenbao/bot/question"
)

// Ask answers one message. The error is for operators: a fault of the machine,
// never something a citizen did. Without a rewriter, equal messages get equal
// answers.
func (b *Bot) Ask(ctx context.Context, m Message) (Answer, error) {
	m.History = question.Recent(m.History, time.Now())
	q := b.reader.Read(m.Text, m.History)
	a, err := b.answer(ctx, q)
	if err == nil && a.Outcome == Answered && b.config.Rewriter != nil && q.FollowsUp() && !q.Confirm {
		a, err = b.reread(ctx, m, q, a)
	}
	a.Receipt = b.receipt(m)
	return a, err
}

// reread takes other passages for a follow-up that is answered as it was said,
// if a model reads it as a question that finds some. No outcome is raised, and
// whatever fails leaves the answer as it was.
func (b *Bot) reread(ctx context.Context, m Message, q question.Question, answered Answer) (Answer, error) {
	whole, ok := b.rewrite(ctx, m, q)
	if !ok {
		return answered, ctx.Err()
	}
	a, err := b.answer(ctx, whole)
	if err != nil || a.Outcome != Answered {
		return answered, err
	}
	a.Mode = Model
	return a, nil
}

// answer takes a question through the house, a value in and a value out at
// every step: what it wants, what was found, whether a whole section is meant,
// which passages answer, and how that is said.
func (b *Bot) answer(ctx context.Context, q question.Question) (Answer, error) {
	if q.Intent != question.Ask {
		return b.reply(q), nil
	}
	hits, err := b.search(ctx, q.Steps)
	if err != nil {
		return Answer{}, err
	}
	hits = b.judge.PreferTense(q, hits)
	section, ok, err := b.section(ctx, q, hits)
	switch {
	case err != nil:
		return Answer{}, err
	case ok && (section.Clear || len(section.Passages) <= smallSection):
		return b.composeSection(q, section, hits), nil
	case ok:
		hits, q.Several = section.First(hits), true
	case len(q.Steps) == 1 && b.judge.Contentless(q, hits):
		return b.askBack(q, hits), nil
	}
	verdict, err := b.addParts(ctx, q, b.judge.Decide(q, hits))
	if err != nil {
		return Answer{}, err
	}
	return b.compose(q, hits, verdict), nil
}

// smallSection is how many passages of a section are quoted whole even if the
// question may be about a part of it.
const smallSection = 6

// section finds the section that a question is about, unless the question
// leans on an earlier one or lies outside of what the section tells.
func (b *Bot) section(ctx context.Context, q question.Question, hits []hit) (overview.Section, bool, error) {
	if !q.Alone() {
		return overview.Section{}, false, nil
	}
	section, ok, err := overview.Find(ctx, b.library, b.headings, q, hits)
	return section, ok && !b.judge.Outside(q, section.Passages), err
}
