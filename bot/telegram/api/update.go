package api

import (
	"encoding/json"
	"slices"
	"strings"
)

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
	InCaption  []Entity        `json:"caption_entities"`
	Album      string          `json:"media_group_id"` // of several pictures that are sent as one; "" for none
	ReplyTo    *Message        `json:"reply_to_message"`
	ViaBot     *User           `json:"via_bot"`
	Keyboard   json.RawMessage `json:"reply_markup"`
	Media
	Service
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

// Voice is a recording that a person made in the chat, in Ogg with Opus.
type Voice struct {
	File     string `json:"file_id"`
	Duration int    `json:"duration"`  // in seconds
	Size     int64  `json:"file_size"` // in bytes; 0: it is not told
}

// Media holds what a message may bring beside or instead of text. Only of a voice
// more than its presence matters.
type Media struct {
	Animation json.RawMessage `json:"animation"`
	Audio     json.RawMessage `json:"audio"`
	Checklist json.RawMessage `json:"checklist"`
	Contact   json.RawMessage `json:"contact"`
	Dice      json.RawMessage `json:"dice"`
	Document  json.RawMessage `json:"document"`
	Game      json.RawMessage `json:"game"`
	Giveaway  json.RawMessage `json:"giveaway"`
	Invoice   json.RawMessage `json:"invoice"`
	LivePhoto json.RawMessage `json:"live_photo"`
	Location  json.RawMessage `json:"location"`
	PaidMedia json.RawMessage `json:"paid_media"`
	Photo     json.RawMessage `json:"photo"`
	Poll      json.RawMessage `json:"poll"`
	Rich      json.RawMessage `json:"rich_message"`
	Sticker   json.RawMessage `json:"sticker"`
	Story     json.RawMessage `json:"story"`
	Venue     json.RawMessage `json:"venue"`
	Video     json.RawMessage `json:"video"`
	VideoNote json.RawMessage `json:"video_note"`
	Voice     *Voice          `json:"voice"`
}

// Any reports whether there is anything.
func (m *Media) Any() bool {
	return m.Voice != nil || anyOf(m.Animation, m.Audio, m.Checklist, m.Contact, m.Dice, m.Document, m.Game, m.Giveaway, m.Invoice, m.LivePhoto, m.Location,
		m.PaidMedia, m.Photo, m.Poll, m.Rich, m.Sticker, m.Story, m.Venue, m.Video, m.VideoNote)
}

func anyOf(parts ...json.RawMessage) bool {
	return slices.ContainsFunc(parts, func(part json.RawMessage) bool { return len(part) > 0 })
}

// Service holds what Telegram reports by itself in a chat with one person. Only
// its presence matters: nobody waits for an answer to it.
type Service struct {
	Pinned       json.RawMessage `json:"pinned_message"`
	Timer        json.RawMessage `json:"message_auto_delete_timer_changed"`
	Background   json.RawMessage `json:"chat_background_set"`
	WriteAccess  json.RawMessage `json:"write_access_allowed"`
	Website      json.RawMessage `json:"connected_website"`
	Passport     json.RawMessage `json:"passport_data"`
	WebApp       json.RawMessage `json:"web_app_data"`
	UsersShared  json.RawMessage `json:"users_shared"`
	ChatShared   json.RawMessage `json:"chat_shared"`
	Paid         json.RawMessage `json:"successful_payment"`
	Refunded     json.RawMessage `json:"refunded_payment"`
	Gift         json.RawMessage `json:"gift"`
	UniqueGift   json.RawMessage `json:"unique_gift"`
	GiftUpgrade  json.RawMessage `json:"gift_upgrade_sent"`
	Proximity    json.RawMessage `json:"proximity_alert_triggered"`
	TasksDone    json.RawMessage `json:"checklist_tasks_done"`
	TasksAdded   json.RawMessage `json:"checklist_tasks_added"`
	TopicMade    json.RawMessage `json:"forum_topic_created"`
	TopicEdited  json.RawMessage `json:"forum_topic_edited"`
	TopicClosed  json.RawMessage `json:"forum_topic_closed"`
	TopicOpened  json.RawMessage `json:"forum_topic_reopened"`
	ChatCreated  json.RawMessage `json:"group_chat_created"`
	NewMembers   json.RawMessage `json:"new_chat_members"`
	LeftMember   json.RawMessage `json:"left_chat_member"`
	MigratedTo   json.RawMessage `json:"migrate_to_chat_id"`
	MigratedFrom json.RawMessage `json:"migrate_from_chat_id"`
}

// Reported reports whether a message is Telegram's own.
func (s *Service) Reported() bool {
	return anyOf(s.Pinned, s.Timer, s.Background, s.WriteAccess, s.Website, s.Passport, s.WebApp, s.UsersShared, s.ChatShared, s.Paid, s.Refunded,
		s.Gift, s.UniqueGift, s.GiftUpgrade, s.Proximity, s.TasksDone, s.TasksAdded, s.TopicMade, s.TopicEdited, s.TopicClosed, s.TopicOpened,
		s.ChatCreated, s.NewMembers, s.LeftMember, s.MigratedTo, s.MigratedFrom)
}

// Words are what somebody wrote, under a picture or by itself, with what is marked
// in it.
func (m *Message) Words() (string, []Entity) {
	if strings.TrimSpace(m.Text) == "" {
		return m.Caption, m.InCaption
	}
	return m.Text, m.Entities
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
