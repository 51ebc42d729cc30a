package question

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"

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
	for _, w := range strings.FieldsFunc(asked, func(r rune) bool {
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
