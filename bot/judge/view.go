package judge

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"wenbao/bot/question"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
)

// view is what the reader gets of a question and a passage.
type view struct {
	hit      int // whose passage it is
	question string
	passage  reader.Passage
	cuts     []cut // what was left out of the question, in the order of the cutting
	reworded bool  // the question is in other words
}

// cut is where so many bytes were left out.
type cut struct{ at, size int }

// without leaves a text out of the question, unless nothing else is in it.
func (v *view) without(name string) {
	at := strings.Index(v.question, name)
	if name == "" || at < 0 || len(name) == len(v.question) {
		return
	}
	v.question = v.question[:at] + v.question[at+len(name):]
	v.cuts = append(v.cuts, cut{at, len(name)})
}

// viewOf is the question without the name of the report's own place, which its
// passages need not say, and the passage as it is. Where an indicator is asked for
// that the passage names, it is the clause that gives it, and the question in the
// passage's word for it: a report gives a dozen of them in one sentence, and people
// say gdp. A number in Chinese numerals is in digits where the passage has it so.
func (p *passage) viewOf(q question.Question) view {
	v := view{question: q.Whole(), passage: p.shown}
	v.without(p.place.OwnIn(v.question))
	for _, year := range q.Years {
		if len(p.facts.years) == 0 || p.silentlyOf(year) { // a report of no known year is taken for one of the year that is asked about
			v.without(fmt.Sprintf("%d年", year))
		}
	}
	for _, f := range q.Figures {
		if f.Han && len(f.Value) > 1 && strings.Contains(p.facts.own, f.Value) { // 三百三十八
			v.question = strings.Replace(v.question, f.Text, f.Value, 1)
			v.reworded = true
		}
	}
	said, told := p.names(q)
	if told == "" || !strings.Contains(v.question, said) {
		return v
	}
	v.reworded = v.reworded || said != told
	v.question = strings.Replace(v.question, said, told, 1)
	v.passage.Text = clauseOf(p.facts.own, told)
	return v
}

// silentlyOf reports whether a passage of a report of two years tells of one of them where neither
// it nor a heading names that by its number: 一、过去一年的工作. The reader would miss the number.
func (p *passage) silentlyOf(year int) bool {
	if p.meta.Covers != "" || len(p.meta.Years) != 2 || strings.Contains(p.facts.all, strconv.Itoa(year)) {
		return false
	}
	return p.tense == question.Done && year == p.meta.Years[0] || p.tense == question.Planned && year == p.meta.Years[1]
}

// viewsOf are that view and, of a passage that tells of many things in a breath and
// for which no questions were written, the sentence nearest to the question and the clause
// that holds most of what is asked about: a reader loses one fact among a dozen. Where a
// trouble is told, and where the whole is not wanted, the sentence stands for it.
func (p *passage) viewsOf(q question.Question, hit retrieval.Hit, whole bool) []view {
	v := p.viewOf(q)
	if p.reviewed() || v.passage.Text != p.facts.own {
		return []view{v}
	}
	views := []view{v}
	if sentence, ok := p.nearest(hit); ok {
		v.passage.Text = sentence
		if q.Intent == question.Need || !whole {
			views = nil
		}
		views = append(views, v)
	}
	if clause := p.clauseFor(q.Content); clause != "" && clause != v.passage.Text {
		v.passage.Text = clause
		views = append(views, v)
	}
	return views
}

// nearest is the sentence of a passage whose vector is nearest to the question; ok is false
// where none is near.
func (p *passage) nearest(hit retrieval.Hit) (sentence string, ok bool) {
	for _, m := range hit.Matches {
		if m.Sentence >= 0 && m.Sentence < len(p.parts) {
			return p.parts[m.Sentence].own, true
		}
	}
	return "", false
}

// manyClauses is how many clauses a passage has in which one is looked for.
const manyClauses = 3

// clauseFor is the clause of a passage that holds the most information of some
// words, "" where it has few clauses or none holds any.
func (p *passage) clauseFor(content []question.Word) string {
	clauses := clausesOf(p.facts.own)
	if len(clauses) < manyClauses {
		return ""
	}
	best, most := "", 0.0
	for _, clause := range clauses {
		held := 0.0
		for _, w := range content {
			if holds(clause, w.Text) {
				held += w.Rarity
			}
		}
		if held > most {
			best, most = clause, held
		}
	}
	return best
}

// told are the unsupported words of a reading as those of the whole question. They may be shared, and
// are not to be changed.
func (v view) told(missing []reader.Span) []reader.Span {
	if v.reworded {
		return nil
	}
	if len(v.cuts) == 0 {
		return missing
	}
	spans := slices.Clone(missing)
	for _, c := range slices.Backward(v.cuts) {
		for i := range spans {
			if spans[i].From >= c.at {
				spans[i].From += c.size
			}
			if spans[i].To > c.at {
				spans[i].To += c.size
			}
		}
	}
	return spans
}

// Reader tells how surely passages answer a question, and which of its words
// they do not support; *reader.Model is one. Texts come in the normal form.
type Reader interface {
	Answers(question string, passages []reader.Passage) []reader.Reading
}

// read lets the reader read the hits for a question but those to skip, which
// have the zero reading; the whole of the first of them.
func (j *Judge) read(q question.Question, hits []retrieval.Hit, skip []bool, whole int) []reader.Reading {
	var asked []string // in the order in which they are asked
	at := map[string][]view{}
	for i, hit := range hits {
		if skip[i] {
			continue
		}
		for _, v := range j.passage(hit.ID).viewsOf(q, hit, i < whole) {
			if v.hit = i; at[v.question] == nil {
				asked = append(asked, v.question)
			}
			at[v.question] = append(at[v.question], v)
		}
	}
	readings := make([]reader.Reading, len(hits))
	for _, said := range asked {
		var shown []reader.Passage
		for _, v := range at[said] {
			shown = append(shown, v.passage)
		}
		for k, reading := range j.reader.Answers(said, shown) {
			if v := at[said][k]; reading.Probability > readings[v.hit].Probability {
				reading.Missing = reader.Runs(v.told(reading.Missing), unsupported)
				readings[v.hit] = reading
			}
		}
	}
	return readings
}

// logit is that of a probability, in units of 4 and from -3 to 1.5: the
// scale of the other features.
func logit(p float64) float64 {
	return max(-3, min(1.5, math.Log(max(p, 1e-9)/max(1-p, 1e-9))/4))
}
