package openai

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"wenbao/bot/question"
	"wenbao/knowledge/text"
)

func TestChoose(t *testing.T) {
	asked := question.Choice{Question: "新建了多少消防站？", Passages: []string{"三: 新建消防站21个。", "四: 5G基站3047个。", "五: 新增学位1.3万个。"}, Limit: 2}
	for _, tt := range []struct {
		name, reply string
		want        []int
		err         error
	}{
		{"one", "1", []int{0}, nil},
		{"two, the most direct first", "3,1", []int{2, 0}, nil},
		{"in brackets", "[3], [1]", []int{2, 0}, nil},
		{"Chinese signs", "3、1。", []int{2, 0}, nil},
		{"none", "0", nil, nil},
		{"twice the same", "1,1", []int{0}, nil},
		{"more than may be named", "1,2,3", []int{0, 1}, nil},
		{"after a thought", "<think>原文1写了21个。</think>\n1", []int{0}, nil},
		{"in a fence", "```\n1\n```", []int{0}, nil},
		{"a list of JSON in a fence", "```json\n[3, 1]\n```", []int{2, 0}, nil},
		{"a bullet", "- 1", []int{0}, nil},
		{"bullets", "- 3\n- 1\n", []int{2, 0}, nil},
		{"bold bullets", "* **3**\n* **1**", []int{2, 0}, nil},
		{"bold", "**1**", []int{0}, nil},
		{"in quotation marks", "「1」", []int{0}, nil},
		{"as code", "`3,1`", []int{2, 0}, nil},
		{"none in a fence", "```\n0\n```", nil, nil},
		{"none and some", "0,3", nil, errNoNumbers},
		{"some and none", "- 3\n- 0", nil, errNoNumbers},
		{"below nought", "-1", nil, errNoNumbers},
		{"words in a fence", "```\n第1条\n```", nil, errNoNumbers},
		{"a number of no passage", "7", nil, errNoNumbers},
		{"words", "第1条写了新建消防站21个。", nil, errNoNumbers},
		{"an answer of its own", "新建了30个消防站", nil, errNoNumbers},
		{"a figure", "3047", nil, errNoNumbers},
		{"other digits", "１", nil, errNoNumbers},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := NewChooser(replies(t, func(string) string { return tt.reply }), nil)
			got, err := c.Choose(t.Context(), asked)
			if !slices.Equal(got, tt.want) || !errors.Is(err, tt.err) {
				t.Errorf("%v, error %v; want %v, %v", got, err, tt.want, tt.err)
			}
		})
	}
}

// TestChoosePrompt: what is sent is bounded, numbered and in the asker's language.
func TestChoosePrompt(t *testing.T) {
	var sent string
	c := NewChooser(replies(t, func(prompt string) string { sent = prompt; return "0" }), nil)
	asked := question.Choice{Question: strings.Repeat("长", 1000), Language: text.English, Passages: []string{strings.Repeat("文", 1000)}, Limit: 2}
	if _, err := c.Choose(t.Context(), asked); err != nil {
		t.Fatal(err)
	}
	if strings.Count(sent, "长") != maxAsked || strings.Count(sent, "文") != maxShown || !strings.Contains(sent, "Your task") || !strings.Contains(sent, "1. 文") {
		t.Errorf("sent %q", sent)
	}
}

// TestChoosePromptFits: twelve long passages, a long question and the reply fit into the
// context that the smallest servers take, in both languages.
func TestChoosePromptFits(t *testing.T) {
	for _, language := range []text.Language{text.Simplified, text.English} {
		need := 0
		c := NewChooser(fits(func(r Request) { need = Tokens(r.System+r.Prompt) + r.Tokens }), nil)
		asked := question.Choice{Question: strings.Repeat("长", 1000), Language: language, Limit: 6}
		for range 12 {
			asked.Passages = append(asked.Passages, strings.Repeat("文", 1000))
		}
		if _, err := c.Choose(t.Context(), asked); err != nil || need > 4096 {
			t.Errorf("%s: up to %d tokens, %v", language, need, err)
		}
	}
}

// fits is a Completer that chooses nothing and shows what it is asked.
type fits func(Request)

func (f fits) Complete(_ context.Context, r Request) (string, error) {
	f(r)
	return "0", nil
}

// FuzzChosen: whatever a model writes, only passages that were shown are named,
// each once.
func FuzzChosen(f *testing.F) {
	for _, reply := range []string{"1", "3,1", "[2]", "0", "99", "a1", "1,,2", "一", "```\n1\n```", "- **「1」**", "0,3"} {
		f.Add(reply)
	}
	f.Fuzz(func(t *testing.T, reply string) {
		list, err := chosen(reply, 12, 6)
		if err != nil && list != nil || len(list) > 6 {
			t.Fatalf("%q gives %v, %v", reply, list, err)
		}
		for i, n := range list {
			if n < 0 || n >= 12 || slices.Contains(list[:i], n) {
				t.Fatalf("%q gives %v", reply, list)
			}
		}
	})
}
