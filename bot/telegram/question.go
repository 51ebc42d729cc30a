package telegram

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wenbao/bot"
	"wenbao/bot/state"
)

const (
	thinkTime = 60 * time.Second // one question, its wait included not
	noticeGap = 2 * time.Second  // a longer wait is told how many are before
	related   = 2                // questions offered under an answer
)

// question answers a question and remembers it. The preface, which may be "",
// stands before the answer.
func (s *server) question(ctx context.Context, t talk, text, preface string, received time.Time) (string, error) {
	stop := s.typing(ctx, t)
	answer, err := s.think(ctx, t, text)
	stop()
	switch {
	case errors.Is(err, errCrowded):
		s.metrics.limited.inc("queue")
		return outcomeOf("crowded", s.say(ctx, t, nil, para(t.words.crowded)))
	case err != nil && ctx.Err() != nil:
		return "stopped", err
	case err != nil:
		_ = s.say(ctx, t, nil, para(t.words.fault))
		return "fault", fmt.Errorf("answering: %w", err)
	}
	s.metrics.own.observe(time.Since(received).Seconds())
	var blocks []block
	if preface != "" {
		blocks = append(blocks, block{{italic, preface}})
	}
	blocks = append(blocks, answerBlocks(t.words, s.glossed(t, answer), t.group)...)
	outcome, err := outcomeOf(string(answer.Outcome), s.say(ctx, t, s.answerButtons(t, answer), blocks...))
	if err == nil {
		s.metrics.latency.observe(time.Since(received).Seconds())
		s.metrics.answers.inc(string(answer.Outcome))
		s.remember(ctx, t, text, answer)
	}
	return outcome, err
}

// think waits for a free place and asks the bot.
func (s *server) think(ctx context.Context, t talk, text string) (bot.Answer, error) {
	soon := time.NewTimer(noticeGap)
	defer soon.Stop()
	leave, err := s.gate.pass(ctx, soon.C, func(ahead int) {
		_ = s.say(ctx, t, nil, para(fmt.Sprintf(t.words.ahead, ahead)))
	})
	if err != nil {
		return bot.Answer{}, err
	}
	defer leave()
	ctx, cancel := context.WithTimeout(ctx, thinkTime)
	defer cancel()
	m := bot.Message{Text: text, History: s.history(ctx, t), User: t.who}
	return s.Bot.Ask(ctx, m)
}

// history is what was said before. Without it a question is still answered.
func (s *server) history(ctx context.Context, t talk) []bot.Turn {
	kept, err := s.Store.Turns(ctx, t.who)
	if err != nil {
		s.log.Error("reading a conversation", "error", err)
	}
	var turns []bot.Turn
	for _, k := range kept {
		turns = append(turns, bot.Turn{Question: k.Question, Citations: k.Cited, At: k.At})
	}
	return turns
}

// lastQuestion is the one before, "" if there is none.
func (s *server) lastQuestion(ctx context.Context, t talk) string {
	turns := s.history(ctx, t)
	if len(turns) == 0 {
		return ""
	}
	return turns[len(turns)-1].Question
}

// glossed adds the unofficial translation for a person who chose English and
// asked in Chinese.
func (s *server) glossed(t talk, a bot.Answer) bot.Answer {
	if t.language != bot.English || a.Language == bot.English {
		return a
	}
	a.Citations = slices.Clone(a.Citations)
	for i, c := range a.Citations {
		if english, ok := s.Bot.Cite(bot.English, c.ID); ok {
			a.Citations[i].Gloss = english.Gloss
		}
	}
	return a
}

// remember keeps a turn for follow-ups. Abuse and greetings are none.
func (s *server) remember(ctx context.Context, t talk, text string, a bot.Answer) {
	if a.Outcome == bot.Meta || a.Outcome == bot.Refused {
		return
	}
	turn := state.Turn{Receipt: a.Receipt, Question: text}
	for _, c := range a.Citations {
		turn.Cited = append(turn.Cited, c.ID)
	}
	if err := s.Store.AddTurn(ctx, t.who, turn); err != nil {
		s.log.Error("remembering a turn", "error", err)
	}
}

// answerButtons stand under an answer: the surroundings of its first passage,
// votes, and what else may be asked.
func (s *server) answerButtons(t talk, a bot.Answer) *keyboard {
	if a.Outcome == bot.Meta || a.Outcome == bot.Refused {
		return nil
	}
	w := t.words
	k := &keyboard{}
	if len(a.Citations) > 0 {
		name := s.refs.names[a.Citations[0].ID]
		k.row(button{Text: w.neighbours, Data: "n:" + name}, button{Text: w.section, Data: "s:" + name})
	}
	k.row(button{Text: w.up, Data: "u:" + a.Receipt}, button{Text: w.down, Data: "d:" + a.Receipt})
	if t.group || len(a.Citations) == 0 {
		return k
	}
	for _, q := range s.Bot.Suggest(a, related) {
		k.row(button{Text: q, Data: "q:" + shortName("", q)})
	}
	return k
}
