package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// reply answers what is no question about a report, with a sentence of the
// bot's own and no passage. Nothing is searched.
func (b *Bot) reply(q question.Question) Answer {
	w := words.AnswersIn(q.Language)
	a := b.newAnswer(q, Meta, nil)
	switch q.Intent {
	case question.Crisis, question.Emergency:
		a.Lead, a.Talked = b.help(q), true
		a.Help = a.Lead
	case question.TooLong:
		a.Lead = fmt.Sprintf(w.TooLong, question.MaxLength)
	case question.Empty:
		a.Lead = fmt.Sprintf(w.Empty, b.example(q.Language))
	case question.Greeting:
		a.Lead = fmt.Sprintf(w.Greeting, b.Scope(q.Language))
	case question.Identity:
		a.Lead = fmt.Sprintf(w.Identity, b.Scope(q.Language))
	case question.Reliable:
		a.Lead = fmt.Sprintf(w.Source, b.naming(q.Language, published), b.sources(q.Language))
	case question.Capability:
		a.Lead, a.Closing = fmt.Sprintf(w.Help, b.example(q.Language), b.Scope(q.Language)), b.hotline(q.Language)
	case question.Chat:
		a.Lead = fmt.Sprintf(w.Chat, b.example(q.Language))
	case question.Service:
		a.Lead, a.Closing, a.Talked = w.Service, b.hotline(q.Language), true
	case question.NewTopic:
		a.Lead = fmt.Sprintf(w.NewTopic, b.example(q.Language))
	case question.Abuse:
		a.Outcome, a.Lead = Refused, w.Rude
	case question.Injection:
		a.Outcome, a.Lead = Refused, w.Rule
	case question.Frustration:
		a.Lead, a.Closing, a.Talked = w.Doubt, b.hotline(q.Language), true
	default:
		a.Lead = b.courtesy(q)
	}
	a.Trace.Reason = words.Staff().Trace.Intents[string(q.Intent)]
	return a
}

// help sends a person in danger to those who can help: the operator's sentence,
// or the numbers of the bot's own.
func (b *Bot) help(q question.Question) string {
	n := b.numbers(q.Language)
	switch {
	case b.config.Emergency != "":
		return b.config.Emergency
	case q.Intent == question.Crisis:
		return cmp.Or(n.Emergencies[q.Despair()], n.Crisis)
	case q.Called():
		return n.Called
	}
	return cmp.Or(n.Emergencies[q.Peril()], n.Emergency)
}

// numbers are those of the region that all reports are of, if it has its own.
func (b *Bot) numbers(l text.Language) words.Numbers {
	w := words.AnswersIn(l)
	for region, numbers := range w.Regions {
		elsewhere := func(r *knowledge.Report) bool {
			return !strings.Contains(r.Meta.Place, region) && !slices.Contains(r.Meta.Within, region)
		}
		if len(b.library.Reports) > 0 && !slices.ContainsFunc(b.library.Reports, elsewhere) {
			return numbers
		}
	}
	placed := func(r *knowledge.Report) bool {
		return r.Meta.Place != "" || r.Meta.Language == string(text.Simplified)
	}
	if len(b.library.Reports) > 0 && !slices.ContainsFunc(b.library.Reports, placed) {
		return w.Regions["elsewhere"] // of who knows which country: a wrong number would help nobody
	}
	return w.Numbers
}

// cared tells where help is, if somebody may be in danger after all: before an answer
// if that is likely, after it if not, and in the place of what is no answer.
func (b *Bot) cared(q question.Question, a Answer) Answer {
	if q.Danger == "" || q.Intent.Danger() {
		return a
	}
	endangered := q.As(q.Danger)
	switch {
	case a.Outcome != Answered && (q.Endangered || a.Outcome != Related): // what else there is to say can wait
		return b.reply(endangered)
	case q.Endangered:
		a.Help = b.help(endangered)
		a.Lead = a.Help + "\n\n" + a.Lead
	default:
		a.Help = b.help(endangered)
		a.Closing = strings.TrimSpace(a.Closing + "\n" + a.Help)
	}
	return a
}

// hotline is where people turn to who want something done.
func (b *Bot) hotline(l text.Language) string {
	return cmp.Or(b.config.Hotline, b.numbers(l).Hotline)
}

// withLine tells who wants something done where that is done, beside what the report
// says of the matter.
func (b *Bot) withLine(q question.Question, a Answer) Answer {
	w := words.AnswersIn(q.Language)
	a.Lead = w.Service + "\n" + b.introduced(q.As(question.Need), a.Citations)
	return b.withHotline(q, a)
}

// served is what the report says of the matter of who wants something done, with where that
// is done. ok is false where it says nothing, and nothing is asked.
func (b *Bot) served(ctx context.Context, q question.Question) (a Answer, ok bool, err error) {
	asks := !q.Sure && q.AsksWhich() // 我家划片划到哪个学校
	tried := []question.Question{q.As(question.Need)}
	switch {
	case asks:
		tried[0] = q.As(question.Ask)
	case q.AsksWhether(), q.AsksWhich(): // can i borrow a wheelchair? where can i charge my car
		tried = append(tried, q.As(question.Ask))
	}
	for _, t := range tried {
		if a, err = b.search(ctx, t); err != nil {
			return a, false, err
		}
		if a.Outcome == Answered {
			return b.withLine(q, a), true, nil
		}
	}
	if asks {
		a = b.withHotline(q, a)
	}
	return a, asks, nil
}

// withHotline tells where to turn, once.
func (b *Bot) withHotline(q question.Question, a Answer) Answer {
	if hotline := b.hotline(q.Language); !strings.Contains(a.Closing, hotline) {
		a.Closing = strings.TrimSpace(a.Closing + "\n" + hotline)
	}
	return a
}

// courtesy are the sentences that need nothing filled in.
func (b *Bot) courtesy(q question.Question) string {
	switch q.Intent {
	case question.Thanks:
		return words.AnswersIn(q.Language).Thanks
	case question.Goodbye:
		return words.AnswersIn(q.Language).Goodbye
	}
	return b.numbers(q.Language).Privacy
}

// askBack asks what a message without a subject is about.
func (b *Bot) askBack(q question.Question, hits []hit) Answer {
	a := b.newAnswer(q, Meta, hits)
	a.Lead = fmt.Sprintf(words.AnswersIn(q.Language).Vague, b.example(q.Language))
	a.Closing = b.hotline(q.Language)
	a.Trace.Reason = words.Staff().Trace.Contentless
	return a
}

// peril is what the last turns told of a danger, and what a message has to do with it.
type peril struct {
	told   question.Question // the danger
	danger question.Question // the same, as the message goes on with it
	goesOn bool              // it does: its answer is where help is
	calm   bool              // but that was taken back, and it plainly asks about something else
	eased  bool              // it thanks, and takes it back
	thanks bool              // it thanks
}

// endangered is the danger that the last turns told of and a message goes on with.
func (b *Bot) endangered(q question.Question, turns []Turn) peril {
	var danger question.Question
	calm, thanked := false, false
	for _, turn := range turns[max(0, len(turns)-dangerLasts):] {
		if len(turn.Citations) > 0 {
			danger, calm, thanked = question.Question{}, false, false // another matter
			continue
		}
		said := b.reader.Read(turn.Question, nil)
		if on, ok := said.GoesOnWith(danger); ok {
			danger = on
		} else if said.Endangered {
			danger = said
		}
		thanked = said.Intent == question.Thanks || thanked && b.reader.Apart(said, danger)
		if thanked && danger.Called() { // others help now
			danger = question.Question{}
		}
		calm = b.reader.TakesBack(said) || calm && b.reader.Apart(said, danger)
	}
	p := peril{told: danger, calm: calm && b.reader.Apart(q, danger)}
	p.eased = danger.Endangered && q.Intent == question.Thanks && b.reader.TakesBack(q)
	p.thanks = danger.Endangered && q.Intent == question.Thanks
	p.danger, p.goesOn = q.GoesOnWith(danger)
	if thanked && danger.Intent == question.Emergency && b.reader.Apart(q, danger) {
		p.goesOn = false
	}
	return p
}

// lets reports whether a message that goes on with a danger may be answered all the same: it asks and
// names a subject, or, of who spoke of despair, may ask for one (那有啥工作能找).
func (p peril) lets(q question.Question) bool {
	if q.Intent == question.Ask || q.LooksUp {
		return len(q.Subjects(1)) > 0
	}
	may := q.Intent == question.Capability && !q.Sure && q.AsksWhich()
	return may && p.told.Intent == question.Crisis && q.Danger == "" && !q.Own
}

// relieved answers who says that a danger is over.
func (b *Bot) relieved(q, danger question.Question) Answer {
	a := b.reminded(q, b.newAnswer(q, Meta, nil), danger)
	a.Lead, a.Closing, a.Help = a.Closing, "", "" // nobody needs it now
	a.Trace.Reason = words.Staff().Trace.Intents[string(question.Thanks)]
	return a
}

// reminded tells in a line where help is, behind what is said to who took a danger back.
// The turn is kept: it is not over yet.
func (b *Bot) reminded(q question.Question, a Answer, danger question.Question) Answer {
	n := b.numbers(q.Language)
	line := n.Reminder
	if danger.Intent == question.Emergency {
		line = n.Safe
	}
	a.Help = cmp.Or(b.config.Emergency, line)
	a.Closing, a.Talked = strings.TrimSpace(a.Closing+"\n"+a.Help), true
	return a
}

// dangerLasts is how many turns a danger is not forgotten.
const dangerLasts = 3
