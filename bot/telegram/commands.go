package telegram

import (
	"context"
	"fmt"
	"strings"
	"time"

	"wenbao/bot"
	"wenbao/knowledge/text"
)

// typed is a command as a person typed it.
type typed struct {
	name string // lower case, without the slash
	bot  string // whom it is for, "" for everybody
	rest string
}

// parseCommand splits a text that begins with a slash, also the wide one of a
// Chinese keyboard. The name ends where its letters do, so that /ask电梯 works.
func parseCommand(text string) (typed, bool) {
	if tail, wide := strings.CutPrefix(text, "／"); wide {
		text = "/" + tail
	}
	if len(text) < 2 || text[0] != '/' {
		return typed{}, false
	}
	name, rest := leading(text[1:])
	var c typed
	if strings.HasPrefix(rest, "@") {
		c.bot, rest = leading(rest[1:])
	}
	if name == "" { // /目录
		name, rest, _ = strings.Cut(text[1:], " ")
	}
	c.name, c.rest = strings.ToLower(name), strings.TrimSpace(rest)
	if meant, ok := chineseNames[c.name]; ok {
		c.name = meant
	}
	return c, c.name != ""
}

// leading splits off the letters, digits and underlines at the beginning.
func leading(text string) (name, rest string) {
	i := 0
	for i < len(text) && isNameByte(text[i]) {
		i++
	}
	return text[:i], text[i:]
}

// chineseNames are what people type for the commands.
var chineseNames = map[string]string{
	"开始": "start", "開始": "start", "帮助": "help", "幫助": "help", "目录": "toc", "目錄": "toc", "提问": "ask", "提問": "ask", "问": "ask", "問": "ask",
	"新对话": "new", "新對話": "new", "重新开始": "new", "关于": "about", "關於": "about", "隐私": "privacy", "隱私": "privacy",
	"删除": "forget", "刪除": "forget", "语言": "lang", "語言": "lang",
}

func known(name string) bool {
	_, ok := simplified.commands[name]
	return ok
}

// command does what a command asks for.
func (s *server) command(ctx context.Context, t talk, m *message, c typed, received time.Time) (string, error) {
	switch c.name {
	case "start":
		return outcomeOf("command", s.start(ctx, t, m, c.rest))
	case "help":
		return outcomeOf("command", s.say(ctx, t, nil, para(t.words.help)))
	case "toc":
		return outcomeOf("command", s.tocHome(ctx, t, c.rest))
	case "ask":
		if c.rest == "" {
			return outcomeOf("command", s.say(ctx, t, nil, para(t.words.askAlso)))
		}
		return s.question(ctx, t, c.rest, "", received)
	case "new":
		return s.change(ctx, t, s.Store.ClearTurns(ctx, t.who), t.words.cleared)
	case "about":
		return outcomeOf("command", s.about(ctx, t))
	case "privacy":
		return outcomeOf("command", s.say(ctx, t, nil, para(privacyText(t.words))))
	case "forget":
		return s.change(ctx, t, s.Store.Forget(ctx, t.who), t.words.forgotten)
	case "lang":
		return s.lang(ctx, t, c.rest)
	}
	return s.unknownCommand(ctx, t, c)
}

// change says that the state was changed, or that it was not.
func (s *server) change(ctx context.Context, t talk, failed error, done string) (string, error) {
	if failed != nil {
		_ = s.say(ctx, t, nil, para(t.words.fault))
		return "fault", failed
	}
	return outcomeOf("command", s.say(ctx, t, nil, para(done)))
}

// start greets, or shows what a deep link points at.
func (s *server) start(ctx context.Context, t talk, m *message, payload string) error {
	if target, ok := s.refs.byPayload(payload); ok && payload != "" {
		return s.show(ctx, t, target)
	}
	w := t.words
	greeting := block{}
	if m.From != nil && !t.group {
		if name := strings.TrimSpace(shorten(strings.ReplaceAll(tidy(m.From.FirstName), "\n", " "), 40)); name != "" {
			greeting = append(greeting, span{bold, fmt.Sprintf(w.hello, name)}, span{plain, "\n"})
		}
	}
	greeting = append(greeting, span{plain, fmt.Sprintf(w.start, s.Bot.Scope(t.language))})
	buttons := &keyboard{}
	for _, q := range s.Bot.Samples(t.language, 3) {
		buttons.row(button{Text: q, Data: "q:" + shortName("", q)})
	}
	buttons.row(button{Text: w.home, Data: "t"})
	blocks := []block{greeting, {{italic, w.privacy}}}
	if len(buttons.Rows) > 1 {
		blocks = append(blocks, para(w.samples))
	}
	return s.say(ctx, t, buttons, blocks...)
}

// about tells which reports, which index, and how well they were tested.
func (s *server) about(ctx context.Context, t talk) error {
	w := t.words
	var blocks []block
	for _, report := range s.Bot.Library().Reports {
		text := fmt.Sprintf(w.report, report.Meta.Title, report.Meta.Place)
		for _, year := range report.Meta.Years {
			text += fmt.Sprintf(" %d", year)
		}
		if report.Meta.Part != "" {
			text += fmt.Sprintf(w.part, report.Meta.Part)
		}
		blocks = append(blocks, block{{bold, tidy(text)}, {plain, "\n" + fmt.Sprintf(w.items, len(report.Passages))}})
	}
	tested := w.neverTested
	if e := s.Evaluation; e != nil {
		tested = fmt.Sprintf(w.evaluated, e.Date.Format(time.DateOnly), e.Questions, 100*e.Right, 100*e.Refusals)
	}
	facts := strings.Join([]string{fmt.Sprintf(w.version, s.Version), fmt.Sprintf(w.fingerprint, s.Bot.Fingerprint()), tested}, "\n")
	blocks = append(blocks, para(tidy(facts)))
	if notes := s.Bot.Sources(); notes != "" {
		blocks = append(blocks, para(tidy(fmt.Sprintf(w.sources, notes))))
	}
	return s.say(ctx, t, nil, blocks...)
}

// languages as the buttons of /lang name them.
var languages = []struct {
	language bot.Language
	label    string
}{{bot.Simplified, "简体中文"}, {bot.Traditional, "繁體中文"}, {bot.English, "English"}}

// lang chooses a language by name, or offers them.
func (s *server) lang(ctx context.Context, t talk, name string) (string, error) {
	for _, l := range languages {
		if name != "" && (strings.EqualFold(name, string(l.language)) || strings.EqualFold(name, l.label)) {
			return s.change(ctx, t, s.Store.SetSetting(ctx, t.who, "language", string(l.language)), in(l.language).langSet)
		}
	}
	buttons := &keyboard{}
	for _, l := range languages {
		buttons.row(button{Text: l.label, Data: "l:" + string(l.language)})
	}
	buttons.row(button{Text: t.words.langAuto, Data: "l:auto"})
	return outcomeOf("command", s.say(ctx, t, buttons, para(t.words.langNow)))
}

// unknownCommand suggests the command that was meant. In a group it may be
// another bot's.
func (s *server) unknownCommand(ctx context.Context, t talk, c typed) (string, error) {
	shown := "/" + shorten(tidy(c.name), 20)
	reply := fmt.Sprintf(t.words.noCommand, shown)
	if near := text.Nearest(c.name, commandNames); near != "" {
		reply = fmt.Sprintf(t.words.didYouMean, shown, "/"+near)
	}
	return outcomeOf("unknown_command", s.say(ctx, t, nil, para(reply)))
}
