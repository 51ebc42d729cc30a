package question

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"wenbao/knowledge/text"
	"wenbao/retrieval/reader"
)

// Intent is what a message wants. Most are classes of the reader's intent head
// and bear their names.
type Intent string

// The intents that are answered from the passages.
const (
	Ask     Intent = "ask"     // a question about a report
	Need    Intent = "need"    // complains or needs something, and asks nothing
	Context Intent = "context" // only tells something
	Vague   Intent = "vague"   // asks and names no subject: 多少
)

// The intents that want a part of a report, or all of it.
const (
	Whole   Intent = "whole" // the whole report
	Chapter Intent = "part"  // a chapter, a section, a place in it
	Theme   Intent = "theme" // everything about a field, across chapters
)

// The intents about the answer before.
const (
	More       Intent = "more"
	Next       Intent = "next"
	Back       Intent = "back"
	Nth        Intent = "nth"
	Repeat     Intent = "repeat"
	Simpler    Intent = "simpler"
	Shorter    Intent = "shorter"
	InLanguage Intent = "language"
	Origin     Intent = "origin"
	Sum        Intent = "sum"        // calculate with its figures
	Correction Intent = "correction" // it missed what was asked, or is doubted
)

// The intents that get a sentence of the bot's own and no passage.
const (
	Crisis      Intent = "crisis"    // wants to die
	Emergency   Intent = "emergency" // is in danger, or someone near is
	Service     Intent = "service"   // wants something done, which only people can do
	Greeting    Intent = "greeting"
	Thanks      Intent = "thanks" // also: all right
	Goodbye     Intent = "goodbye"
	Identity    Intent = "identity"
	Capability  Intent = "capability" // what the bot can do, how to use it
	Reliable    Intent = "reliable"   // is it true
	Privacy     Intent = "privacy"    // who reads what I write
	Frustration Intent = "frustration"
	Chat        Intent = "chat"      // small talk
	Abuse       Intent = "abuse"     // abuse and nothing else
	Injection   Intent = "injection" // wants the bot's rules changed
	Empty       Intent = "empty"     // nothing that could be a question
	TooLong     Intent = "too long"  // more than MaxLength
)

// Intents lists them.
func Intents() []Intent {
	return slices.Concat(searched, overviews, operations, []Intent{
		Crisis, Emergency, Service, Greeting, Thanks, Goodbye, Identity, Capability, Reliable, Privacy, Frustration, Chat, Abuse, Injection, Empty, TooLong,
	})
}

var (
	searched   = []Intent{Ask, Need, Context, Vague}
	overviews  = []Intent{Whole, Chapter, Theme}
	operations = []Intent{More, Next, Back, Nth, Repeat, Simpler, Shorter, InLanguage, Origin, Sum, Correction}
)

// Searched reports whether the passages are searched for an answer.
func (i Intent) Searched() bool { return slices.Contains(searched, i) }

// Surveys reports whether a chapter, a field or the whole of a report is wanted.
func (i Intent) Surveys() bool { return slices.Contains(overviews, i) }

// OnLast reports whether a message is about the answer before.
func (i Intent) OnLast() bool { return slices.Contains(operations, i) }

// mistaken reports whether a bare subject may be taken for the intent.
func (i Intent) mistaken() bool {
	return slices.Contains([]Intent{Service, Abuse, Chat, Reliable, Privacy, Capability, Frustration, Identity}, i)
}

// As is the question with another intent.
func (q Question) As(intent Intent) Question {
	q.Intent = intent
	q.Parts = slices.Clone(q.Parts)
	for i := range q.Parts {
		q.Parts[i].Intent = intent
	}
	return q
}

// Tried is what may be no question as one, which must be read as answered.
func (q Question) Tried() Question {
	q = q.As(Ask)
	q.Strict = true
	for i := range q.Parts {
		q.Parts[i].Strict = true
	}
	return q
}

// Alone is the question without what was said before it.
func (q Question) Alone() Question {
	q.Before, q.Topic, q.Sentence, q.Points = "", "", "", false
	q.Parts = nil
	return q
}

// By is the question with whose budget a language model is charged to.
func (q Question) By(user string) Question {
	q.User = user
	q.Parts = slices.Clone(q.Parts)
	for i := range q.Parts {
		q.Parts[i].User = user
	}
	return q
}

// Danger reports whether someone may be in danger.
func (i Intent) Danger() bool { return i == Crisis || i == Emergency }

// Classifier says what a normalised text is after, the most probable intent
// first; *reader.Model is one.
type Classifier interface {
	Intents(said string) []reader.Intent
}

//go:embed danger.txt
var dangerFile string

// dangers hold what people in danger say, and what it is about.
var dangers = text.MustLists(dangerFile)

// The probabilities by which the reader's word is taken. One half is what is more
// likely than not. A message is one of somebody in danger if that is clear; if it
// is likely, or one clause surely tells of it, where no clause asks something of a
// report.
// Below, it is answered and told where help is. Missing one is the worst mistake the bot can make, a needless hotline a
// small one. What is about a report or about an answer is seldom a question that
// some passage answers better; any other intent must be sure, or the message be
// hardly a question at all, to keep it from being searched first.
const (
	sure   = 0.9
	half   = 0.5
	hardly = 0.1

	clearDanger  = 0.7
	likelyDanger = 0.3
)

// cried is the danger that a clause of a text tells of in words that never mean
// anything else, "" for none.
func cried(said string) Intent {
	for piece := range strings.FieldsFuncSeq(said, func(r rune) bool { return !speaks(r) && !strings.ContainsRune(" '", r) }) {
		piece = strings.TrimSpace(piece)
		switch {
		case dangers.Pattern("crisis").MatchString(piece):
			return Crisis
		case dangers.Pattern("emergency").MatchString(piece):
			return Emergency
		}
	}
	return ""
}

// danger is the danger that a message tells of, as the reader hears it, "" for
// none, and whether that is more likely than not. One that asks something of a
// report, one that may as well be about the answer before, and one of several
// clauses of which none sounds of danger must be clear.
func (r Reader) danger(whole []reader.Intent, clauses []clause, answered bool) (in Intent, likely bool) {
	crisis, emergency := share(whole, Crisis), share(whole, Emergency)
	all := crisis + emergency
	doubtful := answered && share(whole, operations...) >= likelyDanger
	told, loudest := false, 0.0
	for i, c := range clauses {
		loud := perilous(c.intents)
		loudest = max(loudest, loud)
		doubtful = doubtful || share(c.intents, Ask) >= half
		if loud >= sure && (all >= hardly || len(clauses) > longMessage && r.perilousAmong(clauses, i)) {
			told = true
			crisis, emergency = crisis+share(c.intents, Crisis), emergency+share(c.intents, Emergency)
		}
	}
	doubtful = doubtful || len(clauses) > 1 && loudest < hardly
	in = Emergency
	if crisis > emergency {
		in = Crisis
	}
	switch {
	case all >= clearDanger || !doubtful && (all >= likelyDanger || told):
		return in, true
	case all >= hardly:
		return in, false
	}
	return "", false
}

// perilous is how likely somebody is in danger.
func perilous(heard []reader.Intent) float64 { return share(heard, Crisis, Emergency) }

// perilousAmong reports whether a clause tells of danger beside those around it,
// too: 没法住了 alone may mean anything.
func (r Reader) perilousAmong(clauses []clause, i int) bool {
	var near strings.Builder
	for _, c := range clauses[max(0, i-2):min(len(clauses), i+2)] {
		near.WriteString(c.text)
	}
	return perilous(r.Wants.Intents(near.String())) >= half
}

// longMessage is how many clauses a message has of which the reader, which reads
// its beginning, may have seen too little to tell a danger at its end.
const longMessage = 6

// Peril names what an emergency is about: a list of danger.txt, "" for none of
// them.
func (q Question) Peril() string {
	for _, name := range dangers.Names() {
		if name != "crisis" && name != "emergency" && dangers.Pattern(name).MatchString(q.Text) {
			return name
		}
	}
	return ""
}

// Perils lists what Peril may name.
func Perils() []string {
	return slices.DeleteFunc(dangers.Names(), func(name string) bool { return name == "crisis" || name == "emergency" })
}

// share is how likely one of some intents was heard.
func share(heard []reader.Intent, wanted ...Intent) float64 {
	sum := 0.0
	for _, i := range heard {
		if slices.Contains(wanted, Intent(i.Name)) {
			sum += i.Probability
		}
	}
	return sum
}

// speaks reports whether a character can be part of a question.
func speaks(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func says(text string) bool { return strings.ContainsFunc(text, speaks) }
