package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"wenbao/bot"
)

// talk is where a message came from and where its answer goes.
type talk struct {
	chat     int64
	thread   int64  // topic, 0 for none
	replyTo  int64  // message that the answer refers to, 0 for none
	user     int64  // who is limited
	who      string // who is remembered
	group    bool
	language bot.Language
	words    *words
}

// talkOf finds out all about a message's talk. text is what the person said,
// for its language.
func (s *server) talkOf(ctx context.Context, m *message, from int64, code, text string) talk {
	t := talk{chat: m.Chat.ID, user: from, group: !m.Chat.private()}
	if m.InTopic {
		t.thread = m.Thread
	}
	t.who = s.pseudonym(t.chat, from)
	chosen, err := s.Store.Setting(ctx, t.who, "language")
	if err != nil {
		s.log.Error("reading a person's language", "error", err)
	}
	t.language = bot.Language(chosen)
	if chosen == "" {
		t.language = languageOf(text, code)
	}
	t.words = in(t.language)
	return t
}

// say sends blocks, in as many messages as they need; the buttons stand under
// the last.
func (s *server) say(ctx context.Context, t talk, buttons *keyboard, blocks ...block) error {
	messages := pack(blocks)
	for i, m := range messages {
		p := textParams(m)
		p.AddNonZero64("message_thread_id", t.thread)
		if t.replyTo != 0 && i == 0 {
			p["reply_parameters"] = replyTo(t.replyTo)
		}
		if i == len(messages)-1 {
			p.AddNonEmpty("reply_markup", buttons.json())
		}
		if err := s.out.send(ctx, outgoing{t.chat, "sendMessage", p, m.text()}); err != nil {
			return err
		}
	}
	return nil
}

// noPreview keeps Telegram from loading pages that a passage names.
const noPreview = `{"is_disabled":true}`

// textParams are the fields of a message's text.
func textParams(m block) params {
	return params{"text": m.html(), "parse_mode": "HTML", "link_preview_options": noPreview}
}

func replyTo(id int64) string {
	data, err := json.Marshal(map[string]any{"message_id": id, "allow_sending_without_reply": true})
	if err != nil {
		return ""
	}
	return string(data)
}

// edit replaces a message by one block with buttons, or sends it anew where
// the message cannot be edited any more.
func (s *server) edit(ctx context.Context, t talk, id int64, buttons *keyboard, b block) error {
	p := textParams(b)
	p["message_id"] = strconv.FormatInt(id, 10)
	p.AddNonEmpty("reply_markup", buttons.json())
	err := s.out.send(ctx, outgoing{t.chat, "editMessageText", p, b.text()})
	if says(err, "message to edit not found") || says(err, "message can't be edited") || says(err, "message_id_invalid") {
		return s.say(ctx, t, buttons, b)
	}
	return err
}

// outcomeOf names how a delivery ended: a chat that wants nothing from us is
// no error.
func outcomeOf(done string, err error) (string, error) {
	switch {
	case err == nil:
		return done, nil
	case gone(err):
		return "blocked", nil
	case errors.Is(err, context.Canceled):
		return "stopped", err
	}
	return "undelivered", fmt.Errorf("sending: %w", err)
}
