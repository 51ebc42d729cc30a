package bot

import (
	"fmt"
	"strings"

	"wenbao/knowledge"
	"wenbao/retrieval"
)

const (
	maxQuotes  = 12 // passages of one answer
	maxRelated = 3  // passages shown beside "the report does not say"
	maxSeveral = 6  // passages that answer a question about several things
)

// nearEnough is the fused score from which a passage is worth showing as related.
const nearEnough = 0.2

// subjectScore is the fused score from which a passage is clearly about the
// question's subject.
const subjectScore = 0.4

// answerSection quotes every passage of a section.
func (b *Bot) answerSection(a *Answer, s section) {
	words := phrase(a.Language)
	a.Outcome = Answered
	a.Lead = fmt.Sprintf(words.topic, strings.TrimRight(s.heading.Text, "。"), len(s.passages))
	for _, p := range s.passages[:min(maxQuotes, len(s.passages))] {
		a.Citations = append(a.Citations, b.citation(a.Language, s.report, p))
	}
	if rest := len(s.passages) - maxQuotes; rest > 0 {
		a.Closing = fmt.Sprintf(words.more, rest)
	}
}

// answerPassages quotes the passages that answer.
func (b *Bot) answerPassages(a *Answer, q question, hits []retrieval.Hit) {
	words := phrase(a.Language)
	a.Outcome = Answered
	a.Lead = words.answered
	a.Citations = b.cite(a.Language, hits)
	if len(hits) == 0 {
		return
	}
	if said, asked, ok := b.judge.contradicts(q, hits[0]); ok {
		a.Lead = fmt.Sprintf(words.correction, said, asked)
	}
}

// answerNot says that the report does not answer and shows what comes nearest.
func (b *Bot) answerNot(a *Answer, m missing, nearest []retrieval.Hit) {
	words := phrase(a.Language)
	var shown []retrieval.Hit
	for _, hit := range nearest[:min(maxRelated, len(nearest))] {
		if hit.Score >= nearEnough && hit.Score >= 0.6*nearest[0].Score {
			shown = append(shown, hit)
		}
	}
	reason := b.reason(a.Language, m)
	if reason == words.silent && len(shown) > 0 && shown[0].Score >= subjectScore {
		reason = words.detail
	}
	a.Trace.Reason = reason
	if len(shown) == 0 {
		a.Outcome, a.Lead = NotFound, fmt.Sprintf(words.notFound, reason)
		return
	}
	a.Outcome = Related
	a.Lead = fmt.Sprintf(words.related, reason) + "\n" + words.nearest
	a.Citations = b.cite(a.Language, shown)
}

// reason puts into one sentence what the report lacks.
func (b *Bot) reason(l Language, m missing) string {
	words := phrase(l)
	switch {
	case m.place != "":
		return fmt.Sprintf(words.elsewhere, m.place, b.places())
	case m.year != 0:
		return fmt.Sprintf(words.otherYear, fmt.Sprint(m.year), b.period(l))
	case m.plan:
		return fmt.Sprintf(words.plan, b.period(l))
	case m.entity != "":
		return fmt.Sprintf(words.entity, m.entity)
	case words.kinds[m.kind] != "":
		return fmt.Sprintf(words.attribute, words.kinds[m.kind])
	}
	return words.silent
}

func (b *Bot) places() string {
	var names []string
	for _, report := range b.library.Reports {
		if report.Meta.Place != "" {
			names = append(names, report.Meta.Place)
		}
	}
	return strings.Join(names, "、")
}

func (b *Bot) period(l Language) string {
	var periods []string
	for _, report := range b.library.Reports {
		if period := years(l, report.Meta.Years, report.Meta.Covers); period != "" {
			periods = append(periods, period)
		}
	}
	return strings.Join(periods, "、")
}

// cite turns hits into citations with the words and addresses of the library.
func (b *Bot) cite(l Language, hits []retrieval.Hit) []Citation {
	var citations []Citation
	for _, hit := range hits {
		if report, p, ok := b.library.Passage(hit.ID); ok {
			citations = append(citations, b.citation(l, report, p))
		}
	}
	return citations
}

func (b *Bot) citation(l Language, report *knowledge.Report, p *knowledge.Passage) Citation {
	c := Citation{ID: p.ID, Place: report.Place(p).String(), Quote: p.Text}
	if l == English {
		c.Gloss = report.Expansions[p.ID].English
	}
	return c
}
