package judge

import (
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/bot/question"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
)

// besides are the kinds that a reader takes what is told of a thing for: the reason
// of it, its meaning, whether it is so everywhere, what of it is not done.
var besides = []question.Kind{question.Reason, question.Meaning, question.Every, question.Shortfall}

// surely is how surely a passage answers that gives the indicator asked for in so
// many words, is a note on the word asked for, or owns the problems asked for.
const surely = 0.9

// partly is how surely one does that tells the growth of it alone, as the value comes first, or
// that announces what is asked for.
const partly = 0.6

// clearly is how surely the reader must say that a passage answers a message that was
// put behind what it is about, unless the passage plainly tells it.
const clearly = 0.85

// mostly is the share of a follow-up's own words from which it is not answered where
// the reader finds them unsupported.
const mostly = 0.5

// Weighed is how many of the best hits are weighed.
const Weighed = 6

// Weighing says how surely one passage answers a question.
type Weighing struct {
	Hit         retrieval.Hit
	Probability float64 // 0 where it is excluded
	Threshold   float64 // from which it counts as answering
	Features    Features
	Reading     reader.Reading
	Excluded    bool // a hard fact is against it
}

// Answers reports whether the passage answers.
func (w Weighing) Answers() bool { return w.Probability >= w.Threshold }

// Objection is what is most plainly against a passage.
type Objection string

// The objections. Those that say what a passage lacks are signals that say it by themselves, and
// named as these.
const (
	None      Objection = ""         // it answers
	Excluded  Objection = "excluded" // a hard fact is against it
	NoMeasure Objection = "no_measure"
	NoNumber  Objection = "no_number"
	NoKind    Objection = "no_kind"
	Unread    Objection = "unread"
	Otherwise Objection = "reader" // the signals together, most of all the reader
)

// Objections lists them.
var Objections = []Objection{None, Excluded, NoMeasure, NoNumber, NoKind, Unread, Otherwise}

// Objection is what is most plainly against the passage.
func (w Weighing) Objection() Objection {
	switch {
	case w.Excluded:
		return Excluded
	case w.Answers():
		return None
	}
	for _, i := range []int{noMeasureFeature, noNumberFeature, noKindFeature, unreadFeature} {
		if w.Features[i] > 0 {
			return Objection(FeatureNames[i])
		}
	}
	return Otherwise
}

// Unsupported reports whether the reader read the passage and finds no word of the
// question supported.
func (w Weighing) Unsupported() bool {
	return w.Reading.Probability > 0 && w.Features[unreadFeature] == 1
}

// Weigh weighs the best hits for a question, in the order of the hits. The
// reader does not read what could not come near the threshold whatever it said.
func (j *Judge) Weigh(q question.Question, hits []retrieval.Hit) []Weighing {
	return j.weighAll(q, hits[:min(Weighed, len(hits))], bestOf(hits), readWhole, true)
}

// WeighAll weighs all hits for a question, in their order, and has all of them
// read.
func (j *Judge) WeighAll(q question.Question, hits []retrieval.Hit) []Weighing {
	return j.weighAll(q, hits, bestOf(hits), len(hits), false)
}

// bestOf is the score of the first of some hits.
func bestOf(hits []retrieval.Hit) float64 {
	if len(hits) == 0 {
		return 0
	}
	return hits[0].Score
}

// readWhole is of how many of the best passages of several sentences that nobody wrote
// questions for the whole is read besides its nearest sentence: it takes three times as long.
const readWhole = 1

// weighAll weighs hits, of the first of which the whole is read; best is the score of the
// first of all.
func (j *Judge) weighAll(q question.Question, hits []retrieval.Hit, best float64, whole int, sparing bool) []Weighing {
	skipped := make([]bool, len(hits))
	for i, hit := range hits {
		skipped[i] = excluded(q, j.passage(hit.ID))
		if sparing && !skipped[i] {
			atBest := j.weigh(q, hit, best, reader.Reading{Probability: 1})
			skipped[i] = atBest.Probability < NearShare*atBest.Threshold
		}
	}
	var list []Weighing
	for i, reading := range j.read(q, hits, skipped, whole) {
		w := j.weigh(q, hits[i], best, reading)
		if w.Excluded = excluded(q, j.passage(hits[i].ID)); w.Excluded {
			w.Probability = 0
		}
		list = append(list, w)
	}
	return list
}

func (j *Judge) weigh(q question.Question, hit retrieval.Hit, best float64, reading reader.Reading) Weighing {
	p := j.passage(hit.ID)
	l := &j.weights.Plain
	if p.reviewed() {
		l = &j.weights.Reviewed
	}
	w := Weighing{Hit: hit, Threshold: l.Threshold, Features: featuresOf(q, p, hit, best, reading), Reading: reading}
	if q.Intent == question.Need {
		w.Threshold = l.Need
	}
	if q.Several {
		w.Threshold *= NearShare // each passage answers but a part
	}
	w.Probability = Probability(l.vector, w.Features)
	if w.Features.lacksKind() && slices.ContainsFunc(besides, q.Asks) || p.namesNone(q) || p.withoutAny(q, reading) {
		w.Probability = 0
	}
	if q.Strict || q.Joint || p.sharesOnlyPart(q, reading) {
		w.Probability = min(w.Probability, reading.Probability) // the words before it found the passage; whether it tells this, too, is read
	}
	if q.Whole() != q.Text && reading.Probability < clearly && !w.Features.plainly(q) {
		w.Probability = 0 // what it is about is half of what is read
	}
	if end := len(q.Whole()); q.Joint && share(reading.Missing, end-len(q.Text), end) >= mostly {
		w.Probability = 0 // they are what is answered, not it
	}
	gives := p.gives(q)
	switch {
	case gives == value || p.explains(q) || p.owns(q):
		w.Probability = max(w.Probability, surely)
	case gives == growth: // where nothing gives the value
		w.Probability = partly
	case q.Asks(question.Date) && w.Features[uncoveredFeature] == 0 && p.finishes(q):
		w.Probability = max(w.Probability, partly) // in the year of its plan, which the address tells
	case p.lists && w.Features[uncoveredFeature] == 0 && len(q.Content) > 0 && (q.Asks(question.Names) || meant(q) != ""):
		w.Probability = max(w.Probability, partly) // 十件实事是什么: the items that it announces
	case gives == nothing:
		w.Probability = 0
	}
	return w
}

// sharesOnlyPart reports whether a passage has of a bare subject no more than a single character of two, or a
// modifier, of whose noun the reader finds no more: 照 of 办照, 共享 of 共享单车.
func (p *passage) sharesOnlyPart(q question.Question, r reader.Reading) bool {
	if !q.Bare() || len(q.Content) == 0 || strings.Contains(p.facts.all, q.Text) {
		return false
	}
	word := q.Content[len(q.Content)-1].Text
	end := strings.LastIndex(q.Text, word) + len(word)
	if len(q.Content) == 2 && utf8.RuneCountInString(q.Text) == 2 {
		return true
	}
	return !strings.Contains(p.facts.all, word) && covered(r.Missing, end-lastRune(word), end)
}

// namesOffice reports whether a question asks who has the office that the passage names.
func (p *passage) namesOffice(q question.Question) bool {
	office := evident.Pattern("office")
	return q.Asks(question.Person) && office.FindString(p.facts.own) == office.FindString(q.Text)
}

// excluded applies what needs no weighing: another place, another year, plans
// for what was done, a code that the passage does not hold, a name for what is no person.
func excluded(q question.Question, p *passage) bool {
	ev := &p.facts
	if name, year := p.strange(q); name != "" || year != 0 || p.signs && !p.namesOffice(q) {
		return true
	}
	return missingCode(q, ev.all) != "" || lacksAny(q.Abbreviations, ev.all) || ev.otherYear(q) != 0 || ev.otherOrdinal(q) != "" || ev.otherMonth(q) != "" || p.otherSort(q) != "" || q.Past || p.otherTense(q) ||
		p.place.Foreign(q, ev.all) != "" || p.place.Locality(q.Text, ev.all) != ""
}

// missingCode returns the first code of a question that a text does not hold.
func missingCode(q question.Question, text string) string {
	for _, code := range q.Codes {
		if !standsIn(text, code) {
			return code
		}
	}
	return ""
}

// standsIn reports whether a text holds a code by itself: no 6号线 in 16号线.
func standsIn(text, code string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], code)
		if at < 0 {
			return false
		}
		begin, end := from+at, from+at+len(code)
		goesOn := end < len(text) && alphanumeric(code[len(code)-1]) && alphanumeric(text[end])
		if begin > 0 && alphanumeric(text[begin-1]) || goesOn {
			from = end
			continue
		}
		return true
	}
}

// alphanumeric reports whether a byte of a normalised text is a letter or digit of ASCII.
func alphanumeric(b byte) bool { return '0' <= b && b <= '9' || 'a' <= b && b <= 'z' }

func lacksAny(words []string, text string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}
