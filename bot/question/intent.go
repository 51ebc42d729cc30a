package question

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

	Best         Intent = "best"         // what is best of all
	Shortcomings Intent = "shortcomings" // what was not achieved, of all
	AllFigures   Intent = "all figures"  // of a whole report
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
	Compare    Intent = "compare"    // of what was shown, with each other
	Insist     Intent = "insist"     // wants what the report says, and no hotline
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
	NewTopic    Intent = "new topic" // wants to talk of something else
	Injection   Intent = "injection" // wants the bot's rules changed, or a text written
	Empty       Intent = "empty"     // nothing that could be a question
	TooLong     Intent = "too long"  // more than MaxLength
)

// Intents lists them.
func Intents() []Intent {
	return slices.Concat(searched, overviews, operations, []Intent{
		Crisis, Emergency, Service, Greeting, Thanks, Goodbye, Identity, Capability, Reliable, Privacy, Frustration, Chat, Abuse, NewTopic, Injection, Empty, TooLong,
	})
}

var (
	searched   = []Intent{Ask, Need, Context, Vague}
	overviews  = []Intent{Whole, Chapter, Theme, Best, Shortcomings, AllFigures}
	manners    = []Intent{Simpler, Shorter, InLanguage} // how something is to be told
	operations = []Intent{More, Next, Back, Nth, Repeat, Simpler, Shorter, InLanguage, Origin, Sum, Correction, Compare, Insist}
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

// aboutBot reports whether the bot itself is asked about, which is often said in
// the words of a question about the answer before.
func (i Intent) aboutBot() bool {
	return slices.Contains([]Intent{Identity, Capability, Reliable, Privacy}, i)
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
	q.Antecedent, q.Sentence, q.Parts = Antecedent{}, "", nil
	return q
}

// Danger reports whether someone may be in danger.
func (i Intent) Danger() bool { return i == Crisis || i == Emergency }

// Classifier says what a normalised text is after, the most probable intent
// first; *reader.Model is one.
type Classifier interface {
	Intents(said string) []reader.Intent
}

// The probabilities by which the reader's word is taken. One half is what is more
// likely than not. What is about a report or about an answer is seldom a question
// that some passage answers better; any other intent must be sure, or the message
// be hardly a question at all, to keep it from being searched first. Beside what is
// likelier, perhaps counts: a question that names no subject, perhaps, must be read as
// answered, and one like that is about the answer before, perhaps.
const (
	sure    = 0.9
	half    = 0.5
	perhaps = 0.25
	hardly  = 0.1
)

// intent says what a message is after, whatever it talks about besides, if nobody is in
// danger, whether that is certain, and what danger it tells of. answered: something was,
// before.
func (r Reader) intent(said string, clauses []clause, answered bool) (in Intent, certain bool, d danger) {
	whole := clauses[0].intents
	if len(clauses) > 1 {
		whole = r.hear(said)
	}
	if in = plainly(said, answered); in != "" {
		return in, true, danger{}
	}
	d = r.danger(whole, clauses, answered)
	switch cry := cried(said); {
	case cry != "":
		asked := perilous(whole) < hardly && slices.ContainsFunc(clauses, clause.asks) // 救命, 面试要考这个
		d = danger{in: cry, likely: d.likely || !asked, sure: !asked, told: d.told}
	case disturbed(said, whole, clauses), r.names(said):
		d = danger{}
	case d.in == Crisis && dangers.Pattern("feared").MatchString(said): // 我怕他报复我
		d.in = Emergency
	}
	whole = slices.DeleteFunc(slices.Clone(whole), func(i reader.Intent) bool { return Intent(i.Name).Danger() })
	in = Intent(whole[0].Name)
	if d.in == "" {
		d = bullied(said, in)
	}
	talks := !in.Searched() && !in.Surveys() && (!in.OnLast() || !answered && slices.Contains(manners, in))
	if talks && len(clauses) > 1 && slices.ContainsFunc(clauses, clause.asks) {
		return Ask, true, d // 你好，学位有多少; 学位有多少，讲简单点
	}
	if in == Context && slices.ContainsFunc(clauses, clause.needs) && !slices.ContainsFunc(clauses, clause.asks) {
		return Need, true, d // 我住玉桥，路灯黑了半年了
	}
	in, certain = r.settle(said, whole, answered)
	if in == Need && !certain && slices.ContainsFunc(clauses, func(c clause) bool { return c.asks() && reading.Pattern("lists").MatchString(c.text) }) {
		return Ask, true, d // 孩子老咳嗽,通州有啥好医院
	}
	return in, certain, d
}

// plain are the lists of messages that mean one thing, whatever else they sound like.
var plain = []struct {
	lists   text.Lists
	list    string
	in      Intent
	answers Intent // the same after an answer
}{
	{reading, "usage", Capability, Capability},
	{following, "all-right", Thanks, Thanks},
	{following, "leaves-it", Goodbye, Goodbye},
	{following, "gives-up", Frustration, Frustration},
	{following, "rejects", "", NewTopic},
	{following, "any", Whole, Thanks},
	{following, "hurries", Repeat, Repeat},
	{following, "other-topic", NewTopic, NewTopic},
	{following, "compares", "", Compare},
	{reading, "some", Whole, Whole},
	{reading, "best", Best, Best},
	{reading, "shortcomings", Shortcomings, Shortcomings},
	{reading, "all-figures", AllFigures, AllFigures},
}

// plainly is what such a message is after, "" for any other.
func plainly(said string, answered bool) Intent {
	for _, p := range plain {
		if p.lists.Pattern(p.list).MatchString(said) {
			in := p.in
			if answered {
				in = p.answers
			}
			if in != "" {
				return in
			}
		}
	}
	return ""
}

// settle takes the first heard intent of a message that tells of no danger, or
// another that its words and the answer before make likelier, and says whether it is
// certain: what is not is searched for an answer first.
func (r Reader) settle(said string, whole []reader.Intent, answered bool) (in Intent, certain bool) {
	in, p := Intent(whole[0].Name), whole[0].Probability
	length := utf8.RuneCountInString(said)
	short := length <= shortSubject || length <= shortEnglishSubject && text.LanguageOf(said) == text.English
	asks := share(whole, searched...)
	switch {
	case in.OnLast() && answered && (asks > p || in == Nth && countsNone(said)): // 上海呢, 14条里有没有我们村
		in = likeliest(whole, searched)
	case (in == Vague || in.aboutBot() && p < half) && answered && share(whole, operations...) >= perhaps: // 还有吗, 应该是漷县吧
		return likeliest(whole, operations), true
	}
	switch {
	case (in == Whole || in == Chapter) && reading.Pattern("composes").MatchString(said): // 帮我写一段发言稿
		return Injection, true
	case in.aboutBot() && reading.Pattern("offices").MatchString(said): // 你们办公室在哪
		return Ask, true
	case answered && r.onlyCounts(said): // 第二个是啥
		return Nth, true
	case in.OnLast() && !answered:
		return in, p >= sure && length <= longestFragment || p >= half && asks < hardly // nothing was answered that it could be about
	case in.OnLast() && in != Sum && in != Correction && len(r.ContentOf(said)) > 0: // these say figures and things again
		return in, p >= sure
	case in == Theme && p < sure && wordsAsk(said) && !reading.Pattern("topical").MatchString(said): // 做药的有专门的园子吗 asks for one thing
		return Ask, true
	case in == Vague: // 限号 may be a subject
		return in, answered || p >= sure && (!short || wordsAsk(said))
	case in == Whole && answered && p < sure && asks >= hardly: // 主要种的啥
		return likeliest(whole, searched), true
	case in == Whole && !answered && p >= half && short: // 十大亮点
		return in, true
	case in != Whole && in.Surveys() || in.OnLast(): // the whole is seldom wanted, and much to read
		return in, p >= half || p >= asks
	case in == Frustration && answered && p >= sure: // 答非所问
		return in, true
	case in.mistaken() && short && len(fieldsOf(r.ContentOf(said))) > 0: // 垃圾, 喝水, 慢行: a subject as well
		return in, false
	case in == Frustration && answered: // about the answer
		return in, p >= half
	case in.aboutBot() && following.Pattern("what-becomes").MatchString(said): // 能追回来吗
		return Vague, true
	case (in.aboutBot() || in == Greeting) && answered && r.onlyStates(said, false): // 能挂号了吗 after a hospital, 住人了没 after a house
		return Vague, true
	case in == Capability && r.asksWhether(said), in == Chat && asks >= perhaps && reading.Pattern("compares").MatchString(said): // 有音乐节吗, 跟朝阳比谁高
		return Ask, true
	case in == Ask && complains(said): // 电梯坏了
		return Need, p >= sure
	case in.aboutBot() && answered && len(r.ContentOf(said)) > 0: // 武清也可以
		return in, p >= sure
	default:
		return in, p >= sure || asks < hardly && (in != Whole || len(fieldsOf(r.ContentOf(said))) == 0)
	}
}

// countsNone reports whether a message that sounds as if it named one of several things speaks of a
// number of them, or asks what a word with a number means: 通八条是干嘛的.
func countsNone(said string) bool {
	names := text.LanguageOf(said) != text.English && AsksFor(Meaning, said) // what does the third one mean
	return following.Pattern("among").MatchString(said) || names && !following.Pattern("ordinal").MatchString(said) && !following.Pattern("pointing").MatchString(said)
}

// asksWhether reports whether a message asks whether there is something that is a subject.
func (r Reader) asksWhether(said string) bool {
	return reading.Pattern("there-is").MatchString(said) && slices.ContainsFunc(fieldsOf(r.ContentOf(said)), r.Subject)
}

// complains reports whether a message states that something is broken or that nobody sees to
// it, and asks nothing.
func complains(said string) bool {
	return reading.Pattern("complains").MatchString(said) && !wordsAsk(said)
}

// Subject reports whether a word alone is likely a question about it: 医院, but not 继续.
func (r Reader) Subject(word string) bool { return share(r.hear(word), Ask) >= half }

// Lacking is the first of some words that likely names what a report could be said to lack, or else the
// first that may, "" for none. Who says one alone means something by it, though that be nothing to ask of
// a report (讲解); 级别 needs more to mean anything; 那条 and 亮眼 are of another answer or of the whole.
func (r Reader) Lacking(words []string) string {
	first := ""
	for _, word := range words {
		switch may, likely := r.nameable(word); {
		case likely:
			return word
		case may:
			first = cmp.Or(first, word)
		}
	}
	return first
}

// nameable reports whether a word, or one of a run of some, may name a thing, and whether it likely does.
func (r Reader) nameable(run string) (may, likely bool) {
	words := slices.DeleteFunc(r.Words.Segment(run), func(word string) bool { return utf8.RuneCountInString(word) < 2 })
	if len(words) == 0 {
		words = []string{run}
	}
	for _, word := range words {
		heard := r.hear(word)
		vague, other := share(heard, Vague), share(heard, Whole, Chat, Next, Back, Nth)
		may, likely = may || other < half, likely || vague+other < half
	}
	return may, likely
}

// onlyCounts reports whether a message names one of several things by its number, and
// nothing else that it could be about.
func (r Reader) onlyCounts(said string) bool {
	ordinal := following.Pattern("ordinal").FindString(said)
	return ordinal != "" && !slices.ContainsFunc(r.understand(said[len(ordinal):]).Subjects(1), r.Subject) // 再说 is none
}

// The length in code points up to which a message may be no more than a subject.
const (
	shortSubject        = 4
	shortEnglishSubject = 20 // international school
)

// Bare reports whether a message is no more than a subject.
func (q Question) Bare() bool {
	longest := shortSubject
	if q.Language == text.English {
		longest = shortEnglishSubject
	}
	return q.Intent == Ask && q.Before+q.Told+q.Sentence == "" && utf8.RuneCountInString(q.Text) <= longest && !wordsAsk(q.Text)
}

// likeliest is the first heard of some intents.
func likeliest(heard []reader.Intent, wanted []Intent) Intent {
	i := slices.IndexFunc(heard, func(i reader.Intent) bool { return slices.Contains(wanted, Intent(i.Name)) })
	return Intent(heard[i].Name)
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
