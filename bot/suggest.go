package bot

import (
	"slices"

	"wenbao/bot/judge"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// Suggest returns up to n questions that a citizen may want to ask next, each once:
// the report answers them, with passages of the sections, then of the chapters, of
// which an answer quotes some and not these. Where the report does not say what was
// asked, they are answered by near passages that name its subject.
func (b *Bot) Suggest(a Answer, n int) []string {
	told := map[string]bool{}
	for _, c := range a.Citations {
		told[c.ID] = true
		told[b.questionOf(a.Language, c.ID)] = true
	}
	var questions []string
	for _, id := range b.besides(a) {
		q := b.questionOf(a.Language, id)
		if len(questions) == n {
			break
		}
		if q == "" || told[id] || told[q] {
			continue
		}
		told[q] = true
		questions = append(questions, q)
	}
	return questions
}

// besides lists passages that a reader of an answer may want.
func (b *Bot) besides(a Answer) []string {
	var sections, chapters []string
	if a.Outcome != Answered {
		for _, h := range a.Hits {
			names := func(subject string) bool { return b.judge.Names(h.ID, subject) }
			if h.Score >= judge.NearShare*a.Hits[0].Score && slices.ContainsFunc(a.Unanswered.Subjects, names) {
				sections = append(sections, h.ID)
			}
		}
		return sections
	}
	for i, c := range a.Citations {
		if i > 0 && c.At.Section() == a.Citations[i-1].At.Section() {
			continue
		}
		section, chapter := b.around(c.ID)
		sections, chapters = append(sections, section...), append(chapters, chapter...)
	}
	return append(sections, chapters...)
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
	if path := report.Path(p.Heading); len(path) > 1 {
		_, top, _ := b.library.Heading(path[0].ID)
		for _, cousin := range report.Under(top) {
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
