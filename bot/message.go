package bot

import (
	"fmt"
	"strings"

	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge"
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

// TurnOf is what a conversation keeps of a question and its answer: the passages
// that answered. What was only near is none of them.
func TurnOf(asked string, a Answer) Turn {
	turn := Turn{Question: asked}
	if a.Outcome != Answered {
		return turn
	}
	for _, c := range a.Citations {
		turn.Citations = append(turn.Citations, c.ID)
	}
	return turn
}

// QuotedAsAnswer returns the ids of the passages that the text of an earlier
// answer quotes, in its order; none where it says that they do not answer.
func QuotedAsAnswer(lib *knowledge.Library, said string) []string {
	for _, l := range []text.Language{text.Simplified, text.Traditional, text.English} {
		if w := words.AnswersIn(l); strings.Contains(said, w.Nearest) || strings.Contains(said, w.Beside) {
			return nil
		}
	}
	return lib.Quoted(said)
}

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

// The modes: the program alone, or a model that rewrote a follow-up or chose
// among the passages.
const (
	Quote Mode = "quote"
	Model Mode = "model"
)

// Citation is a passage shown to the citizen: its words are verbatim.
type Citation struct {
	ID    string          // passage id
	Place string          // address, e.g. 《…》四【…】› 2. … › 第1条
	At    knowledge.Place // the same in its parts
	Quote string          // the passage, verbatim
	Link  string          // where it stands on the official page of its report, or ""
	Under string          // unofficial English of the heading right above, for English askers, or ""
	Gloss string          // unofficial English translation for English askers, or ""
}

// Answer is what the bot has to say, as a value: the door renders it.
type Answer struct {
	Outcome   Outcome
	Language  text.Language
	Lead      string     // one sentence before the quotes
	Citations []Citation // numbered from 1 in this order
	List      bool       // the quotes are a list in the order of the report: each section is named once
	Rest      []string   // the passages of a list that it has no room for, by id, in their order
	Closing   string     // sentences after the quotes, or ""
	Mode      Mode
	Receipt   string // identifies the decision; equal questions to equal indexes have equal receipts
	Hits      []retrieval.Hit
	Trace     Trace

	Unanswered Unanswered // where the report does not answer
	Talked     bool       // what comes next may be about it, though no report was asked
	Help       string     // where somebody who may be in danger finds help, "" for nobody is: a part of the lead, or of the closing
}

// Kept reports whether a conversation keeps the turn: no greeting and no abuse, but who
// is not content a second time shall not read the same, and who is in danger be asked
// nothing again.
func (a Answer) Kept() bool { return a.Outcome != Meta && a.Outcome != Refused || a.Talked }

// Unanswered is what was asked about in vain.
type Unanswered struct {
	Subjects []string // the rarest words of the question that say what it is about
	Lack     string   // what was lacking, in a sentence for staff that holds no word of the question
}

// Text renders the answer without markup: what a citizen reads.
func (a Answer) Text() string {
	var b strings.Builder
	b.WriteString(a.Lead)
	for i, c := range a.Citations {
		if a.List {
			if i == 0 || c.At.Section() != a.Citations[i-1].At.Section() {
				fmt.Fprintf(&b, "\n\n    %s", a.SectionAt(i))
			}
			fmt.Fprintf(&b, "\n[%d] %s（%s）", i+1, c.Quote, c.At.Item)
		} else {
			fmt.Fprintf(&b, "\n\n[%d] %s\n    —— %s", i+1, c.Quote, c.Address())
		}
		if c.Gloss != "" {
			fmt.Fprintf(&b, "\n    %s%s", words.AnswersIn(a.Language).Gloss, c.Gloss)
		}
	}
	if a.Closing != "" {
		b.WriteString("\n\n" + a.Closing)
	}
	return b.String()
}

// SectionAt is the address of the section of a list's citation: with its report
// where that is another one than that of the citation before.
func (a Answer) SectionAt(i int) string {
	at := a.Citations[i].At
	if i > 0 && a.Citations[i-1].At.Report == at.Report && len(at.Headings) > 0 {
		at.Report = ""
	}
	return at.Section() + a.Citations[i].under()
}

// Address is the place of the passage with its English, where it has one.
func (c Citation) Address() string { return c.Place + c.under() }

func (c Citation) under() string {
	if c.Under == "" {
		return ""
	}
	return " (" + c.Under + ")"
}
