package question

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenbao/knowledge/figure"
)

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

// whatWasDone are the characters of the words that say that.
var whatWasDone = strings.Trim(reading.Lines("asks-of")[3], "[]")

// ownership stands between whose a thing is and the thing: 孩子的教育.
const ownership = "的"

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
