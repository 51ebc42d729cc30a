package terminal

import (
	"slices"
	"strings"

	"wenbao/knowledge/text"
)

// commands are the names and what /help says of them.
var commands = []struct{ name, argument, help string }{
	{"/why", "", "上一个回答为什么是这样：检索的问题、每一步判断、命中的原文和分数"},
	{"/toc", "[编号]", "报告目录；加编号只看这一章、这一节，并列出原文"},
	{"/show", "编号", "显示一条原文和它的前后文，例如 /show 6.3.1"},
	{"/new", "", "忘掉前面的对话，重新开始"},
	{"/help", "", "显示本说明"},
	{"/quit", "", "退出"},
}

// command splits a line that begins with a slash, also the one of a Chinese keyboard.
func command(line string) (name, rest string, ok bool) {
	if tail, wide := strings.CutPrefix(line, "／"); wide {
		line = "/" + tail
	}
	if !strings.HasPrefix(line, "/") {
		return "", "", false
	}
	name, rest, _ = strings.Cut(line, " ")
	return strings.ToLower(name), strings.TrimSpace(rest), true
}

// do runs a command.
func (s *session) do(name, argument string) {
	switch name {
	case "/why":
		s.why()
	case "/toc":
		s.toc(argument)
	case "/show":
		s.show(argument)
	case "/new":
		s.turns, s.last = nil, nil
		s.out.say(normal, "好的，前面的对话已经忘掉，请重新提问。")
	case "/help":
		s.help()
	case "/quit", "/exit":
		s.over = true
	default:
		s.unknown(name)
	}
}

func (s *session) help() {
	s.out.say(normal, "直接输入问题即可，追问也可以（例如“那公园呢？”）。命令：")
	for _, c := range commands {
		s.out.say(normal, "  "+pad(c.name+" "+c.argument, 13)+" "+c.help)
	}
}

func (s *session) unknown(name string) {
	if near := nearest(name); near != "" {
		s.out.say(normal, "没有 "+short(name, 20)+" 这个命令，您是想用 "+near+" 吗？")
		return
	}
	s.out.say(normal, "没有 "+short(name, 20)+" 这个命令，/help 列出全部命令。")
}

// nearest returns the command that a name was meant to be, "" if that is not clear.
func nearest(name string) string {
	var names []string
	for _, c := range commands {
		names = append(names, c.name)
	}
	return text.Nearest(name, names)
}

// complete offers the commands that begin with what is typed.
func complete(line string) []string {
	var names []string
	for _, c := range commands {
		if line != "" && strings.HasPrefix(c.name, line) {
			names = append(names, c.name)
		}
	}
	slices.Sort(names)
	return names
}
