package telegram

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"wenbao/knowledge"
)

func TestCommands(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"start", "/start", "<b>李，您好！</b>"},
		{"start, deep link to a passage", "/start 6_3_1", "<blockquote>新建消防站<b>21</b>个。</blockquote>"},
		{"start, deep link to a section", "/start 6_3", "更好统筹发展和安全"},
		{"start, unknown payload", "/start zzz", "李，您好！"},
		{"help", "/help", "/privacy"},
		{"contents", "/toc", "目录"},
		{"contents of a section", "/toc 4.2", "数智城市纵深推进"},
		{"contents of a passage", "/toc 6.3.1", "<blockquote>新建消防站<b>21</b>个。</blockquote>"},
		{"contents as a deep link writes it", "/toc 4_2", "数智城市纵深推进"},
		{"contents by a full id", "/toc tongzhou-2023/4.2", "数智城市纵深推进"},
		{"contents of a report", "/toc tongzhou-2023", "目录"},
		{"contents of no place", "/toc 99.9", "没有编号为“99.9”的"},
		{"ask", "/ask 消防站", "新建消防站<b>21</b>个。"},
		{"ask without a space", "/ask消防站", "新建消防站<b>21</b>个。"},
		{"ask nothing", "/ask", "请直接回复这条消息，比如：去年"},
		{"new", "/new", simplified.Cleared},
		{"about", "/about", "索引指纹"},
		{"privacy", "/privacy", "24 小时后删除"},
		{"forget", "/forget", simplified.Forgotten},
		{"language", "/lang", simplified.LangNow},
		{"language by name", "/lang English", english.LangSet},
		{"for us by name", "/help@wenbaobot", "/privacy"},
		{"wide slash", "／help", "/privacy"},
		{"Chinese", "/隐私", "24 小时后删除"},
		{"Chinese with an argument", "/提问 消防站", "新建消防站<b>21</b>个。"},
		{"Chinese with a wide space", "/目录　4.2", "数智城市纵深推进"},
		{"Chinese without a space", "/目录4.2", "数智城市纵深推进"},
		{"Chinese, two lines", "/提问\n消防站", "新建消防站<b>21</b>个。"},
		{"Chinese question without a space", "/提问消防站", "新建消防站<b>21</b>个。"},
		{"Chinese, for us by name", "/目录@wenbaobot 4.2", "数智城市纵深推进"},
		{"Chinese that deletes more than is said", "/删除上一条", "没有 /删除上一条 这个命令"},
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
			a.waitDone(t, a.say(person, test.text))
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

// TestAboutTheEvaluation: what was measured, when, and of which index.
func TestAboutTheEvaluation(t *testing.T) {
	ours := mustBot(t).Fingerprint()
	date := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	const measured = "最近一次评测（2026-03-05）：200 题，答对 90.5%；报告没写的问题，88.0% 直说没写；报告写了的，6.0% 没答上来"
	tests := []struct {
		name, want string
		e          *Evaluation
	}{
		{"none", simplified.NeverTested, nil},
		{"of this index", measured + "\n" + simplified.SameIndex, &Evaluation{date, ours, 200, .905, .88, .06}},
		{"of another", measured + "\n评测用的是另一个索引（abc）", &Evaluation{date, "abc", 200, .905, .88, .06}},
		{"of an earlier version", measured, &Evaluation{date, "", 200, .905, .88, .06}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := newPeer(t)
			open(t, a, func(o *Options) { o.Evaluation = test.e })
			a.say(7, "/about")
			if text := a.wait(t, "sendMessage", 1)[0].values.Get("text"); !strings.Contains(text, test.want) || !strings.Contains(text, ours) {
				t.Errorf("%s", text)
			}
		})
	}
}

// TestAboutCorrections: when and where the words of a report were put right, the
// last of it.
func TestAboutCorrections(t *testing.T) {
	report, err := knowledge.Parse("r", []byte("# 报告\n\n## 一、交通\n\n修路三条。\n"), knowledge.Meta{Title: "报告"})
	if err != nil {
		t.Fatal(err)
	}
	for month := range lastCorrections + 1 {
		report.Meta.Corrections = append(report.Meta.Corrections, knowledge.Correction{Date: fmt.Sprintf("2024-%02d-01", month+1), Passages: slices.Repeat([]string{"1.1"}, 7+month)})
	}
	b, err := botOf([]*knowledge.Report{report})
	if err != nil {
		t.Fatal(err)
	}
	a := newPeer(t)
	open(t, a, func(o *Options) { o.Bot = roles(b) })
	a.waitDone(t, a.say(7, "/about"))
	got := texts(a.requests("sendMessage"))
	last := "\n2024-06-01 更正了 12 处原文：" + strings.Repeat("1.1, ", correctedShown-1) + "1.1 …\n"
	if len(got) != 1 || strings.Contains(got[0], "2024-01") || !strings.Contains(got[0], "\n2024-02-01 更正了 8 处原文："+strings.Repeat("1.1, ", 7)+"1.1\n") || !strings.Contains(got[0], last) {
		t.Errorf("%q", got)
	}
}

// TestAboutManyReports: the first ten are told, and how many more there are.
func TestAboutManyReports(t *testing.T) {
	a := newPeer(t)
	open(t, a, func(o *Options) { o.Bot = roles(manyReports(t, 150)) })
	a.waitDone(t, a.say(7, "/about"))
	got := texts(a.requests("sendMessage"))
	if len(got) != 1 || strings.Count(got[0], "原文共") != reportsTold || !strings.Contains(got[0], "另有 140 份报告，/toc 列出全部。") {
		t.Errorf("%q", got)
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
		a.waitDone(t, a.tap(int64(20+i), b.Data, ""))
	}
	for _, text := range texts(a.requests("sendMessage")[1:]) {
		if !strings.Contains(text, "<blockquote>") {
			t.Errorf("a sample is not answered: %s", text)
		}
	}
}

// TestNoPlace: who names no place of a report is led to the contents.
func TestNoPlace(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.say(7, "/toc 99.9")
	if buttons := buttonsOf(t, a.wait(t, "sendMessage", 1)[0]); len(buttons) != 1 || buttons[0].Data != "t" {
		t.Errorf("buttons %v", buttons)
	}
}

// TestCommandNames: every command that is described is offered and known.
func TestCommandNames(t *testing.T) {
	if described, names := slices.Sorted(maps.Keys(simplified.Commands)), slices.Sorted(slices.Values(commandNames)); !slices.Equal(described, names) {
		t.Errorf("described %v, offered %v", described, names)
	}
}
