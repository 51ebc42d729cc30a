package judge

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/bot/question"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

// meant is the word whose meaning a question asks for, and asks nothing else: 什么是
// S基金, S基金是什么; "" where it asks otherwise.
func meant(q question.Question) string {
	said := strings.TrimFunc(q.Text, unicode.IsPunct)
	word := said
	if asking := evident.Pattern("meaning-first").FindString(word); asking != "" {
		word = word[len(asking):]
	}
	if asking := evident.Pattern("meaning-last").FindString(word); asking != "" {
		word = word[:len(word)-len(asking)]
	}
	if word == said {
		return ""
	}
	return unquoted(word)
}

// unquoted is a word without the signs within and around it.
func unquoted(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSpace(r) || unicode.IsSymbol(r) && r != '+' {
			return -1
		}
		return r
	}, text.Normalize(word))
}

// unspaced is a text without its blanks.
func unspaced(said string) string { return strings.Join(strings.Fields(said), "") }

// explains reports whether the passage is a note on the word that a question asks
// the meaning of, or on one that the word is part of: GEP核算 for GEP.
func (p *passage) explains(q question.Question) bool {
	word := meant(q)
	if p.term == "" || utf8.RuneCountInString(word) < 2 {
		return false
	}
	return strings.Contains(p.term, word) || strings.Contains(word, p.term)
}

// onlySays reports whether the passage says a word and does not tell what it means: by a note, in so
// many words, or behind a colon.
func (p *passage) onlySays(word string) bool {
	explained := p.term != "" || p.facts.holds[question.Meaning] || strings.HasPrefix(unspaced(p.facts.own), word+":")
	return utf8.RuneCountInString(word) > 1 && !explained && strings.Contains(unquoted(p.facts.own), word)
}

// Explained reports whether one of the best hits is a note on the word whose meaning
// is asked for.
func (j *Judge) Explained(q question.Question, hits []retrieval.Hit) bool {
	for _, hit := range hits[:min(Weighed, len(hits))] {
		if j.passage(hit.ID).explains(q) {
			return true
		}
	}
	return false
}
