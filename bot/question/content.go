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

// Leisure is a question for where to spend one's leisure (周末去哪玩) as one for the places where
// people do; ok is false for any other, and for one that names a place or a thing of its own.
// where tells the names of places that are meant anyway.
func (r Reader) Leisure(q Question, where func(word string) bool) (places Question, ok bool) {
	named := slices.ContainsFunc(q.Content, func(w Word) bool {
		return utf8.RuneCountInString(w.Text) > 1 && !leisureWords[w.Text] && !nameless[w.Text] && !Stresses(w.Text) && !where(w.Text)
	})
	if named || q.Danger != "" || !reading.Pattern("leisure").MatchString(q.Text) {
		return q, false
	}
	asks := reading.Lines("leisure-asks")
	at := 0
	if reading.Pattern("evening").MatchString(q.Text) {
		at = 1
	}
	places = r.understand(asks[at]).Within(q)
	places.Intent, places.Sure = Ask, true
	return places, true
}

// Benefit is a message that asks what all this is to the person as a question for what people live
// on; ok is false for any other, and for one that goes on with an answer.
func (r Reader) Benefit(q Question) (asked Question, ok bool) {
	if q.Before != "" || q.Danger != "" || len(q.Parts) > 1 || !reading.Pattern("own-benefit").MatchString(q.Text) {
		return q, false
	}
	rest := r.understand(reading.Replace("own-benefit", q.Text, " "))
	if slices.ContainsFunc(rest.Fields(), func(w string) bool { return utf8.RuneCountInString(w) > 1 && !wholeWords[w] && !Stresses(w) }) {
		return q, false
	}
	asked = r.understand(reading.Lines("benefit-asks")[0]).Within(q)
	asked.Intent, asked.Sure, asked.Language = Ask, true, q.Language
	return asked, true
}

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

// InState are the words by which a question that asks which things are in a state says that state,
// where it names no kind of thing: 封顶 of 封顶的项目有哪些, but not of 哪些医院封顶了. where tells the names of
// places that are meant anyway.
func (q Question) InState(where func(word string) bool) []string {
	if q.Confirm || len(without(q.Kinds, Names, Person, Organisation)) > 0 {
		return nil
	}
	var states []string
	for _, w := range q.Fields() {
		switch {
		case stateWords[w]:
			states = append(states, w)
		case utf8.RuneCountInString(w) > 1 && !anyThing[w] && !NamesNothing(w) && !where(w):
			return nil
		}
	}
	return states
}

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

// Themes are the several fields of each of which a message wants all that is told, each as such a
// wish: 孩子上学 and 老人养老 of 我家孩子上学、老人养老,分别怎么说; none where it names fewer than two, or
// asks anything else of them. One reading of all would find what is about one of them.
func (r Reader) Themes(q Question, where func(word string) bool) []Wish {
	other := q.Danger != "" || q.Confirm || q.Joint || q.LeftOut != "" || q.AtMost > 0 || len(q.Parts) > 1 ||
		len(without(q.Kinds, Names)) > 0 || asking.Pattern("stage").MatchString(q.Text)
	if len(q.Parts) == 1 {
		q = q.Parts[0]
	}
	if other || q.Intent != Theme && (q.Intent != Ask || !q.Topical && !q.Lists()) {
		return nil
	}
	var fields [][]string
	end := "" // with which each of several clauses asks the same of one field
	for _, c := range r.clauses(q.Text) {
		named, ok := r.fieldsJoined(c.bare(), where)
		topical := reading.Pattern("topical").MatchString(c.text)
		switch {
		case !ok:
			return nil
		case len(named) > 1 && end == "":
			fields = append(fields, named...)
		case len(named) == 1 && topical && len(fields) == 0, len(named) == 1 && end != "" && strings.HasSuffix(c.bare(), end):
			fields, end = append(fields, named...), endOf(c.bare(), shortest)
		case len(named) > 0 && len(r.fieldsWithout(c, where)) > 0:
			return nil
		}
	}
	if len(fields) < 2 || len(fields) > maxMembers || alike(fields[0], fields[1]) {
		return nil
	}
	var wishes []Wish
	for _, field := range fields {
		wishes = append(wishes, Wish{Asked: r.allOf(strings.Join(field, ""), q), Field: field})
	}
	return wishes
}

// fieldsWithout are the fields that a clause names besides what it asks: none of 都有什么措施, nor where it only
// tells something.
func (r Reader) fieldsWithout(c clause, where func(word string) bool) [][]string {
	if share(c.intents, Ask, Theme) < half {
		return nil
	}
	named, _ := r.fieldsJoined(reading.Replace("topical", c.bare(), ""), where)
	return named
}

// fieldsJoined are the words of each of the fields that a clause joins, or of the one that it names, without
// what it asks of them; of those that it only sums up, 读书看病两样, each is one word. ok is false where
// it asks for something else, or joins what is no field: 学费, a place, examples of what they sum up to.
func (r Reader) fieldsJoined(said string, where func(word string) bool) (fields [][]string, ok bool) {
	segments := [][]string{nil}
	for _, word := range r.pieces(said) {
		last := len(segments) - 1
		switch {
		case joins(word):
			segments = append(segments, nil)
		case !says(word): // what stands before a dash or a colon is no part of a field
			segments[last] = nil
		default:
			segments[last] = append(segments[last], word)
		}
	}
	owned := 0
	for at, segment := range segments {
		field, behind := r.fieldOf(segment, where)
		if at > 0 && len(field) > 0 && reading.Pattern("which").MatchString(before(segment, field[0])) { // 养老院跟我有什么关系
			return nil, false
		}
		if len(segments) == 1 && len(field) > 1 && slices.ContainsFunc(behind[:min(2, len(behind))], func(word string) bool { return summed(word) == len(field) }) {
			for _, word := range field {
				fields = append(fields, []string{word})
			}
			return fields, true
		}
		if field = headOf(field); len(field) > 0 {
			fields = append(fields, field)
		}
		joined := len(segments) > 1
		if joined && len(field) == 0 || slices.ContainsFunc(field, foreign) || r.asksMore(behind, where) {
			return nil, !joined
		}
		if slices.Contains(segment[:len(segment)-len(behind)], ownership) {
			owned = at
		}
	}
	return fields, owned == 0 || slices.Contains(segments[0], ownership) // 工程进度 of 厂通路、通清路的工程进度 is asked of both
}

// fieldOf are the words of a segment that name a field, and those behind that ask something of it.
func (r Reader) fieldOf(segment []string, where func(word string) bool) (field, behind []string) {
	for at, word := range segment {
		asks := asksOnly(word) || sums(word) || themeWords[word] || outcomeWords[word] || reading.Pattern("such").MatchString(word)
		switch {
		case word == ownership, where(word), reading.Pattern("first-person").MatchString(word):
		case asks && len(field) > 0:
			return field, segment[at:]
		case !asks && r.Words.Rarity(word) > commonWord:
			field = append(field, word)
		}
	}
	return field, nil
}

// asksMore reports whether words that ask something of a field name a thing or what was done, too: of
// 投用了哪些平台 and 新开了哪些, that is wanted, and of 公交、停车这些改善, that sums them up.
func (r Reader) asksMore(words []string, where func(word string) bool) bool {
	if len(words) > 1 && (sums(words[0]) || reading.Pattern("such").MatchString(words[0])) {
		if named, _ := r.fieldOf(words[1:2], where); len(named) > 0 { // 三家医院, 这些改善
			return true
		}
	}
	if reading.Pattern("topical").MatchString(strings.Join(words, "")) {
		return false
	}
	if strings.ContainsAny(strings.Join(words, ""), whatWasDone) {
		return true
	}
	for len(words) > 0 {
		var named []string
		if named, words = r.fieldOf(words, where); slices.ContainsFunc(named, func(word string) bool { return utf8.RuneCountInString(word) >= shortest }) {
			return true
		}
	}
	return false
}

// headOf is a field without whose it is, where more is left: 看病 of 老人看病 and of 我爸看病, which would be
// another field.
func headOf(field []string) []string {
	head := field
	for len(head) > 1 && (leisureWords[head[0]] || utf8.RuneCountInString(head[0]) < shortest) {
		head = head[1:]
	}
	switch {
	case utf8.RuneCountInString(strings.Join(head, "")) >= shortest:
		return head
	case utf8.RuneCountInString(strings.Join(field, "")) >= shortest: // 通网, in characters
		return field
	}
	return nil
}

// foreign reports whether a word is the name of a place of the country.
func foreign(word string) bool { return places().wide[word] || places().full[word] }

// alike reports whether two things end as things of one kind do, which are no fields: 安贞医院 and 友谊医院.
func alike(x, y []string) bool {
	end := []rune(strings.Join(x, ""))
	return strings.HasSuffix(strings.Join(y, ""), string(end[max(0, len(end)-shortest):]))
}

// before is what stands in a segment before a word.
func before(segment []string, word string) string {
	return strings.Join(segment[:max(0, slices.Index(segment, word))], "")
}

// first is the first of some words, "" of none.
func first(words []string) string { return strings.Join(words[:min(1, len(words))], "") }

// whatWasDone are the characters of the words that say that.
var whatWasDone = strings.Trim(reading.Lines("asks-of")[3], "[]")

// ownership stands between whose a thing is and the thing: 孩子的教育.
const ownership = "的"

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
