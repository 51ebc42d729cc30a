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
	Rank         Kind = "rank"      // the place in an order, of what is told to be far up
	Sort         Kind = "sort"      // what sort of something: 什么树
	Entitled     Kind = "entitled"  // whether people who are or lack something may: 外地户口能不能上
)

//go:embed kinds.txt
var kindsFile string

// asking has a list for every kind: how people ask in general, not about any
// report.
var asking = text.MustLists(kindsFile)

// kinds in the order in which they are read, and in which what is missing is told.
var kinds = []Kind{Area, Length, Money, People, Share, Date, Duration, Quantity, Person, Organisation, Contact, Where,
	Names, Reason, Shortfall, Every, Meaning, Change, Parts, Plan, Within, Others, Items, Count}

// Unweighed are the kinds of which it is only said, beside what is told of a thing, that they are not: they
// are read by how a question and a passage put them, and weigh nothing.
func Unweighed() []Kind { return []Kind{Finish, Rank, Sort, Entitled} }

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
	Aside bool     // something else is told beside it, which is not asked: 孩子老咳嗽,有啥好医院
}

// Wishes is a question that asks which things there are as such a wish. where tells the names of
// places that are meant anyway, and beside whether what is told beside the clause that lists is left
// out; ok is false where it names no field.
func (r Reader) Wishes(q Question, beside bool, where func(word string) bool) (wish Wish, ok bool) {
	if !q.Lists() {
		return wish, false
	}
	sign := reading.Lines("field-asks")[0]
	listing := q.Text
	if beside {
		listing, wish.Aside = r.listing(q.Text)
	}
	for _, w := range fieldsOf(r.ContentOf(listing)) {
		switch {
		case outcomeWords[w]:
			wish.Of = true
		case !wholeWords[w] && !Stresses(w) && !where(w):
			wish.Field = append(wish.Field, w)
		}
	}
	if wish.Aside && len(wish.Field) > fewWords { // it needs nothing besides to be told from others
		return r.Wishes(q, false, where)
	}
	if before, _, said := strings.Cut(q.Text, sign); said && len(wish.Field) == 0 && !reading.Pattern("which").MatchString(before) { // 安全, which is in every text
		wish.Field = append(wish.Field, before)
	}
	wish.Asked = r.allOf(strings.Join(wish.Field, ""), q)
	return wish, len(wish.Field) > 0
}

// fewWords name a field so broadly that what is told beside it would narrow it.
const fewWords = 2

// MoreOf is what a wish for more names of its own kind, 馆 of 还有哪些馆, as a wish for all of that; ok is false
// where it names none that was not asked for before: 还有别的吗, 还有别的公园吗. where tells the names of
// places that are meant anyway.
func (r Reader) MoreOf(q, asked Question, where func(word string) bool) (wish Wish, ok bool) {
	if len(without(q.Kinds, Names)) > 0 {
		return wish, false
	}
	for _, w := range q.Fields() {
		if !outcomeWords[w] && !wholeWords[w] && !NamesNothing(w) && !asksOnly(w) && !where(w) && r.Subject(w) {
			wish.Field = append(wish.Field, w)
		}
	}
	wish.Asked = r.allOf(strings.Join(wish.Field, ""), q)
	return wish, slices.ContainsFunc(wish.Field, func(w string) bool {
		return !slices.ContainsFunc(asked.Content, func(before Word) bool { return before.Text == w })
	})
}

// listing is the clause of a message that asks which things there are, where it is the only one and others
// stand beside it, or the message.
func (r Reader) listing(said string) (asks string, beside bool) {
	for _, c := range cut(said) {
		if reading.Pattern("lists").MatchString(c.text) {
			if asks != "" {
				return said, false
			}
			asks = c.text
		}
	}
	if asks == "" || len(fieldsOf(r.ContentOf(asks))) == 0 {
		return said, false
	}
	return asks, len(asks) < len(said)
}

// allOf asks for all that is told of a field, of the place and time of another question, in the
// words in which the reader tells best what is about a field.
func (r Reader) allOf(field string, q Question) Question {
	asked := r.understand(field + strings.Join(reading.Lines("field-asks")[:2], "")).Within(q)
	asked.Intent, asked.Sure, asked.Codes, asked.Abbreviations = Ask, true, q.Codes, q.Abbreviations
	return asked
}

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

// Particulars is a question that is put as a favour, or sounds as if it were about the bot or its last
// answer, and wants the telephone number, the address, a download or the list of something, as a question
// for that: 云景公园的地址给我一下. ok is false for any other.
func (r Reader) Particulars(q Question) (asked Question, ok bool) {
	ofBot := (q.Intent.aboutBot() || q.Intent == Origin && q.Before == "") && !reading.Pattern("to-bot").MatchString(reading.Replace("favour", q.Text, ""))
	if !ofBot && q.Intent != Service && q.Intent != Chat || !q.Asks(Contact) && !reading.Pattern("particulars").MatchString(q.Text) && !reading.Pattern("proper-names").MatchString(q.Text) {
		return q, false
	}
	asked = r.bareFavour(q.As(Ask))
	for i, part := range asked.Parts {
		asked.Parts[i] = r.bareFavour(part)
	}
	return asked, len(asked.Subjects(1)) > 0
}

// bareFavour is a question that is put as a favour without the words for that, and what asks for how to
// get in touch with something, or to get at it, in words that do so of what is known to be there alone,
// as one for that.
func (r Reader) bareFavour(q Question) Question {
	reach := reading.Pattern("particulars").MatchString(q.Text)
	if said := strings.TrimSpace(reading.Replace("favour", q.Text, "")); said != "" && said != q.Text {
		q = q.reworded(r, said)
	}
	if reach && !q.Asks(Contact) {
		q.Kinds = append([]Kind{Contact}, q.Kinds...)
	}
	return q
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
