// Package question reads what a citizen asks: what a message wants, the kinds
// of thing, the years, places and figures that it names, and what it takes from
// the turns before it. It knows no passages and writes no sentence for people.
package question

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
	"wenbao/retrieval/wordvec"
)

// MaxLength is the longest message that is read, in code points.
const MaxLength = 500

// Question is what was understood of a citizen's message, or of a part of one.
type Question struct {
	Language text.Language // of the message
	Said     string        // the message, as it was written
	Intent   Intent
	Sure     bool // about the intent: it need not be tried whether a passage answers

	Danger     Intent // that somebody may be in, whatever the intent; "" for none
	Endangered bool   // somebody likely is: only an answer is said besides where help is
	DangerTold string // what tells of it beside what is asked, "" for all of it

	Text  string     // normalised, without polite and filler words: what is searched
	Parts []Question // what it asks, one by one, where it tells or asks more than one thing
	Terms
	Time
	Antecedent
	Locale

	// How it stands in its message.

	Sentence  string // that it stands in, "" where it is one
	Thing     string // of several that were asked about together, which it asks about
	Told      string // a part of a message: what that says up to its end
	Single    bool   // one question, whatever clauses its words have
	Claim     bool   // is one of several things of which is asked whether they are so
	Strict    bool   // must be read as answered: a clause of what nothing answers as a whole, or what may ask nothing
	Rewritten bool   // somebody else put it into these words

	// What it wants.

	Kinds   []Kind // of thing that it asks for
	Any     bool   // any there is: 有没有新医院, 看病去哪
	Several bool   // several things at once
	Topical bool   // all there is about a subject
	Confirm bool   // to confirm what it says: 对吧, 是不是真的
	Serves  bool   // something done, besides, or it tells a trouble, or asks whom to turn to
	LooksUp bool   // to have it looked up: 帮我查一下公园
	LeftOut string // others than that: 友谊医院 of 除了友谊医院还有哪些
	AtMost  int    // so many facts, 0 for all
	Amounts bool   // of which it wants figures
	Literal string // a word or figure of which it asks where a report says it

	Abbreviations []string // Latin ones among Chinese words, in lower case
}

// Terms are the words of a question by what they are.
type Terms struct {
	Cut     []string        // all of them, in order
	Runs    []string        // them and runs of them, in order: whatever may name a place
	Content []Word          // those that say what it is about
	Names   []Name          // proper names
	Codes   []string        // letters with digits, numbered lines
	Figures []figure.Figure // numbers
}

// termsOf are the words of a normalised text.
func (r Reader) termsOf(said string) Terms {
	words := r.Words.Segment(said)
	return Terms{words, runsOf(said, words), r.ContentOf(said), namesIn(said), codesIn(said), figuresOf(said)}
}

// Antecedent is what a question takes from what was said before it.
type Antecedent struct {
	Before string   // that, as far as it may say what the question is about
	Topic  string   // what it is about, without what was asked: 新建了消防站 of 新建了多少消防站
	Quoted []string // the passages that answered it, by id
	Shown  []string // those that were quoted last, whatever was asked since
	Points bool     // the question points back to it: 其中, 累计的, it
	States bool     // asks whether that is so, and names no other thing: 开门了没, 第一批呢
	Joint  bool     // is taken together with it
}

// Locale is of which place a message speaks, and from which.
type Locale struct {
	Own     bool   // it speaks of the person's own case
	Lives   string // where the person lives, as it says beside what it asks, "" where it does not
	Aside   string // the clause that says it
	There   string // what was said before it that names the place of a report, where it names none
	Unheard string // a place of the country that it begins with and of which no report says a word
}

//go:embed reading.txt
var readingFile string

// reading holds how people put a question, whatever it is about.
var reading = text.MustLists(readingFile)

// Reader reads messages. It is safe for concurrent use.
type Reader struct {
	Words *wordvec.Model // segments a text and knows how rare its words are
	Wants Classifier     // says what a message is after
	Years []int          // that the reports tell of; one alone says nothing about which passage answers

	Script text.Language // in which all reports are written, "" for none: a message that both Chinese scripts write alike is answered in it
}

// Read understands a message in its conversation, oldest turn first. Turns
// that are too long to have been answered, more than the last six, and those
// that asked nothing are left out. A message that is no question has its intent
// and little else.
func (r Reader) Read(message string, turns []Turn) Question {
	if utf8.RuneCountInString(message) > MaxLength {
		return r.tooLong(message)
	}
	said := text.Normalize(listed(message))
	if !says(said) {
		return Question{Language: text.LanguageOf(message), Intent: Empty, Sure: true}
	}
	apart := aside{}
	if len(turns) > 0 {
		said, apart = r.asides(r.onlyAsked(standalone(said)))
	}
	said = unassigned(r.unordered(said))
	field, most := few(said)
	amounts := reading.Pattern("amounts").MatchString(said)
	said = cmp.Or(field, said)
	clauses := r.clauses(said)
	intent, certain, danger := r.intent(said, clauses, len(turns) > 0)
	sought := r.lookedUp(said)
	if intent == Sum && listsQuestions(clauses) {
		intent, certain = Ask, true // 查三个数:绿色信贷余额、林下经济
	}
	looksUp := sought != said
	if looksUp {
		said, clauses = sought, r.clauses(sought)
	}
	if danger.sure || danger.likely && !intent.Searched() {
		intent, certain = danger.in, true
	}
	vague := intent == Ask && len(clauses) == 1 && share(clauses[0].intents, Vague) >= perhaps
	q := r.understand(said)
	q.Language, q.Said, q.Intent, q.Sure = r.languageOf(message, turns), message, intent, certain
	q.Danger, q.Endangered, q.DangerTold = danger.in, danger.likely, danger.told
	if abbreviated(message) && intent.Searched() && danger.in == "" && spokenIn(turns) == "" {
		q.Language = cmp.Or(r.Script, text.Simplified) // GDP is no English question
	}
	if len(clauses) > 1 && intent == Ask && slices.ContainsFunc(clauses, func(c clause) bool { return share(c.intents, InLanguage) >= sure }) {
		q.Language = q.WantedLanguage() // 养老有啥新的，用英文说
	}
	q.Serves = complains(said) || reading.Pattern("turns").MatchString(said) || reading.Pattern("offices").MatchString(said) || slices.ContainsFunc(clauses, func(c clause) bool { return share(c.intents, Service) >= half || c.needs() })
	q.Strict = vague // 一个月几百: only what a reader takes for an answer is one
	if q.Language != text.English {
		q.Abbreviations = abbreviations(message)
	}
	q.LooksUp, q.LeftOut = looksUp, apart.leftOut
	q.Literal, q.AtMost, q.Amounts = literal(said), most, amounts
	if !intent.Danger() {
		q = q.wanting(apart, field)
	}
	if q = r.lean(q, turns); q.Before != "" {
		q = q.goesOn()
	}
	if q = r.asserting(q); q.tells() {
		q = q.askingNothing()
	}
	if !q.tells() || slices.ContainsFunc(clauses, r.standsAlone) { // 报警也没用 of a complaint is no part that is asked
		q.Parts = r.parts(q, clauses)
	}
	return q
}

// wanting is a question that refuses a hotline or wants so many facts, of a field or of any,
// as what that wants.
func (q Question) wanting(apart aside, field string) Question {
	switch {
	case apart.refuses && (apart.all || len(q.Subjects(1)) == 0):
		q.Intent, q.Sure = Insist, true
	case q.AtMost > 0 && field == "":
		q.Intent, q.Sure = Whole, true
	case q.AtMost > 0:
		q.Intent, q.Sure = Theme, true
	}
	return q
}

// lookedUp is what a message wants to be looked up, if that surely is a question: 帮我查一下
// 公园, but not 帮我查一下我的社保. Any other is as it is.
func (r Reader) lookedUp(said string) string {
	rest := reading.Replace("look-up", said, "")
	if rest == said || !longEnough(rest) || share(r.hear(rest), Ask) < sure {
		return said
	}
	return rest
}

// tooLong is a message that is not read, but for a danger that its beginning or its end
// tells of.
func (r Reader) tooLong(message string) Question {
	q := Question{Language: text.LanguageOf(text.First(message, MaxLength)), Intent: TooLong, Sure: true}
	end := message[max(0, len(message)-MaxLength*utf8.UTFMax):]
	for _, said := range []string{text.First(message, atEnds), endOf(strings.ToValidUTF8(end, ""), atEnds)} {
		said = text.Normalize(said)
		in := cried(said)
		if in == "" {
			if d := r.danger(r.hear(said), r.clauses(said), false); d.likely {
				in = d.in
			}
		}
		if in != "" {
			q.Text, q.Intent, q.Danger, q.Endangered = said, in, in, true
		}
	}
	return q
}

// atEnds is how much of the beginning and of the end of a message that is too long is
// looked at, in code points: as much as the reader reads at once.
const atEnds = 90

// listed puts a stop before the encircled numbers of a list, which the normal
// form makes plain ones.
func listed(message string) string {
	return strings.Map(func(r rune) rune {
		if '①' <= r && r <= '⒛' || '㈠' <= r && r <= '㈩' {
			return ';'
		}
		return r
	}, message)
}

// clauses cuts a message and says of each clause what it is after.
func (r Reader) clauses(said string) []clause {
	clauses := cut(said)
	for i := range clauses {
		clauses[i].intents = r.hear(clauses[i].text)
	}
	return clauses
}

// Asked reports whether a turn asked about a report, and not about an answer.
func (r Reader) Asked(turn Turn) bool {
	said := text.Normalize(turn.Question)
	if !says(said) {
		return false
	}
	in := Intent(r.hear(r.lookedUp(standalone(said)))[0].Name)
	return in.Searched() || in.Surveys()
}

// Part reads a clause by itself.
func (r Reader) Part(clause string) Question { return r.understand(clause) }

// understand reads a normalised text.
func (r Reader) understand(said string) Question {
	asked := strings.TrimSpace(reading.Replace("filler", said, " "))
	if asked == "" {
		asked = said
	}
	asked = inMandarin.Replace(asked)
	q := Question{Text: r.withoutYear(asked)}
	q.Terms, q.Time = r.termsOf(q.Text), timeOf(q.Text)
	q.Years = yearsIn(asked, figure.Find(asked)) // of which the text may be without one
	q.Confirm = reading.Pattern("confirm-end").MatchString(q.Text) || reading.Pattern("confirm").MatchString(q.Text)
	q.Topical = reading.Pattern("topical").MatchString(q.Text)
	q.Several = reading.Pattern("several").MatchString(q.Text)
	q.Any = reading.Pattern("any").MatchString(q.Text)
	q.Own = reading.Pattern("first-person").MatchString(asked)
	q.Kinds = kindsFor(q.Text, q.Topical)
	return q
}

// figuresOf are the numbers of a text but those within a name, and years: pm2.5, 23年.
func figuresOf(said string) []figure.Figure {
	return slices.DeleteFunc(figure.Find(said), func(f figure.Figure) bool { return f.InName(said) || yearOf(said, f) > 0 })
}

// kindsFor reads the kinds. Who asks about a topic wants all there is, not how
// many: 几个小镇有啥新鲜事.
func kindsFor(asked string, topical bool) []Kind {
	found := KindsOf(asked)
	if slices.Contains(found, Person) && !slices.Contains(found, Others) {
		found = without(found, Names) // what somebody is called
	}
	if !topical || reading.Pattern("how-much").MatchString(asked) {
		return found
	}
	if !reading.Pattern("proper-names").MatchString(asked) && listOf(asked, figuresOf(asked)) == 0 {
		found = without(found, Names) // but 这18条都是哪几条 wants those
	}
	return without(found, Count, Items)
}

// withoutYear takes the only year that the reports tell of out of a search; a
// longer number that holds its digits stays.
func (r Reader) withoutYear(asked string) string {
	var rest strings.Builder
	from := 0
	for _, f := range figure.Find(asked) {
		if year := yearOf(asked, f); year == 0 || len(r.Years) != 1 || year != r.Years[0] {
			continue
		}
		rest.WriteString(asked[from:f.Start])
		from = f.End + len(reading.Pattern("year-sign").FindString(asked[f.End:]))
	}
	rest.WriteString(asked[from:])
	if left := strings.TrimSpace(rest.String()); left != "" {
		return left
	}
	return asked
}

// tells reports whether a message asks for nothing.
func (q Question) tells() bool { return q.Intent == Need || q.Intent == Context }

// askingNothing is the question as one that asks for nothing: for no kind of thing (通州也该有几家像样的医院)
// and of no time (前年我们村着火).
func (q Question) askingNothing() Question {
	q.Kinds, q.Time, q.Confirm = nil, Time{}, false
	return q
}

// Clauses cuts a question where people join several things, without what it asks of
// each of them: a part is searched for its thing alone.
func (q Question) Clauses() []string {
	return reading.Pattern("joint").Split(reading.Replace("each", q.Text, ""), -1)
}

// OfEach are the things of each of which a question asks something: 公交 and 出租车 of
// 公交和出租车各多少; none where it does not.
func (q Question) OfEach() []string {
	if !reading.Pattern("each").MatchString(q.Text) {
		return nil
	}
	return slices.DeleteFunc(q.Clauses(), func(thing string) bool { return strings.TrimSpace(thing) == "" })
}

// Gives reports whether the question itself says a figure, and does not ask
// whether it is right.
func (q Question) Gives(value string) bool {
	if q.Confirm || len(value) < 2 {
		return false
	}
	return slices.ContainsFunc(q.Figures, func(f figure.Figure) bool { return f.Value == value })
}

// Within is the question about the place and the years that another one names.
func (q Question) Within(other Question) Question {
	q.Language, q.There, q.Runs, q.Time = other.Language, other.There, other.Runs, other.Time
	return q
}

// Whole is the question as a reader gets it: in its own words, with what those
// before are about only where its own point back or say nothing of a subject. What
// was asked before is no part of it: a passage that answers that answers half.
func (q Question) Whole() string {
	if q.Joint && (q.Points || q.States || len(q.Content) == 0 || q.Intent == Vague) {
		return q.Topic + " " + q.Text
	}
	return q.Text
}

// Joined is the question together with what was said before it: for one that
// says too little by itself. What it asks for stays its own.
func (q Question) Joined() Question {
	q.Joint = true
	return q
}

// With holds a question that somebody rewrote to the words that were said, too:
// it asks and names what they do, in their language.
func (q Question) With(said Question) Question {
	q.Language, q.Rewritten, q.Parts = said.Language, true, nil
	for _, kind := range said.Kinds {
		if !q.Asks(kind) {
			q.Kinds = append(slices.Clip(q.Kinds), kind)
		}
	}
	q.Years = append(slices.Clip(q.Years), said.Years...)
	q.Names = append(slices.Clip(q.Names), said.Names...)
	q.Codes = append(slices.Clip(q.Codes), said.Codes...)
	q.Abbreviations = append(slices.Clip(q.Abbreviations), said.Abbreviations...)
	q.Past = q.Past || said.Past
	q.Runs = append(slices.Clip(q.Runs), said.Runs...)
	return q
}
