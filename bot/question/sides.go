package question

import (
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// maxSides is how many places or years of one question are searched.
const maxSides = 5

// maxEvery is how many places there may be for a question that asks of each of them.
const maxEvery = 12

// ShortNames are the names of places as people use them: 通州 of 北京市通州区.
func ShortNames(names []string) []string {
	var short []string
	for _, name := range names {
		name = lastDivision(text.Normalize(name))
		if name = shortPlace(name); name != "" && !slices.Contains(short, name) {
			short = append(short, name)
		}
	}
	return short
}

// lastDivision is a name without those of the divisions before it: 通州区 of
// 北京市通州区.
func lastDivision(name string) string {
	longest := ""
	for parent := range places().within {
		if len(parent) > len(longest) && len(parent) < len(name) && strings.HasPrefix(name, parent) {
			longest = parent
		}
	}
	if longest == "" {
		return name
	}
	return lastDivision(name[len(longest):])
}

// Places are the places that a question names, in its order, each once: divisions
// of the country and the territories of the reports, by short names, with what
// contains them where the question says it: 北京市通州 is one.
func (q Question) Places(reported []*Territory) []string {
	at := map[string]int{}
	above := map[string]bool{}
	add := func(name string) bool {
		i := strings.Index(q.Text, name)
		if i >= 0 && name != "" {
			at[name] = i
		}
		return i >= 0
	}
	for _, name := range q.Runs {
		beside := slices.ContainsFunc(reported, func(t *Territory) bool { return slices.Contains(t.siblings, name) })
		if beside || places().wide[name] || places().full[name] { // 海淀, beside 通州
			add(shortPlace(name))
			for _, parent := range places().above([]string{name}) {
				above[shortPlace(parent)] = true
			}
		}
	}
	for _, t := range reported {
		said := slices.DeleteFunc(slices.Clone(t.names), func(name string) bool { return !add(name) })
		if len(said) == 0 {
			continue
		}
		slices.SortFunc(said, func(a, b string) int { return at[a] - at[b] })
		for _, other := range said[1:] { // 副中心 of 通州副中心
			delete(at, other)
		}
		for name := range t.own {
			if !slices.Contains(t.names, lastDivision(name)) && !slices.Contains(t.names, shortPlace(lastDivision(name))) {
				above[name] = true
			}
		}
	}
	for name := range above {
		if !slices.ContainsFunc(reported, func(t *Territory) bool { return slices.Contains(t.names, name) }) {
			delete(at, name)
		}
	}
	var named []string
	for name := range at {
		if !slices.ContainsFunc(named, func(other string) bool { return strings.Contains(other, name) }) {
			named = slices.DeleteFunc(named, func(other string) bool { return strings.Contains(name, other) })
			named = append(named, name)
		}
	}
	slices.SortFunc(named, func(a, b string) int { return at[a] - at[b] })
	for i, name := range named {
		named[i] = q.Text[begin(q.Text, at[name], above):at[name]] + name
	}
	return named
}

// begin is where a place begins that is named at a byte of a text, with what contains
// it before: 北京市通州.
func begin(said string, at int, above map[string]bool) int {
	before := said[:at]
	for _, rank := range placeRanks {
		before = strings.TrimSuffix(before, rank)
	}
	for name := range above {
		if rest, ok := strings.CutSuffix(before, name); ok && name != "" {
			return begin(said, len(rest), above)
		}
	}
	return at
}

// Sides are a question about several places, or about several years, asked of
// each; none where it names one or none. reported are the territories of the
// reports, of which it must name one to be about places.
func (r Reader) Sides(q Question, reported []*Territory) []Question {
	if kept := r.keptSides(q); kept != nil {
		return kept
	}
	names := q.Places(reported)
	ours := func(t *Territory) bool {
		return slices.ContainsFunc(names, func(said string) bool {
			return slices.ContainsFunc(t.names, func(name string) bool { return strings.HasSuffix(said, name) })
		})
	}
	if len(names) < 2 || !slices.ContainsFunc(reported, ours) {
		names = yearNames(q.Text)
		compared := len(r.Years) < 2 && q.Asks(Change)               // 去年和前年比呢, where one report tells of one
		if compared || len(cut(q.Text)) > 1 && len(q.YearsAgo) > 1 { // 今年建几个，去年建了几个 are two questions
			names = nil
		}
	}
	if len(q.Places(reported)) == 0 && len(names) < 2 {
		if every := r.everySide(q, reported); every != nil {
			return every
		}
	}
	if len(names) < 2 {
		return nil
	}
	var sides []Question
	for _, name := range names[:min(maxSides, len(names))] {
		side := r.understand(alone(q.Text, name, names))
		side.Antecedent, side.There, side.Abbreviations = q.Antecedent, q.There, q.Abbreviations
		side.Strict, side.Several = q.Strict, false
		sides = append(sides, side.partOf(q))
	}
	return sides
}

// OfEveryPlace reports whether a question asks of each of the places, or which of them.
func (q Question) OfEveryPlace() bool { return reading.Pattern("every-place").MatchString(q.Text) }

// everySide is a question about each of a few places, which names none of them, asked of
// each: 两个县都有什么问题, 哪个县空气好; none of any other.
func (r Reader) everySide(q Question, reported []*Territory) []Question {
	if len(reported) < 2 || len(reported) > maxEvery || !q.OfEveryPlace() {
		return nil
	}
	said := asHowMuch(reading.Replace("compares", reading.Replace("every-place", q.Text, ""), ""))
	var sides []Question
	for _, t := range reported {
		if len(t.names) == 0 {
			return nil
		}
		side := q.reworded(r, t.names[0]+said)
		side.Several = false
		sides = append(sides, side)
	}
	return sides
}

// yearNames are the words by which a text names years: 2023年, or 去年 beside 今年.
func yearNames(asked string) []string {
	var names []string
	for _, f := range figure.Find(asked) {
		name := f.Text + reading.Pattern("year-sign").FindString(asked[f.End:])
		if len(yearsIn(asked, []figure.Figure{f})) > 0 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		return names
	}
	for _, n := range yearsAgo(asked) {
		found := reading.Pattern(ago[n]).FindStringSubmatch(asked)
		names = append(names, found[len(found)-1]) // the year alone, where its list says which part that is
	}
	return names
}

// alone is what is asked of one of several things: without the others, what joins
// them, and what compares them.
func alone(asked, name string, names []string) string {
	for _, other := range names {
		before, behind, ok := cutPlace(asked, other)
		if other == name || !ok {
			continue
		}
		for _, joiner := range joiners {
			before = strings.TrimSuffix(strings.TrimSpace(before), joiner)
			behind = strings.TrimPrefix(strings.TrimSpace(behind), joiner)
		}
		asked = strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimSpace(behind))
		if i := len(strings.TrimSpace(before)); i < len(asked) && between(asked, i, i+1, han) {
			asked = asked[:i] + asked[i+1:]
		}
	}
	return strings.TrimSpace(uncompared(asked))
}

// uncompared is what is asked of one of several things that are compared: how much, where that is
// what is compared (谁的GDP高).
func uncompared(asked string) string {
	one := reading.Replace("compares", asked, "")
	if one == asked {
		return asked
	}
	return asHowMuch(one)
}

// asHowMuch is what is compared as the question how much there is of it.
func asHowMuch(one string) string {
	return reading.Replace("degree", one, "${1}"+reading.Lines("how-much")[0])
}

// cutPlace cuts a text around a name and the rank that it has there.
func cutPlace(asked, name string) (before, behind string, ok bool) {
	before, behind, ok = strings.Cut(asked, name)
	for _, rank := range placeRanks {
		if rest, has := strings.CutPrefix(behind, rank); ok && has {
			return before, rest, true
		}
	}
	return before, behind, ok
}

// joiners join the names of places or years.
var joiners = reading.Lines("joiners")

// maxMembers is how many things that are asked about together are told apart.
const maxMembers = 5

// Members are the things of which a question asks the same, each asked by itself: 厂通路完工了吗 and
// 壁富路完工了吗 of 厂通路和壁富路完工了吗; none where it joins no things. A number that sums them up
// goes with the others: of 友谊、安贞两家医院 each is a 医院.
func (r Reader) Members(q Question) []Question {
	if q.Intent != Ask || q.Language == text.English { // where what is asked stands around the things
		return nil
	}
	before, things, after := r.joined(q.Text)
	asks := func(said string) bool { return reading.Pattern("which").MatchString(said) || len(KindsOf(said)) > 0 }
	if len(things) < 2 || len(things) > maxMembers || asks(before) || !says(after) { // 有哪些医院和学校 asks for things
		return nil
	}
	after = reading.Replace("summed-up", after, "")
	after = reading.Replace("compares", after, "")
	var members []Question
	for _, thing := range things {
		member := q.reworded(r, before+overlaid(thing, after))
		member.Thing, member.Several, member.Strict, member.Parts = thing, false, true, nil
		members = append(members, member)
	}
	return members
}

// overlaid is a thing and what is asked of it, without the word that ends the one and begins the
// other: 云景公园 and 公园建好了没 of 云景公园、运河公园两个公园建好了没.
func overlaid(thing, after string) string {
	for i, r := range after {
		if end := i + utf8.RuneLen(r); i > 0 && strings.HasSuffix(thing, after[:end]) {
			return thing + after[end:]
		}
	}
	return thing + after
}

// joined are the first things that a text joins, and what stands before and after them; none
// where what is joined is no thing. The last ends where something is asked of it, or as the
// first does: 凉水河 of 港沟河和凉水河治理完了没.
func (r Reader) joined(said string) (before string, things []string, after string) {
	words := r.pieces(said)
	first := slices.IndexFunc(words, joins)
	at := max(0, first)
	for at > 0 && !AsksOf(words[at-1]) {
		at--
	}
	before, after = strings.Join(words[:at], ""), strings.Join(words[at:], "")
	for at < len(words) {
		end := at
		for end < len(words) && !joins(words[end]) && !AsksOf(words[end]) && !reading.Pattern("summed-up").MatchString(after) {
			after = after[len(words[end]):]
			end++
		}
		more := end < len(words)-1 && joins(words[end])
		if !more && len(things) > 0 {
			end = endingLike(withoutVerb(words, end), at, things[0])
			after = strings.Join(words[end:], "")
		}
		thing := strings.Join(words[at:end], "")
		if utf8.RuneCountInString(thing) < shortest || len(r.ContentOf(thing)) == 0 || isAmount(thing) || reading.Pattern("first-person").MatchString(thing) {
			break
		}
		if things = append(things, thing); !more {
			return before, things, after
		}
		at, after = end+1, after[len(words[end]):]
	}
	return said, nil, ""
}

// withoutVerb are the words up to an end without a verb that is done there: 涨 of 收入和房价涨了多少 tells what
// became of the things, and is no part of the last.
func withoutVerb(words []string, end int) []string {
	const did = "了"
	if end > 1 && end < len(words) && strings.HasPrefix(words[end], did) && !joins(words[end-2]) {
		end--
	}
	return words[:end]
}

// isAmount reports whether a thing is a number, or so many of something: 95.4万, 十八条路, but not
// 十一学校.
func isAmount(thing string) bool {
	found := figure.Find(thing)
	if len(found) == 0 || found[0].Start > 0 {
		return false
	}
	return reading.Pattern("counter").MatchString(thing[found[0].End:]) || !found[0].Han && found[0].End == len(thing)
}

// endingLike is the end of a thing that some words begin, from one of them on: behind that which
// ends as another thing does, in two characters (公园) or in one, or behind all of them.
func endingLike(words []string, at int, other string) int {
	runes := []rune(other)
	for _, n := range []int{min(2, len(runes)-1), 1} {
		like := string(runes[max(0, len(runes)-n):])
		for end := at + 1; end <= len(words); end++ {
			if thing := strings.Join(words[at:end], ""); utf8.RuneCountInString(thing) >= shortest && strings.HasSuffix(thing, like) && strings.IndexFunc(like, han) == 0 && len(figure.Find(like)) == 0 {
				return end
			}
		}
	}
	return len(words)
}

// pieces are the words of a text with what stands between them; those of letters are whole, of which
// the model may know only a part: bike of bi and ke.
func (r Reader) pieces(said string) []string {
	var pieces []string
	at := 0
	add := func(piece string) {
		last := len(pieces) - 1
		if last >= 0 && latin(pieces[last][len(pieces[last])-1]) && latin(piece[0]) {
			pieces[last] += piece
			return
		}
		pieces = append(pieces, piece)
	}
	for _, word := range r.Words.Segment(said) {
		from := at + strings.Index(said[at:], word)
		for _, between := range said[at:from] {
			add(string(between))
		}
		add(word)
		at = from + len(word)
	}
	for _, behind := range said[at:] {
		add(string(behind))
	}
	return pieces
}

// latin reports whether a byte of a normalised text is a letter of its own.
func latin(b byte) bool { return 'a' <= b && b <= 'z' }

// joins reports whether a word joins things: not a comma, which ends a clause.
func joins(word string) bool { return word != "," && slices.Contains(joiners, word) }

// AsksOf reports whether a word asks or tells something of a thing, or ends a clause.
func AsksOf(word string) bool {
	return strings.ContainsAny(word, ",;:?!。") || asksOnly(word) || stateWords[word]
}

// asksOnly reports whether a word asks and is no thing: not 看病, which also says what can be done at one.
func asksOnly(word string) bool {
	named := func(r rune) bool { return !reading.Pattern("asks-of").MatchString(string(r)) }
	return !strings.ContainsFunc(word, named) || reading.Pattern("each").MatchString(word) ||
		askingWords[word] || nameless[word] || Stresses(word) || len(KindsOf(word)) > 0
}
