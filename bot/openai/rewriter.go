package openai

import (
	"cmp"
	"context"
	_ "embed" // for the list of phrases
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/bot/question"
	"wenbao/knowledge/text"
	"wenbao/prompts"
)

// Rewriter writes follow-ups as questions that stand by themselves.
type Rewriter struct {
	model    Completer
	discards *Discards
}

// NewRewriter makes a rewriter; nil discards are not counted.
func NewRewriter(model Completer, discards *Discards) *Rewriter { return &Rewriter{model, discards} }

// Sizes of a rewriting.
const (
	maxTold      = 150 // characters shown of an earlier question or passage; six turns of such a length need a context of 5,500 tokens, most need less
	wantedLength = 120 // characters that the model is asked to keep to
	maxLength    = 200 // characters that are taken
	maxTokens    = 200
)

// Rewrite asks for a follow-up as a question that stands by itself, and takes
// it only if it is one line in the language of the follow-up, adds no word to
// the conversation and keeps what was just said. Errors hold no word of the
// conversation.
func (r *Rewriter) Rewrite(ctx context.Context, f question.FollowUp) (string, error) {
	rewritten, err := r.rewrite(ctx, f)
	r.discards.note("follow-up", err)
	return rewritten, err
}

func (r *Rewriter) rewrite(ctx context.Context, f question.FollowUp) (string, error) {
	p, err := prompts.Standalone(promptLanguage(f.Text), promptData(f))
	if err != nil {
		return "", err
	}
	reply, err := r.model.Complete(ctx, Request{System: p.System, Prompt: p.User, Tokens: maxTokens, User: f.User})
	if err != nil {
		return "", err
	}
	rewritten := plainReply(reply)
	if err := accept(rewritten, f); err != nil {
		return "", fmt.Errorf("the model's question is not taken: %w", err)
	}
	return rewritten, nil
}

func promptData(f question.FollowUp) prompts.StandaloneData {
	data := prompts.StandaloneData{Question: f.Text, Limit: wantedLength}
	for _, t := range f.Turns {
		data.Turns = append(data.Turns, prompts.Turn{Question: text.First(t.Question, maxTold), Answer: text.First(t.Passage, maxTold)})
	}
	return data
}

func promptLanguage(message string) prompts.Language {
	if text.LanguageOf(message) == text.English {
		return prompts.English
	}
	return prompts.Chinese
}

// Why a rewriting is not taken. The words themselves belong in no log.
var (
	errLines    = errors.New("it is not one short line")
	errLanguage = errors.New("it is in another language")
	errAdds     = errors.New("it names what nobody spoke of")
	errLoses    = errors.New("it has lost what was just said")
)

func accept(rewritten string, f question.FollowUp) error {
	switch {
	case rewritten == "" || strings.ContainsAny(rewritten, "\n\r") || utf8.RuneCountInString(rewritten) > maxLength:
		return errLines
	case promptLanguage(rewritten) != promptLanguage(f.Text):
		return errLanguage
	case adds(rewritten, f):
		return errAdds
	case !keeps(rewritten, f.New):
		return errLoses
	}
	return nil
}

// adds reports whether a rewriting holds, beside the phrases that merely ask,
// a pair of characters or a word that is not of the conversation.
func adds(rewritten string, f question.FollowUp) bool {
	said := f.Text
	for _, t := range f.Turns {
		said += "\n" + t.Question + "\n" + t.Passage
	}
	known := pairsOf(text.Normalize(said))
	for pair := range pairsOf(asking.Replace(text.Normalize(rewritten))) {
		if !known[pair] {
			return true
		}
	}
	return false
}

// keeps reports whether a rewriting holds one of the words, if there are any.
func keeps(rewritten string, words []string) bool {
	normal := text.Normalize(rewritten)
	for _, w := range words {
		if strings.Contains(normal, w) {
			return true
		}
	}
	return len(words) == 0
}

//go:embed asking.txt
var askingPhrases string

// asking takes out what may be added to a question: it asks and names nothing.
var asking = without(askingPhrases)

// without takes phrases, one a line, out of a text, the longest first.
func without(phrases string) *strings.Replacer {
	list := strings.Fields(phrases)
	slices.SortFunc(list, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	var pairs []string
	for _, p := range list {
		pairs = append(pairs, p, " ")
	}
	return strings.NewReplacer(pairs...)
}

// empty characters join words and mean nothing in a pair.
const empty = "的了吗呢是有在"

// pairsOf returns each pair of neighbouring Chinese characters of a normalised
// text, and each word of other scripts that is longer than three letters or
// holds a digit.
func pairsOf(normal string) map[string]bool {
	pairs := map[string]bool{}
	for _, run := range runs(normal) {
		if !unicode.Is(unicode.Han, run[0]) {
			if len(run) > 3 || slices.ContainsFunc(run, unicode.IsDigit) {
				pairs[string(run)] = true
			}
			continue
		}
		for i := 0; i+1 < len(run); i++ {
			if pair := string(run[i : i+2]); !strings.ContainsAny(pair, empty) {
				pairs[pair] = true
			}
		}
	}
	return pairs
}

// runs cuts a text into its Chinese and its other words: 5g基站 is two.
func runs(normal string) [][]rune {
	var list [][]rune
	kind := 0 // of the character before: 0 no part of a word, 1 Chinese, 2 other
	for _, r := range normal {
		before := kind
		switch {
		case unicode.Is(unicode.Han, r):
			kind = 1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			kind = 2
		default:
			kind = 0
			continue
		}
		if kind != before {
			list = append(list, nil)
		}
		list[len(list)-1] = append(list[len(list)-1], r)
	}
	return list
}
