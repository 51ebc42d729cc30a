package text

import (
	"strings"
	"sync"
	"unicode"
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

// bothWays are characters that simplified texts write, too, although the table
// of traditional ones holds them: 乾隆, 哪吒.
const bothWays = "乾吒"

// InEitherScript reports whether a text of Chinese characters has none that simplified or
// traditional texts write otherwise: 在哪.
func InEitherScript(text string) bool {
	chinese := false
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) {
			continue
		}
		chinese = true
		if simplify(r) != r || simplifiedOnly()[r] {
			return false
		}
	}
	return chinese
}

// simplifiedOnly are the characters that traditional ones become.
var simplifiedOnly = sync.OnceValue(func() map[rune]bool {
	only := map[rune]bool{}
	for from, to := range simplified() {
		only[to] = only[to] || from != to
	}
	return only
})

// LanguageOf tells in which language a text is written: English without any
// Chinese character, traditional with any character that simplified texts do
// not write.
func LanguageOf(text string) Language {
	text = strings.ToValidUTF8(text, "")
	han, latin, old := 0, 0, false
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
			old = old || !strings.ContainsRune(bothWays, r) && Simplify(string(r)) != string(r)
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	switch {
	case han == 0 && latin >= 2:
		return English
	case old:
		return Traditional
	}
	return Simplified
}
