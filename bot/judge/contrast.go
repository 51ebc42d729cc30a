package judge

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/bot/question"
	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// otherOrdinal is the first ordinal of a question that a passage does not hold, while it
// tells of another in the same row: 第一批 where it tells of 第二批; "" where there is none.
func (ev *evidence) otherOrdinal(q question.Question) string {
	if len(ev.ordinals) == 0 {
		return ""
	}
	for _, asked := range ordinalsIn(q.Text) {
		same := func(o ordinal) bool { return o.row == asked.row && o.value == asked.value }
		if slices.ContainsFunc(ev.ordinals, func(o ordinal) bool { return o.row == asked.row }) && !slices.ContainsFunc(ev.ordinals, same) {
			return asked.said
		}
	}
	return ""
}

// OnlyOrdinal reports whether a question names no more than which of several in a row it is
// about: 第一批呢.
func OnlyOrdinal(q question.Question) bool {
	rows := ordinalsIn(q.Text)
	return len(rows) > 0 && !slices.ContainsFunc(q.Content, func(w question.Word) bool {
		return utf8.RuneCountInString(w.Text) > 1 && !slices.ContainsFunc(rows, func(o ordinal) bool { return strings.Contains(o.said, w.Text) })
	})
}

// ordinal is which of several in a row something is.
type ordinal struct{ said, value, row string }

func ordinalsIn(said string) []ordinal {
	var found []ordinal
	for _, m := range evident.Pattern("ordinal").FindAllStringSubmatch(said, -1) {
		pieces := slices.DeleteFunc(m[1:], func(piece string) bool { return piece == "" })
		if len(pieces) != 2 {
			continue
		}
		o := ordinal{value: "1", row: pieces[1]} // 首批
		if f := figure.Find(pieces[0]); len(f) > 0 {
			o.value = f[0].Value
		}
		o.said = m[0][:strings.Index(m[0], o.row)+len(o.row)]
		found = append(found, o)
	}
	return found
}

// otherMonth is the month of a question where a passage tells of others: 12月 where it tells of 1-11月; ""
// where there is none.
func (ev *evidence) otherMonth(q question.Question) string {
	month := evident.Pattern("month")
	asked, told := month.FindStringSubmatch(q.Text), month.FindAllStringSubmatch(ev.own, -1)
	if asked == nil || len(told) == 0 {
		return ""
	}
	for _, from := range told { // 1 and 11 of 1-11月
		if slices.ContainsFunc(asked[1:], func(n string) bool { return n != "" && slices.Contains(from[1:], n) }) {
			return ""
		}
	}
	return asked[0]
}

// contrasts are the modifiers that exclude one another before the same thing, of each list the lines.
var contrasts = func() (all [][]*regexp.Regexp) {
	for _, list := range evident.Names() {
		if !strings.HasPrefix(list, "contrast-") {
			continue
		}
		var sides []*regexp.Regexp
		for _, line := range evident.Lines(list) {
			sides = append(sides, regexp.MustCompile(line))
		}
		all = append(all, sides)
	}
	return all
}()

// anySort is any of them: few questions say one.
var anySort = func() *regexp.Regexp {
	var all []string
	for _, sides := range contrasts {
		for _, side := range sides {
			all = append(all, side.String())
		}
	}
	return regexp.MustCompile(strings.Join(all, "|"))
}()

// otherSort is the sort of thing that a question asks about where a passage tells of the same thing of a
// sort that excludes it, and of none of that: 城镇居民 where it tells of 农村居民; "" where there is none.
// The reader takes such modifiers for alike, since what is told of the thing is what is asked.
func (p *passage) otherSort(q question.Question) string {
	if !anySort.MatchString(q.Text) {
		return ""
	}
	for _, sides := range contrasts {
		for _, side := range sides {
			asked := side.FindAllStringIndex(q.Text, -1)
			if len(asked) == 0 || side.MatchString(p.facts.own) || side.MatchString(p.shown.Heading) {
				continue
			}
			others := slices.DeleteFunc(slices.Clone(sides), func(other *regexp.Regexp) bool {
				return other == side || !other.MatchString(p.facts.own) || other.MatchString(q.Text)
			})
			if len(others) == 0 {
				continue
			}
			for _, at := range asked {
				thing, to := thingBehind(q, at[0], at[1])
				if thing != "" && slices.ContainsFunc(others, func(other *regexp.Regexp) bool { return saysOf(p.facts.own, other, thing) }) {
					return q.Text[at[0]:to]
				}
			}
		}
	}
	return ""
}

// saysOf reports whether some piece of a text says a modifier and a thing behind it; a modifier of one
// character must stand right before that.
func saysOf(own string, modifier *regexp.Regexp, thing string) bool {
	return slices.ContainsFunc(piecesOf(own), func(piece string) bool {
		return slices.ContainsFunc(modifier.FindAllStringIndex(piece, -1), func(at []int) bool {
			if lastRune(piece[:at[1]]) == at[1]-at[0] {
				return strings.HasPrefix(piece[at[1]:], thing)
			}
			return strings.Contains(piece[at[1]:], thing)
		})
	})
}

// thingBehind is the first word behind a modifier of a question that names a thing, in the same clause, and
// where it ends: 收入 of 城里人的收入; behind one of one character the next two, 六环 of 西六环.
func thingBehind(q question.Question, from, end int) (thing string, to int) {
	clause := q.Text[end:]
	if pause := strings.IndexAny(clause, ",.;:?!。"); pause >= 0 {
		clause = clause[:pause]
	}
	if lastRune(q.Text[:end]) == end-from {
		if thing = text.First(clause, 2); utf8.RuneCountInString(thing) < 2 {
			return "", end
		}
		return thing, end + len(thing)
	}
	first := len(clause)
	for _, w := range q.Content {
		at := strings.Index(clause, w.Text)
		if at >= 0 && at < first && utf8.RuneCountInString(w.Text) > 1 && !question.NamesNothing(w.Text) && len(question.KindsOf(w.Text)) == 0 {
			thing, first = w.Text, at
		}
	}
	return thing, end + first + len(thing)
}
