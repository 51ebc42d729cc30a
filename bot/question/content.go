package question

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// Word is a content word of a question.
type Word struct {
	Text   string
	Rarity float64 // its information in nats
}

// commonWord is the information in nats below which a word says nothing of a
// subject: 的 has 3, 电梯 8, a rare name 12.
const commonWord = 7.0

// unknownWord is the information of a Latin word that the word vectors do not
// know, as of hospital, which they do: they learned Chinese.
const unknownWord = 11.0

// shortestUnknown is the length in bytes of such a word that may say something.
const shortestUnknown = 3

// ContentOf returns the words of a normalised text that say what it is about, in
// their order.
func (r Reader) ContentOf(asked string) []Word {
	var words []Word
	at := 0
	unknown := func(to int) {
		for _, w := range strings.FieldsFunc(asked[at:to], func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) }) {
			if len(w) >= shortestUnknown && !askingWords[w] {
				words = append(words, Word{w, unknownWord})
			}
		}
	}
	for _, w := range r.Words.Segment(asked) {
		from := at + strings.Index(asked[at:], w)
		unknown(from)
		at = from + len(w)
		if rarity := r.Words.Rarity(w); rarity > commonWord && !askingWords[w] && !reading.Pattern("asking-begins").MatchString(w) {
			words = append(words, Word{w, rarity})
		}
	}
	unknown(len(asked))
	return words
}

// Subjects are the n rarest words that say what a question is about, of two
// characters or more: not those that ask for a kind of thing.
func (q Question) Subjects(n int) []string {
	content := slices.DeleteFunc(slices.Clone(q.Content), func(w Word) bool { return utf8.RuneCountInString(w.Text) < 2 || len(KindsOf(w.Text)) > 0 })
	slices.SortStableFunc(content, func(a, b Word) int { return cmp.Compare(b.Rarity, a.Rarity) })
	var words []string
	for _, w := range content {
		if !slices.Contains(words, w.Text) && len(words) < n {
			words = append(words, w.Text)
		}
	}
	return words
}

// Things are the first word of a question that names a thing, be it what it asks for (房价), and
// that of what it goes on with. They are no places or years, no words of where the person is, of
// what was done, or of which of several it is (附近, 新建, 第二个), and have no unknown name before
// them (葛布店小区). where tells the names of places.
func (q Question) Things(where func(word string) bool) []string {
	var own []string
	for _, w := range q.Content {
		own = append(own, w.Text)
	}
	things := []string{firstThing(own, where)}
	if q.Whole() != q.Text {
		things = append(things, firstThing(strings.Fields(q.Topic), where))
	}
	return slices.DeleteFunc(things, func(thing string) bool { return thing == "" })
}

func firstThing(words []string, where func(word string) bool) string {
	asked, single := "", 0 // characters before a word that are none
	for _, word := range words {
		named := single >= shortestName
		switch {
		case utf8.RuneCountInString(word) < 2:
			single++
			continue
		case named || Stresses(word) || nameless[word] || where(word) || Counts(word) || following.Pattern("ordinal").MatchString(word):
		case len(KindsOf(word)) == 0:
			return word
		default:
			asked = cmp.Or(asked, word)
		}
		single = 0
	}
	return asked
}

// shortestName is how many characters make a name that is no word: 葛布.
const shortestName = 2

// Counts reports whether a word is a number, or of years or counted things: 五年前, 一张, but not
// 二胎.
func Counts(word string) bool {
	found := figure.Find(word)
	if len(found) == 0 || found[0].Start > 0 {
		return false
	}
	rest := word[found[0].End:]
	return rest == "" || reading.Pattern("counter").MatchString(rest) || reading.Pattern("year-sign").MatchString(rest)
}

// AsksWhich reports whether a message asks which, who or what, whatever it is after.
func (q Question) AsksWhich() bool { return reading.Pattern("which").MatchString(q.Text) }

// AsksWhether reports whether a message asks whether something is so, whatever it is after.
func (q Question) AsksWhether() bool { return following.Pattern("whether").MatchString(q.Text) }

// askingWords ask and name nothing, or are English ones that say little.
var askingWords = func() map[string]bool {
	all := reading.Words("asking-words")
	maps.Copy(all, reading.Words("english-words"))
	return all
}()

// Stresses reports whether a word only asks or stresses, or is a number in words: it is no
// subject, and nothing that a report could be said to lack.
func Stresses(word string) bool {
	return stressingWords[word] || numeral(word)
}

// numeral reports whether a word is a number in Chinese characters and no more: 十五, a piece of
// an age.
func numeral(word string) bool {
	found := figure.Find(word)
	return len(found) > 0 && found[0].Start == 0 && found[0].End == len(word) && strings.IndexFunc(word, han) == 0
}

// NamesNothing reports whether a word is nothing that a report could be said to lack: it stresses, counts,
// or says what was done to a thing, or where it is.
func NamesNothing(word string) bool { return Stresses(word) || nameless[word] || Counts(word) }

// BeginsNoName reports whether a word begins with what a name does not: 个 of 个村.
func BeginsNoName(word string) bool { return generic(text.First(word, 1)) }

var (
	anyThing       = reading.Words("any-thing")
	stressingWords = reading.Words("stressing-words")
	nameless       = reading.Words("naming-nothing")
	stateWords     = reading.Words("state-words")
	leisureWords   = reading.Words("leisure-words")
	outcomeWords   = reading.Words("outcome-words")
	wholeWords     = reading.Words("whole-words")
)

// Fields are the words that name the fields of which a message wants all: 教育
// and 医疗 in 教育医疗这两块都有啥.
func (q Question) Fields() []string { return fieldsOf(q.Content) }

func fieldsOf(content []Word) []string {
	var fields []string
	for _, w := range content {
		if !themeWords[w.Text] && !slices.Contains(fields, w.Text) {
			fields = append(fields, w.Text)
		}
	}
	return fields
}

// themeWords ask for all about a field and do not name it; serviceWords want something
// done and do not say about what.
var (
	themeWords   = reading.Words("theme-words")
	serviceWords = reading.Words("service-words")
)

// OnlyServes reports whether a question says no more than that something is to be done.
func (q Question) OnlyServes() bool {
	return !slices.ContainsFunc(q.Fields(), func(field string) bool { return !serviceWords[field] })
}

// AsSaid is a word of the question as the message has it, in its script, or the word where
// that has it not.
func (q Question) AsSaid(word string) string {
	said, n := []rune(q.Said), utf8.RuneCountInString(word)
	for i := 0; i+n <= len(said) && n > 0; i++ {
		if written := string(said[i : i+n]); text.Normalize(written) == word {
			return written
		}
	}
	return word
}
