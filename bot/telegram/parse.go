package telegram

import (
	"cmp"
	"strings"
	"unicode"

	"wenbao/bot/words"
)

// commandNames in the order in which they are shown, and those of them that make sense
// in a group.
var commandNames, groupCommands = words.Commands(words.InPrivate), words.Commands(words.InGroup)

// typed is a command as a person typed it.
type typed struct {
	name string // lower case, without the slash
	bot  string // whom it is for, "" for everybody
	rest string
}

// parseCommand splits a text that begins with a slash, also the wide one of a
// Chinese keyboard. The name ends where its letters do, so that /ask电梯 works, and
// /提问电梯.
func parseCommand(said string) (typed, bool) {
	if tail, wide := strings.CutPrefix(said, "／"); wide {
		said = "/" + tail
	}
	if len(said) < 2 || said[0] != '/' {
		return typed{}, false
	}
	name, rest := leading(said[1:])
	if name == "" { // /目录
		name, rest = leadingWord(said[1:])
	}
	var c typed
	if strings.HasPrefix(rest, "@") {
		c.bot, rest = leading(rest[1:])
	}
	c.name, c.rest = strings.ToLower(name), strings.TrimSpace(rest)
	if meant, ok := meantBy[c.name]; ok {
		c.name = meant
	}
	return c, c.name != ""
}

// leading splits off the letters, digits and underlines at the beginning.
func leading(said string) (name, rest string) {
	i := 0
	for i < len(said) && isNameByte(said[i]) {
		i++
	}
	return said[:i], said[i:]
}

// leadingWord splits off the name of a command in other letters: all before a space
// of any kind or the name of a bot, or the longest name that we know at its
// beginning. What deletes must stand alone: who wants one question gone does not want
// all of them gone.
func leadingWord(said string) (name, rest string) {
	end := strings.IndexFunc(said, func(r rune) bool { return r == '@' || unicode.IsSpace(r) })
	if end < 0 {
		end = len(said)
	}
	word := said[:end]
	if _, known := meantBy[word]; !known {
		for known, command := range meantBy {
			if command != "forget" && len(known) > len(name) && strings.HasPrefix(word, known) {
				name = known
			}
		}
	}
	name = cmp.Or(name, word)
	return name, said[len(name):]
}

func isNameByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// meantBy are the commands by what people type for them in any language.
var meantBy = words.Typed(words.InPrivate)
