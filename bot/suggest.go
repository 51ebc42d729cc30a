package bot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// longestSuggestion is the longest question offered as a button, in code
// points: a telephone shows no more.
const longestSuggestion = 24

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
		if hit.Score >= 0.5*a.Hits[0].Score {
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
	for i := range min(n, len(all)) {
		questions = append(questions, all[(2*i+1)*len(all)/(2*n)])
	}
	return questions
}

// questionOf is the plainest short question in a language that people wrote
// for a passage, "" when there is none.
func (b *Bot) questionOf(l text.Language, id string) string {
	report, _, ok := b.library.Passage(id)
	if !ok {
		return ""
	}
	best, most := "", -1
	for _, q := range report.Expansions[id].Questions {
		if p := plainness(q); suggestable(l, q) && p > most {
			best, most = q, p
		}
	}
	return best
}

// plainness prefers written questions to spoken ones, of which the expansions
// have many on purpose.
func plainness(q string) int {
	p := 0
	if strings.HasSuffix(q, "?") || strings.HasSuffix(q, "？") {
		p += 2
	}
	if !strings.ContainsAny(q, "，, “”") {
		p++
	}
	if !strings.Contains(q, "请问") && !strings.Contains(q, "請問") {
		p++
	}
	return p
}

// suggestable: a whole question, short enough for a button. English is allowed
// twice the letters, which take half the room each.
func suggestable(l text.Language, q string) bool {
	longest := longestSuggestion
	if l == text.English {
		longest *= 2
	}
	length := utf8.RuneCountInString(q)
	return length >= 6 && length <= longest && asks(q) && text.LanguageOf(q) == l
}

// questionWords mark a question that ends without a question mark. They are
// looked for in some thousand sentences at every start, so they are no pattern.
var questionWords = []string{"多少", "几", "幾", "什么", "什麼", "啥", "哪", "吗", "嗎", "怎么", "怎麼", "咋", "了没", "是不是"}

func asks(q string) bool {
	if strings.HasSuffix(q, "?") || strings.HasSuffix(q, "？") {
		return true
	}
	for _, word := range questionWords {
		if strings.Contains(q, word) {
			return true
		}
	}
	return false
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
