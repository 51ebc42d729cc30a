package question

import (
	"slices"
	"sync"
)

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
