package openai

import "unicode/utf8"

// Tokens is an upper estimate of the tokens of a text: two a Chinese
// character, one for two bytes of anything else. Common tokenizers need
// about 0.6 to 1.4 a character; some servers cut a prompt that is too long without
// a word, so the estimate errs on the safe side.
func Tokens(text string) int {
	count, bytes := 0, 0
	for _, r := range text {
		if n := utf8.RuneLen(r); n >= 3 {
			count += 2
		} else {
			bytes += max(n, 1)
		}
	}
	return count + (bytes+1)/2 + 8
}
