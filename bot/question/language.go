package question

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"wenbao/knowledge/text"
)

// languageOf is the language of a message. What both Chinese scripts write alike (在哪) is
// in that of the conversation if that is Chinese, and so is a word of Latin letters in any
// that English does not ask with. Where there is no conversation, it is in the script of the
// reports, as is a word that nobody can pronounce, which is slang: yyds.
func (r Reader) languageOf(message string, turns []Turn) text.Language {
	before, word := spokenIn(turns), latinWord(message)
	switch {
	case word != "" && before != "" && !askingWords[word]:
		return before
	case word != "" && (before != "" || !unspeakable(word)), word == "" && !text.InEitherScript(message):
		return text.LanguageOf(message)
	case word == "" && before != "" && before != text.English:
		return before
	}
	return cmp.Or(r.Script, text.Simplified)
}

// spokenIn is the language of the last turn that tells its language by itself, "" for none.
func spokenIn(turns []Turn) text.Language {
	for _, turn := range slices.Backward(heard(turns)) {
		said := turn.Question
		english := text.LanguageOf(said) == text.English && latinWord(said) == ""
		if english || strings.ContainsFunc(said, han) && !text.InEitherScript(said) {
			return text.LanguageOf(said)
		}
	}
	return ""
}

// latinWord is a message that is one word of Latin letters, in lower case and without the
// signs around it; "" for any other.
func latinWord(message string) string {
	word := strings.ToLower(strings.TrimFunc(message, func(r rune) bool { return !speaks(r) }))
	if text.LanguageOf(word) != text.English || strings.ContainsFunc(word, unicode.IsSpace) {
		return ""
	}
	return word
}

// unspeakable reports whether a word in lower case has no vowel, or a digit.
func unspeakable(word string) bool {
	return strings.ContainsFunc(word, unicode.IsDigit) || !strings.ContainsAny(strings.TrimLeft(word, "y"), "aeiouy")
}

// abbreviated reports whether a message is an abbreviation and nothing else.
func abbreviated(message string) bool {
	message = strings.Trim(strings.TrimSpace(message), "?？!！.")
	return len(message) <= longestAbbreviation && message != "" && !strings.ContainsFunc(message, func(r rune) bool {
		return !unicode.IsUpper(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".&", r)
	})
}

// longestAbbreviation is that of an abbreviation, in bytes.
const longestAbbreviation = 6

// inMandarin are the words of a language for asking that the models do not know in those that they
// know: 要等几耐 asks how long.
var inMandarin = func() *strings.Replacer {
	var pairs []string
	for _, line := range reading.Lines("in-mandarin") {
		word, known, _ := strings.Cut(line, "=")
		pairs = append(pairs, word, known)
	}
	return strings.NewReplacer(pairs...)
}()
