package telegram

import (
	"fmt"
	"strings"
	"testing"

	"wenbao/bot/telegram/message"
)

// reservoirs is a report with so many passages in its first section.
func reservoirs(n int) string {
	var text strings.Builder
	text.WriteString("# 报告\n\n## 一、水利建设工作回顾\n\n")
	for i := range n {
		fmt.Fprintf(&text, "完成第%d号水库的除险加固。\n\n", i+1)
	}
	return text.String() + "## 二、教育工作回顾\n\n新建学校三所。\n"
}

// TestRestOfAList: below a list that is cut stands a button for what is left of it, and
// below that the next.
func TestRestOfAList(t *testing.T) {
	a := newPeer(t)
	open(t, a, func(o *Options) { o.Bot = roles(reportBot(t, "r", reservoirs(135))) })
	a.waitDone(t, a.say(7, "水利建设工作有哪些成效"))
	for i, want := range []struct{ button, title, first, last string }{
		{"其余75条", "", "第1号水库", "第60号水库"},
		{"其余15条", "接着列第61到第120条，一共135条：", "第61号水库", "第120号水库"},
		{"", "接着列第121到第135条，一共135条：", "第121号水库", "第135号水库"},
	} {
		sent := a.requests("sendRichMessage")[i]
		text, button := texts([]request{sent})[0], message.Button{}
		for _, b := range buttonsOf(t, sent) {
			if strings.HasPrefix(b.Data, "r:") {
				button = b
			}
		}
		if button.Text != want.button || !strings.Contains(text, want.title) || !strings.Contains(text, want.first) || !strings.Contains(text, want.last) {
			t.Errorf("message %d: %v below %s", i, button, text)
		}
		if button.Data != "" {
			a.waitDone(t, a.tap(7, button.Data, ""))
		}
	}
}

// TestRestThatIsNone: a button for the rest of what has changed, or in a group.
func TestRestThatIsNone(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	section, _ := closed(t).refs.byID("6.3")
	name := closed(t).nameOf(section)
	a.waitDone(t, a.tap(7, "r:"+name+":60", ""))
	a.waitDone(t, a.tap(7, "r:AAAAAAAAAAAA:60", ""))
	if toasts := a.requests("answerCallbackQuery"); toasts[1].values.Get("text") != simplified.Stale {
		t.Errorf("%v", toasts)
	}
	if got := texts(a.requests("sendRichMessage")); len(got) != 1 || !strings.Contains(got[0], "，一共2条：") {
		t.Errorf("%q", got)
	}
}

// inGroup is a question in a group.
func inGroup(text string) map[string]any {
	return with(message_(-5, text), "chat", map[string]any{"id": -5, "type": "group"})
}

// payloadOf is what the button of a message carries that leads to a private chat.
func payloadOf(t *testing.T, r request) string {
	t.Helper()
	for _, b := range buttonsOf(t, r) {
		if payload, ok := strings.CutPrefix(b.URL, "https://t.me/WenbaoBot?start="); ok && b.Text == simplified.InPrivate && len(payload) <= 64 {
			return payload
		}
	}
	return ""
}

// TestFromGroupToPrivate: whatever a group sees a part of, a button leads to the whole,
// with the passages and not only the contents.
func TestFromGroupToPrivate(t *testing.T) {
	tests := []struct {
		name, question string
		want           []string // all of it stands in the private chat
	}{
		{"a list", "城市更新做了哪些工作？", []string{"城市更新提档升级，一共", "疏整促专项行动年度任务全面完成。", "加装电梯"}},
		{"several parts", "新建了哪些公园、学校、医院", []string{simplified.FromGroup, "[1]", "[3]", "公园", "医院"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := newPeer(t)
			open(t, a, nil)
			a.waitDone(t, a.push("message", inGroup("/ask "+test.question)))
			sent := a.requests("sendMessage", "sendRichMessage")
			if text := texts(sent); len(sent) != 1 || !strings.Contains(text[0], "请私聊我查看") {
				t.Fatalf("%q", text)
			}
			a.waitDone(t, a.say(7, "/start "+payloadOf(t, sent[0])))
			got := strings.Join(texts(a.requests("sendMessage", "sendRichMessage")[1:]), "\n")
			for _, part := range test.want {
				if !strings.Contains(got, part) {
					t.Errorf("%s is not in %s", part, got)
				}
			}
		})
	}
}

// TestWholeSectionInAGroup: a tap does not fill a group with a section; it tells where
// to read it.
func TestWholeSectionInAGroup(t *testing.T) {
	a := newPeer(t)
	d := open(t, a, func(o *Options) { o.Bot = roles(reportBot(t, "r", reservoirs(16))) })
	tap := map[string]any{"id": "cb", "data": "s:" + d.server.refs.names["r/1.3"], "from": map[string]any{"id": 7, "language_code": "zh"}, "message": inGroup("x")}
	a.waitDone(t, a.push("callback_query", tap))
	sent := a.requests("sendMessage", "sendRichMessage")
	if got := texts(sent); len(got) != 1 || got[0] != "一、水利建设工作回顾，一共16条：\n\n<i>"+simplified.Elsewhere+"</i>" {
		t.Fatalf("%q", got)
	}
	a.waitDone(t, a.say(7, "/start "+payloadOf(t, sent[0])))
	if got := texts(a.requests("sendRichMessage")); len(got) != 1 || !strings.Contains(got[0], "第16号水库") {
		t.Errorf("%q", got)
	}
}

// TestLinksOfPassages: the beginnings of names open what they name; what is not there,
// or named by several, opens nothing.
func TestLinksOfPassages(t *testing.T) {
	r := closed(t).refs
	ids := []string{"tongzhou-2023/6.3.1", "tongzhou-2023/1.1.1"}
	starts := r.startsOf(ids)
	if got := r.startWith(starts); len(starts) != 2*nameStart || fmt.Sprint(got) != fmt.Sprint(ids) {
		t.Errorf("%q opens %v", starts, got)
	}
	if got := r.startWith(starts + "AAAAA"); got != nil {
		t.Errorf("what is gone opens %v", got)
	}
	r.starts[starts[:nameStart]] = ""
	if got := r.startsOf(ids) + strings.Join(r.startWith(starts), ""); got != "" {
		t.Errorf("what two passages are named opens %q", got)
	}
}
