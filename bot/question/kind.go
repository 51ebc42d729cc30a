package question

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// Kind is the kind of thing a question asks for.
type Kind string

// The kinds that a passage can hold or lack. A question may ask for several.
const (
	Count        Kind = "count"        // how much or how many of anything
	Items        Kind = "items"        // how many of something that is counted piece by piece
	Within       Kind = "within"       // the figure of one year, not the sum so far
	Others       Kind = "others"       // the rest of a list that is known in part
	Area         Kind = "area"         // 亩, 平方米
	Length       Kind = "length"       // 公里, how far, how high
	Money        Kind = "money"        // cost, price, investment, fee
	People       Kind = "people"       // how many people
	Share        Kind = "share"        // per cent, proportion, rate
	Date         Kind = "date"         // when
	Duration     Kind = "duration"     // how long
	Quantity     Kind = "quantity"     // 吨, 度, 层, 床: a measure of its own
	Person       Kind = "person"       // who
	Organisation Kind = "organisation" // which company, bank, contractor
	Contact      Kind = "contact"      // telephone, address, download
	Where        Kind = "where"
	Names        Kind = "names"     // which ones, what are they called
	Reason       Kind = "reason"    // why
	Change       Kind = "change"    // compared with an earlier year
	Parts        Kind = "parts"     // how a sum divides
	Plan         Kind = "plan"      // what will be done
	Shortfall    Kind = "shortfall" // what is not done, or not well
	Every        Kind = "every"     // whether it is so everywhere
	Meaning      Kind = "meaning"   // what a word of the report means
	Amount       Kind = "amount"    // the value of an indicator, of which the growth alone is told
	Finish       Kind = "finish"    // what is finished, of what is told to have begun
	Day          Kind = "day"       // the day of what is planned for a year
)

//go:embed kinds.txt
var kindsFile string

// asking has a list for every kind: how people ask in general, not about any
// report.
var asking = text.MustLists(kindsFile)

// kinds in the order in which they are read, and in which what is missing is told.
var kinds = []Kind{Area, Length, Money, People, Share, Date, Duration, Quantity, Person, Organisation, Contact, Where,
	Names, Reason, Shortfall, Every, Meaning, Change, Parts, Plan, Within, Others, Items, Count}

// Kinds lists them in that order.
func Kinds() []Kind { return slices.Clone(kinds) }

// KindsOf returns what a normalised question asks for, the most telling first.
func KindsOf(asked string) []Kind {
	asked = bare(asked)
	var found []Kind
	for _, kind := range kinds {
		if asking.Pattern(string(kind)).MatchString(asked) {
			found = append(found, kind)
		}
	}
	return found
}

// AsksFor reports whether a normalised question asks for one kind.
func AsksFor(kind Kind, asked string) bool {
	return asking.Pattern(string(kind)).MatchString(bare(asked))
}

// bare is a question without what sounds like another kind: 做到了哪一步, 存在哪些问题.
func bare(asked string) string {
	return asking.Replace("exists", asking.Replace("stage", asked, ""), "哪些")
}

// Spent reports whether a question asks what money went into, in words that else ask for a place:
// 钱花哪儿了.
func (q Question) Spent() bool { return asking.Pattern("spent").MatchString(q.Text) }

// Asks reports whether a question asks for a kind.
func (q Question) Asks(kind Kind) bool { return slices.Contains(q.Kinds, kind) }

// OnlyAsks reports whether a question says no more than what kind of thing it asks for:
// 投资多少, how much money.
func (q Question) OnlyAsks() bool {
	rest := q.Text
	for _, kind := range q.Kinds {
		rest = asking.Pattern(string(kind)).ReplaceAllString(rest, "$1$2 ") // what is asked about in the midst of it stays
	}
	return len(q.Kinds) > 0 && !slices.ContainsFunc(q.Content, func(w Word) bool { return !themeWords[w.Text] && strings.Contains(rest, w.Text) })
}

// Lists reports whether a question asks which things there are or what was done, and nothing
// else of them: 有哪些医院, 都开工了啥.
func (q Question) Lists() bool {
	return reading.Pattern("lists").MatchString(q.Text) && len(without(q.Kinds, Names)) == 0 && !q.Confirm && !q.Joint && q.LeftOut == "" && q.ListOf() == 0
}

// OfWhole reports whether a message asks what is told of the whole, and names no field: 有什么亮点,
// 政府最近干嘛了. What follows another question may ask that of its subject, unless it names the
// whole. where tells the names of places that are meant anyway.
func (q Question) OfWhole(where func(word string) bool) bool {
	told, named := false, false
	for _, w := range q.Content {
		switch {
		case outcomeWords[w.Text]:
			told = true
		case where(w.Text), wholeWords[w.Text]:
			named = named || utf8.RuneCountInString(w.Text) > 1
		case !themeWords[w.Text] && !Stresses(w.Text) && (utf8.RuneCountInString(w.Text) > 1 || !asksOnly(w.Text)):
			return false
		}
	}
	asks := slices.Contains([]Intent{Ask, Whole, Theme}, q.Intent) || slices.Contains([]Intent{Vague, Chat}, q.Intent) && q.AsksWhich() ||
		told && slices.Contains([]Intent{Vague, Chat, Reliable, Capability, Chapter}, q.Intent) && asksAtEnd(q.Text) // 有啥好消息没 is of no answer
	goes := q.Lists() || reading.Pattern("how-it-goes").MatchString(q.Text)
	other := q.Danger != "" || q.Confirm || q.LooksUp || q.LeftOut != "" || q.Past || q.AtMost > 0 || len(q.Parts) > 1 || len(without(q.Kinds, Names)) > 0
	return asks && !other && (told || named && goes) && (named || q.Before == "")
}

// Wish is all that is told of a field.
type Wish struct {
	Asked Question // that asks for it, in the words in which the reader tells best what is about a field: 医院方面有哪些
	Field []string // its words
	Of    bool     // what was asked is what is told of the field: 学校的消息
}

// Wishes is a question that asks which things there are as such a wish. where tells the names of
// places that are meant anyway; ok is false where it names no field.
func (r Reader) Wishes(q Question, where func(word string) bool) (wish Wish, ok bool) {
	if !q.Lists() {
		return wish, false
	}
	sign := reading.Lines("field-asks")[0]
	for _, w := range q.Fields() {
		switch {
		case outcomeWords[w]:
			wish.Of = true
		case !wholeWords[w] && !Stresses(w) && !where(w):
			wish.Field = append(wish.Field, w)
		}
	}
	if before, _, said := strings.Cut(q.Text, sign); said && len(wish.Field) == 0 && !reading.Pattern("which").MatchString(before) { // 安全, which is in every text
		wish.Field = append(wish.Field, before)
	}
	wish.Asked = r.allOf(strings.Join(wish.Field, ""), q)
	return wish, len(wish.Field) > 0
}

// allOf asks for all that is told of a field, of the place and time of another question, in the
// words in which the reader tells best what is about a field.
func (r Reader) allOf(field string, q Question) Question {
	asked := r.understand(field + strings.Join(reading.Lines("field-asks")[:2], "")).Within(q)
	asked.Intent, asked.Sure, asked.Codes, asked.Abbreviations = Ask, true, q.Codes, q.Abbreviations
	return asked
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
	if len(fields) < 2 || len(fields) > maxMembers {
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
	if reading.Pattern("topical").MatchString(strings.Join(words, "")) && !reading.Pattern("such").MatchString(first(words)) {
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

// sums reports whether a word only sums up: 两样.
func sums(word string) bool {
	return Counts(word) || reading.Pattern("summed-up").FindString(word) == word
}

// summed is how many things a word sums up, 0 for any other: 2 of 两样.
func summed(word string) int {
	f := figure.Find(word)
	if len(f) == 0 || f[0].Start > 0 || !sums(word) && !themeWords[word] {
		return 0
	}
	n, _ := strconv.Atoi(f[0].Value)
	return n
}

// Counter is what a question that asks how many there are, and no more, counts them by: 条
// of 一共几条; "" for any other.
func (q Question) Counter() string {
	if !q.Asks(Items) || len(without(q.Kinds, Count, Items)) > 0 {
		return ""
	}
	_, counted, ok := strings.Cut(q.Text, "几")
	if !ok {
		_, counted, _ = strings.Cut(q.Text, "多少")
	}
	return text.First(counted, 1)
}

// without returns the kinds but those to drop.
func without(list []Kind, drop ...Kind) []Kind {
	var kept []Kind
	for _, k := range list {
		if !slices.Contains(drop, k) {
			kept = append(kept, k)
		}
	}
	return kept
}

// literal is the word or figure of which a message asks where a report says it, and
// nothing else, "" for none: 30 of 有没有提到30.
func literal(said string) string {
	m := reading.Pattern("mentions").FindStringSubmatch(said)
	return strings.TrimSpace(strings.Join(m[min(1, len(m)):], ""))
}

// few is what a message wants so many facts about, and how many: 环境, and 2 of 给我两个关于环境的数字;
// "" where it wants them of any field, and 0 where it wants no such number.
func few(said string) (field string, most int) {
	m := slices.DeleteFunc(reading.Pattern("few").FindStringSubmatch(said), func(piece string) bool { return piece == "" })
	if len(m) < 2 {
		return "", 0
	}
	most = 1 + slices.Index(cardinals, m[1])
	if found := figure.Find(m[1]); len(found) > 0 {
		most, _ = strconv.Atoi(found[0].Value)
	}
	if most == 0 {
		return "", 0
	}
	return strings.Trim(reading.Replace("purpose", strings.Join(m[2:], ""), ""), " 的"), most
}

// cardinals are the English numbers that people want so many facts by.
var cardinals = []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// ListOf is how many names a question asks for (那八条小巷叫什么), 0 when it
// does not say.
func (q Question) ListOf() int { return listOf(q.Text, q.Figures) }

func listOf(said string, figures []figure.Figure) int {
	for _, f := range figures {
		if n, err := strconv.Atoi(f.Value); err == nil && n < 1000 && reading.Pattern("piece").MatchString(said[f.End:]) {
			return n
		}
	}
	return 0
}
