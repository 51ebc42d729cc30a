package telegram

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"wenbao/bot/telegram/api"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// handleCallback answers a tapped button. Every callback is answered, so that
// no button keeps spinning.
func (s *server) handleCallback(ctx context.Context, e *errand, c *api.Callback) (string, error) {
	if c.Message == nil {
		w := words.TelegramIn(languageOfCode(c.From.Language))
		return "stale", s.answerCallback(ctx, c.ID, alert(w.Unknown))
	}
	t := s.talkOf(c.Message, c.From.ID, c.From.Language, "")
	t.errand = e
	if t.group {
		t.replyTo = c.Message.ID
	}
	var r reaction
	outcome, err := shielded(func() (outcome string, err error) {
		t = s.preferred(ctx, t)
		r, outcome = s.react(ctx, t, c, e.At)
		return outcome, s.answerCallback(ctx, c.ID, r)
	}, func() { _ = s.answerCallback(ctx, c.ID, alert(t.words.Fault)) })
	if outcome == "panic" || r.then == nil {
		return outcome, err
	}
	if err != nil { // what follows tells how it went by itself
		s.log.Warn("a tap is not answered, its button keeps spinning", "error", err)
	}
	return shielded(r.then, func() { s.apologise(ctx, t) })
}

// react finds out what to do, unless the person taps too much.
func (s *server) react(ctx context.Context, t talk, c *api.Callback, received time.Time) (r reaction, outcome string) {
	if level := s.asks(ctx, t.user); !level.OK {
		s.metrics.limited("person").Inc()
		return alert(fmt.Sprintf(t.words.TooFast, secondsUntil(level))), "limited"
	}
	return s.press(ctx, t, c, received), "callback"
}

// press finds out what a button means. The letters are explained where the
// buttons are made.
func (s *server) press(ctx context.Context, t talk, c *api.Callback, received time.Time) reaction {
	kind, name, _ := strings.Cut(c.Data, ":")
	switch kind {
	case "t", "p":
		return s.browse(ctx, t, c, kind, name)
	case "o":
		return s.openAnew(ctx, t, name)
	case "n", "s":
		return s.unfold(ctx, t, kind, name)
	case "r":
		return s.goOn(ctx, t, name)
	case "q":
		return s.askAgain(ctx, t, name, received)
	case "u", "d":
		return s.vote(ctx, t, c, name, kind == "u")
	case "a":
		return s.attach(ctx, t, c, name)
	case "l":
		return s.chooseLanguage(ctx, t, c, name)
	}
	return alert(t.words.Unknown)
}

// askAgain asks the question that a button offers, in its language.
func (s *server) askAgain(ctx context.Context, t talk, name string, received time.Time) reaction {
	question, ok := s.refs.questions[name]
	if !ok {
		return alert(t.words.Unknown)
	}
	return reaction{then: func() (string, error) {
		return s.question(ctx, t.in(text.LanguageOf(question)), question, fmt.Sprintf(t.words.Asked, question), received)
	}}
}

// browse replaces a screen of the contents by another.
func (s *server) browse(ctx context.Context, t talk, c *api.Callback, kind, name string) reaction {
	name, number, _ := strings.Cut(name, ":")
	page, _ := strconv.Atoi(number)
	next := s.home(t, page)
	if name != "" {
		to, ok := s.refs.targets[name]
		if !ok || (to.passage != nil) != (kind == "p") {
			return alert(t.words.Stale)
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
		return alert(t.words.Stale)
	}
	render := s.surroundings
	if kind == "s" {
		render = s.wholeSection
	}
	return reaction{then: func() (string, error) { return outcomeOf("callback", s.sayView(ctx, t, render(t, to))) }}
}

// goOn sends the rest of a list.
func (s *server) goOn(ctx context.Context, t talk, name string) reaction {
	name, number, _ := strings.Cut(name, ":")
	from, _ := strconv.Atoi(number)
	to, ok := s.refs.targets[name]
	if !ok || to.passage != nil || t.group {
		return alert(t.words.Stale)
	}
	return reaction{then: func() (string, error) { return outcomeOf("callback", s.sayView(ctx, t, s.below(t, to, from))) }}
}

func (s *server) sayView(ctx context.Context, t talk, v view) error {
	return s.sayRich(ctx, t, v.rich, v.buttons, v.blocks...)
}

// openAnew sends a screen of the contents as a new message; without a name the
// first.
func (s *server) openAnew(ctx context.Context, t talk, name string) reaction {
	next := s.home(t, 0)
	if name != "" {
		to, ok := s.refs.targets[name]
		if !ok {
			return alert(t.words.Stale)
		}
		next = s.screenOf(t, to, 0)
	}
	return reaction{then: func() (string, error) {
		return outcomeOf("callback", s.say(ctx, t, next.buttons, next.text))
	}}
}
