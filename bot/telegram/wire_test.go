package telegram

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"wenbao/bot/telegram/message"
)

// say queues a private message of a person.
func (a *peer) say(person int64, text string) int64 {
	return a.push("message", message_(person, text))
}

// message_ is a private message as Telegram sends it.
func message_(person int64, text string) map[string]any {
	return map[string]any{
		"message_id": 1000 + person, "date": 1700000000, "text": text,
		"chat": map[string]any{"id": person, "type": "private"},
		"from": map[string]any{"id": person, "is_bot": false, "first_name": "李", "language_code": "zh-hans"},
	}
}

// with adds fields to a message.
func with(m map[string]any, pairs ...any) map[string]any {
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = pairs[i+1]
	}
	return m
}

// texts are the texts of sent messages.
func texts(requests []request) []string {
	var all []string
	for _, r := range requests {
		all = append(all, r.values.Get("text"))
	}
	return all
}

// buttonsOf reads the buttons of a request.
func buttonsOf(t *testing.T, r request) []message.Button {
	t.Helper()
	var k message.Keyboard
	if markup := r.values.Get("reply_markup"); markup != "" {
		if err := json.Unmarshal([]byte(markup), &k); err != nil {
			t.Fatal(err)
		}
	}
	return slices.Concat(k.Rows...)
}

// tap queues a tap on a button of a message that a person got.
func (a *peer) tap(person int64, data, markup string) int64 {
	m := with(message_(person, "…"), "message_id", 77, "from", map[string]any{"id": 123456, "is_bot": true, "first_name": "问报"})
	if markup != "" {
		m["reply_markup"] = json.RawMessage(markup)
	}
	return a.push("callback_query", map[string]any{
		"id": fmt.Sprint("cb", person), "data": data, "message": m, "chat_instance": "x",
		"from": map[string]any{"id": person, "first_name": "李", "language_code": "zh-hans"},
	})
}
