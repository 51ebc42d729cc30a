package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot"
	"wenbao/bot/page/pagetest"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

var zh = words.PagesIn(text.Simplified)

// TestAnswers: the page says what the bot does, whole and in its order, and each
// address leads to the words.
func TestAnswers(t *testing.T) {
	d, _ := newDoor(t, nil)
	v := visit(t, d)
	for _, test := range []struct {
		name, question string
		outcome        bot.Outcome
		language       string
	}{
		{"answered", "去年新建了多少个消防站？", bot.Answered, "zh-Hans"},
		{"a list", "乡村振兴取得了哪些成效？", bot.Answered, "zh-Hans"},
		{"traditional", "累計建成多少個5G基站？", bot.Answered, "zh-Hant"},
		{"English", "How many new fire stations were built?", bot.Answered, "en"},
		{"the report does not say", "云景公园占地多少亩？", bot.Related, "zh-Hans"},
		{"a greeting", "你好", bot.Meta, "zh-Hans"},
		{"a fire", "家里着火了怎么办", bot.Meta, "zh-Hans"},
		{"too long", strings.Repeat("长", 501), bot.Meta, "zh-Hans"},
		{"markup", "<script>alert(1)</script>消防站\u202e有几个", bot.Answered, "zh-Hans"},
		{"no UTF-8", "消防站有几个\xff\xfe", bot.Answered, "zh-Hans"},
	} {
		t.Run(test.name, func(t *testing.T) {
			want, err := d.Bot.Ask(t.Context(), bot.Message{Text: test.question})
			if err != nil {
				t.Fatal(err)
			}
			got := v.ask(test.question)
			if want.Outcome != test.outcome || got.StatusCode != http.StatusOK || got.language() != test.language {
				t.Errorf("%s: %s in %s", want.Outcome, got.Status, got.language())
			}
			var quotes []string
			for _, c := range want.Citations {
				quotes = append(quotes, strings.Join(strings.Fields(c.Quote), " "))
			}
			if diff := cmp.Diff(quotes, got.quotes()); diff != "" {
				t.Errorf("quotes (-want +got):\n%s", diff)
			}
			if n := len(got.page.Classed("related")); n != len(want.Citations) && test.outcome == bot.Related || n > 0 && test.outcome != bot.Related {
				t.Errorf("%d of %d passages are marked as related", n, len(want.Citations))
			}
			if urgent := got.page.Classed("urgent"); (len(urgent) > 0) != (want.Help != "") {
				t.Errorf("help is told: %t, want %t", len(urgent) > 0, want.Help != "")
			}
			followAddresses(t, v, got)
		})
	}
}

// followAddresses checks that each address of a page leads to the words quoted.
func followAddresses(t *testing.T, v *visitor, r reply) {
	t.Helper()
	quotes := r.quotes()
	for i, figure := range slices.Collect(r.page.All("figcaption")) {
		address := ""
		for n := range figure.Descendants() {
			if address == "" {
				address = pagetest.Attribute(n, "href")
			}
		}
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		there := v.get(u.RequestURI())
		n := there.page.ByID(u.Fragment)
		if n == nil || pagetest.Text(n) != u.Fragment+quotes[i] {
			t.Errorf("%s does not lead to %q", address, quotes[i])
		}
		if there.language() != r.language() {
			t.Errorf("%s is in %s", address, there.language())
		}
	}
}

// TestConversation: a page carries what was said, and a new one forgets it.
func TestConversation(t *testing.T) {
	var seen bot.Message
	d, _ := newDoor(t, func(o *Options) {
		inner := o.Bot.Asker
		o.Bot.Asker = asking(func(ctx context.Context, m bot.Message) (bot.Answer, error) {
			seen = m
			return inner.Ask(ctx, m)
		})
	})
	v := visit(t, d)
	first := v.goOn(v.get("/"), "去年新建了多少个消防站？")
	second := v.goOn(first, "那5G基站呢？")
	if got := strings.Join(second.quotes(), ""); !strings.Contains(got, "3047") {
		t.Errorf("the follow-up gets %q", got)
	}
	want := []bot.Turn{{Question: "去年新建了多少个消防站？", Citations: []string{"tongzhou-2023/6.3.1"}}}
	if diff := cmp.Diff(want, seen.History); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	if got := v.goOn(v.goOn(v.get("/"), "我被困在电梯里了"), "物业电话没人接"); len(got.page.Classed("urgent")) == 0 || len(got.quotes()) > 0 {
		t.Errorf("a danger is forgotten: %q", got.quotes())
	}
	v.goOn(v.get("/"), "那5G基站呢？")
	if len(seen.History) != 0 {
		t.Errorf("a new conversation begins with %v", seen.History)
	}
	r := second
	for range remembered + 3 {
		r = v.goOn(r, "那公园呢？")
	}
	if len(seen.History) != remembered {
		t.Errorf("%d turns are remembered", len(seen.History))
	}
	if seen.User == "" || strings.Contains(seen.User, "127.0.0.1") {
		t.Errorf("the budget is charged to %q", seen.User)
	}
}

// TestRecall: what a person made of the hidden fields is no harm.
func TestRecall(t *testing.T) {
	d, _ := newDoor(t, nil)
	known := bot.Turn{Question: "消防站", Citations: []string{"tongzhou-2023/6.3.1"}}
	for _, test := range []struct {
		name    string
		carried []string
		want    []bot.Turn
	}{
		{"none", nil, nil},
		{"one", carry([]bot.Turn{known}), []bot.Turn{known}},
		{"no JSON", []string{"{", "", "<script>"}, nil},
		{"no question", []string{`{"c":["tongzhou-2023/6.3.1"]}`}, nil},
		{"another kind", []string{`[]`, `{"q":7}`, `null`}, nil},
		{"no such passage", []string{`{"q":"消防站","c":["tongzhou-2023/9.9.9","x","tongzhou-2023/6.3.1"]}`}, []bot.Turn{known}},
		{"no UTF-8", []string{"{\"q\":\"\xff\"}"}, nil},
		{"too long", []string{`{"q":"` + strings.Repeat("x", maxTurn) + `"}`}, nil},
		{"too many", slices.Repeat(carry([]bot.Turn{known}), 100), slices.Repeat([]bot.Turn{known}, remembered)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, d.recall(test.carried)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzRecall: whatever comes back is bounded and can be carried again.
func FuzzRecall(f *testing.F) {
	b, err := shipped()
	if err != nil {
		f.Fatal(err)
	}
	d := New(Options{Bot: Bot{b, b, b}})
	f.Add(`{"q":"消防站","c":["tongzhou-2023/6.3.1"]}`)
	f.Add(`{"q":"\u0000\ud800"}`)
	f.Fuzz(func(t *testing.T, carried string) {
		turns := d.recall([]string{carried, carried})
		if len(turns) > 2 {
			t.Errorf("%d turns of two", len(turns))
		}
		if diff := cmp.Diff(turns, d.recall(carry(turns))); diff != "" && len(carry(turns)) == len(turns) {
			t.Errorf("carried again (-want +got):\n%s", diff)
		}
	})
}

// TestForms: what is no question gets a sentence, and what was typed is kept.
func TestForms(t *testing.T) {
	const form = "application/x-www-form-urlencoded"
	d, _ := newDoor(t, func(o *Options) {
		o.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
			t.Error("it is asked")
			return bot.Answer{}, nil
		})
	})
	v := visit(t, d)
	for _, test := range []struct {
		name, kind, body string
		status           int
		says             string
	}{
		{"blank", form, "q=&lang=en", http.StatusUnprocessableEntity, words.PagesIn(text.English).Blank},
		{"spaces and what is not seen", form, "q=+%E2%80%8B%0A&lang=zh-Hans", http.StatusUnprocessableEntity, zh.Blank},
		{"nothing", form, "", http.StatusBadRequest, zh.Unread},
		{"JSON", "application/json", `{"q":"消防站"}`, http.StatusBadRequest, zh.Unread},
		{"a broken escape", form, "q=%zz", http.StatusBadRequest, zh.Unread},
		{"a form of another kind", "multipart/form-data; boundary=x", "--x--", http.StatusBadRequest, zh.Unread},
		{"too much", form, "q=" + strings.Repeat("x", maxBody), http.StatusRequestEntityTooLarge, zh.TooLarge},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := v.do(http.MethodPost, "/", test.kind, test.body)
			if got.StatusCode != test.status || !strings.Contains(got.body, escaped(test.says)) {
				t.Errorf("%s, want %d and %q", got.Status, test.status, test.says)
			}
		})
	}
}

// escaped is how a sentence stands in a page.
func escaped(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "'", "&#39;"), `"`, "&#34;")
}

// TestNoQuestionInAddresses: an address asks nothing, whatever it holds.
func TestNoQuestionInAddresses(t *testing.T) {
	d, log := newDoor(t, func(o *Options) {
		o.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
			t.Error("it is asked")
			return bot.Answer{}, nil
		})
	})
	v := visit(t, d)
	got := v.get("/?q=" + url.QueryEscape("消防站有几个秘密"))
	if got.StatusCode != http.StatusOK || strings.Contains(got.body, "秘密") || strings.Contains(log.String(), "秘密") {
		t.Errorf("%s", got.Status)
	}
	posted := v.do(http.MethodPost, "/?q=x", "application/x-www-form-urlencoded", "lang=zh-Hans")
	if posted.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a question in the address of a form: %s", posted.Status)
	}
}

// TestFaults: a citizen gets a sentence and not the error, the log gets the
// error and nothing of the citizen.
func TestFaults(t *testing.T) {
	for _, test := range []struct {
		name string
		ask  asking
	}{
		{"an error", func(context.Context, bot.Message) (bot.Answer, error) { return bot.Answer{}, errors.New("index gone") }},
		{"a panic", func(context.Context, bot.Message) (bot.Answer, error) { panic("index gone") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, log := newDoor(t, func(o *Options) { o.Bot.Asker = test.ask })
			v := visit(t, d)
			got := v.ask("消防站有几个秘密")
			if got.StatusCode != http.StatusInternalServerError || !strings.Contains(got.body, zh.Fault) || strings.Contains(got.body, "index gone") {
				t.Errorf("%s %s", got.Status, got.body)
			}
			said := log.String()
			if !strings.Contains(said, "index gone") || strings.Contains(said, "秘密") || strings.Contains(said, "127.0.0.1") {
				t.Errorf("the log: %s", said)
			}
			if again := v.get("/"); again.StatusCode != http.StatusOK {
				t.Errorf("afterwards: %s", again.Status)
			}
		})
	}
}

// TestFaultsCounted: who went away is no fault, neither in the metrics nor in the log.
func TestFaultsCounted(t *testing.T) {
	for _, test := range []struct {
		name   string
		gone   bool
		ask    asking
		faults uint64
	}{
		{"an error", false, func(context.Context, bot.Message) (bot.Answer, error) { return bot.Answer{}, errors.New("index gone") }, 1},
		{"too slow", false, func(context.Context, bot.Message) (bot.Answer, error) { return bot.Answer{}, context.DeadlineExceeded }, 1},
		{"she went away", true, func(ctx context.Context, _ bot.Message) (bot.Answer, error) { return bot.Answer{}, ctx.Err() }, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, log := newDoor(t, func(o *Options) { o.Bot.Asker = test.ask })
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if test.gone {
				cancel()
			}
			r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader("lang=zh-Hans&q="+url.QueryEscape("消防站")))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			d.Handler().ServeHTTP(httptest.NewRecorder(), r)
			if n := d.metrics.answers("fault").Get(); n != test.faults || (log.String() != "") != (test.faults > 0) {
				t.Errorf("%d faults; the log: %s", n, log)
			}
		})
	}
}

// TestCrowded: who waits too long for a turn is told so.
func TestCrowded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		d, _ := newDoor(t, func(o *Options) {
			o.Workers = 1
			o.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
				<-release
				return bot.Answer{Outcome: bot.Meta, Lead: "好", Language: text.Simplified}, nil
			})
		})
		send := func() *httptest.ResponseRecorder {
			w := httptest.NewRecorder()
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader("lang=zh-Hans&q="+url.QueryEscape("消防站")))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			d.Handler().ServeHTTP(w, r)
			return w
		}
		first := make(chan int, 1)
		go func() { first <- send().Code }()
		synctest.Wait()
		second := send()
		if second.Code != http.StatusServiceUnavailable || second.Header().Get("Retry-After") == "" || !strings.Contains(second.Body.String(), zh.Crowded) {
			t.Errorf("%d %s", second.Code, second.Body)
		}
		if !strings.Contains(second.Body.String(), ">消防站</textarea>") {
			t.Error("what was typed is lost")
		}
		close(release)
		if code := <-first; code != http.StatusOK {
			t.Errorf("the first: %d", code)
		}
	})
}
