package bot

import (
	"strings"
	"unicode"

	"wenbao/retrieval"
)

// word is a content word of a question with its information in nats.
type word struct {
	text   string
	rarity float64
}

// content returns the words of a question that say what it is about.
func (j *judge) content(text string) []word {
	var words []word
	for _, w := range j.words.Segment(text) {
		if rarity := j.words.Rarity(w); rarity > commonWord && !askingWords[w] {
			words = append(words, word{w, rarity})
		}
	}
	return words
}

// commonWord is the information below which a word says nothing of the subject.
const commonWord = 7.0

var askingWords = map[string]bool{"多少": true, "为什么": true, "为啥": true, "几个": true, "怎么样": true, "怎么": true, "什么": true, "哪里": true, "哪儿": true, "咋样": true, "请问": true, "啥时候": true, "什么时候": true, "是不是": true, "有没有": true, "去年": true, "今年": true, "听说": true, "知道": true, "情况": true, "报告": true, "现在": true, "目前": true, "多大": true, "进展": true}

// wordless is the lexical score below which a question of unknown words meets nothing.
const wordless = 0.3

// contentless reports whether a question says nothing of a subject: 多少, 为什么,
// the report's own place, or no known word at all.
func (j *judge) contentless(q question, hits []retrieval.Hit) bool {
	if len(hits) == 0 {
		return false
	}
	place := j.facts(hits[0].ID).place
	for _, w := range j.content(q.text) {
		if !place.own[w.text] {
			return false
		}
	}
	known := len(j.words.Segment(q.text)) > 0
	return known || hits[0].Lexical < wordless
}

// uncovered is the share of a question's information in content words that a
// passage does not hold.
func uncovered(content []word, p *passageFacts) float64 {
	var total, missing float64
	for _, w := range content {
		total += w.rarity
		if !holds(p.facts.all, w.text) && !p.place.own[w.text] {
			missing += w.rarity
		}
	}
	if total == 0 {
		return 0
	}
	return missing / total
}

// holds reports whether a text has a word, or two neighbouring characters of a
// longer word.
func holds(text, word string) bool {
	if strings.Contains(text, word) {
		return true
	}
	runes := []rune(word)
	for i := 0; len(runes) > 2 && runes[0] > unicode.MaxASCII && i+1 < len(runes); i++ {
		if strings.Contains(text, string(runes[i:i+2])) {
			return true
		}
	}
	return false
}
