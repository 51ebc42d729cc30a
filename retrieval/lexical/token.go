package lexical

import (
	"unicode"

	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// A token is one indexed feature of a text, hashed to 64 bits. Characters and
// character pairs have exact values; words and numbers are hashed, which for
// a library of reports (under a million tokens) makes a collision unlikely.
type token uint64

const (
	bigramBit = token(1) << 62
	wordBit   = token(1) << 63
)

// tokenize cuts a normalised text into Chinese characters, pairs of
// neighbouring characters, whole Latin words, and numbers by value, so that
// 2.1万 meets 21000 and 三千零四十七 meets 3047.
func tokenize(text string) []token {
	tokens := make([]token, 0, len(text))
	var previous rune
	word := -1
	for i, r := range text {
		if isWord(r) {
			if word < 0 {
				word = i
			}
			previous = 0
			continue
		}
		if word >= 0 {
			tokens = append(tokens, wordToken(text[word:i]))
			word = -1
		}
		if !unicode.Is(unicode.Han, r) {
			previous = 0
			continue
		}
		tokens = append(tokens, token(r))
		if previous != 0 {
			tokens = append(tokens, bigramBit|token(previous)<<21|token(r))
		}
		previous = r
	}
	if word >= 0 {
		tokens = append(tokens, wordToken(text[word:]))
	}
	return appendNumbers(tokens, text)
}

// isWord reports whether r belongs to a word that is kept whole.
func isWord(r rune) bool {
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// appendNumbers adds the value of every number. A single Chinese numeral is
// mostly part of a word (一体化, 三大) and left out.
func appendNumbers(tokens []token, text string) []token {
	for _, f := range figure.Find(text) {
		if f.Han && len(f.Text) < 6 {
			continue
		}
		tokens = append(tokens, wordToken("#"+f.Value))
	}
	return tokens
}

// wordToken hashes a word by FNV-1a, which is the same in every process: tokens
// are stored.
func wordToken(word string) token {
	hash := uint64(0xcbf29ce484222325)
	for _, c := range []byte(text.Stem(word)) {
		hash = (hash ^ uint64(c)) * 0x100000001b3
	}
	return wordBit | token(hash)
}
