package telegram

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"wenbao/bot"
)

// reaction is what a tapped button does: a line for the person who tapped, at
// once, and something that may take longer.
type reaction struct {
	toast string
	alert bool                               // the line must be read
	then  func() (outcome string, err error) // may be nil
}

// handleCallback answers a tapped button. Every callback is answered, so that
// no button keeps spinning.
func (s *server) handleCallback(ctx context.Context, c *callback, received time.Time) (string, error) {
	if c.Message == nil {
		w := in(languageOfCode(c.From.Language))
		return "stale", s.answerCallback(ctx, c.ID, reaction{toast: w.unknown, alert: true})
	}
	t := s.talkOf(ctx, c.Message, c.From.ID, c.From.Language, "")
	if t.group {
		t.replyTo = c.Message.ID
	}
	b := s.people.of(t.user, personRate, personBurst)
	if !s.people.take(b) {
		s.metrics.limited.inc("person")
		return "limited", s.answerCallback(ctx, c.ID, reaction{toast: fmt.Sprintf(t.words.tooFast, secondsUntil(b)), alert: true})
	}
	r := s.press(ctx, t, c, received)
	failed := s.answerCallback(ctx, c.ID, r)
	if r.then == nil {
		return "callback", failed
	}
	return r.then()
}

// answerCallback stops the button's spinning. A query that is too old cannot
// be answered and need not be.
func (s *server) answerCallback(ctx context.Context, id string, r reaction) error {
	p := params{"callback_query_id": id}
	p.AddNonEmpty("text", shorten(r.toast, 200))
	p.AddBool("show_alert", r.alert)
	err := patiently(ctx, s.metrics.retried, func() error { return s.client.call(ctx, "answerCallbackQuery", p, nil) })
	if says(err, "query is too old") || says(err, "query id is invalid") {
		return nil
	}
	return err
}

// press finds out what a button means. The letters are explained where the
// buttons are made.
func (s *server) press(ctx context.Context, t talk, c *callback, received time.Time) reaction {
	kind, name, _ := strings.Cut(c.Data, ":")
	switch kind {
	case "t", "p":
		return s.browse(ctx, t, c, kind, name)
	case "n", "s":
		return s.unfold(ctx, t, kind, name)
	case "q":
		question, ok := s.refs.questions[name]
		if !ok {
			return reaction{toast: t.words.unknown, alert: true}
		}
		return reaction{then: func() (string, error) {
			return s.question(ctx, t.in(bot.LanguageOf(question)), question, fmt.Sprintf(t.words.asked, question), received)
		}}
	case "u", "d":
		return s.vote(ctx, t, c, name, kind == "u")
	case "a":
		return s.attach(ctx, t, c, name)
	case "l":
		return s.chooseLanguage(ctx, t, c, name)
	}
	return reaction{toast: t.words.unknown, alert: true}
}

// in is the talk in another language.
func (t talk) in(l bot.Language) talk {
	t.language, t.words = l, in(l)
	return t
}

// browse replaces a screen of the contents by another.
func (s *server) browse(ctx context.Context, t talk, c *callback, kind, name string) reaction {
	name, number, _ := strings.Cut(name, ":")
	page, _ := strconv.Atoi(number)
	next := s.home(t)
	if name != "" {
		to, ok := s.refs.targets[name]
		if !ok || (to.passage != nil) != (kind == "p") {
			return reaction{toast: t.words.stale, alert: true}
		}
		next = s.screenOf(t, to, page)
	}
	return reaction{then: func() (string, error) {
		return outcomeOf("callback", s.edit(ctx, t, c.Message.ID, next.buttons, next.text))
	}}
}

// unfold sends what surrounds a passage.
func (s *server) unfold(ctx context.Context, t talk, kind, name string) reaction {
	to, ok := s.refs.passage(name)
	if !ok {
		return reaction{toast: t.words.stale, alert: true}
	}
	render := s.surroundings
	if kind == "s" {
		render = s.wholeSection
	}
	return reaction{then: func() (string, error) {
		return outcomeOf("callback", s.say(ctx, t, nil, render(t, to)...))
	}}
}

// vote stores a vote, without any text, and offers to attach the text.
func (s *server) vote(ctx context.Context, t talk, c *callback, receipt string, up bool) reaction {
	if err := s.Store.Vote(ctx, t.who, receipt, up); err != nil {
		s.log.Error("storing a vote", "error", err)
		return reaction{toast: t.words.fault, alert: true}
	}
	s.metrics.votes.inc(map[bool]string{true: "up", false: "down"}[up])
	upText, downText := t.words.up, t.words.votedDown
	if up {
		upText, downText = t.words.votedUp, t.words.down
	}
	rows := withoutVotes(c.Message.Keyboard)
	k := &keyboard{Rows: rows}
	k.row(button{Text: upText, Data: "u:" + receipt}, button{Text: downText, Data: "d:" + receipt})
	k.row(button{Text: t.words.attach, Data: "a:" + receipt})
	return reaction{toast: t.words.voted, then: s.swapButtons(ctx, t, c, k)}
}

// attach adds the question's text to a vote: the person has agreed by tapping.
func (s *server) attach(ctx context.Context, t talk, c *callback, receipt string) reaction {
	ok, err := s.Store.Attach(ctx, t.who, receipt)
	if err != nil {
		s.log.Error("attaching a text", "error", err)
		return reaction{toast: t.words.fault, alert: true}
	}
	toast := t.words.notAttached
	if ok {
		toast = t.words.attached
	}
	if c.Message.Keyboard == nil {
		return reaction{toast: toast}
	}
	rows := slices.DeleteFunc(slices.Clone(c.Message.Keyboard.Rows), func(row []button) bool {
		return len(row) > 0 && strings.HasPrefix(row[0].Data, "a:")
	})
	return reaction{toast: toast, then: s.swapButtons(ctx, t, c, &keyboard{Rows: rows})}
}

// withoutVotes are the rows of a keyboard that are not about votes.
func withoutVotes(k *keyboard) [][]button {
	if k == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(k.Rows), func(row []button) bool {
		return len(row) > 0 && strings.ContainsAny(row[0].Data[:min(1, len(row[0].Data))], "uda")
	})
}

// swapButtons replaces the buttons under the message of a callback.
func (s *server) swapButtons(ctx context.Context, t talk, c *callback, k *keyboard) func() (string, error) {
	return func() (string, error) {
		p := params{"message_id": strconv.FormatInt(c.Message.ID, 10)}
		p.AddNonEmpty("reply_markup", k.json())
		err := s.out.send(ctx, outgoing{t.chat, "editMessageReplyMarkup", p, ""})
		if says(err, "message to edit not found") || says(err, "message can't be edited") {
			err = nil // the vote counts all the same
		}
		return outcomeOf("callback", err)
	}
}

// chooseLanguage stores a language; "auto" leaves it to the person's words.
func (s *server) chooseLanguage(ctx context.Context, t talk, c *callback, name string) reaction {
	chosen := bot.Language(name)
	if name == "auto" {
		chosen = languageOfCode(c.From.Language)
		name = ""
	} else if chosen != bot.Simplified && chosen != bot.Traditional && chosen != bot.English {
		return reaction{toast: t.words.unknown, alert: true}
	}
	if err := s.Store.SetSetting(ctx, t.who, "language", name); err != nil {
		s.log.Error("storing a language", "error", err)
		return reaction{toast: t.words.fault, alert: true}
	}
	w := in(chosen)
	return reaction{toast: w.langSet, then: func() (string, error) {
		return outcomeOf("callback", s.edit(ctx, t, c.Message.ID, nil, para(w.langSet)))
	}}
}
