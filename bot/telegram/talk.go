package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"wenbao/bot/telegram/api"
	"wenbao/bot/telegram/message"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// talk is where a message came from and where its answer goes.
type talk struct {
	chat     int64
	thread   int64     // topic, 0 for none
	replyTo  int64     // message that the answer refers to, 0 for none
	user     int64     // who is limited
	who      string    // who is remembered
	about    []string  // passages of the answer that a message replies to
	edited   time.Time // when an edited message was first sent, else zero
	errand   *errand   // that is answered; nil where nothing is said later
	group    bool
	language text.Language
	words    *words.Telegram
}

// talkOf is the talk of a message as the message itself shows it. said are the
// person's own words and code is the language of her app.
func (s *server) talkOf(m *api.Message, from int64, code, said string) talk {
	t := talk{chat: m.Chat.ID, user: from, who: s.pseudonym(m.Chat.ID, from), group: !m.Chat.Private()}
	if m.InTopic {
		t.thread = m.Thread
	}
	return t.in(languageOf(said, code))
}

// in is the talk in another language.
func (t talk) in(l text.Language) talk {
	t.language, t.words = l, words.TelegramIn(l)
	return t
}

// preferred is the talk in the language that the person chose, if she did.
func (s *server) preferred(ctx context.Context, t talk) talk {
	chosen, err := s.Store.Setting(ctx, t.who, "language")
	if err != nil {
		s.stateFailed("reading a person's language", err)
	}
	if chosen == "" {
		return t
	}
	return t.in(text.Language(chosen))
}

// say sends blocks, in as many messages as they need; the buttons stand under
// the last.
func (s *server) say(ctx context.Context, t talk, buttons *message.Keyboard, blocks ...message.Block) error {
	return s.sayRich(ctx, t, "", buttons, blocks...)
}

// sayRich sends a rich message with buttons, and blocks as say does to a server that
// takes none; "" is no rich message.
func (s *server) sayRich(ctx context.Context, t talk, rich string, buttons *message.Keyboard, blocks ...message.Block) error {
	all := t.outgoing(blocks)
	if len(all) > 0 {
		all[len(all)-1] = under(all[len(all)-1], buttons)
	}
	if rich != "" {
		p := t.addressed(api.Params{"rich_message": richMessage(rich)}, true)
		all = []api.Outgoing{under(api.Outgoing{Chat: t.chat, Method: "sendRichMessage", Params: p, Instead: all}, buttons)}
	}
	return s.send(ctx, t.errand, all...)
}

// richMessage is Telegram's InputRichMessage. It would make links and telephone
// numbers of the report's figures.
func richMessage(html string) string {
	data, err := json.Marshal(map[string]any{"html": html, "skip_entity_detection": true})
	if err != nil {
		return ""
	}
	return string(data)
}

// prompt sends a block, and has the person's app open the field for a reply to it.
func (s *server) prompt(ctx context.Context, t talk, b message.Block) error {
	all := t.outgoing([]message.Block{b})
	for _, m := range all {
		m.Params["reply_markup"] = message.ForceReply(t.words.AskHint)
	}
	return s.send(ctx, t.errand, all...)
}

// outgoing are blocks as messages to where an answer goes.
func (t talk) outgoing(blocks []message.Block) []api.Outgoing {
	var all []api.Outgoing
	for i, m := range message.Pack(blocks) {
		all = append(all, api.Outgoing{Chat: t.chat, Method: "sendMessage", Params: t.addressed(textParams(m), i == 0), Plain: m.Text()})
	}
	return all
}

// addressed adds to the fields of a message where in its chat it stands; the first
// of an answer refers to what it answers.
func (t talk) addressed(p api.Params, first bool) api.Params {
	p.AddNonZero64("message_thread_id", t.thread)
	if t.replyTo != 0 && first {
		p["reply_parameters"] = replyTo(t.replyTo)
	}
	return p
}

// under puts buttons under a message.
func under(m api.Outgoing, buttons *message.Keyboard) api.Outgoing {
	m.Params.AddNonEmpty("reply_markup", buttons.JSON())
	m.Lean = buttons.Lean().JSON()
	return m
}

// hasty is the talk for what need not be said later.
func (t talk) hasty() talk {
	t.errand = nil
	return t
}

// noPreview keeps Telegram from loading pages that a passage names.
const noPreview = `{"is_disabled":true}`

// textParams are the fields of a message's text.
func textParams(m message.Block) api.Params {
	return api.Params{"text": m.HTML(), "parse_mode": "HTML", "link_preview_options": noPreview}
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
func (s *server) edit(ctx context.Context, t talk, id int64, buttons *message.Keyboard, b message.Block) error {
	p := textParams(b)
	p["message_id"] = strconv.FormatInt(id, 10)
	err := s.send(ctx, t.errand, under(api.Outgoing{Chat: t.chat, Method: "editMessageText", Params: p, Plain: b.Text()}, buttons))
	if api.Says(err, "message to edit not found") || api.Says(err, "message can't be edited") || api.Says(err, "message_id_invalid") {
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
	case api.Gone(err):
		return "blocked", nil
	case errors.Is(err, context.Canceled):
		return "stopped", err
	}
	return "undelivered", fmt.Errorf("sending: %w", err)
}
