package telegram

import (
	"strings"

	"wenbao/bot/words"
)

// commandNames in the order in which they are shown.
var commandNames = []string{"ask", "toc", "new", "help", "about", "privacy", "forget", "lang", "start"}

// typed is a command as a person typed it.
type typed struct {
	name string // lower case, without the slash
	bot  string // whom it is for, "" for everybody
	rest string
}

// parseCommand splits a text that begins with a slash, also the wide one of a
// Chinese keyboard. The name ends where its letters do, so that /ask电梯 works.
func parseCommand(said string) (typed, bool) {
	if tail, wide := strings.CutPrefix(said, "／"); wide {
		said = "/" + tail
	}
	if len(said) < 2 || said[0] != '/' {
		return typed{}, false
	}
	name, rest := leading(said[1:])
	var c typed
	if strings.HasPrefix(rest, "@") {
		c.bot, rest = leading(rest[1:])
	}
	if name == "" { // /目录
		name, rest, _ = strings.Cut(said[1:], " ")
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

func isNameByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// meantBy are the commands by what people type for them in any language.
var meantBy = func() map[string]string {
	meant := map[string]string{}
	for _, l := range languages {
		for command, typed := range words.TelegramIn(l).Typed {
			for _, word := range typed {
				meant[word] = command
			}
		}
	}
	return meant
}()
