package bot

import (
	"context"
	"time"

	"wenbao/bot/question"
)

// defaultPatience is how long a language model may take for one answer.
const defaultPatience = 30 * time.Second

// rewrite lets the rewriter read a follow-up as a whole question, which is held
// to what was said, too: nothing that was asked is dropped.
func (b *Bot) rewrite(ctx context.Context, m Message, said question.Question) (whole question.Question, ok bool) {
	ctx, cancel := context.WithDeadline(ctx, chargeOf(ctx).deadline)
	defer cancel()
	rewritten, err := b.config.Rewriter.Rewrite(ctx, b.followUp(m))
	if err != nil {
		b.config.Log.Debug("the follow-up is not rewritten", "because", err)
		return question.Question{}, false
	}
	return b.reader.Read(rewritten, nil).With(said), true
}

// followUp gives a rewriter the turns that a message may refer to, each with
// the first passage that answered it.
func (b *Bot) followUp(m Message) question.FollowUp {
	f := question.FollowUp{Text: m.Text, New: b.reader.NewWords(m.Text), User: m.User}
	for _, t := range m.History[max(0, len(m.History)-question.MaxTurns):] {
		turn := question.Exchange{Question: t.Question}
		if len(t.Citations) > 0 {
			if _, p, ok := b.library.Passage(t.Citations[0]); ok {
				turn.Passage = p.Text
			}
		}
		f.Turns = append(f.Turns, turn)
	}
	return f
}
