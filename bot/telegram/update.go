package telegram

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
)

// The parts of an update that the bot reads. They are own types because v5's
// stop at Bot API 5.5 and know no topics.
type (
	update struct {
		ID       int64          `json:"update_id"`
		Message  *message       `json:"message"`
		Edited   *message       `json:"edited_message"`
		Callback *callback      `json:"callback_query"`
		Inline   *inlineQuery   `json:"inline_query"`
		Member   *memberChanged `json:"my_chat_member"`
	}
	message struct {
		ID         int64     `json:"message_id"`
		Thread     int64     `json:"message_thread_id"`
		InTopic    bool      `json:"is_topic_message"`
		From       *user     `json:"from"`
		SenderChat *chat     `json:"sender_chat"`
		Chat       chat      `json:"chat"`
		Text       string    `json:"text"`
		Caption    string    `json:"caption"`
		Entities   []entity  `json:"entities"`
		ReplyTo    *message  `json:"reply_to_message"`
		ViaBot     *user     `json:"via_bot"`
		MediaGroup string    `json:"media_group_id"`
		Keyboard   *keyboard `json:"reply_markup"`
		media
	}
	user struct {
		ID        int64  `json:"id"`
		IsBot     bool   `json:"is_bot"`
		FirstName string `json:"first_name"`
		Username  string `json:"username"`
		Language  string `json:"language_code"`
	}
	chat struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	}
	entity struct {
		Type   string `json:"type"`
		Offset int    `json:"offset"` // in UTF-16 units
		Length int    `json:"length"`
		User   *user  `json:"user"`
	}
	callback struct {
		ID            string   `json:"id"`
		From          user     `json:"from"`
		Message       *message `json:"message"`
		InlineMessage string   `json:"inline_message_id"`
		Data          string   `json:"data"`
	}
	inlineQuery struct {
		ID    string `json:"id"`
		From  user   `json:"from"`
		Query string `json:"query"`
	}
	memberChanged struct {
		Chat chat                    `json:"chat"`
		From user                    `json:"from"`
		Old  struct{ Status string } `json:"old_chat_member"`
		New  struct{ Status string } `json:"new_chat_member"`
	}
)

// media holds what a message may bring beside or instead of text. Only its
// presence matters.
type media struct {
	Animation json.RawMessage `json:"animation"`
	Audio     json.RawMessage `json:"audio"`
	Contact   json.RawMessage `json:"contact"`
	Dice      json.RawMessage `json:"dice"`
	Document  json.RawMessage `json:"document"`
	Location  json.RawMessage `json:"location"`
	Photo     json.RawMessage `json:"photo"`
	Poll      json.RawMessage `json:"poll"`
	Sticker   json.RawMessage `json:"sticker"`
	Story     json.RawMessage `json:"story"`
	Venue     json.RawMessage `json:"venue"`
	Video     json.RawMessage `json:"video"`
	VideoNote json.RawMessage `json:"video_note"`
	Voice     json.RawMessage `json:"voice"`
}

func (m *media) any() bool {
	for _, part := range []json.RawMessage{m.Animation, m.Audio, m.Contact, m.Dice, m.Document, m.Location, m.Photo,
		m.Poll, m.Sticker, m.Story, m.Venue, m.Video, m.VideoNote, m.Voice} {
		if len(part) > 0 {
			return true
		}
	}
	return false
}

// private reports whether a chat has one person in it.
func (c chat) private() bool { return c.Type == "private" || c.Type == "" && c.ID > 0 }

// allowedUpdates are the kinds that Telegram shall send, and no others.
const allowedUpdates = `["message","edited_message","callback_query","inline_query","my_chat_member"]`

var updateID = regexp.MustCompile(`"update_id"\s*:\s*(\d+)`)

// decodeUpdate reads one update. Its id is known even where the rest cannot be
// read, as far as there is one, so that one bad update does not come back for ever.
func decodeUpdate(raw []byte) (update, error) {
	var u update
	err := json.Unmarshal(raw, &u)
	if err == nil && u.ID <= 0 {
		err = fmt.Errorf("the update has no number")
	}
	if err == nil {
		return u, nil
	}
	broken := update{}
	if m := updateID.FindSubmatch(raw); m != nil {
		broken.ID, _ = strconv.ParseInt(string(m[1]), 10, 64)
	}
	return broken, fmt.Errorf("decoding an update: %w", err)
}

// kind is a label of the metrics.
func (u update) kind() string {
	switch {
	case u.Message != nil:
		return "message"
	case u.Edited != nil:
		return "edited_message"
	case u.Callback != nil:
		return "callback_query"
	case u.Inline != nil:
		return "inline_query"
	case u.Member != nil:
		return "my_chat_member"
	}
	return "other"
}

// lane is what keeps its order: a chat, or a person outside of any chat.
func (u update) lane() int64 {
	switch {
	case u.Message != nil:
		return u.Message.Chat.ID
	case u.Edited != nil:
		return u.Edited.Chat.ID
	case u.Callback != nil && u.Callback.Message != nil:
		return u.Callback.Message.Chat.ID
	case u.Callback != nil:
		return u.Callback.From.ID
	case u.Inline != nil:
		return u.Inline.From.ID
	case u.Member != nil:
		return u.Member.Chat.ID
	}
	return 0
}

// sender is who wrote a message: an anonymous administrator writes as the
// chat, a channel as itself.
func (m *message) sender() int64 {
	switch {
	case m.SenderChat != nil:
		return m.SenderChat.ID
	case m.From != nil:
		return m.From.ID
	}
	return m.Chat.ID
}

// languageCode is the language of the sender's app.
func (m *message) languageCode() string {
	if m.From == nil {
		return ""
	}
	return m.From.Language
}
