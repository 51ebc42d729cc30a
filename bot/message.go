package bot

import (
	"fmt"
	"strings"

	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

// Message is one question with what was said before it.
type Message struct {
	Text    string
	History []Turn // oldest first; may be empty
	User    string // whose budget a model is charged to, "" for nobody's
}

// Turn is an earlier question of the same conversation.
type Turn = question.Turn

// Outcome says what kind of answer was given.
type Outcome string

// The outcomes. Related and NotFound both mean: the report does not say it.
const (
	Answered Outcome = "answered"  // the passages answer the question
	Related  Outcome = "related"   // they do not, but they are about its subject
	NotFound Outcome = "not_found" // the report does not speak of it
	Meta     Outcome = "meta"      // greeting, who are you, what only people can do
	Refused  Outcome = "refused"   // abuse or an attempt to change the bot's rules
)

// Mode says who read the question; the words of an answer are the report's
// either way.
type Mode string

// The modes: the program alone, or a model that rewrote a follow-up.
const (
	Quote Mode = "quote"
	Model Mode = "model"
)

// Citation is a passage shown to the citizen: its words are verbatim.
type Citation struct {
	ID    string // passage id
	Place string // address, e.g. 《…》四【…】› 2. … › 第1条
	Quote string // the passage, verbatim
	Gloss string // unofficial English translation for English askers, or ""
}

// Answer is what the bot has to say, as a value: the door renders it.
type Answer struct {
	Outcome   Outcome
	Language  text.Language
	Lead      string     // one sentence before the quotes
	Citations []Citation // numbered from 1 in this order
	Closing   string     // one sentence after the quotes, or ""
	Mode      Mode
	Receipt   string // identifies the decision; equal questions to equal indexes have equal receipts
	Hits      []retrieval.Hit
	Trace     Trace
}

// Text renders the answer without markup: what a citizen reads.
func (a Answer) Text() string {
	var b strings.Builder
	b.WriteString(a.Lead)
	for i, c := range a.Citations {
		fmt.Fprintf(&b, "\n\n[%d] %s\n    —— %s", i+1, c.Quote, c.Place)
		if c.Gloss != "" {
			fmt.Fprintf(&b, "\n    %s%s", words.AnswersIn(a.Language).Gloss, c.Gloss)
		}
	}
	if a.Closing != "" {
		b.WriteString("\n\n" + a.Closing)
	}
	return b.String()
}
