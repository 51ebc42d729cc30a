package bot

import (
	"unicode"

	"wenbao/retrieval"
)

// Language is the language in which the bot's own sentences are written.
// Quotes are never translated.
type Language string

// The languages, as BCP 47 tags.
const (
	Simplified  Language = "zh-Hans"
	Traditional Language = "zh-Hant"
	English     Language = "en"
)

// LanguageOf tells in which language a text is written: English without any
// Chinese character, traditional when more characters are traditional-only
// than one can mistype.
func LanguageOf(text string) Language {
	han, latin := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	switch {
	case han == 0 && latin >= 2:
		return English
	case retrieval.Simplify(text) != text:
		return Traditional
	}
	return Simplified
}
