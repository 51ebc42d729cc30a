// Package question reads what a citizen asks: the kinds of thing, the years,
// places and figures that a message names, and what it takes from the turns
// before it. It knows no passages and writes no sentence for people.
package question

// FollowUp is a message with the turns that it may refer to, as a rewriter
// gets it.
type FollowUp struct {
	Text  string
	Turns []Exchange // oldest first
	User  string     // whose budget is charged, "" for nobody's
}

// Exchange is an earlier question and the passage that answered it, "" for none.
type Exchange struct{ Question, Passage string }
