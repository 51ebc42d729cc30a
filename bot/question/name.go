package question

import (
	_ "embed"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/text"
)

//go:embed names.txt
var namesFile string

// naming holds what proper names are made of.
var naming = text.MustLists(namesFile)

// Name is a proper name of a question, read from its last word and the
// characters before it.
type Name struct {
	Text  string // as it is told: 云景公园
	Core  string // what a passage that speaks of it holds: 云景
	Whole bool   // it surely begins and ends here; else it may be a part of a name or of words (结果学校), and is not told
}

// namesIn returns the proper names of a normalised text.
func namesIn(asked string) []Name {
	var names []Name
	for _, at := range naming.Pattern("long-name").FindAllStringSubmatchIndex(asked, -1) {
		if core := asked[at[2]:at[3]]; !generic(core) {
			names = append(names, Name{asked[at[0]:at[5]], core, whole(asked[:at[0]], asked[at[5]:])})
		}
	}
	for _, at := range naming.Pattern("short-name").FindAllStringSubmatchIndex(asked, -1) {
		if name := asked[at[2]:at[5]]; !generic(asked[at[2]:at[3]]) {
			names = append(names, Name{name, name, whole(asked[:at[2]], asked[at[5]:])})
		}
	}
	return names
}

// Home is where a person lives who asks in a word or two whether something was done there:
// 葛布店 of 我们小区叫葛布店，换没换; "" for any other message.
func (q Question) Home() string {
	if at := naming.Pattern("home").FindStringSubmatch(q.Text); at != nil {
		return at[1]
	}
	return ""
}

// everyday is the information in nats below which a word of two characters or more is taken for
// no name of a place to live: 生意 has 9, 果园 and 燕郊 12.
const everyday = 10.5

// AtHome is a question with where the person or one of theirs lives, as the message says beside
// what it asks: 梨园 of 我家在梨园，疏堵整治做了没. A background (我家在梨园，每天开车进城，…) is told apart
// unless what is asked points to it. known tells the parts of the reports' places.
func (r Reader) AtHome(q Question, known func(name string) bool) Question {
	if q.Language == text.English {
		return q
	}
	clauses := cut(text.Normalize(q.Said))
	for i, c := range clauses {
		name := r.homeIn(c.bare(), known)
		if name == "" || len(clauses) == 1 {
			continue
		}
		q.Aside = c.bare()
		rest := clauses[i+1:]
		asked := len(rest) < 2 || wordsAsk(rest[0].bare())
		if asked || slices.ContainsFunc(rest, func(c clause) bool { return naming.Pattern("at-home").MatchString(c.text) }) {
			q.Lives = name
		}
		break
	}
	return q
}

// WithoutAside is a question without the clause that says where the person lives; ok is false
// where its words have none, or nothing else.
func (r Reader) WithoutAside(q Question) (alone Question, ok bool) {
	before, behind, has := strings.Cut(q.Text, q.Aside)
	rest := strings.TrimLeft(strings.TrimSpace(before+behind), pauses)
	if q.Aside == "" || !has || !longEnough(rest) {
		return q, false
	}
	return q.reworded(r, rest), true
}

// AtOwnPlace reports whether the last clause of a question asks of the person's own place, without its
// name: 我家门口的路灯修了没有. No report tells of that; what it tells of all is the most that can be said.
func (q Question) AtOwnPlace() bool { return q.withoutOwnPlace() != q.Text }

// WithoutOwnPlace is a question without the words for that place; ok is false where it has none, or
// nothing else, or points to one thing there (我家楼下那个公司).
func (r Reader) WithoutOwnPlace(q Question) (alone Question, ok bool) {
	rest := strings.TrimSpace(q.withoutOwnPlace())
	if rest == q.Text || !longEnough(rest) || following.Pattern("pointing").MatchString(rest) {
		return q, false
	}
	return q.reworded(r, rest), true
}

func (q Question) withoutOwnPlace() string {
	clauses := cut(q.Text)
	if len(clauses) == 0 {
		return q.Text
	}
	last := clauses[len(clauses)-1].text
	return strings.TrimSuffix(q.Text, last) + naming.Replace("own-place", last, "")
}

// homeIn is the name of the place where a clause says that the person lives, "" for none.
func (r Reader) homeIn(said string, known func(name string) bool) string {
	for _, list := range []string{"lives", "stays"} {
		found := naming.Pattern(list).FindStringSubmatch(said)
		if found == nil {
			continue
		}
		name := strings.Join(found[1:], "") // of the line that matches
		common := slices.ContainsFunc(r.Words.Segment(name), func(w string) bool { return len(w) > len("园") && r.Words.Rarity(w) < everyday })
		switch {
		case known(name):
			return name
		case naming.Pattern("no-home").MatchString(name):
		case naming.Pattern("own-name").MatchString(name), list == "lives" && !common:
			return name
		}
	}
	return ""
}

// NamedAfter is the proper name of a question that begins with that of a place: 中山路 is a
// street of any town; "" for none.
func (q Question) NamedAfter(place string) string {
	for _, name := range q.Names {
		if name.Whole && place != "" && strings.HasPrefix(name.Text, place) && name.Text != place {
			return name.Text
		}
	}
	return ""
}

// nameEnds are the words that end a name which other words begin.
var nameEnds = func() map[string]bool {
	all := naming.Words("long-name")
	maps.Copy(all, naming.Words("name-ends"))
	return all
}()

// Named is a word of the question as the whole name that it begins: 武夷花园 for 武夷, 西海子公园 for
// 西海. It is "" for what is cut out of something longer, of which nobody can tell where it ends: 区划
// of 学区划片.
func (q Question) Named(word string) string {
	first, behind := q.among(word)
	if first < 0 {
		return word
	}
	at := strings.Index(q.Text, word)
	for _, list := range []string{"items", string(Share)} { // 个村 of 多少个村, 分之 of 百分之几
		if asked := asking.Pattern(list).FindStringIndex(q.Text); asked != nil && asked[0] < at && at < asked[1] {
			return ""
		}
	}
	if name := strings.Join(q.Cut[first:q.endOfName(behind)], ""); name != word && strings.Contains(q.Text, name) {
		return name
	}
	within := q.joins(first-1) && q.joins(behind)
	endless := q.joins(first-1) && nameEnds[q.Cut[behind-1]] // 师大附中 of 首师大附中, 大街 of 西大街
	if within || endless {
		return ""
	}
	return word
}

// among is where a word begins among those of the question, and where what is behind it does; -1 where
// it is none.
func (q Question) among(word string) (first, behind int) {
	for first := range q.Cut {
		said := ""
		for k := first; k < len(q.Cut) && len(said) < len(word); k++ {
			if said += q.Cut[k]; said == word && strings.Contains(q.Text, word) {
				return first, k + 1
			}
		}
	}
	return -1, -1
}

// endOfName is where the name ends that goes on at a word of the question: behind what ends names,
// before which a character may stand that is none.
func (q Question) endOfName(at int) int {
	for end := at + 1; end <= min(at+longestNameEnd, len(q.Cut)); end++ {
		rest := strings.Join(q.Cut[at:end], "")
		if nameEnds[rest] || q.joins(at) && end > at+1 && nameEnds[strings.Join(q.Cut[at+1:end], "")] {
			return q.endOfName(end)
		}
	}
	return at
}

// longestNameEnd is of how many words the end of a name is made at most: 子 and 公园, 南 and 里.
const longestNameEnd = 2

// joins reports whether a word of the question is a single character that may be part of a name.
func (q Question) joins(at int) bool {
	if at < 0 || at >= len(q.Cut) {
		return false
	}
	char := q.Cut[at]
	if at > 0 && askingWords[q.Cut[at-1]] { // 只 of 多少只流浪猫
		return false
	}
	r, size := utf8.DecodeRuneInString(char)
	return size == len(char) && han(r) && !naming.Pattern("beside-name").MatchString(char) && !naming.Pattern("after-name").MatchString(char) &&
		slices.ContainsFunc(q.Content, func(w Word) bool { return w.Text == char })
}

// whole reports whether a name may stand between two pieces of text.
func whole(before, after string) bool {
	return naming.Pattern("before-name").MatchString(before) && naming.Pattern("after-name").MatchString(after)
}

func generic(characters string) bool { return naming.Pattern("generic").MatchString(characters) }

var (
	abbreviation = regexp.MustCompile(`\b[A-Z]{3,6}\b`)
	numbered     = regexp.MustCompile(`((?:\d+|[一二三四五六七八九十]+)号线|[二三四五六七八]环)(?:[^节保境]|$)`)
)

// abbreviations returns the Latin ones among Chinese words, in lower case:
// GDP, but not AI, which may be a word.
func abbreviations(message string) []string {
	var found []string
	for _, a := range abbreviation.FindAllString(message, -1) {
		found = append(found, strings.ToLower(a))
	}
	return found
}

// codesIn returns the codes of a normalised text: letters with digits (4G, M101,
// pm2.5), lines of a network and ring roads (6号线, 六环), but no measures and no ordinals (20km, 2nd).
func codesIn(asked string) []string {
	var codes []string
	for _, w := range strings.FieldsFunc(naming.Replace("named-figure", asked, " "), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.'
	}) {
		w = strings.Trim(w, ".")
		if strings.ContainsFunc(w, unicode.IsLetter) && strings.ContainsFunc(w, unicode.IsDigit) && !naming.Pattern("measured").MatchString(w) {
			codes = append(codes, w)
		}
	}
	for _, found := range numbered.FindAllStringSubmatch(asked, -1) {
		codes = append(codes, found[1])
	}
	return codes
}
