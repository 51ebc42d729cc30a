package question

import (
	"slices"
	"strings"
	"sync"
)

// sounds number the syllables of characters. Those that many people say alike have one
// number: zh and z, n and l at the beginning, ng and n at the end. sounds.txt has the
// simplified characters of GBK by their readings, without tones: a syllable and its
// characters a line; of the first level of GB 2312 up to three readings, of others the
// first. From pinyin-data, by way of pypinyin 0.55.0 (MIT).
var sounds = sync.OnceValue(func() map[rune][]uint16 {
	numbers := map[string]uint16{}
	of := map[rune][]uint16{}
	for line := range strings.Lines(packed("sounds.txt")) {
		syllable, characters, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		heard := merged.Replace(syllable)
		number, known := numbers[heard]
		if !known {
			number = uint16(len(numbers)) //nolint:gosec // there are about 400
			numbers[heard] = number
		}
		for _, r := range characters {
			of[r] = append(of[r], number)
		}
	}
	return of
})

// merged makes one of what is said alike. An n before a vowel begins a syllable, ng ends
// one.
var merged = strings.NewReplacer("zh", "z", "ch", "c", "sh", "s", "ng", "n", "na", "la", "ne", "le", "ni", "li", "no", "lo", "nu", "lu", "nv", "lv")

// soundAlike reports whether two characters are often mistaken for each other by who
// types by sound, or dictates.
func soundAlike(a, b rune) bool {
	heard := sounds()[b]
	return slices.ContainsFunc(sounds()[a], func(number uint16) bool { return slices.Contains(heard, number) })
}
