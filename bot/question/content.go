package question

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Word is a content word of a question.
type Word struct {
	Text   string
	Rarity float64 // its information in nats
}

// commonWord is the information in nats below which a word says nothing of a
// subject: 的 has 3, 电梯 8, a rare name 12.
const commonWord = 7.0

// ContentOf returns the words of a normalised text that say what it is about.
func (r Reader) ContentOf(asked string) []Word {
	var words []Word
	for _, w := range r.Words.Segment(asked) {
		if rarity := r.Words.Rarity(w); rarity > commonWord && !askingWords[w] {
			words = append(words, Word{w, rarity})
		}
	}
	return words
}

// Subjects are the n rarest words that say what a question is about, of two
// characters or more: not those that ask for a kind of thing.
func (q Question) Subjects(n int) []string {
	content := slices.DeleteFunc(slices.Clone(q.Content), func(w Word) bool { return utf8.RuneCountInString(w.Text) < 2 || len(KindsOf(w.Text)) > 0 })
	slices.SortStableFunc(content, func(a, b Word) int { return cmp.Compare(b.Rarity, a.Rarity) })
	var words []string
	for _, w := range content {
		if !slices.Contains(words, w.Text) && len(words) < n {
			words = append(words, w.Text)
		}
	}
	return words
}

// askingWords ask and name nothing.
var askingWords = reading.Words("asking-words")

// Fields are the words that name the fields of which a message wants all: 教育
// and 医疗 in 教育医疗这两块都有啥.
func (q Question) Fields() []string {
	var fields []string
	for _, w := range q.Content {
		if !themeWords[w.Text] && !slices.Contains(fields, w.Text) {
			fields = append(fields, w.Text)
		}
	}
	return fields
}

// themeWords ask for all about a field and do not name it.
var themeWords = reading.Words("theme-words")
