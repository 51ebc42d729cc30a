package telegram

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot"
)

func TestAnswer(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.say(7, "去年新建了多少个消防站？")
	got := a.wait(t, "sendMessage", 1)[0].values
	want := map[string]string{
		"chat_id": "7", "parse_mode": "HTML", "link_preview_options": `{"is_disabled":true}`,
		"text": "报告里是这样写的：\n\n<b>原文 [1]</b>\n<blockquote>新建消防站<b>21</b>个。</blockquote>\n" +
			"—— 《通州区2023年政府工作报告（上）》六【民生保障普惠发展，人民福祉持续增进】 › 3. 更好统筹发展和安全 社会大局和谐稳定 › 第1条",
	}
	for name, value := range want {
		if diff := cmp.Diff(value, got.Get(name)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	if got.Has("reply_parameters") || got.Has("message_thread_id") {
		t.Errorf("a private answer needs no reply and no topic: %v", got)
	}
}

func TestAnswersCarryCitations(t *testing.T) {
	tests := []struct{ name, question, lead, holds string }{
		{"answered", "累计建成多少个5G基站？", "报告里是这样写的：", "<blockquote>累计建成5G基站<b>3047</b>个。</blockquote>"},
		{"not said", "明年要建多少个消防站？", "报告没有回答这个问题：", "—— 《通州区"},
		{"service", "怎么申请公租房？", "我只能查报告", "12345"},
		{"greeting", "你好", "您好！我是“问报”", ""},
		{"abuse", "你这个垃圾", "请您有话好好说", ""},
		{"English", "How many new fire stations were built?", "The report says:", "<i>Unofficial translation: 21 fire stations were newly built.</i>"},
		{"traditional", "去年新建了多少個消防站？", "報告裡是這樣寫的：", "<blockquote>新建消防站<b>21</b>个。</blockquote>"},
		{"a topic, its section named once", "城市更新做了哪些工作？", "", "<b>《通州区2023年政府工作报告（上）》三【新老融合焕发魅力，城乡共荣步伐加快】 › 1. 下好下足“绣花”功夫 城市更新提档升级</b>\n<blockquote>[1] 疏整促专项行动年度任务全面完成。（第1条）\n[2] "},
	}
	a := newPeer(t)
	open(t, a, func(o *Options) { o.Plain = true })
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a.say(int64(10+i), test.question)
			text := a.wait(t, "sendMessage", i+1)[i].values.Get("text")
			if !strings.HasPrefix(text, test.lead) || !strings.Contains(text, test.holds) {
				t.Errorf("%q", text)
			}
			places := strings.Count(text, "—— 《") + strings.Count(text, "<b>《")
			if quotes := strings.Count(text, "<blockquote"); quotes != places {
				t.Errorf("%d quotes with %d addresses: %s", quotes, places, text)
			}
		})
	}
}

// TestTakeAway: a quote can be copied with its address and opened where it is
// published; a server that knows no such buttons gets the others, at once from
// the second answer on.
func TestTakeAway(t *testing.T) {
	const link = "https://www.example.gov.cn/b.html#:~:text=x"
	cited := []bot.Citation{{ID: "tongzhou-2023/6.3.1", Place: "《报告》第1条", Quote: "新建消防站21个。", Link: link}, {ID: "x/2", Place: "《报告》第2条", Quote: "又。"}}
	a := newPeer(t)
	answering(t, a, func(_ context.Context, m bot.Message) (bot.Answer, error) {
		return bot.Answer{Outcome: bot.Answered, Citations: cited[:len([]rune(m.Text))], Receipt: "0123456789"}, nil
	})
	a.waitDone(t, a.say(7, "一"))
	a.waitDone(t, a.say(7, "一二"))
	a.fail(fault{method: "sendMessage", status: 400, body: `{"ok":false,"error_code":400,"description":"Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"}`})
	a.waitDone(t, a.say(7, "一"))
	a.waitDone(t, a.say(7, "一"))
	sends := a.requests("sendMessage")
	one := "复制引文|新建消防站21个。\n—— 《报告》第1条|原文网页|" + link
	two := "复制引文 [1]|新建消防站21个。\n—— 《报告》第1条|复制引文 [2]|又。\n—— 《报告》第2条|原文网页 [1]|" + link
	for i, want := range []string{one, two, one, "", ""} {
		if got := takenFrom(t, sends[i]); got != want {
			t.Errorf("message %d: %q, want %q", i, got, want)
		}
	}
	if len(sends) != 5 || len(buttonsOf(t, sends[4])) != 4 {
		t.Errorf("%d messages, the last with %v", len(sends), buttonsOf(t, sends[4]))
	}
}

// takenFrom are the buttons of a message that copy a quote or open a page.
func takenFrom(t *testing.T, r request) string {
	t.Helper()
	var all []string
	for _, b := range buttonsOf(t, r) {
		switch {
		case b.Copy != nil && b.Text != simplified.Receipt:
			all = append(all, b.Text, b.Copy.Text)
		case b.URL != "" && b.Text != simplified.InPrivate:
			all = append(all, b.Text, b.URL)
		}
	}
	return strings.Join(all, "|")
}

// TestTakeAwaySeveral: of many passages the first three can be copied and opened, in a
// group those that it shows.
func TestTakeAwaySeveral(t *testing.T) {
	var cited []bot.Citation
	for _, n := range []string{"1", "2", "3", "4"} {
		cited = append(cited, bot.Citation{ID: "x/" + n, Place: "第" + n + "条", Quote: "话" + n, Link: "https://x.cn/" + n})
	}
	a := newPeer(t)
	answering(t, a, func(context.Context, bot.Message) (bot.Answer, error) {
		return bot.Answer{Outcome: bot.Answered, Citations: cited, Receipt: "0123456789"}, nil
	})
	a.waitDone(t, a.say(7, "问"))
	a.waitDone(t, a.push("message", inGroup("/ask 问")))
	sends := a.requests("sendMessage")
	for i, want := range []string{
		"复制引文 [1]|话1\n—— 第1条|复制引文 [2]|话2\n—— 第2条|复制引文 [3]|话3\n—— 第3条|原文网页 [1]|https://x.cn/1|原文网页 [2]|https://x.cn/2|原文网页 [3]|https://x.cn/3",
		"复制引文 [1]|话1\n—— 第1条|复制引文 [2]|话2\n—— 第2条|原文网页 [1]|https://x.cn/1|原文网页 [2]|https://x.cn/2",
	} {
		if got := takenFrom(t, sends[i]); got != want {
			t.Errorf("message %d: %q, want %q", i, got, want)
		}
	}
}

func TestLongAnswer(t *testing.T) {
	quote := strings.Repeat("这是一句很长的话，有<尖>括号和&符号。", 1500) // 30,000 code points
	a := newPeer(t)
	answering(t, a, func(context.Context, bot.Message) (bot.Answer, error) {
		return bot.Answer{Outcome: bot.Answered, Lead: "如下：", Citations: []bot.Citation{{ID: "x/1", Place: "《报告》第1条", Quote: quote}}}, nil
	})
	id := a.say(7, "问")
	a.waitDone(t, id)
	var joined strings.Builder
	for _, text := range texts(a.requests("sendMessage")) {
		plainText := unescape(t, text)
		if n := utf8.RuneCountInString(plainText); n > 4096 {
			t.Errorf("a message of %d code points", n)
		}
		if strings.Count(text, "<blockquote") != 1 || !strings.Contains(text, "—— 《报告》第1条") {
			t.Errorf("a message without its citation: %.60s", text)
		}
		_, inner, _ := strings.Cut(text, "<blockquote>")
		inner, _, _ = strings.Cut(inner, "</blockquote>")
		joined.WriteString(unescape(t, inner))
	}
	if joined.String() != quote {
		t.Error("the pieces are not the passage")
	}
}

// unescape reads our own HTML; it fails on anything else.
func unescape(t *testing.T, html string) string {
	t.Helper()
	for _, tag := range []string{"<b>", "</b>", "<i>", "</i>", "<blockquote>", "<blockquote expandable>", "</blockquote>"} {
		html = strings.ReplaceAll(html, tag, "")
	}
	if strings.ContainsAny(html, "<>") {
		t.Fatalf("markup is left: %.100s", html)
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(html)
}

func TestHostileMarkup(t *testing.T) {
	const evil = `</blockquote><b>假</b> <a href="tg://x">&lt;链接&amp;`
	b := reportBot(t, "evil", "# 报告\n\n## 一、第一章"+evil+"\n\n新建消防站21个"+evil+"。\n")
	a := newPeer(t)
	open(t, a, func(o *Options) { o.Bot = roles(b) })
	a.push("message", with(message_(7, "/start"), "from", map[string]any{"id": 7, "first_name": "<b>" + evil + "\u202e", "language_code": "zh"}))
	a.say(8, "新建了多少个消防站？"+evil)
	a.say(9, "/"+"toc")
	a.say(9, "/xy"+evil)
	for _, r := range a.wait(t, "sendMessage", 4) {
		text := r.values.Get("text")
		if strings.Contains(unescape(t, text), "\u202e") {
			t.Errorf("a character that turns the text around: %q", text)
		}
		if strings.Contains(text, "<b>假") {
			t.Errorf("hostile markup got through: %s", text)
		}
	}
}
