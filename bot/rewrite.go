package bot

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wenbao/prompts"
)

// depends is the dependence from which a question is worth rewriting.
const depends = 0.4

// turnLife is how long an earlier turn colours a new question.
const turnLife = 30 * time.Minute

// defaultPatience is how long a writer may take for one answer.
const defaultPatience = 30 * time.Second

// Ask answers one message. The error is for operators: a fault of the machine,
// never something a citizen did. Without a writer, equal messages get equal
// answers.
func (b *Bot) Ask(ctx context.Context, m Message) (Answer, error) {
	m.History = recent(m.History, time.Now())
	said, err := b.quote(ctx, m)
	if b.config.Writer == nil || err != nil || said.Outcome != Answered || !b.followsUp(m) {
		return said, err
	}
	patience, cancel := context.WithTimeout(ctx, cmp.Or(b.config.Patience, defaultPatience))
	defer cancel()
	rewritten, err := b.rewrite(patience, m)
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

// rewrite asks the writer for the follow-up as a question that stands by
// itself, and takes it only if all of its words come from the conversation.
func (b *Bot) rewrite(ctx context.Context, m Message) (string, error) {
	data := prompts.StandaloneData{Question: m.Text, Limit: 120}
	said := m.Text
	for _, t := range m.History[max(0, len(m.History)-maxTurns):] {
		turn := prompts.Turn{Question: firstRunesOf(t.Question, 200)}
		for _, id := range t.Citations[:min(1, len(t.Citations))] {
			if _, p, ok := b.library.Passage(id); ok {
				turn.Answer = p.Text
			}
		}
		said += "\n" + turn.Question + "\n" + turn.Answer
		data.Turns = append(data.Turns, turn)
	}
	language := LanguageOf(m.Text)
	p, err := prompts.Standalone(promptLanguage(language), data)
	if err != nil {
		return "", err
	}
	text, err := b.config.Writer.Write(ctx, Writing{Prompt: p.Text, Tokens: 200, User: m.User}, nil)
	if err != nil {
		return "", err
	}
	text = strings.Trim(strings.TrimSpace(text), "「」“”\"")
	if err := acceptable(text, said, language); err != nil {
		return "", err
	}
	return text, b.keeps(text, standalone(normalized(m.Text)))
}

// keeps refuses a rewritten question that has lost what was just said.
func (b *Bot) keeps(text, said string) error {
	said = pointing.ReplaceAllString(said, " ")
	rewritten := normalized(text)
	lost := ""
	for _, w := range b.judge.content(said) {
		if strings.Contains(rewritten, w.text) {
			return nil
		}
		lost = w.text
	}
	if lost != "" {
		return fmt.Errorf("it has lost %q", lost)
	}
	return nil
}

// acceptable refuses a rewritten question that is no single line, is in
// another language, or asks for something that nobody spoke of.
func acceptable(text, said string, language Language) error {
	switch {
	case text == "" || strings.ContainsAny(text, "\n\r") || utf8.RuneCountInString(text) > 200:
		return fmt.Errorf("it is not one line: %.40q", text)
	case (LanguageOf(text) == English) != (language == English):
		return fmt.Errorf("it is in another language: %.40q", text)
	}
	known := pairsOf(normalized(said))
	for pair := range pairsOf(normalized(text)) {
		if !known[pair] && !askingPairs[pair] {
			return fmt.Errorf("nobody spoke of %q", pair)
		}
	}
	return nil
}

func promptLanguage(l Language) prompts.Language {
	if l == English {
		return prompts.English
	}
	return prompts.Chinese
}

// askingPairs may be added to a question: they ask and name nothing.
var askingPairs = pairsOf("多少个 多少条 多少家 多少人 有多少 几个 是什么 有哪些 怎么样 怎样 情况如何 是多少 什么时候 在哪里 为什么 多少万 的情况 完成情况 建设情况 进展如何 新建了 建成了 是不是 有没有 吗")

// pairsOf returns each pair of neighbouring Chinese characters, and each word
// of other scripts.
func pairsOf(text string) map[string]bool {
	pairs := map[string]bool{}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		runes := []rune(word)
		if !unicode.Is(unicode.Han, runes[0]) {
			if len(runes) > 3 {
				pairs[word] = true
			}
			continue
		}
		for i := 0; i+1 < len(runes); i++ {
			if !strings.ContainsRune("的了吗呢是有在", runes[i]) && !strings.ContainsRune("的了吗呢是有在", runes[i+1]) {
				pairs[string(runes[i:i+2])] = true
			}
		}
	}
	return pairs
}

// firstRunesOf cuts a text to n characters.
func firstRunesOf(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n])
	}
	return s
}
