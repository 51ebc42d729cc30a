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
		{"photo with a question", "message", with(message_(7, ""), "photo", []any{file}, "caption", "消防站"), "新建消防站<b>21</b>个。"},
		{"edited photo", "edited_message", with(message_(7, ""), "photo", []any{file}), ""},
		{"pinned", "message", with(message_(7, ""), "pinned_message", message_(7, "x")), ""},
		{"forwarded", "message", with(message_(7, "消防站"), "forward_origin", map[string]any{"type": "hidden_user", "sender_user_name": "某人"}), "新建消防站<b>21</b>个。"},
		{"our own quote, sent inline", "message", with(message_(7, "新建消防站21个。"), "via_bot", map[string]any{"id": 123456, "is_bot": true}), ""},
		{"without a sender", "message", map[string]any{"message_id": 1, "text": "消防站", "chat": map[string]any{"id": 7, "type": "private"}}, "新建消防站<b>21</b>个。"},
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

// TestKinds: whatever a person sends is answered; what Telegram reports by itself
// is not.
func TestKinds(t *testing.T) {
	tests := []struct {
		want  string
		kinds []string
	}{
		{media, []string{"animation", "audio", "checklist", "contact", "dice", "document", "game", "giveaway", "invoice", "live_photo", "location",
			"paid_media", "photo", "poll", "rich_message", "sticker", "story", "venue", "video", "video_note", "voice", "a_kind_of_next_year"}},
		{"", []string{"pinned_message", "message_auto_delete_timer_changed", "chat_background_set", "write_access_allowed", "connected_website",
			"passport_data", "web_app_data", "users_shared", "chat_shared", "successful_payment", "refunded_payment", "gift", "unique_gift",
			"gift_upgrade_sent", "proximity_alert_triggered", "checklist_tasks_done", "checklist_tasks_added", "forum_topic_created",
			"forum_topic_edited", "forum_topic_closed", "forum_topic_reopened", "group_chat_created", "new_chat_members", "left_chat_member",
			"migrate_to_chat_id", "migrate_from_chat_id"}},
	}
	a := newPeer(t)
	open(t, a, nil)
	person := int64(100)
	for _, test := range tests {
		for _, kind := range test.kinds {
			person++
			a.waitDone(t, a.push("message", with(message_(person, ""), kind, map[string]any{"file_id": "x"})))
			var got []string
			for _, r := range a.requests("sendMessage") {
				if r.values.Get("chat_id") == jsonNumber(person) {
					got = append(got, r.values.Get("text"))
				}
			}
			if strings.Join(got, "|") != test.want {
				t.Errorf("%s: %q, want %q", kind, got, test.want)
			}
		}
	}
}

// TestNoSilence: nothing that a person sends is passed over because of what she
// sent before.
func TestNoSilence(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.waitDone(t, a.push("message", with(message_(7, ""), "sticker", map[string]any{})))
	a.waitDone(t, a.push("message", with(message_(7, ""), "voice", map[string]any{})))
	a.waitDone(t, a.say(7, "@WenbaoBot"))
	if got, want := strings.Join(texts(a.requests("sendMessage")), "|"), media+"|"+media+"|"+simplified.Mention; got != want {
		t.Errorf("%q", got)
	}
}

// TestAskForReply: who writes /ask alone is asked, and her reply is the question.
func TestAskForReply(t *testing.T) {
	group := map[string]any{"id": -50, "type": "supergroup"}
	a := newPeer(t)
	open(t, a, nil)
	a.waitDone(t, a.push("message", with(message_(7, "/ask"), "chat", group)))
	asked := a.requests("sendMessage")[0].values
	if want := `{"force_reply":true,"input_field_placeholder":"` + simplified.AskHint + `","selective":true}`; asked.Get("reply_markup") != want || !asked.Has("reply_parameters") {
		t.Errorf("%v", asked)
	}
	ours := map[string]any{"message_id": 5, "chat": group, "from": map[string]any{"id": 123456, "is_bot": true}, "text": asked.Get("text")}
	a.waitDone(t, a.push("message", with(message_(7, "去年新建了多少个消防站？"), "chat", group, "reply_to_message", ours)))
	if got := texts(a.requests("sendMessage")); len(got) != 2 || !strings.Contains(got[1], "新建消防站<b>21</b>个。") {
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
	for _, caption := range []string{"消防站", "", ""} {
		a.waitDone(t, a.push("message", with(message_(7, ""), "photo", []any{map[string]any{}}, "media_group_id", "h", "caption", caption)))
	}
	if got := texts(a.requests("sendMessage")); len(got) != 2 || !strings.Contains(got[1], "新建消防站<b>21</b>个。") {
		t.Errorf("an album with a question gets %q", got)
	}
}

// TestReplyToAnOlderAnswer: a reply is about the answer that it replies to, even
// one that is forgotten.
func TestReplyToAnOlderAnswer(t *testing.T) {
	us := map[string]any{"id": 123456, "is_bot": true}
	older := with(message_(7, "报告里是这样写的：\n\n原文 [1]\n新建消防站21个。"), "from", us)
	forgotten := with(message_(7, "原文 [1]\n累计建成5G基站3047个。"), "from", us)
	rich := with(message_(7, ""), "from", us, "rich_message", map[string]any{"blocks": []any{
		map[string]any{"type": "heading", "size": 5, "text": "《报告》"},
		map[string]any{"type": "blockquote", "blocks": []any{map[string]any{"type": "paragraph", "text": []any{"新建消防站", map[string]any{"type": "bold", "text": "21"}, "个。"}}}, "credit": "[1] 第1条"},
	}})
	a := newPeer(t)
	open(t, a, nil)
	a.waitDone(t, a.say(7, "去年新建了多少个消防站？"))
	a.waitDone(t, a.say(7, "充电桩有多少？"))
	for i, tt := range []struct {
		to   map[string]any
		want string
	}{{older, "新建消防站<b>21</b>个。"}, {rich, "新建消防站<b>21</b>个。"}, {forgotten, "累计建成5G基站<b>3047</b>个。"}} {
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
