package bot

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"wenbao/bot/judge"
	"wenbao/bot/question"
	"wenbao/knowledge/text"
)

// Chooser names the passages that answer a question: a language model as the
// reader. What it says is never shown; it may raise or lower an outcome by
// naming passages, and no passage that a hard fact excludes is put to it.
type Chooser interface {
	// Choose returns the indexes of the passages that answer, the most direct
	// first; none where none does.
	Choose(ctx context.Context, c question.Choice) ([]int, error)
}

// candidates is how many passages are put to a chooser.
const candidates = 12

// chosen lets the chooser decide what answers. Where it is slow, fails or says
// something odd, the embedded reader's verdict stands.
func (b *Bot) chosen(ctx context.Context, f finding) (finding, error) {
	if b.config.Chooser == nil || f.vague || f.section != nil {
		return f, nil
	}
	open := b.judge.Open(f.asked, f.hits[:min(2*candidates, len(f.hits))])
	open = open[:min(candidates, len(open))]
	if len(open) == 0 {
		return f, nil
	}
	c := question.Choice{Question: f.asked.Whole(), Language: f.asked.Language, Limit: judge.MaxSeveral, User: chargeOf(ctx).user}
	for _, hit := range open {
		report, p, ok := b.library.Passage(hit.ID)
		if !ok {
			return f, fmt.Errorf("choosing: there is no passage %s", hit.ID)
		}
		shown := fromNearest(p.Quote(), hit)
		if p.Heading >= 0 {
			shown = report.Headings[p.Heading].Text + ": " + shown
		}
		c.Passages = append(c.Passages, shown)
	}
	waiting, cancel := context.WithDeadline(ctx, chargeOf(ctx).deadline)
	defer cancel()
	numbers, err := b.config.Chooser.Choose(waiting, c)
	switch {
	case ctx.Err() != nil:
		return f, ctx.Err()
	case err != nil:
		b.config.Log.Debug("the model's choice is not taken", "because", err)
		return f, nil
	}
	var answers []hit
	for _, n := range numbers {
		if n >= 0 && n < len(open) {
			answers = append(answers, open[n])
		}
	}
	f.verdict, f.mode = b.judge.Settle(f.asked, f.hits, f.verdict, answers), Model
	return f, nil
}

// charge is what all that a language model is asked about one message costs whom.
type charge struct {
	user     string    // whose budget it is charged to, "" for nobody's
	deadline time.Time // until which the model may take
}

type chargeKey struct{}

func (b *Bot) chargedTo(ctx context.Context, user string) context.Context {
	return context.WithValue(ctx, chargeKey{}, charge{user, time.Now().Add(cmp.Or(b.config.Patience, defaultPatience))})
}

func chargeOf(ctx context.Context) charge {
	c, ok := ctx.Value(chargeKey{}).(charge)
	if !ok {
		c.deadline = time.Now().Add(defaultPatience)
	}
	return c
}

// fromNearest is a passage from the sentence on that came nearest to the question.
func fromNearest(passage string, h hit) string {
	sentences := text.Sentences(passage)
	for _, m := range h.Matches {
		if m.Sentence >= 0 && m.Sentence < len(sentences) {
			return strings.Join(sentences[m.Sentence:], "")
		}
	}
	return passage
}

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
