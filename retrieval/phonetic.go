package retrieval

import (
	"hash/maphash"
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// phonetic tokens let a question meet a passage by sound: 充电庄 and 充电桩.
// Pairs of syllables without tones are compared, since one syllable alone has
// dozens of characters.
func phoneticTokens(text string) []token {
	var tokens []token
	previous := ""
	for _, r := range text {
		syllable := syllableOf(r)
		if syllable != "" && previous != "" {
			tokens = append(tokens, wordBit|token(maphash.String(seed, previous+" "+syllable)))
		}
		previous = syllable
	}
	return tokens
}

var pinyinArgs = pinyin.NewArgs()

// alikeSounds merges what many speakers and dictation do not keep apart.
var alikeSounds = strings.NewReplacer("zh", "z", "ch", "c", "sh", "s", "ng", "n")

// syllables remembers readings: the library takes a microsecond for each.
var syllables sync.Map // rune -> string

// syllableOf returns the toneless, merged reading of a character, "" for others.
func syllableOf(r rune) string {
	if r < firstHan || !unicode.Is(unicode.Han, r) {
		return ""
	}
	if known, ok := syllables.Load(r); ok {
		return known.(string)
	}
	syllable := readingOf(r)
	syllables.Store(r, syllable)
	return syllable
}

func readingOf(r rune) string {
	readings := pinyin.SinglePinyin(r, pinyinArgs)
	if len(readings) == 0 {
		return ""
	}
	return alikeSounds.Replace(readings[0])
}
