package bot

import (
	"regexp"
	"strings"
	"unicode"
)

// A proper name is read from its last word and the characters before it.
var (
	longName  = regexp.MustCompile(`(\p{Han}{2})(医院|附中|附小|学校|中学|小学|大学|学院|公园|大厦|酒店|地块|机场|高速|枢纽|环岛|小镇|大桥|家园|广场|商场|港口|水库|研究院|研究所|儿研所|博物馆|图书馆|体育馆|体育场|剧院|幼儿园|派出所|大街|胡同|路|街)`)
	shortName = regexp.MustCompile(`(\p{Han})(桥|河|湖|山|镇|村|港|湾)(?:[^北南西东]|$)`)
	// generic characters make no name: 那家大医院, 这条河.
	generic = "前后的个哪那这几多新老大小我们你他她咱家区市里了有是在到去建开盖修条座所些各全每某两一二三四五六七八九十旧好坏么嘛吗啥呢把被给和跟与及或国省县公私附近农山乡着过得道马公线铁走网路街行条段"
)

// missingName returns the first proper name of a question that a passage does not hold.
func missingName(text, passage string) string {
	for _, m := range longName.FindAllStringSubmatch(text, -1) {
		if !strings.ContainsAny(m[1], generic) && !strings.Contains(passage, m[1]) {
			return m[0]
		}
	}
	for _, m := range shortName.FindAllStringSubmatch(text, -1) {
		if !strings.ContainsAny(m[1], generic) && !strings.Contains(passage, m[1]+m[2]) {
			return m[1] + m[2]
		}
	}
	return ""
}

// missingAcronym reports whether a passage lacks one of the abbreviations.
func missingAcronym(acronyms []string, passage string) bool {
	for _, a := range acronyms {
		if !strings.Contains(passage, a) {
			return true
		}
	}
	return false
}

// longAcronyms are the abbreviations that can hardly be an English word: GDP.
func longAcronyms(acronyms []string) []string {
	var long []string
	for _, a := range acronyms {
		if len(a) >= 3 {
			long = append(long, a)
		}
	}
	return long
}

var transitLine = regexp.MustCompile(`\d+号线`)

// missingCode returns the first code (letters with digits: 4G, M101) of a
// question that a passage does not hold.
func missingCode(text, passage string) string {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := strings.ContainsFunc(w, unicode.IsLetter)
		digits := strings.ContainsFunc(w, unicode.IsDigit)
		if letters && digits && !strings.Contains(passage, w) {
			return w
		}
	}
	for _, line := range transitLine.FindAllString(text, -1) {
		if !strings.Contains(passage, line) {
			return line
		}
	}
	return ""
}
