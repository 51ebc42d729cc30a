package judge

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

//go:embed evidence.txt
var evidenceFile string

// evident holds how a report puts what it tells.
var evident = text.MustLists(evidenceFile)

// measures are the kinds that a figure answers by its unit.
var measures = []question.Kind{question.Area, question.Length, question.Money, question.People, question.Duration, question.Quantity}

// told are the kinds that the words of a passage answer.
var told = []question.Kind{question.Date, question.Duration, question.Person, question.Where, question.Reason, question.Change, question.Organisation, question.Contact,

	question.Shortfall, question.Every, question.Meaning}

// evidence is what a passage, or one of its sentences, holds: read once from
// its own words.
type evidence struct {
	holds    map[question.Kind]bool
	numbers  []number  // figures that count or measure something
	listed   int       // names in its longest list
	counted  bool      // it counts things without naming them
	beside   string    // what stands right beside their number
	ordinals []ordinal // which of several in a row it tells of
	open     bool      // the list ends in 等 and a number: some are not named
	summed   bool      // its only figure is a sum so far
	years    []int     // the years its report covers
	plans    bool      // its report tells of what is to come, too
	own      string    // normalised words of the passage
	all      string    // with headings and expansion
}

// number is a figure of a passage and what it measures ("" when it counts pieces).
type number struct {
	value   string
	counter string // the character behind it
	measure question.Kind
	percent bool
}

// evidenceOf reads a passage or one of its sentences.
func evidenceOf(words string, meta *knowledge.Meta) evidence {
	ev := evidence{holds: map[question.Kind]bool{}, own: text.Normalize(words), plans: meta.Covers != "review", years: meta.Years}
	ev.readFigures()
	ev.readLists()
	ev.holds[question.Money] = ev.holds[question.Money] || len(ev.numbers) > 0 && evident.Pattern("money").MatchString(ev.own)
	for _, kind := range told {
		ev.holds[kind] = ev.holds[kind] || evident.Pattern(string(kind)).MatchString(ev.own)
	}
	ev.counted = evident.Pattern("counted").MatchString(ev.own) && !ev.open
	ev.beside, ev.ordinals = besideNumber(ev.own), ordinalsIn(ev.own)
	ev.holds[question.Names] = !ev.counted
	ev.holds[question.Others] = !ev.open
	ev.holds[question.Within] = !ev.summed
	return ev
}

func (ev *evidence) readFigures() {
	for _, f := range figure.Find(ev.own) {
		if f.InName(ev.own) {
			continue
		}
		after := ev.own[f.End:]
		n := number{value: f.Value, percent: f.Percent, counter: text.First(after, 1)}
		for _, kind := range measures {
			if evident.Pattern("unit-" + string(kind)).MatchString(after) {
				ev.holds[kind] = true
				n.measure = kind
			}
		}
		ev.holds[question.Share] = ev.holds[question.Share] || f.Percent
		if f.Han && len(f.Text) < longNumeral {
			if f.Value == "1" || strings.HasSuffix(ev.own[:f.Start], "第") || !evident.Pattern("han-counts").MatchString(after) {
				continue
			}
		} else if !f.Percent && evident.Pattern("counts-nothing").MatchString(after) {
			continue
		}
		ev.numbers = append(ev.numbers, n)
	}
	ev.summed = len(ev.numbers) == 1 && evident.Pattern("summed").MatchString(ev.own)
}

// longNumeral is the length in bytes from which a Chinese numeral is surely a
// figure: a single one may be part of a word, and 一个 seldom counts.
const longNumeral = len("一二")

var openList = regexp.MustCompile(`等(?:\d|[两二三四五六七八九十]+[个家条项座所处类])`)

// readLists counts the names in the passage's longest list.
func (ev *evidence) readLists() {
	ev.open = openList.MatchString(ev.own)
	for _, clause := range strings.FieldsFunc(ev.own, func(r rune) bool { return strings.ContainsRune("，。；,;", r) }) {
		ev.listed = max(ev.listed, 1+strings.Count(clause, "、"))
	}
}

// besideNumber is what stands in the clauses of a text right before and behind the numbers that
// count things: 背街小巷 of 8条背街小巷获评.
func besideNumber(own string) string {
	var near strings.Builder
	for _, clause := range piecesOf(own) {
		for _, at := range evident.Pattern("counted").FindAllStringIndex(clause, -1) {
			before := []rune(clause[:at[0]])
			near.WriteString(string(before[max(0, len(before)-wide):]) + " " + text.First(clause[at[1]:], wide) + " ")
		}
	}
	return near.String()
}

// wide is how many characters what is counted takes beside its number: 老旧小区改造完工14个.
const wide = 8

// covers reports whether a year is one of the report's, or named by the passage.
func (ev *evidence) covers(year int) bool {
	return slices.Contains(ev.years, year) || strings.Contains(ev.own, fmt.Sprintf("%d年", year))
}

// otherYear is the first year of the question that neither the passage's
// report covers nor the passage names; 0 when there is none.
func (ev *evidence) otherYear(q question.Question) int {
	for _, y := range q.Years {
		if len(ev.years) > 0 && !ev.covers(y) {
			return y
		}
	}
	return 0
}

// givenBy reports whether the question takes a figure from this passage: it is
// then about this passage and no other.
func (ev *evidence) givenBy(q question.Question) bool {
	return slices.ContainsFunc(ev.numbers, func(n number) bool { return q.Gives(n.value) })
}

// divides reports whether the question asks for the parts of a figure that it
// takes from this passage, or how a whole divides, in so many words.
func (ev *evidence) divides(q question.Question) bool {
	return evident.Pattern("dividing").MatchString(q.Text) || ev.givenBy(q)
}

// figureFor reports whether the passage has a figure that can answer the
// question, or names the pieces that are asked for, all of them, so that they can
// be counted: not one that the question itself names, and of pieces when pieces
// or people are asked for. Once the question names a figure of the passage,
// only another one with the same counter will do: 24条里新开的是几条.
func (ev *evidence) figureFor(q question.Question) bool {
	other := func(k question.Kind) bool { return k != question.Count && k != question.Items && k != question.Names }
	if ev.listed > 1 && !ev.open && len(ev.numbers) == 0 && !slices.ContainsFunc(q.Kinds, other) {
		return true
	}
	counter := ""
	for _, n := range ev.numbers {
		if q.Gives(n.value) {
			counter = n.counter
		}
	}
	return slices.ContainsFunc(ev.numbers, func(n number) bool {
		switch {
		case q.Gives(n.value), n.percent && !q.Asks(question.Share) && !q.Asks(question.Plan) && len(ev.numbers) > 1, counter != "" && n.counter != counter:
			return false
		case q.Asks(question.People):
			return n.measure == question.People || n.measure == ""
		}
		return !q.Asks(question.Items) || n.measure == ""
	})
}

// ofWhole reports whether the passage has one figure, or one of the counter that a question for
// a part asks by, which is then that of the whole: 24条 of 新开通、优化公交线路24条.
func (ev *evidence) ofWhole(q question.Question) bool {
	q.Kinds = []question.Kind{question.Items}
	of := func(n number) bool { return n.counter == q.Counter() }
	switch by := slices.IndexFunc(ev.numbers, of); {
	case by < 0:
		return len(ev.numbers) == 1
	default:
		return !slices.ContainsFunc(ev.numbers[by+1:], of)
	}
}

// tellsWhere reports whether the passage says where what is asked about is: not by the name of
// another thing that it lists beside it, 云景公园、运河生态公园, nor by its own, nor in a clause about
// another.
func (ev *evidence) tellsWhere(q question.Question) bool {
	if !ev.holds[question.Where] {
		return false
	}
	known := evident.Pattern("which-place").ReplaceAllString(q.Whole(), " ")
	said := about(q)
	clause := ev.own
	clauses := clausesOf(ev.own)
	if best := mostSaid(clauses, said); best >= 0 && slices.ContainsFunc(said, func(w question.Word) bool { return strings.HasPrefix(clauses[best], w.Text) }) {
		clause = clauses[best]
	}
	return slices.ContainsFunc(evident.Pattern(string(question.Where)).FindAllString(besidesNamesakes(clause, said), -1), func(place string) bool {
		return !strings.Contains(known, place)
	})
}

// tellsWhy reports whether a sentence of the passage tells why, and says what the question is about: not
// only that it is unfinished, as other things are.
func (ev *evidence) tellsWhy(q question.Question) bool {
	words := slices.DeleteFunc(about(q), func(w question.Word) bool {
		return utf8.RuneCountInString(w.Text) < 2 || question.NamesNothing(w.Text) || evident.Pattern("finished").MatchString(w.Text) || evident.Pattern("begun").MatchString(w.Text)
	})
	return slices.ContainsFunc(strings.FieldsFunc(ev.own, func(r rune) bool { return strings.ContainsRune(";。", r) }), func(sentence string) bool {
		return evident.Pattern("reason-too").MatchString(sentence) && slices.ContainsFunc(words, func(w question.Word) bool { return strings.Contains(sentence, w.Text) })
	})
}

// onlyBegins reports whether a question asks for what is finished, and the clause that says the
// most of what it is about tells that it has begun, and not that it is finished.
func (ev *evidence) onlyBegins(q question.Question) bool {
	if !evident.Pattern("asks-finished").MatchString(q.Text) {
		return false
	}
	clause := ev.own
	if clauses := clausesOf(ev.own); len(clauses) > 1 {
		at := mostSaid(clauses, about(q))
		if at < 0 || slices.ContainsFunc(about(q), func(w question.Word) bool {
			return strings.Contains(ev.own, w.Text) && !strings.Contains(clauses[at], w.Text)
		}) {
			return false // another clause tells of a part of it: 北投大厦和首旅大厦
		}
		clause = clauses[at]
	}
	return evident.Pattern("begun").MatchString(clause) && !evident.Pattern("finished").MatchString(clause)
}

// clausesOf are the clauses of a text.
func clausesOf(said string) []string {
	return strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(",;。", r) })
}

// piecesOf are the clauses of a text, and of each the things that 、 joins.
func piecesOf(said string) []string {
	return strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(",;。、", r) })
}

// about are the words of a question that say what it is about, with those of what it goes on with
// where it says that by them: 在哪 of 云景公园.
func about(q question.Question) []question.Word {
	words := slices.Clone(q.Content)
	if q.Whole() != q.Text {
		for _, w := range strings.Fields(q.Topic) {
			if utf8.RuneCountInString(w) > 1 {
				words = append(words, question.Word{Text: w})
			}
		}
	}
	return words
}

// mostSaid is the place of the one text of several that says the most of some words, -1 where it
// is not one.
func mostSaid(texts []string, words []question.Word) int {
	best, most := -1, 0
	for i, said := range texts {
		n := 0
		for _, w := range words {
			if strings.Contains(said, w.Text) {
				n++
			}
		}
		switch {
		case n > most:
			best, most = i, n
		case n == most:
			best = -1
		}
	}
	return best
}

// besidesNamesakes is a text without the other names of a list of what some words name, up to
// the word that they share with it.
func besidesNamesakes(said string, words []question.Word) string {
	items := strings.Split(said, "、")
	best, like := mostSaid(items, words), ""
	if best < 0 || best == len(items)-1 {
		return said
	}
	for _, w := range words {
		if strings.Contains(items[best], w.Text) {
			like = w.Text // 公园, which the names beside it end with
		}
	}
	for i, item := range items {
		if at := strings.LastIndex(item, like); i != best && at >= 0 {
			items[i] = item[at+len(like):]
		}
	}
	return strings.Join(items, "、")
}

// tellsToo reports whether the passage tells a kind of thing in signs that no weighing looks at: when,
// in Chinese numerals or English, or what somebody pays, be it nothing. What was spent is not told by
// that.
func (ev *evidence) tellsToo(k question.Kind, q question.Question) bool {
	prices := question.AsksFor(question.Money, q.Text)
	switch {
	case k == question.Date:
		return evident.Pattern("date-too").MatchString(ev.own)
	case prices && (k == question.Money || k == question.Count):
		free := evident.Pattern("free").MatchString(ev.own) && !evident.Pattern("spends").MatchString(q.Text)
		return free || evident.Pattern("money-too").MatchString(ev.own)
	}
	return false
}

// sums reports whether the passage gives one figure for several things of which a question
// asks each: 公交车出租车338辆.
func (ev *evidence) sums(q question.Question) bool {
	things := q.OfEach()
	return len(things) > 1 && slices.ContainsFunc(piecesOf(ev.own), func(piece string) bool {
		told := !slices.ContainsFunc(things, func(thing string) bool { return !strings.Contains(piece, thing) })
		return told && len(figure.Find(piece)) == 1
	})
}
