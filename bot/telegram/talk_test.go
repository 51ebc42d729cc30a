package telegram

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"wenbao/bot/telegram/message"
	"wenbao/knowledge/text"
)

func TestCommands(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"start", "/start", "<b>李，您好！</b>"},
		{"start, deep link to a passage", "/start 6_3_1", "<blockquote>新建消防站21个。</blockquote>"},
		{"start, deep link to a section", "/start 6_3", "更好统筹发展和安全"},
		{"start, unknown payload", "/start zzz", "李，您好！"},
		{"help", "/help", "/privacy"},
		{"contents", "/toc", "目录"},
		{"contents of a section", "/toc 4.2", "数智城市纵深推进"},
		{"ask", "/ask 消防站", "新建消防站21个。"},
		{"ask without a space", "/ask消防站", "新建消防站21个。"},
		{"ask nothing", "/ask", "请在 /ask 后面写上问题"},
		{"new", "/new", simplified.Cleared},
		{"about", "/about", "索引指纹"},
		{"privacy", "/privacy", "24 小时后删除"},
		{"forget", "/forget", simplified.Forgotten},
		{"language", "/lang", simplified.LangNow},
		{"language by name", "/lang English", english.LangSet},
		{"for us by name", "/help@wenbaobot", "/privacy"},
		{"wide slash", "／help", "/privacy"},
		{"Chinese", "/隐私", "24 小时后删除"},
		{"Chinese with an argument", "/提问 消防站", "新建消防站21个。"},
		{"typing mistake", "/hlep", "您是想用 /help 吗？"},
		{"typing mistake", "/privcy", "您是想用 /privacy 吗？"},
		{"unknown", "/weather", "没有 /weather 这个命令"},
		{"capitals", "/HELP", "/privacy"},
		{"a slash alone", "/", ""},
		{"English", "/ask How many fire stations were built?", "The report says:"},
		{"too long", strings.Repeat("问", 501), "500个字以内"},
	}
	a := newPeer(t)
	open(t, a, nil)
	for i, test := range tests {
		t.Run(test.name+" "+test.text[:min(len(test.text), 12)], func(t *testing.T) {
			person := int64(100 + i)
			a.waitAcked(t, a.say(person, test.text))
			var got string
			for _, r := range a.requests("sendMessage") {
				if r.values.Get("chat_id") == jsonNumber(person) {
					got += r.values.Get("text")
				}
			}
			if !strings.Contains(got, test.want) || got == "" {
				t.Errorf("%q lacks %q", got, test.want)
			}
		})
	}
}

func jsonNumber(n int64) string {
	data, _ := json.Marshal(n)
	return string(data)
}

func TestStartButtons(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.say(7, "/start")
	buttons := buttonsOf(t, a.wait(t, "sendMessage", 1)[0])
	if len(buttons) != 4 || buttons[3].Data != "t" {
		t.Errorf("want three questions and the contents: %v", buttons)
	}
	for i, b := range buttons[:3] {
		a.waitAcked(t, a.tap(int64(20+i), b.Data, ""))
	}
	for _, text := range texts(a.requests("sendMessage")[1:]) {
		if !strings.Contains(text, "<blockquote>") {
			t.Errorf("a sample is not answered: %s", text)
		}
	}
}

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
		{"a command", group("/ask 消防站"), "新建消防站21个。"},
		{"a command for us", group("/ask@WenbaoBot 消防站"), "新建消防站21个。"},
		{"a command for another bot", group("/ask@OtherBot 消防站"), ""},
		{"a command that we do not know", group("/ban"), ""},
		{"a mistake, but for us", group("/hlep@WenbaoBot"), "您是想用 /help 吗？"},
		{"a mention", group("@WenbaoBot 消防站"), "新建消防站21个。"},
		{"a mention behind", group("消防站 @wenbaobot"), "新建消防站21个。"},
		{"a mention of a longer name", group("@WenbaoBot2 消防站"), ""},
		{"a mention alone", group("@WenbaoBot"), simplified.Mention},
		{"a mention by name", group("问报 消防站", "entities", []any{map[string]any{"type": "text_mention", "offset": 0, "length": 2, "user": map[string]any{"id": 123456}}}), "新建消防站21个。"},
		{"a reply to us", group("消防站", "reply_to_message", ours), "新建消防站21个。"},
		{"a photo", group("", "photo", []any{map[string]any{"file_id": "x"}}), ""},
		{"a photo in reply to us", group("", "photo", []any{map[string]any{"file_id": "x"}}, "reply_to_message", ours), media},
		{"a photo with a mention", group("", "photo", []any{map[string]any{"file_id": "x"}}, "caption", "@WenbaoBot 消防站"), "新建消防站21个。"},
		{"an anonymous administrator", group("/ask 消防站", "from", map[string]any{"id": 1087968824, "is_bot": true, "username": "GroupAnonymousBot"}, "sender_chat", map[string]any{"id": -50, "type": "supergroup"}), "新建消防站21个。"},
		{"another bot", group("/ask 消防站", "from", map[string]any{"id": 99, "is_bot": true}), ""},
		{"someone joins", group("", "new_chat_members", []any{map[string]any{"id": 3}}), ""},
		{"in a topic", group("/ask 消防站", "message_thread_id", 33, "is_topic_message", true), "新建消防站21个。"},
		{"in a thread of replies", group("/ask 消防站", "message_thread_id", 33), "新建消防站21个。"},
		{"forwarded", group("@WenbaoBot 消防站", "forward_origin", map[string]any{"type": "user", "sender_user": map[string]any{"id": 4}}), "新建消防站21个。"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := newPeer(t)
			open(t, a, nil)
			a.waitAcked(t, a.push("message", test.message))
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
	a.push("message", with(message_(-5, "/ask 城市更新做了哪些工作？"), "chat", map[string]any{"id": -5, "type": "group"}))
	text := a.wait(t, "sendMessage", 1)[0].values.Get("text")
	if strings.Count(text, "<blockquote>") != message.ShortForm || !strings.Contains(text, "请私聊我查看") {
		t.Errorf("%s", text)
	}
}

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
			a.waitAcked(t, a.push(test.kind, test.message))
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
	a.waitAcked(t, a.say(7, "消防站"))
	a.waitAcked(t, a.push("edited_message", message_(7, "消防站")))
	a.waitAcked(t, a.push("edited_message", message_(7, "5G基站")))
	if got := texts(a.requests("sendMessage")); len(got) != 2 || !strings.Contains(got[1], "3047") {
		t.Errorf("%q", got)
	}
}

// TestGlossForChosenEnglish: who chose English gets the translation, also
// under the answer to a Chinese question.
func TestGlossForChosenEnglish(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.waitAcked(t, a.say(7, "/lang en"))
	a.waitAcked(t, a.say(7, "消防站"))
	if got := texts(a.requests("sendMessage"))[1]; !strings.Contains(got, "Unofficial translation: 21 fire stations") {
		t.Errorf("%s", got)
	}
}

func TestAlbum(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	for range 3 {
		a.waitAcked(t, a.push("message", with(message_(7, ""), "photo", []any{map[string]any{}}, "media_group_id", "g")))
	}
	if n := len(a.requests("sendMessage")); n != 1 {
		t.Errorf("%d sentences for an album", n)
	}
}

func TestLanguageOf(t *testing.T) {
	tests := []struct {
		text, code string
		want       text.Language
	}{
		{"消防站", "zh-hans", text.Simplified},
		{"消防站", "en", text.Simplified},
		{"消防站有几个", "zh-hant", text.Traditional}, // written alike in both
		{"幾個消防站", "en", text.Traditional},
		{"fire stations", "zh-hans", text.English},
		{"", "en", text.English},
		{"", "fr", text.English},
		{"", "zh-TW", text.Traditional},
		{"", "zh-hk", text.Traditional},
		{"", "zh", text.Simplified},
		{"", "", text.Simplified},
		{"5", "en", text.English},
	}
	for _, test := range tests {
		if got := languageOf(test.text, test.code); got != test.want {
			t.Errorf("%q with %q: %s, want %s", test.text, test.code, got, test.want)
		}
	}
}

// TestChosenLanguage: what a person chose wins over her app's language.
func TestChosenLanguage(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	for _, text := range []string{"/help", "/lang en", "/help", "/lang", "/new"} {
		a.waitAcked(t, a.say(7, text))
	}
	want := []string{simplified.Help, english.LangSet, english.Help, english.LangNow, english.Cleared}
	for i, text := range texts(a.requests("sendMessage")) {
		if unescape(t, text) != want[i] {
			t.Errorf("%d: %q", i, text)
		}
	}
}

// TestCommandNames: every command that is described is offered and known.
func TestCommandNames(t *testing.T) {
	if described, names := slices.Sorted(maps.Keys(simplified.Commands)), slices.Sorted(slices.Values(commandNames)); !slices.Equal(described, names) {
		t.Errorf("described %v, offered %v", described, names)
	}
}

func TestInline(t *testing.T) {
	tests := []struct {
		name, query string
		least       int
		first       string
	}{
		{"a word", "电梯", 1, "加装电梯投入运行30部"},
		{"nothing typed", "", 0, ""},
		{"nothing near", "qwertyuiop zxcvb", 0, ""},
		{"far too long", strings.Repeat("电梯", 300), 0, ""},
	}
	a := newPeer(t)
	open(t, a, nil)
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a.push("inline_query", map[string]any{"id": "q", "from": map[string]any{"id": 7 + i}, "query": test.query, "offset": ""})
			v := a.wait(t, "answerInlineQuery", i+1)[i].values
			var results []inlineResult
			if err := json.Unmarshal([]byte(v.Get("results")), &results); err != nil || v.Get("results") == "null" {
				t.Fatal(v, err)
			}
			if len(results) < test.least || test.least == 0 && len(results) > 0 {
				t.Fatalf("%d results", len(results))
			}
			for _, r := range results {
				if !strings.Contains(r.Content.Text, "<blockquote>") || !strings.Contains(r.Content.Text, "—— 《通州区") || len(r.ID) > 64 {
					t.Errorf("without citation: %+v", r)
				}
			}
			if test.first != "" && !strings.Contains(results[0].Content.Text, test.first) {
				t.Errorf("first %q", results[0].Content.Text)
			}
		})
	}
}

// described waits until every profile is remembered as set: a close before that
// would rightly set it again.
func described(t *testing.T, state Settings) {
	t.Helper()
	for _, p := range profiles {
		for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
			set, err := state.Setting(t.Context(), "", profileVersion+":"+p.code)
			if err != nil {
				t.Fatal(err)
			}
			if set != "" {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("the profile %q is not set", p.code)
			}
		}
	}
}

func TestProfile(t *testing.T) {
	a := newPeer(t)
	state := memory(t)
	for start := range 2 {
		d := open(t, a, func(o *Options) { o.Store = state })
		a.wait(t, "setMyCommands", 6*(start+1))
		described(t, state)
		a.waitAcked(t, a.say(7, "/help"))
		d.close(t)
	}
	for _, method := range []string{"setMyName", "setMyDescription", "setMyShortDescription"} {
		if n := len(a.requests(method)); n != 3 {
			t.Errorf("%s was called %d times in two starts, want once a language", method, n)
		}
	}
	for _, r := range a.requests("setMyCommands") {
		var commands []struct{ Command, Description string }
		if err := json.Unmarshal([]byte(r.values.Get("commands")), &commands); err != nil || len(commands) < 5 {
			t.Errorf("%v %v", r.values, err)
		}
	}
}
