package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
	"wenbao/knowledge"
)

const topic = "城市更新做了哪些工作？"

// refusesRich is how a server of an earlier Bot API answers a rich message.
var refusesRich = fault{method: "sendRichMessage", status: 404, body: `{"ok":false,"error_code":404,"description":"Not Found: method not found"}`}

// TestRichAnswer: a list goes out as one rich message with the buttons of any
// answer, one quote as ever.
func TestRichAnswer(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.waitDone(t, a.push("message", with(message_(7, topic), "message_thread_id", 5, "is_topic_message", true)))
	a.waitDone(t, a.say(7, "去年新建了多少个消防站？"))
	if got := strings.Join(methodsOf(a.requests("sendMessage", "sendRichMessage")), " "); got != "sendRichMessage sendMessage" {
		t.Fatalf("sent %s", got)
	}
	sent := a.requests("sendRichMessage")[0]
	var rich map[string]any
	if err := json.Unmarshal([]byte(sent.values.Get("rich_message")), &rich); err != nil || rich["skip_entity_detection"] != true || len(rich) != 2 {
		t.Errorf("%v, %v", rich, err)
	}
	html, _ := rich["html"].(string)
	const heading = "<h5>《通州区2023年政府工作报告（上）》三【新老融合焕发魅力，城乡共荣步伐加快】 › 1. 下好下足“绣花”功夫 城市更新提档升级</h5>"
	if !strings.Contains(html, heading+`<ol start="1"><li>疏整促专项行动年度任务全面完成。（第1条）</li><li>`) || strings.Count(html, "《通州区") != 1 {
		t.Errorf("%s", html)
	}
	if sent.values.Get("message_thread_id") != "5" || sent.values.Has("text") || sent.values.Has("parse_mode") || len(buttonsOf(t, sent)) < 4 {
		t.Errorf("%v", sent.values)
	}
}

func methodsOf(requests []request) []string {
	var all []string
	for _, r := range requests {
		all = append(all, r.method)
	}
	return all
}

// TestOldServerGetsHTML: the citizen of a server that takes no rich messages gets the
// same answer with the same buttons in the form of Answer, and the server is asked
// once; so where the operator wants no rich messages, which is never.
func TestOldServerGetsHTML(t *testing.T) {
	for _, tt := range []struct {
		name  string
		plain bool
		asked int
	}{{"it knows no such method", false, 1}, {"the operator wants none", true, 0}} {
		t.Run(tt.name, func(t *testing.T) {
			a := newPeer(t)
			a.fail(refusesRich, refusesRich)
			d := open(t, a, func(o *Options) { o.Plain = tt.plain })
			for range 2 {
				a.waitDone(t, a.say(7, topic))
			}
			sends := a.requests("sendMessage")
			if n := len(a.requests("sendRichMessage")); n != tt.asked || len(sends) != 2 {
				t.Fatalf("%d rich messages, %d others", n, len(sends))
			}
			for _, r := range sends {
				if !strings.Contains(r.values.Get("text"), "城市更新提档升级</b>\n<blockquote>[1] 疏整促专项行动年度任务全面完成。（第1条）") || len(buttonsOf(t, r)) < 4 {
					t.Errorf("%v", r.values)
				}
			}
			log := d.log.String()
			if n := strings.Count(log, "takes no rich messages"); n != tt.asked || strings.Contains(log, "ERROR") || strings.Contains(log, "城市") {
				t.Errorf("told %d times: %s", n, log)
			}
		})
	}
}

// TestLongAnswerIsOneRichMessage: what takes several messages otherwise is one; what
// no rich message holds is several as ever.
func TestLongAnswerIsOneRichMessage(t *testing.T) {
	for _, tt := range []struct {
		name  string
		times int // of a sentence of ten code points, in each of two passages
		rich  int
	}{{"it fits", 1500, 1}, {"it does not", 2000, 0}} {
		t.Run(tt.name, func(t *testing.T) {
			a := newPeer(t)
			answering(t, a, func(context.Context, bot.Message) (bot.Answer, error) {
				answer := bot.Answer{Outcome: bot.Answered}
				for n := range 2 {
					at := knowledge.Place{Report: "报告", Headings: []string{"一、综合"}, Item: fmt.Sprintf("第%d条", n+1)}
					answer.Citations = append(answer.Citations, bot.Citation{ID: fmt.Sprint("x/", n), Place: at.String(), At: at, Quote: strings.Repeat("这一句话有十个字呀。", tt.times)})
				}
				return answer, nil
			})
			a.waitDone(t, a.say(7, "问"))
			rich, others := a.requests("sendRichMessage"), a.requests("sendMessage")
			if len(rich) != tt.rich || (len(others) > 1) == (tt.rich == 1) {
				t.Errorf("%d rich messages, %d others", len(rich), len(others))
			}
		})
	}
}

// TestRichLater: a rich message that is kept over an outage is sent in the other form
// where the server knows no rich ones after it.
func TestRichLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var delivered []string
		s := offline(t, func(r *http.Request) (int, string) {
			method := path.Base(r.URL.Path)
			switch {
			case method == "sendChatAction":
				return 200, okReply
			case time.Since(began) < 2*time.Minute:
				return 502, gatewayPage
			case method == "sendRichMessage":
				return refusesRich.status, refusesRich.body
			}
			delivered = append(delivered, method+" "+r.FormValue("text"))
			return 200, sentReply
		})
		s.Bot.Asker = mustBot(t)
		defer working(t, s)()
		arrive(t, s, questionUpdate(5, 7, topic))
		untilDone(t, s)
		if len(delivered) != 1 || !strings.HasPrefix(delivered[0], "sendMessage ") || !strings.Contains(delivered[0], "疏整促专项行动年度任务全面完成。") {
			t.Errorf("delivered %q", delivered)
		}
	})
}
