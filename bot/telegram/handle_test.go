package telegram

import (
	"strings"
	"testing"
	"time"
)

func TestOtherMessages(t *testing.T) {
	file := map[string]any{"file_id": "x"}
	tests := []struct {
		name, kind string
		message    map[string]any
		want       string
	}{
		{"edited question", "edited_message", message_(7, "消防站"), "<i>" + simplified.ReAnswered + "</i>\n\n报告里是这样写的："},
		{"photo", "message", with(message_(7, ""), "photo", []any{file}), media},
		{"sticker", "message", with(message_(7, ""), "sticker", file), media},
		{"voice", "message", with(message_(7, ""), "voice", file), media},
		{"file", "message", with(message_(7, ""), "document", file), media},
		{"photo with a question", "message", with(message_(7, ""), "photo", []any{file}, "caption", "消防站"), "新建消防站21个。"},
		{"edited photo", "edited_message", with(message_(7, ""), "photo", []any{file}), ""},
		{"pinned", "message", with(message_(7, ""), "pinned_message", message_(7, "x")), ""},
		{"forwarded", "message", with(message_(7, "消防站"), "forward_origin", map[string]any{"type": "hidden_user", "sender_user_name": "某人"}), "新建消防站21个。"},
		{"our own quote, sent inline", "message", with(message_(7, "新建消防站21个。"), "via_bot", map[string]any{"id": 123456, "is_bot": true}), ""},
		{"without a sender", "message", map[string]any{"message_id": 1, "text": "消防站", "chat": map[string]any{"id": 7, "type": "private"}}, "新建消防站21个。"},
		{"added to a group", "my_chat_member", map[string]any{"chat": map[string]any{"id": -5, "type": "group"}, "from": map[string]any{"id": 7, "language_code": "zh"}, "old_chat_member": map[string]any{"status": "left"}, "new_chat_member": map[string]any{"status": "member"}}, "大家好，我是“问报”"},
		{"blocked by a person", "my_chat_member", map[string]any{"chat": map[string]any{"id": 7, "type": "private"}, "from": map[string]any{"id": 7}, "old_chat_member": map[string]any{"status": "member"}, "new_chat_member": map[string]any{"status": "kicked"}}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := newPeer(t)
			open(t, a, nil)
			a.waitDone(t, a.push(test.kind, test.message))
			got := strings.Join(texts(a.requests("sendMessage")), "\n")
			if !strings.Contains(got, test.want) || (test.want == "") != (got == "") {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// TestEditWithoutChange: a message whose words stay is not answered again.
func TestEditWithoutChange(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.waitDone(t, a.say(7, "消防站"))
	a.waitDone(t, a.push("edited_message", message_(7, "消防站")))
	a.waitDone(t, a.push("edited_message", message_(7, "5G基站")))
	if got := texts(a.requests("sendMessage")); len(got) != 2 || !strings.Contains(got[1], "3047") {
		t.Errorf("%q", got)
	}
}

func TestAlbum(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	for range 3 {
		a.waitDone(t, a.push("message", with(message_(7, ""), "photo", []any{map[string]any{}}, "media_group_id", "g")))
	}
	if n := len(a.requests("sendMessage")); n != 1 {
		t.Errorf("%d sentences for an album", n)
	}
}

// TestReplyToAnOlderAnswer: a reply is about the answer that it replies to, even
// one that is forgotten.
func TestReplyToAnOlderAnswer(t *testing.T) {
	us := map[string]any{"id": 123456, "is_bot": true}
	older := with(message_(7, "报告里是这样写的：\n\n原文 [1]\n新建消防站21个。"), "from", us)
	forgotten := with(message_(7, "原文 [1]\n累计建成5G基站3047个。"), "from", us)
	a := newPeer(t)
	open(t, a, nil)
	a.waitDone(t, a.say(7, "去年新建了多少个消防站？"))
	a.waitDone(t, a.say(7, "充电桩有多少？"))
	for i, tt := range []struct {
		to   map[string]any
		want string
	}{{older, "新建消防站21个。"}, {forgotten, "累计建成5G基站3047个。"}} {
		a.waitDone(t, a.push("message", with(message_(7, "再说一遍"), "reply_to_message", tt.to)))
		if got := texts(a.requests("sendMessage"))[2+i]; !strings.Contains(got, tt.want) {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// TestEditReplacesTheOldWording: what was asked before the edit is no part of
// the conversation any more.
func TestEditReplacesTheOldWording(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	first := with(message_(7, "充电桩有多少？"), "date", time.Now().Unix())
	a.waitDone(t, a.push("message", first))
	a.waitDone(t, a.push("edited_message", with(first, "text", "去年新建了多少个消防站？")))
	a.waitDone(t, a.say(7, "上一条"))
	if got := texts(a.requests("sendMessage")); len(got) != 3 || strings.Contains(got[2], "充电桩") {
		t.Errorf("%q", got)
	}
}
