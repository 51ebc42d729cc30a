package bot

import (
	"strings"
	"unicode/utf8"

	"wenbao/knowledge"
)

// longestSuggestion is the longest question offered as a button, in code
// points: a telephone shows no more.
const longestSuggestion = 24

// Suggest returns up to n questions that a citizen may want to ask next: the
// report answers them, with passages near to an answer that it did not quote.
func (b *Bot) Suggest(a Answer, n int) []string {
	quoted := map[string]bool{}
	for _, c := range a.Citations {
		quoted[c.ID] = true
	}
	var questions []string
	for _, hit := range a.Hits {
		if len(questions) == n {
			break
		}
		if quoted[hit.ID] {
			continue
		}
		if q := b.questionOf(a.Language, hit.ID); q != "" {
			questions = append(questions, q)
		}
	}
	return questions
}

// Samples returns up to n questions for a newcomer, from passages spread over
// the reports.
func (b *Bot) Samples(l Language, n int) []string {
	var all []string
	for _, report := range b.library.Reports {
		for i := range report.Passages {
			if q := b.questionOf(l, report.Passages[i].ID); q != "" {
				all = append(all, q)
			}
		}
	}
	var questions []string
	for i := range min(n, len(all)) {
		questions = append(questions, all[(2*i+1)*len(all)/(2*n)])
	}
	return questions
}

// questionOf is a short question in a language that people wrote for a
// passage, "" when there is none.
func (b *Bot) questionOf(l Language, id string) string {
	report, _, ok := b.library.Passage(id)
	if !ok {
		return ""
	}
	for _, q := range report.Expansions[id].Questions {
		if suggestable(l, q) {
			return q
		}
	}
	return ""
}

// suggestable: a whole question, short enough for a button. English is allowed
// three times the letters, which take half the room each.
func suggestable(l Language, q string) bool {
	longest := longestSuggestion
	if l == English {
		longest *= 3
	}
	length := utf8.RuneCountInString(q)
	return LanguageOf(q) == l && length >= 6 && length <= longest &&
		(strings.HasSuffix(q, "?") || strings.HasSuffix(q, "？") || len(kindsOf(normalized(q))) > 0)
}

// Suggestions calls yield with every question of the library that Suggest and
// Samples may return.
func (b *Bot) Suggestions(yield func(question string)) {
	for _, report := range b.library.Reports {
		for _, id := range ids(report) {
			for _, q := range report.Expansions[id].Questions {
				if suggestable(LanguageOf(q), q) {
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
