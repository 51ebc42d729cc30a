package claim

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	isText    kind = iota + 1 // one character of a name or an unknown word
	isFigure                  // a number with its unit and how exact it is
	isDate                    // 2023年, 1-11月, 前3季度
	isTerm                    // a word of the lexicon
	isList                    // 、 and the words that join a list
	isFiller                  // 的, 了, 等, brackets: nothing is claimed by them
	isBreak                   // the end of a clause
	isStopper                 // the end of a sentence
)

// token is a piece of a clause. text is as normalised.
type token struct {
	kind kind
	text string
	term term
	fig  figure
}

// figure is a number as it is claimed.
type figure struct{ value, unit, hedge string }

func (f figure) String() string { return f.hedge + f.value + f.unit }

var (
	period  = regexp.MustCompile(`^(?:\d{4}年|\d+-\d+月|\d+月份?\d+日|\d+月份?|\d+日)`)
	quarter = regexp.MustCompile(`^(?:前\x{e002}?\d季度|第\x{e002}?\d季度|上半年|下半年)`)
	phase   = regexp.MustCompile(`^\d+期`)
	ordinal = regexp.MustCompile(`^第\x{e002}?\d+`)
	number  = regexp.MustCompile(`^\d+(?:\.\d+)?`)
	plainEn = regexp.MustCompile(`^[a-z0-9][a-z0-9.+\-]*`)
)

// lexer cuts a normalised text into tokens.
type lexer struct {
	rest    string
	lexical []string // digits that are part of a name, with what follows them
	source  bool     // the text is a passage: what is quoted and 一体化 become lexical
	quoted  bool
	out     []token
}

// lex cuts a sentence; lexical are the names with digits of the passage.
func lex(text string, lexical []string) []token {
	l := &lexer{rest: marks.Replace(text), lexical: lexical}
	return l.run()
}

// lexSource cuts a passage and returns its names with digits too.
func lexSource(text string) ([]token, []string) {
	l := &lexer{rest: text, source: true}
	return l.run(), l.lexical
}

func (l *lexer) run() []token {
	for l.rest != "" {
		if !l.mark() && !l.sign() && !l.date() && !l.code() && !l.hedged() && !l.number() && !l.word() {
			_, w := utf8.DecodeRuneInString(l.rest)
			l.take(w, token{kind: isText})
		}
	}
	return l.out
}

func (l *lexer) take(size int, t token) bool {
	t.text = marks.Replace(l.rest[:size])
	l.rest = l.rest[size:]
	l.out = append(l.out, t)
	return true
}

func (l *lexer) mark() bool {
	r, w := utf8.DecodeRuneInString(l.rest)
	switch r {
	case quoteOpen, quoteClose:
		l.quoted = r == quoteOpen
		l.rest = l.rest[w:]
		return true
	case hanMark:
		if !l.source {
			l.rest = l.rest[w:]
			return true
		}
		rest := l.rest[w:]
		size := len(number.FindString(rest))
		l.rest = rest
		if (rest[:size] == "1" || unitIndex.prefix(rest[size:]) == "") && !strings.HasPrefix(rest[size:], "%") && !phase.MatchString(rest) {
			return l.name(size)
		}
		return false
	}
	return false
}

// name takes digits as characters of a name and remembers them with what follows.
func (l *lexer) name(size int) bool {
	end := size
	if r, w := utf8.DecodeRuneInString(l.rest[size:]); unicode.Is(unicode.Han, r) {
		end += w
	}
	l.lexical = append(l.lexical, l.rest[:end])
	return l.characters(size)
}

func (l *lexer) characters(size int) bool {
	for _, r := range l.rest[:size] {
		l.take(utf8.RuneLen(r), token{kind: isText})
	}
	return true
}

func (l *lexer) sign() bool {
	r, w := utf8.DecodeRuneInString(l.rest)
	switch {
	case strings.ContainsRune(",;:—\n", r):
		return l.take(w, token{kind: isBreak})
	case strings.ContainsRune("。.!?", r):
		return l.take(w, token{kind: isStopper})
	case strings.ContainsRune("()的", r):
		return l.take(w, token{kind: isFiller})
	case r == '等':
		return l.take(w, token{kind: isFiller})
	case strings.HasPrefix(l.rest, "达到"), strings.HasPrefix(l.rest, "实现"):
		return l.take(len("达到"), token{kind: isFiller})
	case r == '达':
		return l.take(w, token{kind: isFiller})
	case strings.HasPrefix(l.rest, "工作") && !strings.HasPrefix(l.rest, "工作站"):
		return l.take(len("工作"), token{kind: isFiller})
	}
	if size := len(listIndex.prefix(l.rest)); size > 0 {
		return l.take(size, token{kind: isList})
	}
	return false
}

func (l *lexer) date() bool {
	if r, _ := utf8.DecodeRuneInString(l.rest); strings.ContainsRune("前第上下", r) {
		m := quarter.FindString(l.rest)
		return m != "" && l.take(len(m), token{kind: isDate})
	}
	if !startsWithDigit(l.rest) { // a regular expression for each character would be slow
		return false
	}
	if m := phase.FindString(l.rest); m != "" {
		return l.take(len(m), token{kind: isTerm, term: term{role: isQualifier, class: m}})
	}
	if m := period.FindString(l.rest); m != "" && !l.quoted {
		return l.take(len(m), token{kind: isDate})
	}
	return false
}

// code takes 5g, esg and 第30 as characters of a name.
func (l *lexer) code() bool {
	if l.rest[0] >= utf8.RuneSelf && !strings.HasPrefix(l.rest, "第") {
		return false
	}
	if m := plainEn.FindString(l.rest); strings.IndexFunc(m, unicode.IsLetter) >= 0 {
		return l.characters(len(m))
	}
	if termIndex.prefix(l.rest) == "第1" && !startsWithDigit(l.rest[len("第1"):]) {
		return false
	}
	if m := ordinal.FindString(l.rest); m != "" {
		l.rest = marks.Replace(m) + l.rest[len(m):]
		return l.characters(len(marks.Replace(m)))
	}
	return false
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// hedged takes 超300亿元 and 近14个.
func (l *lexer) hedged() bool {
	word := hedgeIndex.prefix(l.rest)
	if word == "" {
		return false
	}
	rest := l.rest[len(word):]
	rest = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(rest, "达到"), "达"), string(hanMark))
	if !startsWithDigit(rest) {
		return false
	}
	l.rest = rest
	return l.figure(hedgeBefore[word])
}

func (l *lexer) number() bool {
	if !startsWithDigit(l.rest) {
		return false
	}
	size := len(number.FindString(l.rest))
	if l.quoted && l.source {
		return l.name(size)
	}
	for _, name := range l.lexical {
		if !l.source && strings.HasPrefix(l.rest, name) && number.FindString(name) == l.rest[:size] {
			return l.characters(size)
		}
	}
	return l.figure("")
}

// figure takes the number at the start with its unit and hedge.
func (l *lexer) figure(hedge string) bool {
	f := figure{value: number.FindString(l.rest), hedge: hedge}
	rest := l.rest[len(f.value):]
	for range 2 {
		for word, class := range hedgeAfter {
			if after, ok := strings.CutPrefix(rest, word); ok {
				f.hedge, rest = joinHedges(f.hedge, class), after
			}
		}
		if u := unitIndex.prefix(rest); u != "" && f.unit == "" {
			f.unit, rest = u, rest[len(u):]
		}
	}
	size := len(l.rest) - len(rest)
	return l.take(size, token{kind: isFigure, fig: f})
}

// joinHedges keeps a contradiction (近300余) as a hedge of its own.
func joinHedges(a, b string) string {
	if a == "" || a == b {
		return b
	}
	return a + b
}

func (l *lexer) word() bool {
	w := termIndex.prefix(l.rest)
	if w == "" {
		return false
	}
	return l.take(len(w), token{kind: isTerm, term: terms[w]})
}
