package question

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"wenbao/knowledge/text"
)

// gazetteer knows the administrative divisions of China.
type gazetteer struct {
	within  map[string][]string // a place -> the places directly within it
	wide    map[string]bool     // provinces and cities by short name: 上海, 廊坊
	short   map[string]bool     // every place by short name: 通州, and 新建 of 新建区
	full    map[string]bool     // every place by full name: 朝阳区
	parents map[string][]string // what a full name is directly within
}

var places = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{within: map[string][]string{}, wide: map[string]bool{}, short: map[string]bool{}, full: map[string]bool{}, parents: map[string][]string{}}
	common, everyday, city := naming.Words("common-place"), naming.Words("common-word"), naming.Pattern("city")
	state := ""
	for line := range strings.Lines(packed("places.txt")) {
		parent, children, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		if state == "" {
			state = parent // the first line names the provinces
		}
		g.within[parent] = strings.Fields(children)
		for _, child := range g.within[parent] {
			g.full[child] = !common[child]
			g.short[shortPlace(child)] = !everyday[shortPlace(child)]
			if parent != state {
				g.parents[child] = append(g.parents[child], parent)
			}
			if parent == state || slices.Contains(g.within[state], parent) && city.MatchString(child) {
				g.wide[shortPlace(child)] = true
			}
		}
	}
	return g
})

// above returns what contains a place, as far as its name stands for one place
// only: 海淀区 is in 北京市, 朝阳区 may be in several.
func (g *gazetteer) above(names []string) []string {
	var found []string
	for _, name := range names {
		for parents := g.parents[name]; len(parents) == 1; parents = g.parents[parents[0]] {
			found = append(found, parents[0])
		}
	}
	return found
}

// shortPlace takes the rank off a name, and the peoples after whom it is called:
// 朝阳区 becomes 朝阳, 凉山彝族自治州 凉山. One character is no name.
func shortPlace(name string) string {
	for _, rank := range placeRanks {
		if short, ok := strings.CutSuffix(name, rank); ok && len(short) >= len("上海") {
			return withoutPeoples(short)
		}
	}
	if short, ok := strings.CutSuffix(name, "州"); ok && len(short) > len("上海") { // 黔东南州, not 苏州
		return short
	}
	return name
}

func withoutPeoples(name string) string {
	for i := 0; i < len(peoples); i++ {
		if short, ok := strings.CutSuffix(name, peoples[i]); ok && len(short) >= len("上海") {
			name, i = short, -1
		}
	}
	return name
}

var (
	placeRanks = naming.Lines("place-rank")
	peoples    = naming.Lines("peoples")
)

// longestPlace is the longest name that is looked for, in code points: more
// are rare, and begin with a shorter one.
const longestPlace = 5

// runsOf returns whatever may name a place: the words of a text, and runs of
// neighbouring ones, in order. 河南 is no word of 潮白河南岸.
func runsOf(asked string, words []string) []string {
	var found []string
	at := 0
	for i := range words {
		at += strings.Index(asked[at:], words[i])
		end := at
		for k := i; k < len(words) && strings.HasPrefix(asked[end:], words[k]); k++ {
			end += len(words[k])
			if utf8.RuneCountInString(asked[at:end]) > longestPlace {
				break
			}
			found = append(found, asked[at:end])
		}
		at += len(words[i])
	}
	return found
}

// Territory is what a report tells of: its place, and the places around it.
type Territory struct {
	names    []string        // short names of the place itself
	own      map[string]bool // names of the place itself and of what contains it
	above    map[string]bool // those of what contains it
	inFull   []string        // its names with what contains it before them
	siblings []string        // short names of the places beside it
	loaded   []string        // short names of the places of other reports
	local    []string        // parts of it that people name
}

// NewTerritory makes the territory of a report from the names of its place,
// the places that contain it, and the parts of it that people name. A report
// without a place may be about any.
func NewTerritory(names, within, localities []string) *Territory {
	names = ofCountry(names)
	t := &Territory{own: map[string]bool{}, above: map[string]bool{}, names: ShortNames(names)}
	for _, name := range localities {
		t.local = append(t.local, text.Normalize(name))
	}
	itself := map[string]bool{}
	for _, name := range names {
		t.addOwn(name)
		last := lastDivision(text.Normalize(name)) // 通州区 of 北京市通州区
		if itself[last], itself[shortPlace(last)] = true, true; last != text.Normalize(name) {
			t.inFull = append(t.inFull, text.Normalize(name))
		}
	}
	for _, name := range append(places().above(names), within...) {
		t.addOwn(name)
		for _, sibling := range places().within[name] {
			t.siblings = append(t.siblings, shortPlace(sibling))
		}
	}
	for name := range t.own {
		t.above[name] = !itself[name]
	}
	return t
}

// ranks reports whether the place itself, or what contains it, has a rank.
func (t *Territory) ranks(rank string, above bool) bool {
	for name := range t.own {
		if t.above[name] == above && strings.HasSuffix(name, rank) {
			return true
		}
	}
	return false
}

// Beside tells a territory of the places of other reports: a question that
// names one of them is not about this territory.
func (t *Territory) Beside(names []string) {
	for _, name := range ShortNames(names) {
		if !t.own[name] && !countries[name] { // 在全国排第几 is about the place
			t.loaded = append(t.loaded, name)
		}
	}
}

// addOwn takes a name and, for 北京市通州区, each of its parts.
func (t *Territory) addOwn(name string) {
	name = text.Normalize(name)
	if name == "" {
		return
	}
	t.own[name], t.own[shortPlace(name)] = true, true
	for parent := range places().within {
		if rest, ok := strings.CutPrefix(name, parent); ok && rest != "" {
			t.addOwn(parent)
			t.addOwn(rest)
		}
	}
}

// Own reports whether a word names the place itself or what contains it.
func (t *Territory) Own(word string) bool { return t.own[word] }

// OwnIn is the longest name of the place itself, or of what contains it, in a text;
// "" for none.
func (t *Territory) OwnIn(words string) string {
	longest := ""
	for name := range t.own {
		if longer := len(name) > len(longest) || len(name) == len(longest) && name < longest; longer && strings.Contains(words, name) {
			longest = name
		}
	}
	return longest
}

// NamedIn reports whether words name the place itself: not 吉林省 the city of 吉林市.
func (t *Territory) NamedIn(said string) bool { return t.NameIn(said) != "" }

// NameIn is the name, with its rank, by which words name the place itself, "" for none.
func (t *Territory) NameIn(said string) string {
	for _, name := range t.names {
		for _, behind, ok := strings.Cut(said, name); ok; _, behind, ok = strings.Cut(behind, name) {
			whole := name + rankOf(behind)
			if whole == name || t.own[whole] && !t.above[whole] || !t.ranked(name) {
				return whole
			}
		}
	}
	return ""
}

// rankOf is the rank with which words begin: 省 of 省的gdp, "" for none.
func rankOf(words string) string {
	i := slices.IndexFunc(placeRanks, func(rank string) bool { return strings.HasPrefix(words, rank) })
	if i < 0 {
		return ""
	}
	return placeRanks[i]
}

// ranked reports whether the rank of the place is known that has a name.
func (t *Territory) ranked(name string) bool {
	return slices.ContainsFunc(placeRanks, func(rank string) bool { return t.own[name+rank] })
}

// Foreign returns the first place in a question that is not the territory's own
// and not named by the passage's words. A report that does not say its place
// may be about any.
func (t *Territory) Foreign(q Question, passage string) string {
	if len(t.own) == 0 {
		return ""
	}
	if name, _ := t.whole(q); name != "" && !t.tellsOf(name, passage) {
		return name
	}
	if q.Unheard != "" && !t.own[q.Unheard] && !slices.Contains(t.local, q.Unheard) {
		return q.Unheard
	}
	for _, name := range q.Runs {
		foreign := places().wide[name] || places().full[name] || slices.Contains(t.siblings, name)
		if foreign && !t.own[name] && !strings.Contains(passage, shortPlace(name)) {
			return name
		}
	}
	for _, name := range t.loaded {
		if strings.Contains(q.Text, name) && !strings.Contains(passage, name) {
			return name
		}
	}
	return ""
}

// tellsOf reports whether a passage names what contains the place, or the country, and not only
// before the name of the place: 北京市通州区.
func (t *Territory) tellsOf(whole, passage string) bool {
	for _, full := range t.inFull {
		passage = strings.ReplaceAll(passage, full, "")
	}
	short := shortPlace(whole)
	return strings.Contains(passage, whole) || strings.Contains(passage, short) && !slices.Contains(t.names, short)
}

// ShortPlace is the short name of a place of the country with which a question begins, by
// which other things may be called, too: 通州, 友谊; "" for none.
func (q Question) ShortPlace() string {
	longest := ""
	for _, name := range q.Runs {
		if places().short[name] && strings.HasPrefix(q.Text, name) && len(name) > len(longest) {
			longest = name
		}
	}
	return longest
}

// whole is what contains the place, or the country, where a question begins with it or asks
// of all of it, and does not name the place itself: 全国GDP增长多少, 去年北京有多少人, 5G基站全市几个. What is
// called after it is not meant: 北京友谊医院, 北京六环. rest is the question without it.
func (t *Territory) whole(q Question) (name, rest string) {
	if len(t.names) == 0 || t.NamedIn(q.Text) {
		return "", ""
	}
	if all, rank, rest := allOf(q.Text); rank != "" && t.outer(rank) {
		return all, rest
	}
	for _, run := range q.Runs {
		behind, ok := strings.CutPrefix(q.Text, run)
		if !ok {
			behind, ok = strings.CutPrefix(q.Text[len(naming.Pattern("before-whole").FindString(q.Text)):], run)
		}
		if ok && (t.above[run] || countries[run]) && len(run) > len(name) && !naming.Pattern("people-of").MatchString(behind) {
			name, rest = run, behind
		}
	}
	called := func(thing string) bool { return strings.HasPrefix(rest, thing) }
	if q.NamedAfter(name) != "" || slices.ContainsFunc(q.Names, func(n Name) bool { return called(n.Text) }) || ring(q.Codes) && !countries[name] {
		return "", ""
	}
	return name, rest
}

// ring reports whether one of some codes is that of a ring road or a line, which are parts of a city.
func ring(codes []string) bool {
	return slices.ContainsFunc(codes, func(code string) bool { return strings.ContainsFunc(code, han) })
}

// allOf are the words by which a text asks of all of a division, its rank, and the text
// without them; "" for none.
func allOf(said string) (all, rank, rest string) {
	of := naming.Pattern("all-of").FindStringSubmatchIndex(said)
	if of == nil {
		return "", "", ""
	}
	return said[of[0]:of[3]], said[of[2]:of[3]], said[:of[0]] + said[max(of[3], of[5]):] // 全市范围内
}

// Scope are the words by which a question asks of all of the place, or of what contains that;
// "" for none.
func (t *Territory) Scope(q Question) string {
	name, rest := t.whole(q)
	if all, rank, _ := allOf(q.Text); name == "" && rank != "" && t.ranks(rank, false) {
		return all
	}
	if begins, ok := strings.CutSuffix(q.Text, rest); ok && name != "" {
		return begins // 整个北京
	}
	return name
}

// Unscoped is a question without those words; wider tells that it asks of what contains the
// place. ok is false where it has none, or nothing else.
func (t *Territory) Unscoped(r Reader, q Question) (own Question, wider, ok bool) {
	name, rest := t.whole(q)
	if name == "" {
		_, _, rest = allOf(q.Text)
	}
	if rest = strings.TrimSpace(rest); rest == "" || t.Scope(q) == "" {
		return q, name != "", false
	}
	return q.reworded(r, rest), name != "", true
}

// outer reports whether a rank is that of what contains the place, whose own is known and
// another: 市 of a district, and not of a city in a province.
func (t *Territory) outer(rank string) bool {
	known := slices.ContainsFunc(placeRanks, func(r string) bool { return t.ranks(r, false) })
	return known && t.ranks(rank, true) && !t.ranks(rank, false)
}

// countries are the names of the whole country.
var countries = naming.Words("countries")

// ofCountry adds to the names of a place all that the country has, if one of them is the
// country's.
func ofCountry(names []string) []string {
	if slices.ContainsFunc(names, func(name string) bool { return countries[text.Normalize(name)] }) {
		return slices.Concat(names, naming.Lines("countries"))
	}
	return names
}

// Locality returns a part of the territory that the question names and the
// passage does not, unless the passage names another part of the question.
func (t *Territory) Locality(asked, passage string) string {
	missing := ""
	for _, name := range t.local {
		switch {
		case !strings.Contains(asked, name):
		case strings.Contains(passage, name):
			return ""
		default:
			missing = name
		}
	}
	return missing
}
