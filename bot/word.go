package bot

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"wenbao/bot/claim"
	"wenbao/prompts"
)

// wording is what a bot with a writer keeps: passages prepared for checking
// and whether the server has shown that it takes no schema.
type wording struct {
	passages sync.Map // id -> *claim.Passage
	plain    atomic.Bool
}

const (
	defaultTokens = 3000 // of a prompt, when the configuration names none
	replyTokens   = 600
)

// word lets the writer word an answered question. It changes the answer only
// when what was written stands the test; any failure leaves the quotes.
func (b *Bot) word(ctx context.Context, m Message, a *Answer, show func(Progress)) {
	if b.config.Writer == nil || a.Outcome != Answered || len(a.Citations) == 0 {
		return
	}
	show(Progress{Stage: Wording})
	d, err := b.draft(ctx, m, a, show)
	if err != nil {
		a.Trace.add("the model's words are not used: %v", err)
		b.config.Log.Warn("answering with quotes", "because", err, "receipt", a.Receipt)
		return
	}
	show(Progress{Stage: Checking})
	b.adopt(a, d)
}

// adopt takes a draft over as far as it is verified.
func (b *Bot) adopt(a *Answer, d draft) {
	if d.judgement == saysNotFound {
		a.Trace.add("the model finds that the passages do not answer")
		b.lower(a)
		return
	}
	passages, quotes := b.checked(a)
	v := verify(d.sentences, passages, quotes)
	for _, r := range v.refused {
		a.Trace.add("refused %q: %v", r.sentence, r.reason)
		b.config.Log.Info("a sentence of the model is refused", "rule", r.reason.Rule, "receipt", a.Receipt)
	}
	if !v.worthShowing() {
		a.Trace.add("the model's answer as a whole is refused")
		return
	}
	a.Mode, a.Summary = Model, v.sentences
	if words := phrase(a.Language); a.Lead == words.answered {
		a.Lead = ""
	}
	if d.judgement == saysPartly && a.Closing == "" {
		a.Closing = labelsOf(a.Language).partly
	}
}

// lower makes an answered question one that the report does not answer.
func (b *Bot) lower(a *Answer) {
	a.Outcome, a.Closing = Related, ""
	a.Lead = labelsOf(a.Language).unsure
	a.Citations = a.Citations[:min(maxRelated, len(a.Citations))]
}

// draft asks the writer, once more in the plain form if the server does not
// follow the schema.
func (b *Bot) draft(ctx context.Context, m Message, a *Answer, show func(Progress)) (draft, error) {
	asJSON := !b.wording.plain.Load()
	d, err := b.askWriter(ctx, m, a, asJSON, show)
	if asJSON && (errors.Is(err, ErrNoSchema) || errors.Is(err, errDraft)) {
		b.wording.plain.Store(true)
		return b.askWriter(ctx, m, a, false, show)
	}
	return d, err
}

func (b *Bot) askWriter(ctx context.Context, m Message, a *Answer, asJSON bool, show func(Progress)) (draft, error) {
	data := prompts.AnswerData{Question: m.Text, JSON: asJSON}
	for i, c := range a.Citations {
		data.Passages = append(data.Passages, prompts.Passage{Number: i + 1, Text: c.Quote, Gloss: c.Gloss})
	}
	p, err := b.fitting(a.Language, &data)
	if err != nil {
		return draft{}, err
	}
	w := Writing{Prompt: p.Text, Tokens: replyTokens, User: m.User}
	if asJSON {
		w.Schema, w.Name = draftSchema, "answer"
	}
	a.Trace.add("prompt %s, %d passages", p.Version, len(data.Passages))
	b.config.Log.Info("asking the model", "prompt", p.Version, "passages", len(data.Passages), "receipt", a.Receipt)
	text, err := b.config.Writer.Write(ctx, w, b.streamer(a, asJSON, show))
	if err != nil {
		return draft{}, err
	}
	return parseDraft(text, asJSON)
}

// fitting renders the prompt with as many of the first passages as fit.
func (b *Bot) fitting(l Language, data *prompts.AnswerData) (prompts.Prompt, error) {
	limit := b.config.Tokens
	if limit == 0 {
		limit = defaultTokens
	}
	for {
		p, err := prompts.Answer(promptLanguage(l), *data)
		if err != nil || estimate(p.Text) <= limit || len(data.Passages) <= 1 {
			return p, err
		}
		data.Passages = data.Passages[:len(data.Passages)-1]
	}
}

// estimate is an upper bound of the tokens of a text: servers cut a prompt
// that is too long without a word.
func estimate(text string) int { return 2 * len([]rune(text)) }

func promptLanguage(l Language) prompts.Language {
	if l == English {
		return prompts.English
	}
	return prompts.Chinese
}

// checked returns the citations prepared for checking, and their words.
func (b *Bot) checked(a *Answer) (passages []*claim.Passage, quotes []string) {
	for _, c := range a.Citations {
		passages = append(passages, b.prepared(c.ID))
		quotes = append(quotes, c.Quote)
	}
	return passages, quotes
}

// prepared returns a passage prepared for checking. A gloss counts only when a
// person has read it.
func (b *Bot) prepared(id string) *claim.Passage {
	if p, ok := b.wording.passages.Load(id); ok {
		return p.(*claim.Passage)
	}
	source := claim.Source{}
	if report, p, ok := b.library.Passage(id); ok {
		meta := report.Meta
		source = claim.Source{Text: p.Text, Places: append([]string{meta.Place}, meta.PlaceAliases...), Years: meta.Years}
		if x := report.Expansions[id]; !x.Unreviewed {
			source.Gloss = x.English
		}
	}
	p, _ := b.wording.passages.LoadOrStore(id, claim.Compile(source))
	return p.(*claim.Passage)
}
