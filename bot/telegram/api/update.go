package api

import "encoding/json"

// Update is one of the updates that the bot reads, as far as it reads them. The
// types are own ones because v5's stop at Bot API 5.5 and know no topics. One
// of the pointers is set; none for what the bot does not ask for.
type Update struct {
	ID       int64          `json:"update_id"`
	Message  *Message       `json:"message"`
	Edited   *Message       `json:"edited_message"`
	Callback *Callback      `json:"callback_query"`
	Inline   *InlineQuery   `json:"inline_query"`
	Member   *MemberChanged `json:"my_chat_member"`
}

// Message is what somebody wrote, or one of our own.
type Message struct {
	ID         int64           `json:"message_id"`
	Date       int64           `json:"date"` // when it was first sent, in Unix seconds
	Thread     int64           `json:"message_thread_id"`
	InTopic    bool            `json:"is_topic_message"`
	From       *User           `json:"from"`
	SenderChat *Chat           `json:"sender_chat"`
	Chat       Chat            `json:"chat"`
	Text       string          `json:"text"`
	Caption    string          `json:"caption"`
	Entities   []Entity        `json:"entities"`
	ReplyTo    *Message        `json:"reply_to_message"`
	ViaBot     *User           `json:"via_bot"`
	Keyboard   json.RawMessage `json:"reply_markup"`
	Media
}

// User is a person or a bot.
type User struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	Username  string `json:"username"`
	Language  string `json:"language_code"` // of the app, as an IETF tag; "" if unknown
}

// Chat is where a message stands.
type Chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"` // private, group, supergroup or channel
}

// Entity is a part of a message's text with a meaning.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"` // in UTF-16 units
	Length int    `json:"length"`
	User   *User  `json:"user"` // of a text_mention
}

// Callback is a tap on a button.
type Callback struct {
	ID      string   `json:"id"`
	From    User     `json:"from"`
	Message *Message `json:"message"` // under which the button stands; nil for one sent inline
	Data    string   `json:"data"`
}

// InlineQuery is what somebody types behind our name in any chat.
type InlineQuery struct {
	ID    string `json:"id"`
	From  User   `json:"from"`
	Query string `json:"query"`
}

// MemberChanged says that the bot was added to a chat, or taken out of it.
type MemberChanged struct {
	Chat Chat                    `json:"chat"`
	From User                    `json:"from"`
	Old  struct{ Status string } `json:"old_chat_member"`
	New  struct{ Status string } `json:"new_chat_member"`
}

// Media holds what a message may bring beside or instead of text. Only its
// presence matters.
type Media struct {
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

// Any reports whether there is anything.
func (m *Media) Any() bool {
	for _, part := range []json.RawMessage{m.Animation, m.Audio, m.Contact, m.Dice, m.Document, m.Location, m.Photo,
		m.Poll, m.Sticker, m.Story, m.Venue, m.Video, m.VideoNote, m.Voice} {
		if len(part) > 0 {
			return true
		}
	}
	return false
}

// Private reports whether a chat has one person in it.
func (c Chat) Private() bool { return c.Type == "private" || c.Type == "" && c.ID > 0 }

// Sender is who wrote a message: an anonymous administrator writes as the
// chat, a channel as itself.
func (m *Message) Sender() int64 {
	switch {
	case m.SenderChat != nil:
		return m.SenderChat.ID
	case m.From != nil:
		return m.From.ID
	}
	return m.Chat.ID
}

// LanguageCode is the language of the sender's app.
func (m *Message) LanguageCode() string {
	if m.From == nil {
		return ""
	}
	return m.From.Language
}
