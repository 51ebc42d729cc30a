package question

import (
	"cmp"
	_ "embed"
	"slices"
	"strconv"
	"strings"
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

// Choice is a question with the passages among which a chooser is to name those
// that answer.
type Choice struct {
	Question string
	Language text.Language
	Passages []string // each with the headings above it
	Limit    int      // passages that may be named
	User     string   // whose budget is charged, "" for nobody's
}

const (
	MaxTurns = 6                // earlier turns that can colour a new question
	turnLife = 30 * time.Minute // how long they can
)

// longestEarlier is how much of an earlier question is kept, in code points: a limit
// of 60 answers no more turns of the test files right.
const longestEarlier = 36

// longestFragment is the length in code points up to which a message is taken
// for a part of what was said before: 那公园呢.
const longestFragment = 9

// longestEnglishFragment is the same of an English one: how much money?
const longestEnglishFragment = 20

//go:embed followups.txt
var followupsFile string

// following holds how people go on with a conversation.
var following = text.MustLists(followupsFile)

// Recent drops turns that are too old, and what stands before them, and all but the
// last 40.
func Recent(turns []Turn, now time.Time) []Turn {
	for i := len(turns) - 1; i >= 0; i-- {
		if at := turns[i].At; !at.IsZero() && now.Sub(at) > turnLife {
			return latest(turns[i+1:])
		}
	}
	return latest(turns)
}

// latest are as many of the last turns as are ever looked at.
func latest(turns []Turn) []Turn { return turns[max(0, len(turns)-mostTurns):] }

// mostTurns is that, for wishes for more of one answer; what colours a question are
// fewer.
const mostTurns = 40

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
	rest := following.Replace("correction", said, "")
	if utf8.RuneCountInString(rest) < 2 {
		return said
	}
	return rest
}

// aside is what a message says beside what it wants.
type aside struct {
	leftOut string // what it wants others than
	refuses bool   // a hotline
	all     bool   // and says nothing more
}

// asides takes the asides out of a message after an answer: 还有哪些医院 of 除了友谊医院还有哪些医院,
// 社保有没有 of 别扯热线，社保有没有. One that may tell of danger, or that asks more of others than
// what they are, is as it was.
func (r Reader) asides(said string) (wanted string, a aside) {
	wanted = following.Replace("no-hotline", said, "")
	a.refuses = wanted != said
	if a.all = a.refuses && !says(wanted); a.all {
		wanted = said
	}
	if m := following.Pattern("besides").FindStringSubmatch(wanted); m != nil {
		pieces := slices.DeleteFunc(m[1:], func(piece string) bool { return piece == "" })
		wanted, a.leftOut = pieces[len(pieces)-1], strings.Join(pieces[:len(pieces)-1], "")
	} else if m := following.Pattern("besides-after").FindStringSubmatch(wanted); m != nil {
		wanted, a.leftOut = m[1], strings.Join(m[2:], "")
	}
	more := following.Pattern("elsewhere").MatchString(wanted) || share(r.hear(wanted), More) >= perhaps
	switch {
	case wanted == said && !a.refuses, perilous(r.hear(said)) >= hardly,
		a.leftOut != "" && (!more || len(without(KindsOf(wanted), Names)) > 0):
		return said, aside{}
	}
	return wanted, a
}

// onlyAsked is a follow-up that leans on what was said before it without the clauses around what it
// asks that only say how the person is, or is content: 在哪儿呢 of 在哪儿呢，我腿脚不好. What may tell of
// danger or wants something done, and what asks two things, is as it was.
func (r Reader) onlyAsked(said string) string {
	clauses, asked := r.clauses(said), ""
	if len(clauses) < 2 {
		return said
	}
	for _, c := range clauses {
		asks := wordsAsk(c.text) || share(c.intents, Ask, Vague) >= sure
		switch {
		case asks && asked == "":
			asked = c.bare()
		case asks || !r.beside(c):
			return said
		}
	}
	if whole := r.hear(said); asked == "" || !r.leans(asked) || perilous(whole) >= hardly || share(whole, Service) >= half {
		return said
	}
	return asked
}

// beside reports whether a clause surely tells of the person and not where that lives, says how to
// answer, or likely only thanks or scolds.
func (r Reader) beside(c clause) bool {
	said := c.bare()
	lives := naming.Pattern("lives").MatchString(said) || naming.Pattern("stays").MatchString(said)
	if lives || perilous(c.intents) >= hardly || dangers.Pattern("called").MatchString(said) {
		return false
	}
	if following.Pattern("plainly").MatchString(c.text) {
		return true
	}
	tells := share(c.intents, Context) >= half || share(c.intents, Context, Need) >= sure
	scolds := share(c.intents, Thanks, Frustration) >= half && share(c.intents, manners...) < hardly // 说人话 wants other words
	return tells && reading.Pattern("first-person").MatchString(c.text) || scolds && !r.namesSubject(r.ContentOf(c.text))
}

// lean reads what a question takes from the turns before it: the last question
// that says what it is about.
func (r Reader) lean(q Question, turns []Turn) Question {
	if r.callsFor(q, turns) {
		q.Intent, q.Sure = Service, true
	}
	if !r.leans(q.Text) || q.Intent == Need && q.OnlyServes() { // 没人管 is about no answer
		return q
	}
	asked, quoted, ok := r.lastAbout(turns)
	if !ok {
		return q
	}
	q.Before = endOf(asked.Text, longestEarlier)
	q.Topic, q.Quoted, q.Shown = r.topicOf(q.Before), quoted, lastShown(turns)
	q.Points = following.Pattern("pointing").MatchString(q.Text)
	if q.States = r.onlyStates(q.Text, q.Intent == Vague); q.States {
		q.Topic = r.thingOf(q.Topic)
	}
	return r.inTimeOf(q, asked)
}

// callsFor reports whether a message asks whom to call, or, behind a trouble or a wish, only for a
// number, and is about nothing else.
func (r Reader) callsFor(q Question, turns []Turn) bool {
	if q.Danger != "" || q.Intent.Danger() || !q.OnlyServes() {
		return false
	}
	if reading.Pattern("calls").MatchString(q.Text) {
		return true
	}
	last := heard(turns)
	return q.Asks(Contact) && len(last) > 0 && share(r.hear(text.Normalize(last[len(last)-1].Question)), Need, Service, Context) >= half
}

// lastAbout is what the last turn asked that says what it is about, with the passages that answered
// it or the turns since. A turn that only asks something of what was said before it, 在哪些地方能办, says
// that only where none before it does.
func (r Reader) lastAbout(turns []Turn) (about Question, quoted []string, ok bool) {
	var shown []string
	for i, turn := range slices.Backward(heard(turns)) {
		said := standalone(text.Normalize(turn.Question))
		if i > 0 {
			said = r.onlyAsked(said)
		}
		asked := r.understand(said)
		if len(asked.Content) == 0 || asked.OnlyAsks() || !r.Asked(turn) {
			continue
		}
		if len(shown) == 0 {
			shown = turn.Citations
		}
		if !r.onlyLeans(asked) {
			return asked, shown, true
		}
		if !ok {
			about, quoted, ok = asked, turn.Citations, true
		}
	}
	return about, quoted, ok
}

// lastShown are the passages that the last answer quoted.
func lastShown(turns []Turn) []string {
	for _, turn := range slices.Backward(heard(turns)) {
		if len(turn.Citations) > 0 {
			return turn.Citations
		}
	}
	return nil
}

// onlyLeans reports whether a question asks something of what was said before it and names no
// subject of its own.
func (r Reader) onlyLeans(q Question) bool {
	another := len(q.Kinds) == 0 && following.Pattern("another").MatchString(q.Text) // 那宋庄呢
	return fragment(q.Text) && wordsAsk(q.Text) && !another && !r.namesSubject(q.Content)
}

// namesSubject reports whether one of some words is surely a subject, or likely one of more than one
// character: 河 and 学费, but not 装 or 能办.
func (r Reader) namesSubject(content []Word) bool {
	return slices.ContainsFunc(content, func(w Word) bool {
		asks := share(r.hear(w.Text), Ask)
		return asks >= sure || asks >= half && utf8.RuneCountInString(w.Text) > 1
	})
}

// fragment reports whether a text is so short that it may be a part of what was said
// before.
func fragment(said string) bool {
	length := utf8.RuneCountInString(said)
	return length <= longestFragment || length <= longestEnglishFragment && text.LanguageOf(said) == text.English
}

// AsksOf reports whether a question asks for something of what was said before it, and
// not about another thing: 啥时候通车 after 修了哪些路.
func (q Question) AsksOf() bool {
	return q.Before != "" && len(q.Kinds) > 0 && !following.Pattern("another").MatchString(q.Text)
}

// onlyStates reports whether a message asks whether something is so, and names nothing that
// it could be about: 开门了没, is it open yet? What is heard to name no subject names none but
// what is a question by itself; of any other, all its words must be known to be none.
func (r Reader) onlyStates(said string, vague bool) bool {
	if !following.Pattern("whether").MatchString(said) || following.Pattern("elsewhere").MatchString(said) {
		return false
	}
	stated := vague
	for _, w := range r.ContentOf(said) {
		switch {
		case stateWords[w.Text]:
			stated = true
		case !vague && utf8.RuneCountInString(w.Text) > 1 && !Stresses(w.Text), r.Subject(w.Text):
			return false
		}
	}
	return stated
}

// topicOf is what was said without the words that ask.
func (r Reader) topicOf(said string) string {
	words := slices.DeleteFunc(r.Words.Segment(said), func(w string) bool { return askingWords[w] || len(KindsOf(w)) > 0 })
	return strings.Join(words, " ")
}

// thingOf is a topic without what was asked whether it is so: that is done is no sign that
// something else is.
func (r Reader) thingOf(topic string) string {
	words := slices.DeleteFunc(strings.Fields(topic), func(w string) bool { return stateWords[w] || utf8.RuneCountInString(w) < 2 })
	return cmp.Or(strings.Join(words, " "), topic)
}

// leans reports whether a question may need the turn before it: it points back,
// is short, or says nothing by itself.
func (r Reader) leans(asked string) bool {
	if following.Pattern("new-topic").MatchString(asked) {
		return false
	}
	if clauses := cut(asked); len(clauses) > 1 && r.onlyLeans(r.understand(clauses[0].bare())) { // 哪几个？有没有我们楼
		return true
	}
	return len(r.ContentOf(asked)) == 0 || fragment(asked) ||
		following.Pattern("pointing").MatchString(asked) || following.Pattern("another").MatchString(asked)
}

// goesOn is a question that goes on with a conversation: what only seems to
// tell something asks, and what asks for something else wants more.
func (q Question) goesOn() Question {
	switch {
	case q.Intent == Need, q.Intent == Context:
		q.Intent = Ask
	case (q.Intent.Searched() || q.Intent == More) && following.Pattern("elsewhere").MatchString(q.Text) && !following.Pattern("together").MatchString(q.Text):
		q.Intent, q.Sure = More, true
	}
	return q
}

// ordinals are the English ones that people say of a list.
var ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}

// Nth is which of so many things a message means, from 1: the second, the last but
// one. It may be more than there are; who says no number means the last.
func (q Question) Nth(all int) int {
	n, said := 1, false
	for _, f := range q.Figures {
		if i, err := strconv.Atoi(f.Value); err == nil && i >= 1 {
			n, said = i, true
			break
		}
	}
	for i, ordinal := range ordinals {
		if !said && strings.Contains(q.Text, ordinal) {
			n, said = i+1, true
		}
	}
	if fromEnd := following.Pattern("from-end").MatchString(q.Text); (fromEnd || !said) && n <= all {
		return all + 1 - n
	}
	return n
}

// FollowsUp reports whether a question needs the turns before it so much that
// rewriting it is worth a model's time.
func (q Question) FollowsUp() bool { return q.Intent.Searched() && q.Before != "" && len(q.Parts) == 0 }

// NewWords returns the words of a follow-up that do not point back: what a
// rewritten question must not lose.
func (r Reader) NewWords(message string) []string {
	said := following.Replace("another", standalone(text.Normalize(message)), " ")
	said = following.Replace("pointing", said, " ")
	var words []string
	for _, w := range r.ContentOf(said) {
		words = append(words, w.Text)
	}
	return words
}

// WantedLanguage is the language that a message asks to be answered in, its own
// where it names none.
func (q Question) WantedLanguage() text.Language {
	for _, l := range []text.Language{text.English, text.Traditional, text.Simplified} {
		if following.Pattern(strings.ToLower("in-" + string(l))).MatchString(q.Text) {
			return l
		}
	}
	return q.Language
}
