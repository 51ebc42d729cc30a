package retrieval

import (
	"hash/maphash"
	"strings"
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

// syllableOf returns the toneless, merged reading of a character, "" for others.
func syllableOf(r rune) string {
	if !unicode.Is(unicode.Han, r) {
		return ""
	}
	readings := pinyin.SinglePinyin(r, pinyinArgs)
	if len(readings) == 0 {
		return ""
	}
	return alikeSounds.Replace(readings[0])
}
