package telegram

import (
	"strings"
	"unicode"

	"wenbao/knowledge/text"
)

// languages are those that a person can choose, in the order of the buttons.
var languages = []text.Language{text.Simplified, text.Traditional, text.English}

// languageOfCode maps the language of a person's app.
func languageOfCode(code string) text.Language {
	code = strings.ToLower(code)
	switch {
	case code == "", strings.HasPrefix(code, "zh-hans"), code == "zh", code == "zh-cn", code == "zh-sg":
		return text.Simplified
	case strings.HasPrefix(code, "zh"):
		return text.Traditional
	}
	return text.English
}

// languageOf chooses the language of our sentences: the person's own words
// where they show one, then what her app says.
func languageOf(said, code string) text.Language {
	switch l := text.LanguageOf(said); {
	case l != text.Simplified:
		return l
	case hasHan(said):
		// Words that are written alike in both scripts do not decide.
		if languageOfCode(code) == text.Traditional {
			return text.Traditional
		}
		return text.Simplified
	}
	return languageOfCode(code)
}

// hasHan reports whether a text has Chinese characters.
func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
