package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"wenbao/bot"
)

// groupCommands are the commands that make sense in a group.
var groupCommands = []string{"ask", "toc", "new", "help", "about", "privacy", "forget"}

// profiles are the languages in which Telegram shows the bot. Its codes have
// two letters, so traditional Chinese cannot be told apart here.
var profiles = []struct {
	code     string // "" for everybody else
	language bot.Language
}{{"", bot.Simplified}, {"zh", bot.Simplified}, {"en", bot.English}}

// profileVersion is the setting that remembers what the profile was set to.
const profileVersion = "profile"

// setProfile tells Telegram the commands, name and descriptions. It does what
// it can: a bot without them still answers.
func (s *server) setProfile(ctx context.Context) {
	for _, p := range profiles {
		w := in(p.language)
		err := errors.Join(
			s.setCommands(ctx, w, commandNames, p.code, `{"type":"default"}`),
			s.setCommands(ctx, w, groupCommands, p.code, `{"type":"all_group_chats"}`),
			s.describe(ctx, w, p.code),
		)
		if err != nil && ctx.Err() == nil {
			s.log.Warn("setting the bot's profile", "language", p.code, "error", err)
		}
	}
}

func (s *server) setCommands(ctx context.Context, w *words, names []string, code, scope string) error {
	type command struct {
		Command     string `json:"command"`
		Description string `json:"description"`
	}
	var list []command
	for _, name := range names {
		list = append(list, command{name, w.commands[name]})
	}
	data, err := json.Marshal(list)
	if err != nil {
		return err
	}
	p := params{"commands": string(data), "scope": scope}
	p.AddNonEmpty("language_code", code)
	return s.set(ctx, "setMyCommands", p)
}

// describe sets name and descriptions, once for a given text: Telegram allows
// few changes of a name a day.
func (s *server) describe(ctx context.Context, w *words, code string) error {
	version := shortName("", w.name+w.about+w.description)
	key := fmt.Sprintf("%s:%s", profileVersion, code)
	if set, err := s.Store.Setting(ctx, "", key); err == nil && set == version {
		return nil
	}
	var failed error
	for method, p := range map[string]params{
		"setMyName":             {"name": w.name},
		"setMyShortDescription": {"short_description": w.about},
		"setMyDescription":      {"description": w.description},
	} {
		p.AddNonEmpty("language_code", code)
		failed = errors.Join(failed, s.set(ctx, method, p))
	}
	if failed != nil {
		return failed
	}
	return s.Store.SetSetting(ctx, "", key, version)
}

func (s *server) set(ctx context.Context, method string, p params) error {
	return patiently(ctx, s.metrics.retried, func() error { return s.client.call(ctx, method, p, nil) })
}
