package bot

import (
	"slices"

	"wenbao/bot/judge"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// Suggest returns up to n questions that a citizen may want to ask next: the
// report answers them, with passages beside the first of an answer, or near to
// it, that the answer did not quote.
func (b *Bot) Suggest(a Answer, n int) []string {
	seen := map[string]bool{}
	for _, c := range a.Citations {
		seen[c.ID] = true
	}
	var questions []string
	for _, id := range b.besides(a) {
		if len(questions) == n {
			break
		}
		if seen[id] {
			continue
		}
		seen[id] = true
		if q := b.questionOf(a.Language, id); q != "" {
			questions = append(questions, q)
		}
	}
	return questions
}

// besides lists passages that a reader of an answer may want: those of the same
// section, then the nearest hits, then those of the same chapter. Where the
// report does not say it, only the nearest hits come into question.
func (b *Bot) besides(a Answer) []string {
	var section, near, chapter []string
	for _, hit := range a.Hits {
		if hit.Score >= judge.NearShare*a.Hits[0].Score {
			near = append(near, hit.ID)
		}
	}
	if a.Outcome == Answered && len(a.Citations) > 0 {
		section, chapter = b.around(a.Citations[0].ID)
	}
	return slices.Concat(section, near, chapter)
}

// around returns the passages of the section and of the chapter of a passage.
func (b *Bot) around(id string) (section, chapter []string) {
	report, p, ok := b.library.Passage(id)
	if !ok {
		return nil, nil
	}
	for _, sibling := range report.Siblings(p) {
		section = append(section, sibling.ID)
	}
	if p.Heading >= 0 && report.Headings[p.Heading].Parent >= 0 {
		for _, cousin := range report.Under(report.Headings[p.Heading].Parent) {
			chapter = append(chapter, cousin.ID)
		}
	}
	return section, chapter
}

// Examples are the questions that the reports' metadata offers in a language.
func (b *Bot) Examples(l text.Language) []string {
	var examples []string
	for _, report := range b.library.Reports {
		for _, q := range report.Meta.Examples {
			if text.LanguageOf(q) == l {
				examples = append(examples, q)
			}
		}
	}
	return examples
}

// example is one question that a newcomer can try.
func (b *Bot) example(l text.Language) string {
	if samples := b.Samples(l, 1); len(samples) > 0 {
		return samples[0]
	}
	return words.AnswersIn(l).Example
}

// Samples returns up to n questions for a newcomer: those that the reports'
// metadata names, else ones from passages spread over the reports.
func (b *Bot) Samples(l text.Language, n int) []string {
	if questions := b.Examples(l); len(questions) > 0 {
		return questions[:min(n, len(questions))]
	}
	var all []string
	for _, report := range b.library.Reports {
		for i := range report.Passages {
			if q := b.questionOf(l, report.Passages[i].ID); q != "" {
				all = append(all, q)
			}
		}
	}
	var questions []string
	n = min(n, len(all))
	for i := range n {
		questions = append(questions, all[(2*i+1)*len(all)/(2*n)])
	}
	return questions
}

// questionOf is the first question in a language that may be offered for a
// passage, "" when there is none.
func (b *Bot) questionOf(l text.Language, id string) string {
	report, _, ok := b.library.Passage(id)
	if !ok {
		return ""
	}
	for _, q := range report.Expansions[id].Offer {
		if text.LanguageOf(q) == l {
			return q
		}
	}
	return ""
}

// Suggestions calls yield with every question of the library that Suggest and
// Samples may return.
func (b *Bot) Suggestions(yield func(question string)) {
	for _, report := range b.library.Reports {
		for _, q := range report.Meta.Examples {
			yield(q)
		}
		for _, id := range ids(report) {
			for _, l := range []text.Language{text.Simplified, text.Traditional, text.English} {
				if q := b.questionOf(l, id); q != "" {
					yield(q)
				}
			}
		}
	}
}

func ids(report *knowledge.Report) []string {
	var all []string
	for i := range report.Passages {
		all = append(all, report.Passages[i].ID)
	}
	return all
}
