// Package judge decides whether passages answer a question: hard facts first
// (another place, another year, a code that the passage does not hold), then
// what a reader says of question and passage, weighed with what the passage
// holds of what is asked. It says what is lacking as a value and writes no
// sentence for people.
package judge

import (
	"fmt"
	"slices"
	"strings"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/knowledge/indicator"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
)

// Judge weighs the passages of a library. What it reads of them it keeps, as far
// as they were asked for lately. It is safe for concurrent use.
type Judge struct {
	reader  Reader
	library *knowledge.Library
	weights *Weights
	known   *known

	territories []*question.Territory // of each report of the library
	distinct    []*question.Territory // each of them once
}

// New makes a judge over the passages of a library, which have these entries.
func New(lib *knowledge.Library, entries []retrieval.Entry, r Reader) (*Judge, error) {
	weights, err := readWeights(weightsFile)
	if err != nil {
		return nil, err
	}
	j := &Judge{reader: r, library: lib, weights: weights, territories: territoriesOf(lib.Reports)}
	for _, t := range j.territories {
		if !slices.Contains(j.distinct, t) {
			j.distinct = append(j.distinct, t)
		}
	}
	j.known = newKnown(lib, entries, j.territories)
	return j, nil
}

// territoriesOf are those of the reports; reports of the same place share one.
func territoriesOf(reports []*knowledge.Report) []*question.Territory {
	var list []*question.Territory
	var places [][]string
	same := map[string]*question.Territory{}
	for _, report := range reports {
		m := report.Meta
		names := append([]string{m.Place}, m.PlaceAliases...)
		key := fmt.Sprintf("%q %q %q", names, m.Within, m.Localities)
		if same[key] == nil {
			same[key] = question.NewTerritory(names, m.Within, m.Localities)
			places = append(places, names)
		}
		list = append(list, same[key])
	}
	for _, t := range same {
		for _, names := range places {
			t.Beside(names)
		}
	}
	return list
}

// Territories are those of the reports, each once.
func (j *Judge) Territories() []*question.Territory { return j.distinct }

// passage returns what is known of a passage.
func (j *Judge) passage(id string) *passage { return j.known.passage(id).read() }

// Verdict is what the judge finds.
type Verdict struct {
	Answers    []retrieval.Hit // the passages that answer, best first; none: the report does not say it
	Correction *Correction     // a figure of the question that the first of them puts right, nil for none
	Confirmed  string          // a figure of the question that the first of them gives, too, "" for none
	Missing    Missing         // what the nearest passage lacks, where none answers
	Untold     question.Kind   // what is asked besides and the first of them lacks, "" for nothing
	Weighed    []Weighing      // what was looked at, in the order of the hits
}

// Decide weighs the best hits and chooses those that answer. Where none does of passages
// that nobody wrote questions for, as many more are weighed.
func (j *Judge) Decide(q question.Question, hits []retrieval.Hit) Verdict {
	v := Verdict{Weighed: j.Weigh(q, hits)}
	answers := j.choose(q, j.pinned(q, v.Weighed))
	if len(answers) == 0 && len(hits) > Weighed && !j.passage(hits[0].ID).reviewed() {
		v.Weighed = append(v.Weighed, j.weighAll(q, hits[Weighed:min(2*Weighed, len(hits))], hits[0].Score, 0, true)...)
		answers = j.choose(q, v.Weighed)
	}
	return j.Settle(q, hits, v, answers)
}

// Settle is the verdict with other passages as those that answer, in that order;
// with none, it says what the nearest one lacks.
func (j *Judge) Settle(q question.Question, hits []retrieval.Hit, v Verdict, answers []retrieval.Hit) Verdict {
	v.Answers, v.Correction, v.Confirmed, v.Missing, v.Untold = answers, nil, "", Missing{}, ""
	switch {
	case len(answers) > 0:
		v.Correction, v.Confirmed = Correct(q, j.passage(answers[0].ID).facts.own)
		if !q.Confirm {
			v.Untold = j.Untold(q, answers...)
		}
		if !slices.ContainsFunc(answers, func(a retrieval.Hit) bool { return j.passage(a.ID).gives(q) != growth }) {
			v.Untold = question.Amount
		}
		if v.Untold == "" && slices.ContainsFunc(answers, func(h retrieval.Hit) bool { return j.passage(h.ID).facts.sums(q) }) {
			v.Untold = question.Parts
		}
	case len(hits) > 0:
		v.Missing = j.missing(q, hits[0])
		if len(v.Weighed) > 0 {
			v.Missing = v.Missing.unsupported(q, v.Weighed[0].Reading)
		}
	}
	return v
}

// Untold is what a question asks for and none of some passages tells, surely, "" for nothing.
// Of several it is not said that they give no number: who reads them can count what they name.
func (j *Judge) Untold(q question.Question, hits ...retrieval.Hit) question.Kind {
	if len(hits) == 0 {
		return ""
	}
	for _, k := range slices.Concat(q.Kinds, []question.Kind{question.Meaning}, question.Unweighed()) {
		told := func(h retrieval.Hit) bool { return j.passage(h.ID).untold(k, q, h) == "" }
		if number := k == question.Count; !slices.ContainsFunc(hits, told) && (!number || len(hits) == 1) {
			return j.passage(hits[0].ID).untold(k, q, hits[0])
		}
	}
	if thing := sortOf(q); thing != "" && !slices.ContainsFunc(j.read(q, hits, make([]bool, len(hits)), len(hits)), func(r reader.Reading) bool { return supports(q, thing, r) }) {
		return question.Sort
	}
	return ""
}

// OtherOfRow reports whether a passage tells of another in a row than a question asks for:
// 第二批 for 第一批.
func (j *Judge) OtherOfRow(q question.Question, hit retrieval.Hit) bool {
	return j.passage(hit.ID).facts.otherOrdinal(q) != ""
}

// Open keeps the hits that no hard fact excludes.
func (j *Judge) Open(q question.Question, hits []retrieval.Hit) []retrieval.Hit {
	var open []retrieval.Hit
	for _, hit := range hits {
		if !excluded(q, j.passage(hit.ID)) {
			open = append(open, hit)
		}
	}
	return open
}

// Elsewhere reports whether a report is of another place than a question names, or of
// none of its years.
func (j *Judge) Elsewhere(q question.Question, report *knowledge.Report) bool {
	years := report.Meta.Years
	return j.known.places[report].Foreign(q, "") != "" ||
		len(years) > 0 && len(q.Years) > 0 && !slices.ContainsFunc(q.Years, func(year int) bool { return slices.Contains(years, year) })
}

// Holds reports whether a passage holds every kind of thing that a question asks for, and leaves
// none of them untold; not where it asks for none.
func (j *Judge) Holds(q question.Question, hit retrieval.Hit) bool {
	measure, number, kind := j.passage(hit.ID).lacks(q, hit)
	return len(q.Kinds) > 0 && measure+number+kind == 0 && j.Untold(q, hit) == ""
}

// SaysAll reports whether a passage says every word of a question that names something, and it has one.
func (j *Judge) SaysAll(q question.Question, hit retrieval.Hit) bool {
	p := j.passage(hit.ID)
	things := slices.DeleteFunc(slices.Clone(q.Content), func(w question.Word) bool {
		return question.NamesNothing(w.Text) || p.place.Own(w.Text) || len(question.KindsOf(w.Text)) > 0
	})
	return len(things) > 0 && !slices.ContainsFunc(things, func(w question.Word) bool { return !strings.Contains(p.facts.own, w.Text) })
}

// Counts reports whether a passage counts by the counter of a question: 18条 for 几条.
func (j *Judge) Counts(q question.Question, hit retrieval.Hit) bool {
	counter := q.Counter()
	return counter != "" && slices.ContainsFunc(j.passage(hit.ID).facts.numbers, func(n number) bool { return n.counter == counter })
}

// Lists reports whether a question asks which things there are, and no more, and a passage names
// several, all of them, and counts none: 云景公园、运河生态公园 for 都叫啥.
func (j *Judge) Lists(q question.Question, hit retrieval.Hit) bool {
	ev, kinds := &j.passage(hit.ID).facts, question.KindsOf(q.Text)
	return len(kinds) == 1 && kinds[0] == question.Names && ev.listed > 1 && !ev.open && len(ev.numbers) == 0
}

// pinned keeps only the first when the question takes a figure from its
// passage: 144个项目里外资占几个 is about those 144.
func (j *Judge) pinned(q question.Question, weighed []Weighing) []Weighing {
	if len(weighed) > 1 && !q.Several && !weighed[0].Excluded && j.passage(weighed[0].Hit.ID).facts.givenBy(q) {
		return weighed[:1]
	}
	return weighed
}

// Contentless reports whether a question says nothing of a subject: 多少,
// 为什么, the report's own place, or no known word at all.
func (j *Judge) Contentless(q question.Question, hits []retrieval.Hit) bool {
	if len(hits) == 0 || len(indicator.Names(q.Text)) > 0 {
		return false
	}
	place := j.passage(hits[0].ID).place
	for _, w := range q.Content {
		if !place.Own(w.Text) {
			return false
		}
	}
	return true
}

// Outside reports whether hard facts are against every one of the passages, or
// plans are asked for and their report looks back.
func (j *Judge) Outside(q question.Question, passages []*knowledge.Passage) bool {
	for _, p := range passages {
		if known := j.passage(p.ID); !excluded(q, known) && (known.facts.plans || !q.Asks(question.Plan)) {
			return false
		}
	}
	return true
}
