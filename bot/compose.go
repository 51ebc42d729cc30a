package bot

import (
	"fmt"
	"strings"

	"wenbao/bot/judge"
	"wenbao/bot/overview"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

const (
	maxQuotes  = 12 // passages of one answer
	maxRelated = 3  // passages shown beside "the report does not say"
)

const (
	nearEnough   = 0.2 // fused score from which a passage is worth showing as related
	subjectScore = 0.4 // fused score from which a passage is clearly about what is asked
)

// newAnswer is an answer without its words.
func (b *Bot) newAnswer(q question.Question, outcome Outcome, hits []hit) Answer {
	return Answer{Outcome: outcome, Language: q.Language, Mode: Quote, Hits: hits[:min(returned, len(hits))], Trace: traceOf(q)}
}

// composeSection quotes every passage of a section.
func (b *Bot) composeSection(q question.Question, s overview.Section, hits []hit) Answer {
	w := words.AnswersIn(q.Language)
	a := b.newAnswer(q, Answered, s.First(hits))
	a.Trace.Reason = fmt.Sprintf(words.Staff().Trace.Section, s.Heading.ID)
	a.Lead = fmt.Sprintf(w.Section, unstopped(s.Heading.Text), len(s.Passages))
	for _, p := range s.Passages[:min(maxQuotes, len(s.Passages))] {
		a.Citations = append(a.Citations, citation(q.Language, s.Report, p))
	}
	if rest := len(s.Passages) - maxQuotes; rest > 0 {
		a.Closing = fmt.Sprintf(w.More, rest)
	}
	return a
}

// compose says what the judge found: the passages that answer, or what the
// report lacks and what comes nearest.
func (b *Bot) compose(q question.Question, hits []hit, v judge.Verdict) Answer {
	if len(v.Answers) == 0 {
		return b.composeLacking(q, hits, v)
	}
	w := words.AnswersIn(q.Language)
	a := b.newAnswer(q, Answered, promote(hits, v.Answers))
	a.Trace.judged(v.Weighed)
	a.Trace.Reason = fmt.Sprintf(words.Staff().Trace.Answers, v.Answers[0].ID)
	a.Citations = b.cite(q.Language, v.Answers)
	a.Lead = w.Answered
	if c := v.Correction; c != nil {
		a.Lead = fmt.Sprintf(w.Correction, c.Says, c.Asked)
	}
	return a
}

// composeLacking says that the report does not answer.
func (b *Bot) composeLacking(q question.Question, hits []hit, v judge.Verdict) Answer {
	w := words.AnswersIn(q.Language)
	related := relatedTo(hits)
	reason := b.reason(q.Language, v.Missing, hits, len(related) > 0 && related[0].Score >= subjectScore)
	a := b.newAnswer(q, NotFound, hits)
	a.Trace.judged(v.Weighed)
	a.Trace.Reason = b.reason(text.Simplified, v.Missing, hits, len(related) > 0 && related[0].Score >= subjectScore)
	if len(related) == 0 {
		a.Lead = fmt.Sprintf(w.NotFound, reason)
		if reason != w.Lacks.Silent {
			a.Lead = fmt.Sprintf(w.Related, reason) // what is lacking is told of something that is there
		}
		return a
	}
	a.Outcome = Related
	a.Lead = fmt.Sprintf(w.Related, reason) + "\n" + w.Nearest
	a.Citations = b.cite(q.Language, related)
	return a
}

// relatedTo picks the hits worth showing beside "the report does not say".
func relatedTo(hits []hit) []hit {
	var shown []hit
	for _, h := range hits[:min(maxRelated, len(hits))] {
		if h.Score >= nearEnough && h.Score >= judge.NearShare*hits[0].Score {
			shown = append(shown, h)
		}
	}
	return shown
}

// reason puts into one sentence what the reports lack; what their years are is
// that of the nearest passage's report. subject: its subject is in the report.
func (b *Bot) reason(l text.Language, m judge.Missing, nearest []hit, subject bool) string {
	lacks := words.AnswersIn(l).Lacks
	var meta knowledge.Meta
	if len(nearest) > 0 {
		if report, _, ok := b.library.Passage(nearest[0].ID); ok {
			meta = report.Meta
		}
	}
	switch {
	case m.Place != "":
		return fmt.Sprintf(lacks.Place, m.Place, b.places(l))
	case m.Year != 0:
		return fmt.Sprintf(lacks.Year, fmt.Sprint(m.Year), years(l, meta))
	case m.Past && years(l, meta) != "":
		return fmt.Sprintf(lacks.Past, years(l, meta))
	case m.Plan:
		return fmt.Sprintf(lacks.Plan, years(l, meta))
	case m.Entity != "":
		return fmt.Sprintf(lacks.Entity, m.Entity)
	case lacks.Kinds[string(m.Kind)] != "":
		return fmt.Sprintf(lacks.Attribute, lacks.Kinds[string(m.Kind)])
	case subject:
		return lacks.Detail
	}
	return lacks.Silent
}

// promote moves the chosen hits to the front.
func promote(hits, chosen []hit) []hit {
	moved := append([]hit(nil), chosen...)
	in := map[string]bool{}
	for _, h := range chosen {
		in[h.ID] = true
	}
	for _, h := range hits {
		if !in[h.ID] {
			moved = append(moved, h)
		}
	}
	return moved
}

// cite turns hits into citations with the words and addresses of the library.
func (b *Bot) cite(l text.Language, hits []hit) []Citation {
	var citations []Citation
	for _, h := range hits {
		if report, p, ok := b.library.Passage(h.ID); ok {
			citations = append(citations, citation(l, report, p))
		}
	}
	return citations
}

func citation(l text.Language, report *knowledge.Report, p *knowledge.Passage) Citation {
	c := Citation{ID: p.ID, Place: report.Place(p).String(), Quote: p.Text}
	if l == text.English {
		c.Gloss = report.Expansions[p.ID].English
	}
	return c
}

// unstopped is a heading without its full stop.
func unstopped(heading string) string { return strings.TrimRight(heading, "。") }
