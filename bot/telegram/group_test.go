package telegram

import (
	"fmt"
	"strings"
	"testing"

	"wenbao/bot/telegram/message"
)

// media is what a photo gets.
var media = fmt.Sprintf(simplified.Media, "去年新建了多少个消防站？")

func TestGroups(t *testing.T) {
	group := func(text string, pairs ...any) map[string]any {
		m := with(message_(-50, text), "chat", map[string]any{"id": -50, "type": "supergroup"}, "message_id", 9,
			"from", map[string]any{"id": 7, "first_name": "李"})
		return with(m, pairs...)
	}
	ours := map[string]any{"message_id": 5, "chat": map[string]any{"id": -50}, "from": map[string]any{"id": 123456, "is_bot": true}}
	tests := []struct {
		name    string
		message map[string]any
		want    string // "" for no answer
	}{
		{"people talking", group("消防站在哪"), ""},
		{"a command", group("/ask 消防站"), "新建消防站<b>21</b>个。"},
		{"a command for us", group("/ask@WenbaoBot 消防站"), "新建消防站<b>21</b>个。"},
		{"a command for another bot", group("/ask@OtherBot 消防站"), ""},
		{"a command that we do not know", group("/ban"), ""},
		{"a mistake, but for us", group("/hlep@WenbaoBot"), "您是想用 /help 吗？"},
		{"a mention", group("@WenbaoBot 消防站"), "新建消防站<b>21</b>个。"},
		{"a mention behind", group("消防站 @wenbaobot"), "新建消防站<b>21</b>个。"},
		{"a mention of a longer name", group("@WenbaoBot2 消防站"), ""},
		{"a mention alone", group("@WenbaoBot"), simplified.Mention},
		{"a mention by name", group("问报 消防站", "entities", []any{map[string]any{"type": "text_mention", "offset": 0, "length": 2, "user": map[string]any{"id": 123456}}}), "新建消防站<b>21</b>个。"},
		{"a mention by name under a photo", group("", "photo", []any{map[string]any{"file_id": "x"}}, "caption", "请问问报 消防站", "caption_entities", []any{map[string]any{"type": "text_mention", "offset": 2, "length": 2, "user": map[string]any{"id": 123456}}}), "新建消防站<b>21</b>个。"},
		{"a mention of somebody else by name", group("问报 消防站", "entities", []any{map[string]any{"type": "text_mention", "offset": 0, "length": 2, "user": map[string]any{"id": 4}}}), ""},
		{"a reply to us", group("消防站", "reply_to_message", ours), "新建消防站<b>21</b>个。"},
		{"a photo", group("", "photo", []any{map[string]any{"file_id": "x"}}), ""},
		{"a photo in reply to us", group("", "photo", []any{map[string]any{"file_id": "x"}}, "reply_to_message", ours), media},
		{"a photo with a mention", group("", "photo", []any{map[string]any{"file_id": "x"}}, "caption", "@WenbaoBot 消防站"), "新建消防站<b>21</b>个。"},
		{"an anonymous administrator", group("/ask 消防站", "from", map[string]any{"id": 1087968824, "is_bot": true, "username": "GroupAnonymousBot"}, "sender_chat", map[string]any{"id": -50, "type": "supergroup"}), "新建消防站<b>21</b>个。"},
		{"another bot", group("/ask 消防站", "from", map[string]any{"id": 99, "is_bot": true}), ""},
		{"someone joins", group("", "new_chat_members", []any{map[string]any{"id": 3}}), ""},
		{"in a topic", group("/ask 消防站", "message_thread_id", 33, "is_topic_message", true), "新建消防站<b>21</b>个。"},
		{"in a thread of replies", group("/ask 消防站", "message_thread_id", 33), "新建消防站<b>21</b>个。"},
		{"forwarded", group("@WenbaoBot 消防站", "forward_origin", map[string]any{"type": "user", "sender_user": map[string]any{"id": 4}}), "新建消防站<b>21</b>个。"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := newPeer(t)
			open(t, a, nil)
			a.waitDone(t, a.push("message", test.message))
			sends := a.requests("sendMessage")
			if test.want == "" {
				if len(sends) != 0 {
					t.Errorf("answered %v", texts(sends))
				}
				return
			}
			if len(sends) != 1 || !strings.Contains(sends[0].values.Get("text"), test.want) {
				t.Fatalf("sent %v", texts(sends))
			}
			v := sends[0].values
			if v.Get("reply_parameters") != `{"allow_sending_without_reply":true,"message_id":9}` || v.Get("chat_id") != "-50" {
				t.Errorf("not a reply: %v", v)
			}
			if inTopic := test.message["is_topic_message"] == true; (v.Get("message_thread_id") == "33") != inTopic {
				t.Errorf("topic %q", v.Get("message_thread_id"))
			}
		})
	}
}

func TestShortFormInGroups(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.push("message", inGroup("/ask 城市更新做了哪些工作？"))
	sent := a.wait(t, "sendMessage", 1)[0]
	text := sent.values.Get("text")
	if strings.Count(text, "（第") != message.ShortForm || !strings.Contains(text, "请私聊我查看") {
		t.Errorf("%s", text)
	}
	payload := payloadOf(t, sent)
	a.waitDone(t, a.say(7, "/start "+payload))
	whole := texts(a.requests("sendRichMessage"))
	if len(whole) != 1 || strings.Count(whole[0], "（第") <= message.ShortForm || !strings.Contains(whole[0], "城市更新提档升级") {
		t.Errorf("the whole behind %q is %q", payload, whole)
	}
}
