package question

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/retrieval/reader"
)

// clause is a piece of a message between two signs, with what it is after.
type clause struct {
	text    string
	stops   bool // a sentence, or an item of a list, ends with it
	intents []reader.Intent
}

// tells reports whether the clause surely asks nothing: it tells a story,
// complains, or greets. Beside one that surely asks it need only be likelier. The
// items of a list ask.
func (c clause) tells(besideAsking bool) bool {
	told := c.told()
	return !isItem(c.text) && (told >= sure || besideAsking && told > half && told > share(c.intents, Ask))
}

// told is how likely the clause asks for nothing that is searched.
func (c clause) told() float64 {
	return share(c.intents, Need, Context, Service, Greeting, Thanks, Frustration)
}

// asks reports whether the clause surely asks for something that a report may tell.
func (c clause) asks() bool { return share(c.intents, Ask) >= sure }

// needs reports whether the clause surely complains or wishes for something.
func (c clause) needs() bool { return share(c.intents, Need) >= sure }

// questions reports whether the clause asks for something by its words, and no
// bare subject is.
func (c clause) questions() bool { return wordsAsk(c.text) && c.told() < sure }

// wordsAsk reports whether a clause has words that ask.
func wordsAsk(said string) bool {
	return Alternates(said) || asksAtEnd(said) || len(KindsOf(said)) > 0
}

// asksAtEnd reports whether a clause asks with its last words: 建了没, 够不够, 有几个.
func asksAtEnd(said string) bool {
	runes := []rune(bare(said))
	last := func(n int) string { return string(runes[max(0, len(runes)-n):]) }
	return Alternates(last(3)) || reading.Pattern("asks").MatchString(said) || len(KindsOf(last(shortest))) > 0
}

// Alternates reports whether a text says a word and its negation as one, which asks: 改不改, 涨没涨.
func Alternates(said string) bool {
	runes := []rune(said)
	for i := 1; i+1 < len(runes); i++ {
		if strings.ContainsRune(negations, runes[i]) && runes[i-1] == runes[i+1] && han(runes[i-1]) {
			return true
		}
	}
	return false
}

// negations stand between a word and itself where that is asked.
const negations = "不没"

// bare is the clause without the signs and blanks around it.
func (c clause) bare() string {
	return strings.TrimFunc(c.text, func(r rune) bool { return !speaks(r) })
}

const (
	maxClauses = 12 // of a message that are told apart; the last holds the rest
	shortest   = 2  // code points of a clause
)

// cut cuts a normalised message where it pauses. What is too short to be a
// clause goes with the next one, and after the last with that.
func cut(said string) []clause {
	var clauses []clause
	begin := 0
	for i, r := range said {
		if len(clauses) == maxClauses-1 {
			break
		}
		end, stops, ok := pause(said, i, r)
		if !ok && r == '、' {
			end, ok = i+utf8.RuneLen(r), announced(clauses, said[begin:]) || questions(said[begin:i], said[i:])
		}
		if !ok {
			continue
		}
		piece := strings.TrimSpace(said[begin:end])
		switch last := len(clauses) - 1; {
		case longEnough(piece):
			clauses = append(clauses, clause{text: piece, stops: stops})
		case says(piece):
			continue
		case stops && last >= 0:
			clauses[last].stops = true
		}
		begin = end
	}
	rest := strings.TrimSpace(said[begin:])
	switch last := len(clauses) - 1; {
	case longEnough(rest), last < 0:
		return append(clauses, clause{text: rest, stops: true})
	default:
		clauses[last].text += rest
		clauses[last].stops = true
	}
	return clauses
}

func longEnough(piece string) bool {
	return utf8.RuneCountInString(clause{text: piece}.bare()) >= shortest
}

// pause reports whether a clause ends at the character r at byte i, or before
// it: at the signs between clauses, before the numbers of a list, and at blanks
// between Chinese words, by which those who dictate separate clauses. end is
// where the next begins.
func pause(said string, i int, r rune) (end int, stops, ok bool) {
	end = i + utf8.RuneLen(r)
	switch {
	case strings.ContainsRune("。!?;\n", r):
		return end, true, true
	case strings.ContainsRune(",:", r) && !between(said, i, end, unicode.IsDigit), r == ' ' && between(said, i, end, han):
		return end, false, true
	case r == '.' && endsSentence(said, i): // what it tells says what the next one asks about
		return end, false, true
	case enumerates(said, i):
		return i, true, true
	case r == '吗' && between(said, i, end, han): // 挂牌了吗我想给孩子打疫苗; 养老院呢盖好没有 is one question
		return end, true, true
	}
	return 0, false, false
}

// endsSentence reports whether an English sentence ends with the full stop at i, and another begins:
// not dr. li.
func endsSentence(said string, i int) bool {
	word := said[strings.LastIndexFunc(said[:i], func(r rune) bool { return !unicode.IsLetter(r) })+1 : i]
	return strings.HasPrefix(said[i:], ". ") && len(word) > 2 && len(word) == utf8.RuneCountInString(word)
}

// announced reports whether the clause before says that a list comes, of which no item asks by its
// words: 查三个数:绿色信贷余额、林下经济, but not 问一下:养老院、学校建了没.
func announced(clauses []clause, rest string) bool {
	last := len(clauses) - 1
	if last < 0 || last == 0 && !strings.HasSuffix(clauses[0].text, ":") || last > 0 && !strings.HasSuffix(clauses[last].text, "、") {
		return false
	}
	asks := reading.Pattern("asks").MatchString(rest) || reading.Pattern("which").MatchString(rest) || reading.Pattern("how-much").MatchString(rest)
	return !asks && strings.Count(rest, "、") < maxMembers
}

// questions reports whether what stands before a sign that joins things and what stands behind it
// ask both: 养老院建了没、学位够不够, but not 哪几条路、哪几座桥 and not 厂通路、通清路.
func questions(before, behind string) bool {
	behind = strings.TrimLeft(behind, "、")
	if end := strings.IndexAny(behind, "、,;。?!"); end >= 0 {
		behind = behind[:end]
	}
	return asksAtEnd(before) && wordsAsk(behind)
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// between reports whether both neighbours of the bytes from i to end are of a kind.
func between(said string, i, end int, kind func(rune) bool) bool {
	before, _ := utf8.DecodeLastRuneInString(said[:i])
	after, _ := utf8.DecodeRuneInString(said[min(end, len(said)):])
	return kind(before) && kind(after)
}

// enumerates reports whether an item of a list begins at i: 1、 2. (3) 一是.
func enumerates(said string, i int) bool {
	if r, _ := utf8.DecodeLastRuneInString(said[:i]); i == 0 || speaks(r) && r < utf8.RuneSelf {
		return false
	}
	mark := reading.Pattern("item").FindString(said[i:])
	after, _ := utf8.DecodeRuneInString(said[i+len(mark):])
	return mark != "" && !unicode.IsDigit(after)
}

// isItem reports whether a clause begins with the number of an item.
func isItem(clause string) bool { return reading.Pattern("item").MatchString(clause) }

// unmarked is an item of a list without its number.
func unmarked(clause string) string {
	return strings.TrimSpace(reading.Replace("item", clause, ""))
}

// unassigned is a message without the clause that tells of a text to be written, before what it asks
// for that: 有啥亮点 of 老师让我写篇作文,有啥亮点.
func unassigned(said string) string {
	if rest := reading.Replace("assigned", said, ""); longEnough(rest) {
		return rest
	}
	return said
}
