package bot

import (
	"cmp"
	"fmt"
	"strings"

	"wenbao/bot/overview"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// reply answers what is no question about a report, with a sentence of the
// bot's own and no passage. Nothing is searched.
func (b *Bot) reply(q question.Question) Answer {
	w := words.AnswersIn(q.Language)
	a := b.newAnswer(q, Meta, nil)
	switch q.Intent {
	case question.TooLong:
		a.Lead = fmt.Sprintf(w.TooLong, question.MaxLength)
	case question.Empty:
		a.Lead = fmt.Sprintf(w.Empty, b.example(q.Language))
	case question.Greeting:
		a.Lead = fmt.Sprintf(w.Greeting, b.Scope(q.Language))
	case question.Identity:
		a.Lead = fmt.Sprintf(w.Identity, b.Scope(q.Language))
	case question.Source:
		a.Lead = fmt.Sprintf(w.Source, b.Scope(q.Language), b.sources(q.Language))
	case question.Help:
		a.Lead = fmt.Sprintf(w.Help, b.example(q.Language), b.Scope(q.Language))
	case question.Overview:
		a.Lead = b.contents(q.Language)
	case question.Service:
		a.Lead, a.Closing = w.Service, cmp.Or(b.config.Hotline, w.Hotline)
	case question.Advice:
		a.Outcome, a.Lead = NotFound, w.Advice
	case question.Abuse:
		a.Outcome, a.Lead = Refused, w.Rude
	case question.Injection:
		a.Outcome, a.Lead = Refused, w.Rule
	default:
		a.Lead = courtesy(w, q.Intent)
	}
	a.Trace.Reason = words.Staff().Trace.Intents[string(q.Intent)]
	return a
}

// courtesy are the sentences that need nothing filled in.
func courtesy(w *words.Answers, intent question.Intent) string {
	switch intent {
	case question.Thanks:
		return w.Thanks
	case question.Goodbye:
		return w.Goodbye
	}
	return w.Doubt
}

// askBack asks what a message without a subject is about.
func (b *Bot) askBack(q question.Question, hits []hit) Answer {
	a := b.newAnswer(q, Meta, hits)
	a.Lead = fmt.Sprintf(words.AnswersIn(q.Language).Vague, b.example(q.Language))
	a.Trace.Reason = words.Staff().Trace.Contentless
	return a
}

// contents lists the chapters of every report with how much they hold.
func (b *Bot) contents(l text.Language) string {
	w := words.AnswersIn(l)
	var lines []string
	for _, d := range overview.Digests(b.library) {
		lines = append(lines, fmt.Sprintf(w.Overview, named(l, d.Report.Meta), len(d.Report.Passages)))
		for _, c := range d.Chapters {
			lines = append(lines, fmt.Sprintf(w.Chapter, unstopped(c.Heading.Text), c.Passages))
		}
	}
	return strings.Join(append(lines, w.AskMore), "\n")
}
