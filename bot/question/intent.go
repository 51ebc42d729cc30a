package question

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/text"
)

// Intent is what a message wants.
type Intent string

// The intents. The first of them alone is answered from the passages.
const (
	Ask       Intent = "ask"       // a question about a report
	Empty     Intent = "empty"     // nothing that could be one
	TooLong   Intent = "too long"  // more than MaxLength
	Greeting  Intent = "greeting"  //
	Thanks    Intent = "thanks"    // also: all right
	Goodbye   Intent = "goodbye"   //
	Identity  Intent = "identity"  // who are you, what can you do
	Source    Intent = "source"    // where is this from, is it true
	Help      Intent = "help"      // how to use the bot
	Overview  Intent = "overview"  // what the report is about
	Doubt     Intent = "doubt"     // that is wrong
	Abuse     Intent = "abuse"     // abuse and nothing else
	Injection Intent = "injection" // wants the bot's rules changed
	Service   Intent = "service"   // wants something done, which only people can do
	Advice    Intent = "advice"    // wants advice, or something that no report tells
)

// Intents lists them.
func Intents() []Intent {
	return []Intent{Ask, Empty, TooLong, Greeting, Thanks, Goodbye, Identity, Source, Help, Overview, Doubt, Abuse, Injection, Service, Advice}
}

//go:embed routes.txt
var routesFile string

// routes hold how people talk to a bot. A message that holds a question
// besides is not caught, since most lists must match the whole message.
var routes = text.MustLists(routesFile)

// talk recognises a normalised message that is no question about a report; ""
// for all others.
func talk(said string) Intent {
	bare := routes.Pattern("polite-tail").ReplaceAllString(said, "")
	is := func(list string) bool { return routes.Pattern(list).MatchString(bare) }
	switch {
	case !strings.ContainsFunc(bare, speaks):
		return Empty
	case is("swear") && is("abuse") && !is("harmless"):
		return Abuse
	case is("identity"):
		return Identity
	case routes.Pattern("injection").MatchString(said):
		return Injection
	case is("greeting"):
		return Greeting
	case is("thanks") && routes.Pattern("thanks").MatchString(said), is("agreed"):
		return Thanks
	case is("goodbye"):
		return Goodbye
	case is("overview"):
		return Overview
	case is("doubt"):
		return Doubt
	case is("help"):
		return Help
	case utf8.RuneCountInString(bare) <= longestDoubt && (is("source") || is("reliable")):
		return Source
	}
	return ""
}

// longestDoubt is the longest message, in code points, that asks where the
// data are from: in a longer one that is part of a story.
const longestDoubt = 40

// speaks reports whether a character can be part of a question.
func speaks(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// errand tells what only people can do (services, complaints, advice) from a
// question.
func errand(said string) Intent {
	switch {
	case routes.Pattern("hand-over").MatchString(said), routes.Pattern("how-to").MatchString(said), routes.Pattern("formality").MatchString(said):
		return Service
	case routes.Pattern("advice").MatchString(said):
		return Advice
	}
	return Ask
}
