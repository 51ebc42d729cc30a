package judge

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/bot/question"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
)

// Missing is what a passage lacks for a question, in order of importance.
type Missing struct {
	Place  string        // another place
	Year   int           // another year
	Past   bool          // years before those that the report covers
	Plan   bool          // what is to come, and the report looks back
	Entity string        // a name or code that it does not hold
	OfRow  bool          // that is which of several in a row, or a sort of thing: 二期, 城镇居民, where another is told
	Kind   question.Kind // the kind of thing asked for
	Words  []string      // words of the question that the passage does not support, as the reader says
	Spelt  []string      // the same of characters that make a word nobody knows, or a phrase: 划片, 笔钱
}

// Measures reports whether a figure answers a kind of thing by its unit, or a date: a passage surely
// shows whether it holds one.
func Measures(k question.Kind) bool { return k == question.Date || slices.Contains(measures, k) }

// Elsewhere reports whether another place or year is asked for.
func (m Missing) Elsewhere() bool { return m.Place != "" || m.Year != 0 || m.Past }

// untellable are the kinds that are said to lack beside an answer: those of which a passage
// surely shows whether it holds them.
var untellable = append([]question.Kind{question.Date, question.Contact, question.Where, question.Within, question.Others}, numeric...)

// missing explains why a passage does not answer.
func (j *Judge) missing(q question.Question, hit retrieval.Hit) Missing {
	p := j.passage(hit.ID)
	ev := &p.facts
	indicated, year := p.strange(q)
	// Normalised text is lower case; codes are told in capitals.
	name := cmp.Or(strings.ToUpper(missingCode(q, ev.all)), q.Named(p.place.Locality(q.Text, ev.all)), strings.ToUpper(indicated), toldName(q, ev.all))
	row := cmp.Or(ev.otherOrdinal(q), ev.otherMonth(q), p.otherSort(q))
	return Missing{
		Place:  p.place.Foreign(q, ev.all),
		Year:   cmp.Or(ev.otherYear(q), year),
		Past:   q.Past,
		Plan:   q.Asks(question.Plan) && !ev.plans,
		Entity: cmp.Or(name, row), OfRow: name == "" && row != "",
		Kind: p.missingKind(q, hit),
	}
}

// unsupported is how likely the reader must be that a passage does not support a
// word for a citizen to be told.
const unsupported = 0.5

// unsupportedWords are the words of a question, whole ones that say what it is
// about, which the reader finds unsupported; neighbours are one. spelt are those of
// neighbouring characters that are no words: one alone is none.
func unsupportedWords(q question.Question, r reader.Reading) (words, spelt []string) {
	read := q.Whole()
	at, end, single := 0, -1, -1 // where the last word ends, the last of words, and the last character
	joined := false              // whether that ends the last of spelt
	for _, w := range q.Content {
		from := strings.Index(read[at:], w.Text)
		if from < 0 || question.NamesNothing(w.Text) { // 只 in 几只猫 is no word to tell
			continue
		}
		from += at
		at = from + len(w.Text)
		if question.Counts(w.Text) || question.Alternates(read[from-lastRune(read[:from]):at]) { // 一部, 贵不贵
			continue
		}
		switch alone := utf8.RuneCountInString(w.Text) < 2; {
		case alone && evident.Pattern("how-many").MatchString(read[:from]): // 回 of 多少回
		case !covered(r.Missing, headOf(read, from, at), at):
		case alone && from == single && joined:
			spelt[len(spelt)-1] += w.Text
			single = at
		case alone && from == single:
			spelt = append(spelt, read[from-lastRune(read[:from]):at])
			single, joined = at, true
		case alone:
			single, joined = at, false
		case from == end:
			words[len(words)-1] += w.Text
			end = at
		default:
			words = append(words, w.Text)
			end = at
		}
	}
	return words, spelt
}

// headOf is where in a text that of a word begins which says what it is: 单车 of 共享单车, and all of an
// English one.
func headOf(read string, from, at int) int {
	if read[from] < utf8.RuneSelf {
		return from
	}
	last := at - lastRune(read[:at])
	return max(from, last-lastRune(read[:last]))
}

// unsupported is what is missing with the words that the reader finds unsupported, as the whole names
// that they are part of, and with what sort of thing is asked, where the passage says nothing of it.
func (m Missing) unsupported(q question.Question, r reader.Reading) Missing {
	words, spelt := unsupportedWords(q, r)
	m.Words, m.Spelt = named(q, words), named(q, slices.DeleteFunc(spelt, question.BeginsNoName))
	if thing := sortOf(q); m.Kind == "" && thing != "" && !supports(q, thing, r) {
		m.Kind = question.Sort
	}
	return m
}

// named are words as the whole names that they are part of, up to one of which none can be told: what
// follows that is not what is lacking first.
func named(q question.Question, words []string) []string {
	var names []string
	for _, word := range words {
		name := q.Named(word)
		if name == "" {
			break
		}
		names = append(names, name)
	}
	return names
}

// lastRune is the length in bytes of the last character of a text.
func lastRune(said string) int {
	_, size := utf8.DecodeLastRuneInString(said)
	return size
}

// covered reports whether unsupported runs cover a word.
func covered(missing []reader.Span, from, to int) bool { return share(missing, from, to) == 1 }

// share is how much of a part of a question is in unsupported runs.
func share(missing []reader.Span, from, to int) float64 {
	bytes := 0
	for _, run := range missing {
		bytes += max(0, min(run.To, to)-max(run.From, from))
	}
	return float64(bytes) / float64(max(1, to-from))
}

// OnSubject are the hits that speak of what a question is about: they hold its figure or its
// code, or say the first of its words that names a thing, or the reader does not find the most of
// it unsupported. The words behind it are what is asked of it (起步价 of 出租车).
func (j *Judge) OnSubject(q question.Question, hits []retrieval.Hit) []retrieval.Hit {
	var on []retrieval.Hit
	for i, reading := range j.read(q, hits, make([]bool, len(hits)), len(hits)) {
		if j.passage(hits[i].ID).onSubject(q, reading) {
			on = append(on, hits[i])
		}
	}
	return on
}

func (p *passage) onSubject(q question.Question, r reader.Reading) bool {
	if p.otherSort(q) != "" || p.facts.givenBy(q) || len(q.Codes) > 0 && missingCode(q, p.facts.own) == "" {
		return true
	}
	elsewhere := p.place.Foreign(q, p.facts.own) + p.place.Locality(q.Text, "") // 全市 of a passage that says it names a thing
	things := q.Things(func(word string) bool { return p.place.Own(word) || strings.Contains(elsewhere, word) })
	return len(things) == 0 || slices.ContainsFunc(things, func(thing string) bool {
		at := strings.Index(q.Whole(), thing)
		return strings.Contains(p.facts.own, thing) || q.Language == text.English && holds(p.facts.all, thing) || at < 0 || share(r.Missing, at, at+len(thing)) < mostly
	})
}

// Shares reports whether a passage says a word of a question, be it of one character (路), or one of
// some others, or a part of one.
func (j *Judge) Shares(id string, q question.Question, others []question.Word) bool {
	p := j.passage(id)
	says := func(w question.Word) bool {
		return !p.place.Own(w.Text) && !question.Stresses(w.Text) && holds(p.facts.own, w.Text)
	}
	return slices.ContainsFunc(q.Content, says) || slices.ContainsFunc(others, func(w question.Word) bool { return utf8.RuneCountInString(w.Text) > 1 && says(w) })
}

// Lacks reports whether surely none of some passages tells what a question asks: none holds the
// kinds of thing that it asks for while the reader finds what it asks about there, or, where it asks
// for none, none answers it and the reader doubts that any does, or finds some word of it unsupported.
func (j *Judge) Lacks(q question.Question, hits []retrieval.Hit) bool {
	return !slices.ContainsFunc(j.WeighAll(q, hits), func(w Weighing) bool {
		if len(q.Kinds) > 0 {
			return j.Holds(q, w.Hit) && w.Reading.Probability >= Conceivable && w.Features[unreadFeature] < mostly
		}
		return w.Answers() || w.Reading.Probability >= mostly && w.Features[unreadFeature] == 0
	})
}

// Strange reports whether a passage knows nothing of a thing that a question names: neither its
// words nor those that people wrote for it say it, and the reader does not find it meant, or it has
// a proper name that is not there.
func (j *Judge) Strange(q question.Question, thing string, w Weighing) bool {
	all, at := j.passage(w.Hit.ID).facts.all, strings.Index(q.Whole(), thing)
	if at < 0 || strings.Contains(all, thing) {
		return false
	}
	named := slices.ContainsFunc(q.Names, func(n question.Name) bool { return strings.Contains(thing, n.Text) && !strings.Contains(all, n.Core) })
	return named || w.Reading.Probability == 0 || share(w.Reading.Missing, at, at+len(thing)) > mostly
}

// missingKind returns the first asked kind that a passage does not hold, or what of it it leaves
// untold; last what weighs nothing, as whether what has begun is finished.
func (p *passage) missingKind(q question.Question, hit retrieval.Hit) question.Kind {
	for _, k := range q.Kinds {
		if untold := p.untold(k, q, hit); untold != "" {
			return untold
		}
		switch {
		case !p.lacksThe(k, q, hit):
		case k == question.Names && p.facts.open:
			return question.Others
		default:
			return k
		}
	}
	for _, k := range question.Unweighed() {
		if untold := p.untold(k, q, hit); untold != "" {
			return untold
		}
	}
	return ""
}

// lacksThe reports whether a passage does not hold one kind of what a question asks for, in any signs:
// neither its nearest sentence nor that which says the most of what it is about.
func (p *passage) lacksThe(k question.Kind, q question.Question, hit retrieval.Hit) bool {
	most := p.saysMost(q, hit)
	if p.at(q, hit).tellsToo(k, q) || most != nil && most.tellsToo(k, q) {
		return false
	}
	kinds := q.Kinds
	if q.Kinds = []question.Kind{k}; k == question.Count { // 增速多少 counts in per cent, as goals do
		q.Kinds = slices.DeleteFunc(slices.Clone(kinds), func(k question.Kind) bool {
			return k != question.Count && k != question.Share && k != question.Plan
		})
	}
	lacksAt := func(ev *evidence) bool {
		measure, number, kind := p.lacksAt(ev, q)
		return number > 0 || k != question.Count && measure+kind > 0
	}
	return lacksAt(p.at(q, hit)) && (most == nil || !slices.Contains(numeric, k) || lacksAt(most))
}

// untold is what of one kind that a question asks for a passage surely does not tell, "" for
// nothing: where it names some of many, the others.
func (p *passage) untold(k question.Kind, q question.Question, hit retrieval.Hit) question.Kind {
	var lacks bool
	switch k {
	case question.Names:
		if lacks = p.unnamed(q); p.facts.open {
			k = question.Others
		}
	case question.Parts:
		lacks = p.at(q, hit).ofWhole(q) || p.lacksThe(k, q, hit)
	case question.Meaning:
		lacks = p.onlySays(meant(q))
	case question.Finish:
		lacks = p.facts.onlyBegins(q)
	case question.Date:
		if lacks = p.lacksThe(k, q, hit); !lacks && !p.facts.holds[k] && !p.facts.tellsToo(k, q) {
			return question.Day // of the year that is planned
		}
	case question.Rank:
		lacks = evident.Pattern("asks-rank").MatchString(q.Text) && !evident.Pattern("rank").MatchString(p.facts.own)
	case question.Entitled:
		lacks = asksEntitled(q) && !evident.Pattern("entitles").MatchString(p.facts.own)
	case question.Count, question.Share:
		lacks = p.lacksThe(k, q, hit) && !evident.Pattern("all-of-them").MatchString(p.facts.own)
	default:
		lacks = slices.Contains(untellable, k) && p.lacksThe(k, q, hit)
	}
	if !lacks {
		return ""
	}
	return k
}

// asksEntitled reports whether a question asks if people who are, have or lack something may: what they are
// may stand in a clause before it. Who asks for a figure besides wants that.
func asksEntitled(q question.Question) bool {
	return len(q.Kinds) == 0 && evident.Pattern("asks-entitled").MatchString(q.Text) && evident.Pattern("condition").MatchString(cmp.Or(q.Told, q.Text))
}

// sortOf is the thing of which a question asks what sort of it something has: 树 of 种的是什么树; "" for none.
func sortOf(q question.Question) string {
	m := slices.DeleteFunc(evident.Pattern("asks-sort").FindStringSubmatch(q.Text), func(piece string) bool { return piece == "" })
	if len(m) < 2 {
		return ""
	}
	return m[1]
}

// supports reports whether the reader finds a thing that a question names supported.
func supports(q question.Question, thing string, r reader.Reading) bool {
	at := strings.LastIndex(q.Whole(), thing)
	return at < 0 || share(r.Missing, at, at+len(thing)) < mostly
}

// unnamed reports whether a passage counts what a question wants the names of and does not name
// them: fewer than the question says there are, or things that stand beside their number.
func (p *passage) unnamed(q question.Question) bool {
	switch ev := &p.facts; {
	case p.lists:
		return false
	case q.ListOf() > max(2, ev.listed):
		return true
	case !ev.counted || ev.listed > 1:
		return false
	}
	return slices.ContainsFunc(q.Content, func(w question.Word) bool {
		return utf8.RuneCountInString(w.Text) > 1 && !question.Stresses(w.Text) && strings.Contains(p.facts.beside, w.Text)
	})
}

// namesNone reports whether a question wants no more than the names of things of which it says
// how many there are, and a passage names none of them.
func (p *passage) namesNone(q question.Question) bool {
	return q.Asks(question.Names) && !q.Asks(question.Count) && p.unnamed(q) && q.ListOf() > 0 && p.facts.listed < 2 && !p.facts.open
}

// withoutAny reports whether a question asks if something of which a passage tells has any of what
// neither the passage says nor the reader finds supported: 健身中心有没有游泳池.
func (p *passage) withoutAny(q question.Question, r reader.Reading) bool {
	at := evident.Pattern("asks-if-any").FindStringSubmatchIndex(q.Text)
	if at == nil || q.Whole() != q.Text || r.Probability >= likely {
		return false
	}
	at = slices.DeleteFunc(at, func(i int) bool { return i < 0 })
	before, any := q.Text[:at[0]], q.Text[at[2]:at[3]]
	named, asked := false, false
	for _, w := range q.Content {
		switch {
		case utf8.RuneCountInString(w.Text) < 2:
		case strings.Contains(any, w.Text) && strings.Contains(p.facts.own, w.Text):
			return false
		case strings.Contains(any, w.Text):
			asked = true
		case strings.Contains(before, w.Text):
			named = named || strings.Contains(p.facts.own, w.Text) && !p.place.Own(w.Text)
		}
	}
	return named && asked && share(r.Missing, at[2], at[3]) >= mostly
}

// toldName is the first name that a text does not hold and that a citizen can
// be told of.
func toldName(q question.Question, said string) string {
	for _, name := range q.Names {
		if name.Whole && !strings.Contains(said, name.Core) {
			return name.Text
		}
	}
	return ""
}
