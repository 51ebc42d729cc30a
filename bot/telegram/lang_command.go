package telegram

import (
	"context"
	"slices"
	"strings"

	"wenbao/bot/telegram/api"
	"wenbao/bot/telegram/message"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// lang chooses a language by name, or offers them.
func (s *server) lang(ctx context.Context, t talk, name string) (string, error) {
	buttons := &message.Keyboard{}
	for _, l := range languages {
		w := words.TelegramIn(l)
		if name != "" && (strings.EqualFold(name, string(l)) || strings.EqualFold(name, w.Label)) {
			return s.change(ctx, t, s.Store.SetSetting(ctx, t.who, "language", string(l)), w.LangSet)
		}
		buttons.Row(message.Button{Text: w.Label, Data: "l:" + string(l)})
	}
	buttons.Row(message.Button{Text: t.words.LangAuto, Data: "l:auto"})
	return outcomeOf("command", s.say(ctx, t, buttons, message.Para(t.words.LangNow)))
}

// chooseLanguage stores a language; "auto" leaves it to the person's words.
func (s *server) chooseLanguage(ctx context.Context, t talk, c *api.Callback, name string) reaction {
	chosen := text.Language(name)
	switch {
	case name == "auto":
		chosen, name = languageOfCode(c.From.Language), ""
	case !slices.Contains(languages, chosen):
		return alert(t.words.Unknown)
	}
	if err := s.Store.SetSetting(ctx, t.who, "language", name); err != nil {
		s.stateFailed("storing a language", err)
		return alert(t.words.Fault)
	}
	w := words.TelegramIn(chosen)
	return reaction{toast: w.LangSet, then: func() (string, error) {
		return outcomeOf("callback", s.edit(ctx, t, c.Message.ID, nil, message.Para(w.LangSet)))
	}}
}
