package bot

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"wenbao/bot/question"
	"wenbao/bot/words"
)

// Rewriter makes a follow-up a question that can be read by itself. What it
// writes is searched and judged and never shown to a citizen.
type Rewriter interface {
	Rewrite(ctx context.Context, f question.FollowUp) (string, error)
}

// defaultPatience is how long a rewriter may take for one answer.
const defaultPatience = 30 * time.Second

// rewritten lets the rewriter read a follow-up that is answered as it was said,
// and takes other passages if its question finds some. The question is held to
// what was said, too: no outcome is raised and nothing that was asked is
// dropped. Whatever fails leaves the answer as it was.
func (b *Bot) rewritten(ctx context.Context, m Message, said question.Question, answered Answer) (Answer, error) {
	patience, cancel := context.WithTimeout(ctx, cmp.Or(b.config.Patience, defaultPatience))
	defer cancel()
	text, err := b.config.Rewriter.Rewrite(patience, b.followUp(m))
	if err != nil {
		b.config.Log.Info("the follow-up is not rewritten", "because", err)
		return answered, ctx.Err()
	}
	q := b.reader.Read(text, nil).With(said)
	q.Language = said.Language
	a, err := b.answer(ctx, q)
	if err != nil || a.Outcome != Answered {
		return answered, err
	}
	a.Mode = Model
	a.Trace.Steps = append([]string{fmt.Sprintf(words.Staff().Trace.Rewritten, text)}, a.Trace.Steps...)
	return a, nil
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
