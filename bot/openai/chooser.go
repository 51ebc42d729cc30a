package openai

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"

	"wenbao/bot/question"
	"wenbao/knowledge/text"
	"wenbao/prompts"
)

// Chooser names the passages that answer a question.
type Chooser struct {
	model    Completer
	discards *Discards
}

// NewChooser makes a chooser; nil discards are not counted.
func NewChooser(model Completer, discards *Discards) *Chooser { return &Chooser{model, discards} }

// Sizes of a choice.
const (
	maxShown     = 120 // characters shown of a passage with its heading: twelve of them and the reply fit into a context of 4,096 tokens
	maxAsked     = 100 // characters shown of a question
	choiceTokens = 300 // the reply has ten; a model that thinks first needs more
)

// numbersOnly is a reply that holds nothing but numbers: 3,1 or [2] or 0.
var numbersOnly = regexp.MustCompile(`^[\s\[(（【]*\d{1,2}[\])）】.。\s]*(?:[,，、;；\s]+[\s\[(（【]*\d{1,2}[\])）】.。\s]*)*$`)

var anyNumber = regexp.MustCompile(`\d+`)

var errNoNumbers = errors.New("it is not a list of numbers of the passages")

// Choose asks which passages answer. A reply that is anything but numbers of
// passages, or 0, is an error; so nothing that the model writes gets further.
func (c *Chooser) Choose(ctx context.Context, asked question.Choice) ([]int, error) {
	list, err := c.choose(ctx, asked)
	c.discards.note("choice", err)
	return list, err
}

func (c *Chooser) choose(ctx context.Context, asked question.Choice) ([]int, error) {
	data := prompts.ChooseData{Question: text.First(asked.Question, maxAsked), Limit: asked.Limit}
	for i, p := range asked.Passages {
		data.Passages = append(data.Passages, prompts.Passage{Number: i + 1, Text: text.First(p, maxShown)})
	}
	language := prompts.Chinese
	if asked.Language == text.English {
		language = prompts.English
	}
	p, err := prompts.Choose(language, data)
	if err != nil {
		return nil, err
	}
	reply, err := c.model.Complete(ctx, Request{System: p.System, Prompt: p.User, Tokens: choiceTokens, User: asked.User})
	if err != nil {
		return nil, err
	}
	return chosen(reply, len(asked.Passages), asked.Limit)
}

// chosen reads numbers from 1 to most, each once and at most limit of them. None
// and some at once is no choice.
func chosen(reply string, most, limit int) ([]int, error) {
	reply = plainReply(reply)
	if !numbersOnly.MatchString(reply) {
		return nil, errNoNumbers
	}
	var list []int
	none := false
	for _, digits := range anyNumber.FindAllString(reply, -1) {
		n, err := strconv.Atoi(digits)
		switch {
		case err != nil || n > most:
			return nil, errNoNumbers
		case n == 0:
			none = true
		case !slices.Contains(list, n-1) && len(list) < limit:
			list = append(list, n-1)
		}
	}
	if none && len(list) > 0 {
		return nil, errNoNumbers
	}
	return list, nil
}
