package claim

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"wenbao/knowledge"
	"wenbao/retrieval"
)

// English sentences are held against the translation of a passage, which a
// person wrote: each clause must say what one clause of it says.

// englishClause is one clause of a translation.
type englishClause struct {
	words   map[string]bool // content words, stemmed
	figures []englishFigure
	content int
}

// englishFigure is a number with its hedge and the content words beside it.
type englishFigure struct {
	value, hedge string
	before, next string
}

var (
	englishCut  = regexp.MustCompile(`(?:[;:.!?]|,)(?:\s|$)|\s(?:while|whereas|as well as|but)\s`)
	englishAnd  = regexp.MustCompile(`,?\s+and\s+`)
	englishWord = regexp.MustCompile(`[\p{L}\d]+(?:\.\d+)?%?`)
	decimals    = regexp.MustCompile(`(\d)[,，](\d{3})`)
)

// plain words of English claim nothing.
var englishFree = words(`the a an of in on at to for by with from as is are was were be been being has have had its it this that these those
 which who and or also there report says say said according district tongzhou city's all's total in's up them they their not's`)

// englishLimits must not be left out where a clause of the translation has them.
var englishLimits = words(`cumulative total newly new basically main phase first january november third-quarter three quarters ready started launched start launch
 preparations pilot initial signed supplied topped added renewed optimised affiliates national-level about nearly no not`)

var englishHedges = map[string]string{"over": "over", "exceed": "over", "exceeded": "over", "exceeds": "over", "exceeding": "over", "above": "over",
	"nearly": "near", "almost": "near", "about": "about", "around": "about", "approximately": "about", "roughly": "about", "under": "under", "below": "under"}

// englishSame are words taken for each other, the first for all.
var englishSame = sameWords(`build built construct
complete finish
add increase
exceed over above surpass
municipal municipality
company firm enterprise
visitor tourist
residential neighbourhood
start begin began
open opened
place seat
newly new`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w], set[stem(w)] = true, true
	}
	return set
}

func sameWords(lines string) map[string]string {
	same := map[string]string{}
	for line := range strings.Lines(lines) {
		group := strings.Fields(line)
		for _, w := range group {
			same[stem(w)] = stem(group[0])
		}
	}
	return same
}

// stem takes the usual endings off a word.
func stem(w string) string {
	for _, ending := range []string{"ies", "ing", "ed", "es", "s", "e"} {
		if short, ok := strings.CutSuffix(w, ending); ok && len(short) >= 3 {
			return strings.TrimRight(short, "yi")
		}
	}
	return strings.TrimRight(w, "yi")
}

// isEnglish: letters, and none of them Chinese.
func isEnglish(text string) bool {
	latin := false
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			return false
		}
		latin = latin || unicode.Is(unicode.Latin, r)
	}
	return latin
}

func englishClauses(gloss string) []englishClause {
	var clauses []englishClause
	for _, part := range cutEnglish(gloss) {
		clauses = append(clauses, readEnglish(part))
	}
	return clauses
}

// cutEnglish cuts at the ends of clauses and at "and" between two figures.
func cutEnglish(text string) []string {
	text = strings.ToLower(retrieval.Normalize(text))
	for decimals.MatchString(text) {
		text = decimals.ReplaceAllString(text, "$1$2")
	}
	text = strings.NewReplacer("more than", "over", "up to", "upto", "per cent", "%", " percent", "%", "-", " ", "–", " ", "'s", "").Replace(text)
	var parts []string
	for _, part := range englishCut.Split(text, -1) {
		start := 0
		for _, at := range englishAnd.FindAllStringIndex(part, -1) {
			if len(knowledge.Figures(part[start:at[0]])) > 0 && len(knowledge.Figures(part[at[1]:])) > 0 {
				parts = append(parts, part[start:at[0]])
				start = at[1]
			}
		}
		if strings.TrimSpace(part[start:]) != "" {
			parts = append(parts, part[start:])
		}
	}
	return parts
}

func readEnglish(part string) englishClause {
	c := englishClause{words: map[string]bool{}}
	for _, f := range knowledge.Figures(part) {
		before, after := englishWord.FindAllString(part[:f.Start], -1), englishWord.FindAllString(part[f.End:], -1)
		e := englishFigure{value: f.Value, next: firstContent(after)}
		if f.Percent {
			e.value += "%"
		}
		slices.Reverse(before)
		e.before = firstContent(before)
		if len(before) > 0 {
			e.hedge = englishHedges[before[0]]
		}
		c.figures = append(c.figures, e)
		part = part[:f.Start] + strings.Repeat(" ", f.End-f.Start) + part[f.End:]
	}
	for _, w := range englishWord.FindAllString(part, -1) {
		if key := englishKey(w); key != "" {
			c.words[key] = true
			c.content++
		}
	}
	return c
}

// firstContent returns the first word that claims something and is no hedge.
func firstContent(list []string) string {
	for _, w := range list {
		if key := englishKey(w); key != "" && englishHedges[w] == "" && !englishLimits[w] && key != "newl" {
			return key
		}
	}
	return ""
}

// englishKey is the form in which words are compared; "" for those that claim nothing.
func englishKey(w string) string {
	if englishFree[w] || englishHedges[w] != "" {
		return ""
	}
	key := stem(w)
	if same, ok := englishSame[key]; ok {
		key = same
	}
	return key
}

func checkEnglish(sentence string, cited []*Passage) *Refusal {
	used := make([]bool, len(cited))
	claims := 0
	for _, part := range cutEnglish(sentence) {
		clause := readEnglish(part)
		if clause.content == 0 && clause.onlyYears(cited[0].source.Years) {
			continue
		}
		claims++
		if r := supportEnglish(clause, cited, used); r != nil {
			return r
		}
	}
	if claims == 0 {
		return refuse(RuleEmpty, "the sentence claims nothing")
	}
	if i := slices.Index(used, false); i >= 0 {
		return refuse(RuleCitation, "citation %d supports no clause", i+1)
	}
	return nil
}

// onlyYears: "In 2023," is no claim of its own.
func (c englishClause) onlyYears(years []int) bool {
	for _, f := range c.figures {
		if !isYear(f.value, years) {
			return false
		}
	}
	return true
}

func supportEnglish(clause englishClause, cited []*Passage, used []bool) *Refusal {
	last := refuse(RuleWords, "no translation is cited")
	for i, p := range cited {
		for _, own := range p.english {
			r := clause.within(own, p.source.Years)
			if r == nil {
				used[i] = true
				return nil
			}
			if stages[r.Rule] >= stages[last.Rule] {
				last = r
			}
		}
	}
	return last
}

// within reports whether everything that a clause says is said by own.
func (c englishClause) within(own englishClause, years []int) *Refusal {
	for _, f := range c.figures {
		if !slices.ContainsFunc(own.figures, f.same) && !isYear(f.value, years) {
			return refuse(RuleFigure, "%s %s is not said here", f.hedge, f.value)
		}
	}
	for w := range c.words {
		if !own.words[w] {
			return refuse(RuleWords, "%s is not said here", w)
		}
	}
	for w := range own.words {
		if englishLimits[w] && !c.words[w] {
			return refuse(RuleQualifier, "%s is left out", w)
		}
	}
	if 2*len(c.words) < len(own.words) {
		return refuse(RuleSubject, "too much is left out")
	}
	return nil
}

func isYear(value string, years []int) bool {
	for _, y := range years {
		if value == strconv.Itoa(y) {
			return true
		}
	}
	return false
}

// same: equal figures count the same thing, by the word before or behind them.
func (f englishFigure) same(o englishFigure) bool {
	return f.value == o.value && f.hedge == o.hedge && (f.next == o.next || f.before == o.before && f.before != "" || f.next == "" && o.next == "")
}
