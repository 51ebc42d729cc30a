package text

import "strings"

// SentenceEnds close a sentence, ClauseEnds a clause; Closers may follow both.
const (
	SentenceEnds = "。！？!?"
	ClauseEnds   = "；;"
	Closers      = "”’」』）)】》〕\""
)

// Sentences cuts a text after each sentence end, keeping every character.
func Sentences(text string) []string { return CutAfter(text, SentenceEnds) }

// CutAfter cuts a text after each run of the signs in ends, the closers and the
// marks of notes behind it, keeping every character.
func CutAfter(text, ends string) []string {
	var pieces []string
	start, ended, marked := 0, false, 0
	for i, r := range text {
		if n := NoteMark(text[i:]); ended && n > 0 && !circled(r) { // a circle may begin the next item
			marked = max(marked, i+n)
		}
		switch {
		case i < marked:
		case strings.ContainsRune(ends, r):
			ended = true
		case ended && strings.ContainsRune(Closers, r):
		case ended:
			pieces = append(pieces, text[start:i])
			start, ended = i, false
		}
	}
	if start < len(text) {
		pieces = append(pieces, text[start:])
	}
	return pieces
}
