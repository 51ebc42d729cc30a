package terminal

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// commands in the order of /help; what is also typed for them, without the slash; and
// the names of those of citizens.
var (
	commands = slashed(words.Commands(words.InChat))
	meant    = words.Typed(words.InChat)
	citizens = slashed(words.Commands(words.InPrivate))
)

func slashed(names []string) []string {
	var all []string
	for _, name := range names {
		all = append(all, "/"+name)
	}
	return all
}

// command splits a line that begins with a slash, also the one of a Chinese keyboard.
func command(line string) (name, rest string, ok bool) {
	if tail, wide := strings.CutPrefix(line, "／"); wide {
		line = "/" + tail
	}
	if !strings.HasPrefix(line, "/") {
		return "", "", false
	}
	name = line
	if end := strings.IndexFunc(line, unicode.IsSpace); end >= 0 { // also the wide space of a Chinese keyboard
		name, rest = line[:end], line[end:]
	}
	name = strings.ToLower(name)
	if known, ok := meant[name[1:]]; ok {
		name = "/" + known
	}
	return name, strings.TrimSpace(rest), true
}

// do runs a command.
func (s *session) do(name, argument string) {
	switch name {
	case "/ask": // without a question
		s.out.say(normal, said.Begin)
	case "/about":
		s.about()
	case "/why":
		s.why()
	case "/toc":
		s.toc(argument)
	case "/show":
		s.show(argument)
	case "/new":
		s.turns, s.last = nil, nil
		s.out.say(normal, said.Forgotten)
	case "/help":
		s.help()
	case "/quit":
		s.over = true
	default:
		s.unknown(name)
	}
}

func (s *session) help() {
	s.out.say(normal, said.Help)
	for _, name := range commands {
		c := said.Commands[name]
		s.out.say(normal, "  "+pad(name+" "+c.Argument, 13)+" "+c.Does)
	}
}

func (s *session) unknown(name string) {
	if slices.Contains(citizens, name) || words.Typed(words.InPrivate)[name[1:]] != "" {
		s.out.say(normal, fmt.Sprintf(said.Elsewhere, name))
		return
	}
	if near := text.Nearest(name, commands); near != "" {
		s.out.say(normal, fmt.Sprintf(said.DidYouMean, short(name, 20), near))
		return
	}
	s.out.say(normal, fmt.Sprintf(said.NoCommand, short(name, 20)))
}

// complete offers the commands that begin with what is typed.
func complete(line string) []string {
	var names []string
	for _, name := range commands {
		if line != "" && strings.HasPrefix(name, line) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
