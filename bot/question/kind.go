package question

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

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
	if q.OnlyServes() || !ofBot && q.Intent != Service && q.Intent != Chat || !q.Asks(Contact) && !reading.Pattern("particulars").MatchString(q.Text) && !reading.Pattern("proper-names").MatchString(q.Text) {
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
