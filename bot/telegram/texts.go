package telegram

import (
	"strings"

	"wenbao/bot"
)

// words are the sentences of this door in one language. What an answer says is
// package bot's. Verbs take what the comment says.
type words struct {
	name, about, description string // of the bot's profile

	hello   string // first name of the person
	start   string // scope
	privacy string // short note under start
	help    string
	samples string

	original    string // label of verbatim passages
	gloss       string // label of an unofficial translation
	more        string // number of passages left out of a short answer
	asked       string // question that was tapped
	reAnswered  string // before the answer to an edited question
	around      string // before a passage and its neighbours
	whole       string // heading, number of passages
	contents    string // title
	reports     string // more than one report to choose from
	intro       string // button of the passages before the first heading
	back, home  string
	prev, next  string
	neighbours  string // button
	section     string // button
	up, down    string // votes
	voted       string // toast
	votedUp     string // button after a vote
	votedDown   string
	attach      string // button: agree that the text is stored
	attached    string // toast
	notAttached string

	stale   string // the passage of an old button is not there any more
	unknown string // a button that no version knows
	askAlso string // /ask without a question

	cleared   string
	forgotten string
	langNow   string
	langSet   string
	langAuto  string // button

	didYouMean string // command typed, command meant
	noCommand  string // command typed
	tooFast    string // seconds
	ahead      string // people before one
	crowded    string
	fault      string
	media      string
	joined     string
	mention    string

	report      string // line of /about: title, period, part
	part        string // part
	items       string // number of passages
	fingerprint string // fingerprint
	evaluated   string // date, questions, per cent right, per cent of refusals
	neverTested string
	sources     string // where the texts come from
	version     string // version
	privacyFull string // hours, turns, days

	inlineEmpty string // button above inline results

	commands map[string]string // description by name
}

// in returns the sentences of a language.
func in(l bot.Language) *words {
	switch l {
	case bot.English:
		return &english
	case bot.Traditional:
		return &traditional
	}
	return &simplified
}

// commandNames in the order in which they are shown.
var commandNames = []string{"ask", "toc", "new", "help", "about", "privacy", "forget", "lang", "start"}

// languageOfCode maps the language of a person's app.
func languageOfCode(code string) bot.Language {
	code = strings.ToLower(code)
	switch {
	case code == "", strings.HasPrefix(code, "zh-hans"), code == "zh", code == "zh-cn", code == "zh-sg":
		return bot.Simplified
	case strings.HasPrefix(code, "zh"):
		return bot.Traditional
	}
	return bot.English
}

// languageOf chooses the language of our sentences: the person's own words
// where they show one, then what her app says.
func languageOf(text, code string) bot.Language {
	switch l := bot.LanguageOf(text); {
	case l != bot.Simplified:
		return l
	case hasHan(text):
		// Words that are written alike in both scripts do not decide.
		if languageOfCode(code) == bot.Traditional {
			return bot.Traditional
		}
		return bot.Simplified
	}
	return languageOfCode(code)
}
