package bot

import (
	"cmp"
	"context"
	"strings"
	"time"
)

// Stage is what the bot is doing while someone waits.
type Stage string

// The stages, in their order.
const (
	Searching Stage = "searching"
	Wording   Stage = "wording"
	Checking  Stage = "checking"
)

// Progress is what can be shown before an answer is ready: a stage, and the
// verified sentences so far.
type Progress struct {
	Stage     Stage
	Language  Language
	Sentences []Sentence
}

// Text is a line for whoever waits, with the sentences that are verified.
func (p Progress) Text() string {
	if len(p.Sentences) > 0 {
		return RenderSummary(p.Language, p.Sentences)
	}
	english := p.Language == English
	switch p.Stage {
	case Searching:
		return choose2(english, "Searching…", "正在查找…")
	case Wording:
		return choose2(english, "Writing…", "正在整理…")
	}
	return choose2(english, "Checking…", "正在核对…")
}

func choose2(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// turnLife is how long an earlier turn colours a new question.
const turnLife = 30 * time.Minute

// defaultPatience is how long a writer may take for one answer.
const defaultPatience = 30 * time.Second

// Ask answers one message. The error is for operators: a fault of the machine,
// never something a citizen did. Without a writer, equal messages get equal
// answers.
func (b *Bot) Ask(ctx context.Context, m Message) (Answer, error) {
	return b.AskStream(ctx, m, nil)
}

// AskStream answers like Ask and tells show, which may be nil, how far it is.
// It shows verified sentences only, and calls show from one goroutine. The
// answer it returns is whole and replaces all that was shown.
func (b *Bot) AskStream(ctx context.Context, m Message, show func(Progress)) (Answer, error) {
	language := LanguageOf(m.Text)
	tell := func(p Progress) {
		if show != nil {
			p.Language = language
			show(p)
		}
	}
	m.History = recent(m.History, time.Now())
	if b.config.Writer == nil {
		tell(Progress{Stage: Searching})
		return b.quote(ctx, m)
	}
	tell(Progress{Stage: Searching})
	patience, cancel := context.WithTimeout(ctx, cmp.Or(b.config.Patience, defaultPatience))
	defer cancel()
	a, err := b.follow(ctx, patience, m)
	if err != nil {
		return a, err
	}
	b.word(patience, m, &a, tell)
	return a, nil
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

// streamer returns what a writer's pieces go to: whenever a line of the plain
// form is whole, its sentences are verified and shown. A JSON object is not
// read before it ends. The first sentence that fails ends the showing.
func (b *Bot) streamer(a *Answer, asJSON bool, show func(Progress)) func(string) {
	if asJSON {
		return nil
	}
	passages, _ := b.checked(a)
	var open strings.Builder
	var shown []Sentence
	stopped := false
	return func(piece string) {
		open.WriteString(piece)
		lines := strings.SplitAfter(open.String(), "\n")
		open.Reset()
		open.WriteString(lines[len(lines)-1])
		for _, line := range lines[:len(lines)-1] {
			line = strings.TrimSpace(line)
			if line == "" || stopped || verdicts.MatchString(line) {
				continue
			}
			for _, s := range parseLine(line) {
				stopped = stopped || len(shown) >= maxSentences || verifySentence(s, passages) != nil
				if !stopped {
					shown = append(shown, s)
				}
			}
			if !stopped {
				show(Progress{Stage: Wording, Sentences: append([]Sentence(nil), shown...)})
			}
		}
	}
}
