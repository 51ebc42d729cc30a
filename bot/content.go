package bot

import (
	"regexp"
	"strings"
	"unicode"

	"wenbao/retrieval"
)

// word is a content word of a question with its information in nats.
type word struct {
	text   string
	rarity float64
	vector []float32
}

// content returns the words of a question that say what it is about.
func (j *judge) content(text string) []word {
	var words []word
	for _, w := range j.words.Segment(text) {
		if rarity := j.words.Rarity(w); rarity > commonWord && !askingWords[w] {
			words = append(words, word{text: w, rarity: rarity, vector: j.words.Embed(w)})
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

// uncovered measures the content of a question that a passage does not hold:
// its share, and the share of what nothing in the passage comes near in meaning.
func uncovered(content []word, p *passageFacts) (share, unsupported float64) {
	var total float64
	for _, w := range content {
		total += w.rarity
		if holds(p.facts.all, w.text) || p.place.own[w.text] {
			continue
		}
		share += w.rarity
		unsupported += w.rarity * (1 - p.nearest(w.vector))
	}
	if total == 0 {
		return 0, 0
	}
	return share / total, unsupported / total
}

// focus looks at the last words of a question, where Chinese puts what is
// asked of the subject: 运河生态公园让遛狗吗.
func focus(content []word, p *passageFacts) float64 {
	return strangeness(content[max(0, len(content)-2):], p)
}

// inquiring asks whether the subject has, allows or includes something.
var inquiring = regexp.MustCompile(`有没有|有木有|有冇|有(?:个|什么)?|让不让|让|能不能|可不可以|可以|管不管|包不包括|包括|含不含|算不算|在不在|带不带|用不用|要不要|需不需要|\b(?:is|are|can|does|do)\b`)

// detail measures the first two content words behind such an inquiry.
func (j *judge) detail(text string, p *passageFacts) float64 {
	at := inquiring.FindStringIndex(text)
	if at == nil {
		return 0
	}
	content := j.content(text[at[1]:])
	return strangeness(content[:min(2, len(content))], p)
}

// strangeness is the share of words that nothing in the passage comes near.
func strangeness(words []word, p *passageFacts) float64 {
	if len(words) == 0 {
		return 0
	}
	var missing float64
	for _, w := range words {
		if !strings.Contains(p.facts.all, w.text) {
			missing += 1 - p.nearest(w.vector)
		}
	}
	return missing / float64(len(words))
}

func dot(a, b []float32) float64 {
	var sum float32
	for i, x := range a {
		sum += x * b[i]
	}
	return float64(sum)
}

// missingChoice reports whether the question asks this or that (药材还是菌子)
// and the passage holds neither.
func (j *judge) missingChoice(text, passage string) bool {
	left, right, ok := strings.Cut(text, "还是")
	if !ok {
		return false
	}
	before, after := j.content(left), j.content(right)
	if len(before) == 0 || len(after) == 0 {
		return false
	}
	return !strings.Contains(passage, before[len(before)-1].text) && !strings.Contains(passage, after[0].text)
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

// nearest is the best cosine between a word and the words of the passage, at least 0.
func (p *passageFacts) nearest(vector []float32) float64 {
	best := 0.0
	for _, own := range p.nearby {
		best = max(best, dot(own, vector))
	}
	return best
}
