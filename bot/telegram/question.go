package telegram

import (
	"context"
	"fmt"
	"slices"
	"time"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/bot/telegram/message"
	"wenbao/knowledge/text"
)

const (
	thinkTime = 60 * time.Second // one question, its wait included not
	related   = 2                // questions offered under an answer
)

// question answers a question and remembers it. The preface, which may be "",
// stands before the answer.
func (s *server) question(ctx context.Context, t talk, asked, preface string, received time.Time) (string, error) {
	defer s.typing(ctx, t)()
	answer, err := s.think(ctx, t, asked)
	switch {
	case err != nil && ctx.Err() != nil:
		return "stopped", err
	case err != nil:
		s.apologise(ctx, t)
		return "fault", fmt.Errorf("answering: %w", err)
	}
	s.metrics.own.UpdateDuration(received)
	var blocks []message.Block
	if preface != "" {
		blocks = append(blocks, message.Block{message.Italic.Of(preface)})
	}
	shown := s.glossed(t, answer)
	blocks = append(blocks, message.Answer(t.words, shown, t.group)...)
	s.remember(t, asked, answer)
	s.missed(ctx, t, answer)
	return outcomeOf(string(answer.Outcome), s.sayRich(ctx, t, t.rich(shown, preface), s.answerButtons(t, answer), blocks...))
}

// rich is an answer as a rich message, "" where there is none: in a group answers
// are short.
func (t talk) rich(a bot.Answer, preface string) string {
	html, ok := message.Rich(t.words, a, preface)
	if t.group || !ok {
		return ""
	}
	return html
}

// think waits for a free place and asks the bot.
func (s *server) think(ctx context.Context, t talk, asked string) (bot.Answer, error) {
	leave, err := s.gate.pass(ctx, func(ahead int) {
		if s.mayTell(ctx, t.chat) {
			_ = s.say(ctx, t.hasty(), nil, message.Para(fmt.Sprintf(t.words.Ahead, ahead)))
		}
	})
	if err != nil {
		return bot.Answer{}, err
	}
	defer leave()
	ctx, cancel := context.WithTimeout(ctx, thinkTime)
	defer cancel()
	return s.Bot.Ask(ctx, bot.Message{Text: asked, History: s.history(ctx, t), User: s.pseudonym(t.user)})
}

// history is what was said before. Without it a question is still answered.
func (s *server) history(ctx context.Context, t talk) []bot.Turn {
	kept, err := s.Store.Turns(ctx, t.who)
	if err != nil {
		s.stateFailed("reading a conversation", err)
	}
	return s.upTo(t.about, withoutEdited(historyOf(kept), t.edited))
}

// withoutEdited takes out the turn of a message that was edited since: the one
// that was answered first after the message was sent.
func withoutEdited(turns []bot.Turn, sent time.Time) []bot.Turn {
	if sent.IsZero() {
		return turns
	}
	i := slices.IndexFunc(turns, func(t bot.Turn) bool { return !t.At.Before(sent) })
	if i < 0 {
		return turns
	}
	return slices.Delete(turns, i, i+1)
}

// upTo ends a conversation with the answer that a message replies to: the last
// turn that quoted its first passage, or one for an answer that is forgotten.
func (s *server) upTo(about []string, turns []bot.Turn) []bot.Turn {
	if len(about) == 0 {
		return turns
	}
	for i, turn := range slices.Backward(turns) {
		if slices.Contains(turn.Citations, about[0]) {
			return turns[:i+1]
		}
	}
	_, p, _ := s.Bot.Library().Passage(about[0])
	return []bot.Turn{{Question: text.First(p.Text, replied), Citations: about}}
}

// replied is how much of a passage stands for the question that it answered, in
// code points.
const replied = 40

// lastQuestion is the one before, "" if there is none.
func (s *server) lastQuestion(ctx context.Context, t talk) string {
	t.about, t.edited = nil, time.Time{}
	turns := s.history(ctx, t)
	if len(turns) == 0 {
		return ""
	}
	return turns[len(turns)-1].Question
}

// glossed adds the unofficial translation for a person who chose English and
// asked in Chinese.
func (s *server) glossed(t talk, a bot.Answer) bot.Answer {
	if t.language != text.English || a.Language == text.English {
		return a
	}
	a.Citations = slices.Clone(a.Citations)
	for i, c := range a.Citations {
		if english, ok := s.Bot.Cite(text.English, c.ID); ok {
			a.Citations[i].Gloss = english.Gloss
		}
	}
	return a
}

// remember has a turn kept for follow-ups, and the answer counted, once it is
// delivered. See bot.Answer.Kept.
func (s *server) remember(t talk, asked string, a bot.Answer) {
	if t.errand == nil {
		return
	}
	t.errand.left.Answer, t.errand.left.Receipt = a.Outcome, a.Receipt
	if a.Kept() {
		t.errand.left.Said = []state.Said{{Who: t.who, Turn: turnOf(asked, a), Edited: t.edited}}
	}
}

// missed counts the subjects of a question that was not answered, for staff: a
// person once, wherever she asks.
func (s *server) missed(ctx context.Context, t talk, a bot.Answer) {
	for _, subject := range a.Unanswered.Subjects {
		g := state.Gap{Subject: subject, Reason: a.Unanswered.Lack}
		if len(a.Hits) > 0 {
			g.Nearest = a.Hits[0].ID
		}
		if err := s.Store.AddGap(ctx, s.pseudonym(t.user), s.marked(subject), g); err != nil {
			s.stateFailed("counting what was asked in vain", err)
			return
		}
	}
}

// answerButtons stand under an answer: what leads on from it and takes it away,
// votes, and what else may be asked.
func (s *server) answerButtons(t talk, a bot.Answer) *message.Keyboard {
	if a.Outcome == bot.Meta || a.Outcome == bot.Refused {
		return nil
	}
	w := t.words
	k := &message.Keyboard{}
	if len(a.Citations) > 0 {
		k.Row(s.further(t, a)...)
		takeAway(t, k, a.Citations)
	}
	k.Row(votes(t, w.Up, w.Down, a.Receipt, !t.group)...)
	if t.group || len(a.Citations) == 0 {
		return k
	}
	for _, q := range s.Bot.Suggest(a, related) {
		k.Row(message.Button{Text: q, Data: "q:" + shortName("", q)})
	}
	return k
}

// further are the buttons that lead on from the passages of an answer: from a list to
// the contents and to its rest; in a group, where answers are short, to the whole.
func (s *server) further(t talk, a bot.Answer) []message.Button {
	private := message.Button{}
	if t.group && len(a.Citations) > message.ShortForm {
		private = s.inPrivate(t, s.payload(a))
	}
	if !a.List {
		name := s.refs.names[a.Citations[0].ID]
		return []message.Button{{Text: t.words.Neighbours, Data: "n:" + name}, {Text: t.words.Section, Data: "s:" + name}, private}
	}
	under, ok := s.listedUnder(slices.Concat(citedIDs(a.Citations), a.Rest))
	if !ok {
		return []message.Button{{Text: t.words.Home, Data: "o:"}, private}
	}
	return []message.Button{s.openContents(t, under), s.restOf(t, under, a.Rest), private}
}

// inPrivate is the button that leads from a group to where something can be read.
func (s *server) inPrivate(t talk, payload string) message.Button {
	if s.me.Username == "" {
		return message.Button{}
	}
	return message.Button{Text: t.words.InPrivate, URL: "https://t.me/" + s.me.Username + "?start=" + payload}
}

// taken is how many passages of an answer buttons copy and open.
const taken = 3

// takeAway adds the buttons that copy the first of some passages and that open them on
// the official page, where there is one. Of several they name the number.
func takeAway(t talk, k *message.Keyboard, cited []bot.Citation) {
	shown := cited[:min(taken, len(cited))]
	if t.group { // which sees no more of them
		shown = cited[:min(message.ShortForm, len(cited))]
	}
	var copies, pages []message.Button
	for i, c := range shown {
		number := ""
		if len(cited) > 1 {
			number = fmt.Sprintf(" [%d]", i+1)
		}
		copies = append(copies, message.Button{Text: t.words.Copy + number, Copy: message.Copied(c)})
		if c.Link != "" {
			pages = append(pages, message.Button{Text: t.words.Page + number, URL: c.Link})
		}
	}
	if len(cited) == 1 {
		k.Row(append(copies, pages...)...)
		return
	}
	k.Row(copies...)
	k.Row(pages...)
}
