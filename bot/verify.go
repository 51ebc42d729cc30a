package bot

import (
	"strings"

	"wenbao/bot/claim"
)

// Sentence is a model's sentence as it is shown.
type Sentence struct {
	Text      string
	Citations []int // numbers of Answer.Citations, from 1
	Verbatim  bool  // the passage itself, in place of a sentence that failed
}

// verified is what remains of a draft.
type verified struct {
	sentences []Sentence
	refused   []refusal // what was replaced, for the log
}

type refusal struct {
	sentence string
	reason   *claim.Refusal
}

// verify keeps the sentences that say only what their passages say and
// replaces each other one by the first passage it cites. It is pure.
func verify(draft []Sentence, passages []*claim.Passage, quotes []string) verified {
	var v verified
	said := map[string]bool{}
	for _, s := range draft {
		reason := verifySentence(s, passages)
		if reason != nil {
			v.refused = append(v.refused, refusal{s.Text, reason})
			s = replacement(s, quotes)
		}
		if s.Text != "" && !said[s.Text] {
			said[s.Text] = true
			v.sentences = append(v.sentences, s)
		}
	}
	return v
}

// verifySentence returns why a sentence must not be shown, or nil.
func verifySentence(s Sentence, passages []*claim.Passage) *claim.Refusal {
	var cited []*claim.Passage
	for _, n := range s.Citations {
		if n < 1 || n > len(passages) {
			return &claim.Refusal{Rule: claim.RuleCitation, Detail: "a number that was not in the prompt"}
		}
		cited = append(cited, passages[n-1])
	}
	if strings.ContainsAny(s.Text, "<>{}`*@\\") || strings.Contains(strings.ToLower(s.Text), "http") {
		return &claim.Refusal{Rule: claim.RuleWords, Detail: "mark-up or a link, even if the report had it"}
	}
	return claim.Check(s.Text, cited)
}

// replacement is the first passage that a sentence really cites, verbatim; the
// empty sentence when it cites none.
func replacement(s Sentence, quotes []string) Sentence {
	for _, n := range s.Citations {
		if n >= 1 && n <= len(quotes) {
			return Sentence{Text: quotes[n-1], Citations: []int{n}, Verbatim: true}
		}
	}
	return Sentence{}
}

// worthShowing: at least half of what the model wrote stood the test.
func (v verified) worthShowing() bool {
	kept := 0
	for _, s := range v.sentences {
		if !s.Verbatim {
			kept++
		}
	}
	return kept > 0 && kept >= len(v.refused)
}
