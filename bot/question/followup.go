package question

import (
	_ "embed"
	"time"
	"unicode/utf8"

	"wenbao/knowledge/text"
)

// Turn is an earlier question of the same conversation and, where it is
// known, the ids of the passages that answered it.
type Turn struct {
	Question  string
	Citations []string
	At        time.Time // when it was asked; the zero time never expires
}

// FollowUp is a message with the turns that it may refer to, as a rewriter
// gets it.
type FollowUp struct {
	Text  string
	Turns []Exchange // oldest first
	New   []string   // words of the message that do not point back: a rewriting must not lose all of them
	User  string     // whose budget is charged, "" for nobody's
}

// Exchange is an earlier question and the passage that answered it, "" for none.
type Exchange struct{ Question, Passage string }

// Step is one question of a conversation, as far as the search needs it.
type Step struct {
	Text  string
	Leans float64 // how much it leans on the step before: 0 not at all
	Other bool    // asks for something else than the step before found
}

const (
	MaxTurns = 6                // earlier turns that can colour a new question
	turnLife = 30 * time.Minute // how long they can
)

// How much a question leans on the one before it.
const (
	leansFully = 0.8 // it says nothing by itself: 为什么
	leans      = 0.4 // it points back, or is short: 那公园呢
	leansWeak  = 0.1 // it stands on its own feet
	shortest   = 9   // code points up to which a question is short
)

//go:embed followups.txt
var followupsFile string

// following holds how people go on with a conversation.
var following = text.MustLists(followupsFile)

// Recent drops turns that are too old, and what stands before them.
func Recent(turns []Turn, now time.Time) []Turn {
	for i := len(turns) - 1; i >= 0; i-- {
		if at := turns[i].At; !at.IsZero() && now.Sub(at) > turnLife {
			return turns[i+1:]
		}
	}
	return turns
}

// heard returns the latest turns that were short enough to be answered.
func heard(turns []Turn) []Turn {
	var kept []Turn
	for _, turn := range turns {
		if len(turn.Question) <= MaxLength*utf8.UTFMax && utf8.RuneCountInString(turn.Question) <= MaxLength {
			kept = append(kept, turn)
		}
	}
	return kept[max(0, len(kept)-MaxTurns):]
}

// standalone strips what a citizen takes back (不对，我问的是…) from a follow-up.
func standalone(said string) string {
	rest := following.Pattern("correction").ReplaceAllString(said, "")
	if utf8.RuneCountInString(rest) < 2 {
		return said
	}
	return rest
}

// steps are the turns and then the question itself.
func (r Reader) steps(turns []Turn, asked string) []Step {
	var list []Step
	for _, turn := range turns {
		list = append(list, r.step(standalone(text.Normalize(turn.Question))))
	}
	return append(list, r.step(asked))
}

func (r Reader) step(asked string) Step {
	other := following.Pattern("elsewhere").MatchString(asked) && !following.Pattern("together").MatchString(asked)
	return Step{asked, r.leaning(asked), other}
}

// leaning says how much a question needs the turns before it.
func (r Reader) leaning(asked string) float64 {
	switch {
	case following.Pattern("new-topic").MatchString(asked):
		return 0
	case len(r.ContentOf(asked)) == 0:
		return leansFully
	case following.Pattern("pointing").MatchString(asked), utf8.RuneCountInString(asked) <= shortest:
		return leans
	}
	return leansWeak
}

// Alone reports whether a question can be read without the turns before it.
func (q Question) Alone() bool { return len(q.Steps) < 2 || q.Steps[len(q.Steps)-1].Leans <= leansWeak }

// FollowsUp reports whether a question needs the turns before it so much that
// rewriting it is worth a model's time.
func (q Question) FollowsUp() bool { return q.Intent == Ask && !q.Alone() }

// NewWords returns the words of a follow-up that do not point back: what a
// rewritten question must not lose.
func (r Reader) NewWords(message string) []string {
	said := following.Pattern("pointing").ReplaceAllString(standalone(text.Normalize(message)), " ")
	var words []string
	for _, w := range r.ContentOf(said) {
		words = append(words, w.Text)
	}
	return words
}
