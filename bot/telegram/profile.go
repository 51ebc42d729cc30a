package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"wenbao/bot/telegram/api"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// profiles are the languages in which Telegram shows the bot. Its codes have
// two letters, so traditional Chinese cannot be told apart here.
var profiles = []struct {
	code     string // "" for everybody else
	language text.Language
}{{"", text.Simplified}, {"zh", text.Simplified}, {"en", text.English}}

// profileVersion is the setting that remembers what the profile was set to.
const profileVersion = "profile"

// setProfile tells Telegram the commands, name and descriptions. It does what
// it can: a bot without them still answers.
func (s *server) setProfile(ctx context.Context) {
	for _, p := range profiles {
		w := words.TelegramIn(p.language)
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

func (s *server) setCommands(ctx context.Context, w *words.Telegram, names []string, code, scope string) error {
	type command struct {
		Command     string `json:"command"`
		Description string `json:"description"`
	}
	var list []command
	for _, name := range names {
		list = append(list, command{name, w.Commands[name]})
	}
	data, err := json.Marshal(list)
	if err != nil {
		return err
	}
	p := api.Params{"commands": string(data), "scope": scope}
	p.AddNonEmpty("language_code", code)
	return s.client.Insist(ctx, "setMyCommands", p, nil)
}

// describe sets name and descriptions, once for a given text: Telegram allows
// few changes of a name a day.
func (s *server) describe(ctx context.Context, w *words.Telegram, code string) error {
	version := shortName("", w.Name+w.About+w.Description)
	key := fmt.Sprintf("%s:%s", profileVersion, code)
	if set, err := s.Store.Setting(ctx, "", key); err == nil && set == version {
		return nil
	}
	var failed error
	for method, p := range map[string]api.Params{
		"setMyName":             {"name": w.Name},
		"setMyShortDescription": {"short_description": w.About},
		"setMyDescription":      {"description": w.Description},
	} {
		p.AddNonEmpty("language_code", code)
		failed = errors.Join(failed, s.client.Insist(ctx, method, p, nil))
	}
	if failed != nil {
		return failed
	}
	return s.Store.SetSetting(ctx, "", key, version)
}
