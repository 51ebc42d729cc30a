package message

import (
	"strings"
	"unicode"

	"wenbao/knowledge/text"
)

// What one message may hold. Telegram counts code points after parsing and
// drops entities beyond the hundredth; it may find some of its own (links,
// mentions) in the text, so not all of them are used.
const (
	maxMessage  = 4090 // code points
	maxEntities = 90
)

// gap stands between two blocks of a message.
const gap = "\n\n"

// Pack joins blocks into as few messages as possible, in order. A block is
// divided only if it fits into no message by itself.
func Pack(blocks []Block) []Block {
	var messages []Block
	var current Block
	flush := func() {
		if strings.TrimSpace(current.Text()) != "" {
			messages = append(messages, current)
		}
		current = nil
	}
	for _, b := range blocks {
		for _, part := range divide(b) {
			joined := len(current) > 0
			if joined && (current.Length()+len(gap)+part.Length() > maxMessage || current.Entities()+part.Entities() > maxEntities) {
				flush()
				joined = false
			}
			if joined {
				current = append(current, Plain.Of(gap))
			}
			current = append(current, part...)
		}
	}
	flush()
	return messages
}

// divide cuts a block that is too long or has too many entities for a message.
func divide(b Block) []Block {
	var parts []Block
	var current Block
	for _, s := range b {
		for s.Text != "" {
			room := maxMessage - current.Length()
			if room <= 0 || current.Entities() == maxEntities && s.Style != Plain {
				parts, current = append(parts, current), nil
				continue
			}
			head, tail := cut(s.Text, room)
			current = append(current, s.Style.Of(head))
			s.Text = tail
		}
	}
	if len(current) > 0 {
		parts = append(parts, current)
	}
	return parts
}

// sentenceEnds are where a text is cut best.
const sentenceEnds = "。！？!?；;\n"

// maxCluster is how many code points are taken back for the sake of one
// character.
const maxCluster = 20

// cut divides a text after at most room code points: behind a sentence if one
// ends in the last third, and never before a character that belongs to the one
// before it.
func cut(long string, room int) (head, tail string) {
	window, ok := text.Prefix(long, room+1)
	if !ok {
		return long, ""
	}
	runes := []rune(window)
	at := room
	for back := 0; back < maxCluster && at > 1 && clings(runes[at], runes[at-1]); back++ {
		at--
	}
	if clings(runes[at], runes[at-1]) {
		at = room // nothing that people write holds together for so long
	}
	for i := at; i > 2*at/3 && i > 0; i-- {
		if strings.ContainsRune(sentenceEnds, runes[i-1]) && !clings(runes[i], runes[i-1]) {
			at = i
			break
		}
	}
	head = string(runes[:at])
	return head, long[len(head):]
}

// clings reports whether r is drawn as one with the character before it.
func clings(r, before rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) || r == '\u200d' || before == '\u200d' || strings.ContainsRune("，。、；：？！”’）》】", r)
}
