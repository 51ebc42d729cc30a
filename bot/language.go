package bot

import "wenbao/knowledge/text"

// Language is the language in which the bot's own sentences are written.
type Language = text.Language

// The languages.
const (
	Simplified  = text.Simplified
	Traditional = text.Traditional
	English     = text.English
)

// LanguageOf tells in which language a message is written.
func LanguageOf(message string) Language { return text.LanguageOf(message) }
