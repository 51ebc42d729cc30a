package message

import (
	"strings"
	"unicode/utf8"

	"wenbao/bot"
	"wenbao/knowledge/text"
)

const (
	maxCopy     = 256 // code points that a button may put on the clipboard
	copyAddress = 120 // of them for the address
	left        = "……"
)

// Copied is what a button copies of a passage: the words with their address,
// or, where those are too many, whole sentences of them from the beginning with
// a mark that more follow. Of a sentence that is too long by itself it is as
// much as there is room for.
func Copied(c bot.Citation) *Copy {
	address := "\n—— " + text.Shorten(strings.ReplaceAll(Tidy(c.Place), "\n", " "), copyAddress)
	words := strings.TrimSpace(Tidy(c.Quote))
	if words == "" {
		return nil
	}
	room := maxCopy - utf8.RuneCountInString(address)
	if utf8.RuneCountInString(words) <= room {
		return &Copy{words + address}
	}
	room -= utf8.RuneCountInString(left)
	head := ""
	for _, sentence := range text.Sentences(words) {
		if utf8.RuneCountInString(head)+utf8.RuneCountInString(sentence) > room {
			break
		}
		head += sentence
	}
	if head == "" {
		head, _ = cut(words, room)
	}
	return &Copy{strings.TrimSpace(head) + left + address}
}
