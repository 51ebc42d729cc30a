package bot

import (
	"cmp"
	"context"
	"fmt"
	"time"

	followup "wenbao/bot/question" // question is a type here
	"wenbao/retrieval/wordvec"
)

// Rewriter writes a follow-up as a question that stands by itself. Its words
// are never shown to a citizen. Its errors hold no word of the conversation.
type Rewriter interface {
	Rewrite(ctx context.Context, f followup.FollowUp) (string, error)
}

// depends is the dependence from which a question is worth rewriting.
const depends = 0.4

// turnLife is how long an earlier turn colours a new question.
const turnLife = 30 * time.Minute

// defaultPatience is how long a rewriter may take for one answer.
const defaultPatience = 30 * time.Second

// Ask answers one message. The error is for operators: a fault of the machine,
// never something a citizen did. Without a rewriter, equal messages get equal
// answers.
func (b *Bot) Ask(ctx context.Context, m Message) (Answer, error) {
	m.History = recent(m.History, time.Now())
	said, err := b.quote(ctx, m)
	if b.config.Rewriter == nil || err != nil || said.Outcome != Answered || !b.followsUp(m) {
		return said, err
	}
	patience, cancel := context.WithTimeout(ctx, cmp.Or(b.config.Patience, defaultPatience))
	defer cancel()
	rewritten, err := b.config.Rewriter.Rewrite(patience, b.followUp(m))
	if err != nil {
		b.config.Log.Info("the follow-up is not rewritten", "because", err)
		return said, nil
	}
	a, err := b.quote(ctx, Message{Text: rewritten})
	if err != nil || a.Outcome != Answered {
		return said, err
	}
	a.Receipt = said.Receipt
	a.Trace.Steps = append([]string{fmt.Sprintf("the model reads the follow-up as %q", rewritten)}, a.Trace.Steps...)
	return a, nil
}

// followsUp reports whether a message needs what was said before it.
func (b *Bot) followsUp(m Message) bool {
	text := normalized(m.Text)
	return len(m.History) > 0 && !newTopic.MatchString(text) && b.dependence(standalone(text)) >= depends
}

// recent drops turns that are too old, and what stands before them.
func recent(history []Turn, now time.Time) []Turn {
	for i := len(history) - 1; i >= 0; i-- {
		if at := history[i].At; !at.IsZero() && now.Sub(at) > turnLife {
			return history[i+1:]
		}
	}
	return history
}

// followUp is a message with the turns that it may refer to.
func (b *Bot) followUp(m Message) followup.FollowUp {
	f := followup.FollowUp{Text: m.Text, User: m.User}
	for _, t := range heard(m.History) {
		turn := followup.Exchange{Question: t.Question}
		for _, id := range t.Citations[:min(1, len(t.Citations))] {
			if _, p, ok := b.library.Passage(id); ok {
				turn.Passage = p.Text
			}
		}
		f.Turns = append(f.Turns, turn)
	}
	return f
}

// Content returns the words of a message that say what it is about, without
// those that only point back at what was said before.
func Content(message string) []string {
	model, err := wordvec.Default()
	if err != nil {
		return nil
	}
	j := judge{words: model}
	var list []string
	for _, w := range j.content(pointing.ReplaceAllString(standalone(normalized(message)), " ")) {
		list = append(list, w.text)
	}
	return list
}
