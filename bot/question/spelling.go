package question

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Respelling is a word that was mistyped: 电剃 for 电梯.
type Respelling struct{ Said, Meant string }

// maxRespellings is how many words of a question are put right.
const maxRespellings = 3

// Respelt is a question with the words put right that were typed with another character
// of the same sound, if that makes them words of some texts; none where it has no such.
// Only a character that is no part of a word is suspected, and none that asks: 剃 of
// 加装电剃, but not 校 of 校区, which sounds like 小区, nor 哪.
func (r Reader) Respelt(q Question, texts []string) (Question, []Respelling) {
	lexicon := r.lexicon(texts)
	var put []Respelling
	said := q.Text
	for range maxRespellings {
		next, word, ok := r.respell(said, lexicon)
		if !ok {
			break
		}
		said, put = next, append(put, word)
	}
	if len(put) == 0 {
		return q, nil
	}
	return q.reworded(r, said), put
}

// InReports are a question in each of the words by which some texts say what was done, where it says that
// in a word of people: 新增了多少 and 新建了多少 of 增加了多少.
func (r Reader) InReports(q Question, texts []string) []Question {
	var list []Question
	for _, line := range reading.Lines("in-reports") {
		theirs, ours, _ := strings.Cut(line, "=")
		for _, said := range strings.Split(ours, "|") {
			names := func(w Word) bool { return w.Text != said && !NamesNothing(w.Text) }
			if !strings.Contains(q.Text, said) || !slices.ContainsFunc(q.Content, names) { // 增加了多少 is about what was said before it
				continue
			}
			for _, word := range strings.Split(theirs, "|") {
				if slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, word) }) {
					list = append(list, q.reworded(r, strings.Replace(q.Text, said, word, 1)))
				}
			}
			break
		}
	}
	return list
}

// reworded is the question in other words for the same.
func (q Question) reworded(r Reader, said string) Question {
	q.Text, q.Terms = said, r.termsOf(said)
	if !q.tells() {
		q.Kinds = kindsFor(said, q.Topical)
	}
	return q
}

// lexicon are the words of texts, the longest first, and the words that they are made
// of: 公交 of 公交线路. What the segmentation does not know is a character beside a word
// there: 漷马路.
func (r Reader) lexicon(texts []string) [][]rune {
	const many = 256
	words, known := make([][]rune, 0, many), make(map[string]bool, many)
	all := make([]rune, 0, 3*many) // of which the words are parts
	add := func(word string) {
		n := utf8.RuneCountInString(word)
		if n > 1 && n <= longestPlace && !known[word] && strings.IndexFunc(word, func(r rune) bool { return !han(r) }) < 0 {
			known[word] = true
			begin := len(all)
			for _, r := range word {
				all = append(all, r)
			}
			words = append(words, all[begin:len(all):len(all)])
		}
	}
	for _, text := range texts {
		before := ""
		for _, word := range r.Words.Segment(text) {
			add(word)
			n := 0 // runes before
			for i := range word {
				if first, second := word[:i], word[i:]; n > 1 && utf8.RuneCountInString(second) > 1 && r.Words.Knows(first) && r.Words.Knows(second) {
					add(first)
					add(second)
				}
				n++
			}
			if joined := before + word; before != "" && !joiningCharacters[before] && !joiningCharacters[word] && strings.Contains(text, joined) && (utf8.RuneCountInString(before) == 1 || utf8.RuneCountInString(word) == 1) {
				add(joined)
			}
			before = word
		}
	}
	slices.SortStableFunc(words, func(a, b []rune) int { return len(b) - len(a) })
	return words
}

// respell puts the first suspected characters right that make a word of a lexicon.
func (r Reader) respell(said string, lexicon [][]rune) (string, Respelling, bool) {
	runes := []rune(said)
	suspected := r.suspects(said)
	for at := range runes {
		if !suspected[at] {
			continue
		}
		for _, word := range lexicon {
			for i := range word {
				from := at - i
				if from < 0 || from+len(word) > len(runes) || !mistyped(runes[from:from+len(word)], word, suspected, from) {
					continue
				}
				typed := string(runes[from : from+len(word)])
				return string(slices.Concat(runes[:from], word, runes[from+len(word):])), Respelling{typed, string(word)}, true
			}
		}
	}
	return said, Respelling{}, false
}

// mistyped reports whether some characters, of which the first is the from-th of a text,
// are a word with suspected ones for others of the same sound. At least one is right.
func mistyped(typed, word []rune, suspected map[int]bool, from int) bool {
	wrong := 0
	for i, meant := range word {
		if typed[i] == meant {
			continue
		}
		if !suspected[from+i] || !soundAlike(typed[i], meant) {
			return false
		}
		wrong++
	}
	return 0 < wrong && wrong < len(word)
}

// joiningCharacters join words.
var joiningCharacters = reading.Words("joining-characters")

// askingCharacters ask, alone or at the end of a question.
var askingCharacters = reading.Words("asking-characters")

// suspects are the places of the Chinese characters of a text that are no part of a word
// of several, do not ask and join no others.
func (r Reader) suspects(said string) map[int]bool {
	suspected := map[int]bool{}
	for i, c := range []rune(said) {
		suspected[i] = han(c)
	}
	at := 0
	for _, word := range r.Words.Segment(said) {
		at += strings.Index(said[at:], word)
		if n := utf8.RuneCountInString(word); n > 1 || askingCharacters[word] || joiningCharacters[word] {
			first := utf8.RuneCountInString(said[:at])
			for i := range n {
				suspected[first+i] = false
			}
		}
		at += len(word)
	}
	return suspected
}

// sounds number the syllables of characters. Those that many people say alike have one
// number: zh and z, n and l at the beginning, ng and n at the end. The numbers are made of
// sounds.txt, which has the simplified characters of GBK by their readings, without tones: a
// syllable and its characters a line; of the first level of GB 2312 up to three readings, of
// others the first. From pinyin-data, by way of pypinyin 0.55.0 (MIT). They are packed in the
// order of the characters, which takes half the room of the list.
var sounds = sync.OnceValue(func() map[rune][]uint16 {
	of := map[rune][]uint16{}
	at := firstSounding
	for _, n := range packed("sounds") {
		switch n {
		case unsounded:
		case alsoSounds:
			at--
			continue
		default:
			of[at] = append(of[at], uint16(n)) //nolint:gosec // there are about 300
		}
		at++
	}
	return of
})

const (
	firstSounding = '一' // that has a sound

	unsounded  = 0 // in the place of a number: the character has none
	alsoSounds = 1 // what follows is another of the character before
)

// soundAlike reports whether two characters are often mistaken for each other by who
// types by sound, or dictates.
func soundAlike(a, b rune) bool {
	heard := sounds()[b]
	return slices.ContainsFunc(sounds()[a], func(number uint16) bool { return slices.Contains(heard, number) })
}

// Meaning is a question with a word put in another for it, in which it asks for what it asked for.
func (q Question) Meaning(r Reader, word Respelling) Question {
	kinds := q.Kinds
	q = q.reworded(r, strings.Replace(q.Text, word.Said, word.Meant, 1))
	q.Kinds = kinds
	return q
}
