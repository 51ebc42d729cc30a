package telegram

import (
	"encoding/json"
	"strings"
	"testing"

	"wenbao/bot"
	"wenbao/knowledge/text"
)

// TestTaps sends real taps.
func TestTaps(t *testing.T) {
	b := mustBot(t)
	refs := newRefs(b.Library(), b.Suggestions)
	passage := refs.names["tongzhou-2023/6.3.1"]
	question := b.Samples(text.Simplified, 1)[0]
	votes := `{"inline_keyboard":[[{"text":"前后文","callback_data":"n:x"}],[{"text":"👍","callback_data":"u:0123456789"},{"text":"👎","callback_data":"d:0123456789"}]]}`
	tests := []struct {
		name, data, markup string
		toast              string
		method, text       string // what follows; "" for nothing
	}{
		{"home", "t", "", "", "editMessageText", "目录"},
		{"a section", "t:" + refs.names["tongzhou-2023/6.3"], "", "", "editMessageText", "六【"},
		{"a passage", "p:" + passage, "", "", "editMessageText", "<blockquote>新建消防站<b>21</b>个。</blockquote>"},
		{"neighbours", "n:" + passage, "", "", "sendMessage", "“新建消防站21个。”的前后文：\n\n<b>前一条</b>\n<blockquote>"},
		{"neighbours, itself", "n:" + passage, "", "", "sendMessage", "<b>原文</b>\n<blockquote>新建消防站<b>21</b>个。</blockquote>\n"},
		{"neighbours, behind", "n:" + passage, "", "", "sendMessage", "<b>后一条</b>\n<blockquote>"},
		{"the contents anew", "o:", "", "", "sendMessage", "目录"},
		{"the contents of a section anew", "o:" + refs.names["tongzhou-2023/6.3"], "", "", "sendMessage", "更好统筹发展和安全"},
		{"a section anew that has changed", "o:AAAAAAAAAAAA", "", simplified.Stale, "", ""},
		{"the section", "s:" + passage, "", "", "sendRichMessage", "，一共2条：</p><h5>《通州区"},
		{"a question", "q:" + shortName("", question), "", "", "sendMessage", "<i>您问的是：" + question},
		{"a vote", "u:0123456789", votes, simplified.Voted, "editMessageReplyMarkup", ""},
		{"a text that is not kept", "a:0123456789", votes, simplified.NotAttached, "editMessageReplyMarkup", ""},
		{"a vote for what has not the form of a receipt", "u:abc", votes, simplified.Unknown, "", ""},
		{"a vote against a receipt of other letters", "d:012345678X", votes, simplified.Unknown, "", ""},
		{"a vote for nothing", "u:", votes, simplified.Unknown, "", ""},
		{"a language", "l:en", "", english.LangSet, "editMessageText", english.LangSet},
		{"a passage that has changed", "p:AAAAAAAAAAAA", "", simplified.Stale, "", ""},
		{"a heading under the button of a passage", "p:" + refs.names["tongzhou-2023/6.3"], "", simplified.Stale, "", ""},
		{"neighbours that are gone", "n:AAAAAAAAAAAA", "", simplified.Stale, "", ""},
		{"a question that is gone", "q:AAAAAAAAAAAA", "", simplified.Unknown, "", ""},
		{"of an older version", "zz:1", "", simplified.Unknown, "", ""},
		{"no data", "", "", simplified.Unknown, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := newPeer(t)
			open(t, a, nil)
			a.waitDone(t, a.tap(7, test.data, test.markup))
			answers := a.requests("answerCallbackQuery")
			if len(answers) != 1 || answers[0].values.Get("text") != test.toast {
				t.Errorf("answers %v", answers)
			}
			follow := a.requests("sendMessage", "sendRichMessage", "editMessageText", "editMessageReplyMarkup")
			switch {
			case test.method == "" && len(follow) == 0:
			case len(follow) != 1 || follow[0].method != test.method || !strings.Contains(texts(follow)[0], test.text):
				t.Errorf("then %v", follow)
			}
		})
	}
}

// TestVote: one tap, stored without text; the text only after a second.
func TestVote(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.waitDone(t, a.say(7, "消防站"))
	markup := a.requests("sendMessage")[0].values.Get("reply_markup")
	var up string
	for _, b := range buttonsOf(t, a.requests("sendMessage")[0]) {
		if strings.HasPrefix(b.Data, "u:") {
			up = b.Data
		}
	}
	a.waitDone(t, a.tap(7, up, markup))
	swapped := a.wait(t, "editMessageReplyMarkup", 1)[0]
	buttons := buttonsOf(t, swapped)
	var attach string
	for _, b := range buttons {
		if strings.HasPrefix(b.Data, "a:") {
			attach = b.Data
		}
	}
	if attach == "" || len(buttons) != len(buttonsOf(t, a.requests("sendMessage")[0]))+1 {
		t.Fatalf("buttons after the vote: %v", buttons)
	}
	a.waitDone(t, a.tap(7, attach, swapped.values.Get("reply_markup")))
	if toast := a.requests("answerCallbackQuery")[1].values.Get("text"); toast != simplified.Attached {
		t.Errorf("%q", toast)
	}
}

// TestReceipt: below every answer in a private chat its receipt can be copied, which is
// that of staff who ask the same; in a group only by who votes it down.
func TestReceipt(t *testing.T) {
	const question = "去年新建了多少个消防站？"
	want, err := mustBot(t).Ask(t.Context(), bot.Message{Text: question})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name           string
		message        map[string]any
		sent, down, up string
	}{
		{"private", message_(7, question), want.Receipt, want.Receipt, want.Receipt},
		{"group", inGroup("/ask " + question), "", want.Receipt, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := newPeer(t)
			open(t, a, nil)
			a.waitDone(t, a.push("message", tt.message))
			sent := a.requests("sendMessage")[0]
			tap := func(data, markup string) {
				a.waitDone(t, a.push("callback_query", map[string]any{"id": "cb", "data": data, "from": map[string]any{"id": 7, "language_code": "zh"},
					"message": with(tt.message, "reply_markup", json.RawMessage(markup))}))
			}
			tap("d:"+want.Receipt, sent.values.Get("reply_markup"))
			down := a.requests("editMessageReplyMarkup")[0]
			tap("u:"+want.Receipt, down.values.Get("reply_markup"))
			up := a.requests("editMessageReplyMarkup")[1]
			for r, receipt := range map[*request]string{&sent: tt.sent, &down: tt.down, &up: tt.up} {
				if got := receiptOf(t, *r); got != receipt {
					t.Errorf("%s copies the receipt %q, want %q", r.method, got, receipt)
				}
			}
			if n := len(buttonsOf(t, up)); n != len(buttonsOf(t, sent))+1 {
				t.Errorf("%d buttons after both votes", n)
			}
		})
	}
}

// receiptOf is the receipt that a button of a message copies.
func receiptOf(t *testing.T, r request) (receipt string) {
	t.Helper()
	for _, b := range buttonsOf(t, r) {
		if b.Copy != nil && b.Text == simplified.Receipt {
			receipt = b.Copy.Text
		}
	}
	return receipt
}

func TestInaccessibleMessage(t *testing.T) {
	a := newPeer(t)
	a.fail(fault{method: "editMessageText", status: 400, body: `{"ok":false,"error_code":400,"description":"Bad Request: message to edit not found"}`})
	open(t, a, nil)
	a.tap(7, "t", "")
	a.wait(t, "sendMessage", 1) // the screen comes anew
	a.push("callback_query", map[string]any{"id": "cb9", "data": "t", "inline_message_id": "x", "from": map[string]any{"id": 9}})
	if r := a.wait(t, "answerCallbackQuery", 2)[1]; r.values.Get("text") == "" {
		t.Error("a button of an inline message says nothing")
	}
}

// TestTapNotAnswered: what a button does is done although Telegram does not take the
// line for who tapped, and operators are told of it.
func TestTapNotAnswered(t *testing.T) {
	refused := fault{method: "answerCallbackQuery", status: 400, body: `{"ok":false,"error_code":400,"description":"Bad Request: oh"}`}
	for _, tt := range []struct {
		name   string
		faults []fault
		data   string
		edits  int
		told   bool
	}{
		{"answered", nil, "t", 1, false},
		{"refused", []fault{refused}, "t", 1, true},
		{"refused, and nothing follows", []fault{refused}, "zz:1", 0, true},
		{"too old", []fault{{method: "answerCallbackQuery", status: 400, body: `{"ok":false,"error_code":400,"description":"Bad Request: query is too old and response timeout expired"}`}}, "t", 1, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := newPeer(t)
			a.fail(tt.faults...)
			d := open(t, a, nil)
			a.waitDone(t, a.tap(7, tt.data, ""))
			log := d.log.String()
			if n := len(a.requests("editMessageText")); n != tt.edits || strings.Contains(log, "Bad Request") != tt.told {
				t.Errorf("%d edits; the log: %s", n, log)
			}
		})
	}
}
