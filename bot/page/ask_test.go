package page_test

import (
	"fmt"
	"strings"
	"testing"

	"wenbao/bot"
	"wenbao/bot/page"
	"wenbao/bot/page/pagetest"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// citations quotes passages of a library by their short ids.
func citations(t *testing.T, lib *knowledge.Library, ids ...string) []bot.Citation {
	t.Helper()
	var list []bot.Citation
	for _, id := range ids {
		report, p, ok := lib.Passage("river-2024/" + id)
		if !ok {
			t.Fatalf("no passage %s", id)
		}
		at := report.Place(p)
		list = append(list, bot.Citation{ID: p.ID, Place: at.String(), At: at, Quote: p.Text})
	}
	return list
}

// askPages are pages of every kind.
func askPages(t *testing.T) map[string]page.Ask {
	t.Helper()
	lib := knowledge.NewLibrary([]*knowledge.Report{river(t, knowledge.Meta{Years: []int{2024}, Covers: "plan"})})
	zh, en := words.AnswersIn(text.Simplified), words.AnswersIn(text.English)
	glossed := citations(t, lib, "1.1.1")
	glossed[0].Gloss, glossed[0].Under = "17 stone bridges were mended.", "Roads are better"
	strange := citations(t, lib, "1.0.1")
	strange[0].Quote, strange[0].Place, strange[0].Gloss = hostile, hostile, hostile
	return map[string]page.Ask{
		"ask.html": {Language: text.Simplified, Scope: "《河口区2024年政府工作报告》", Offers: []string{"修好了几座石桥？", "种了多少树？"}},
		"ask-answered.html": {Language: text.English, Asked: "How many bridges?", Offers: []string{"How many trees?"}, Before: []string{`{"q":"How many bridges?","c":["river-2024/1.1.1"]}`},
			Answer: &bot.Answer{Outcome: bot.Answered, Language: text.English, Lead: en.Answered, Citations: glossed, Closing: "One.\nTwo.", Receipt: "0123456789"}},
		"ask-list.html": {Language: text.Traditional, Asked: "做了什麼？",
			Answer: &bot.Answer{Outcome: bot.Answered, Lead: "一共3條：", List: true, Citations: citations(t, lib, "1.1.1", "1.0.1", "2.0.1"), Receipt: "0123456789"}},
		"ask-related.html": {Language: text.Simplified, Asked: "石桥花了多少钱？",
			Answer: &bot.Answer{Outcome: bot.Related, Lead: zh.Nearest, Citations: citations(t, lib, "1.1.1"), Receipt: "0123456789"}},
		"ask-urgent.html": {Language: text.Simplified, Asked: "家里着火了",
			Answer: &bot.Answer{Outcome: bot.Meta, Lead: zh.Emergencies["fire"], Help: zh.Emergencies["fire"], Receipt: "0123456789"}},
		"ask-urgent-answered.html": {Language: text.Simplified, Asked: "桥塌了，修好了几座石桥？",
			Answer: &bot.Answer{Outcome: bot.Answered, Lead: zh.Answered, Citations: citations(t, lib, "1.1.1"), Closing: zh.Emergencies["trapped"], Help: zh.Emergencies["trapped"], Receipt: "0123456789"}},
		"ask-notice.html": {Language: text.Simplified, Asked: hostile, Before: []string{hostile}, Notice: words.PagesIn(text.Simplified).Fault},
		"ask-lost.html":   {Language: text.English, Notice: words.PagesIn(text.English).NoPage, Lost: true},
		"ask-hostile.html": {Language: text.Simplified, Asked: hostile, Offers: []string{hostile}, Before: []string{hostile},
			Answer: &bot.Answer{Outcome: bot.Answered, Lead: hostile, Citations: strange, Closing: hostile, Receipt: hostile}},
	}
}

func TestAskGolden(t *testing.T) {
	lib := knowledge.NewLibrary([]*knowledge.Report{river(t, knowledge.Meta{Years: []int{2024}, Covers: "plan"})})
	for name, ask := range askPages(t) {
		t.Run(name, func(t *testing.T) {
			ask.Library = lib
			var b strings.Builder
			if err := ask.Write(&b); err != nil {
				t.Fatal(err)
			}
			p := golden(t, name, b.String())
			for form := range p.All("form") {
				if pagetest.Attribute(form, "method") != "post" || pagetest.Attribute(form, "action") != "/" {
					t.Error("a form would put the question into an address")
				}
			}
			if got := len(p.Classed("related")); (got > 0) != (ask.Answer != nil && ask.Answer.Outcome == bot.Related) {
				t.Errorf("%d passages are marked as related", got)
			}
		})
	}
}

// TestAskOfMany: many reports are counted and listed, and not named in a sentence.
func TestAskOfMany(t *testing.T) {
	for _, n := range []int{1, 3, 4, 40} {
		var reports []*knowledge.Report
		for i := range n {
			reports = append(reports, &knowledge.Report{ID: fmt.Sprint("r", i), Meta: knowledge.Meta{Title: fmt.Sprint("报告", i)}})
		}
		var b strings.Builder
		if err := (page.Ask{Language: text.Simplified, Scope: "范围", Library: knowledge.NewLibrary(reports)}).Write(&b); err != nil {
			t.Fatal(err)
		}
		p := pagetest.Check(t, b.String())
		links := 0
		for a := range p.All("a") {
			if strings.HasPrefix(pagetest.Attribute(a, "href"), "/report/") {
				links++
			}
		}
		if named := strings.Contains(b.String(), "范围"); links != n || named != (n <= 3) {
			t.Errorf("of %d reports %d are listed, named %t", n, links, named)
		}
	}
}

// TestAskNumbers: the numbers of help can be called, whole, and nothing else can.
func TestAskNumbers(t *testing.T) {
	for _, test := range []struct{ name, help, numbers string }{
		{"one", "着火请马上拨打 119。", "119"},
		{"several", "拨110，或拨 12356、96110", "110 12356 96110"},
		{"no number to call", "不用等24小时，编号123456，1234567890123456，9:00-18:00，8-20点，A110", ""},
		{"beside each other", "拨119、120，110 或 12356；急救120/999", "119 120 110 12356 120 999"},
		{"blanks alone between", "110 120　12345 95598 911 988", "110 120 12345 95598 911 988"},
		{"with an area code", "0371-65571234，（0371）65571235，(010) 6557 1236", "037165571234 037165571235 01065571236"},
		{"without one", "65571234，6557-1235、2389 2222 或 2389 3333", "65571234 65571235 23892222 23893333"},
		{"mobile and free of charge", "138 0013 8000、13800138001、400-810-8888、800 810 8889", "13800138000 13800138001 4008108888 8008108889"},
		{"of other countries", "1-800-273-8255, +852 2389 2222, +1 800-273-8256, 01 23 45 67 89, 13 11 14, 116 123", "18002738255 +85223892222 +18002738256 0123456789 131114 116123"},
		{"one after another", "110 0371-65571234 2389 2222 120 +852 23892222 65571234", "110 037165571234 23892222 120 +85223892222 65571234"},
		{"all day", "12356 24小时，2389 2222 24小时，110（24小时）", "12356 23892222 110"},
		{"nothing else", "请先到安全的地方。", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var b strings.Builder
			a := page.Ask{Language: text.Simplified, Asked: "?", Library: knowledge.NewLibrary(), Answer: &bot.Answer{Outcome: bot.Meta, Lead: test.help, Help: test.help}}
			if err := a.Write(&b); err != nil {
				t.Fatal(err)
			}
			p := pagetest.Check(t, b.String())
			var numbers []string
			for n := range p.All("a") {
				if number, ok := strings.CutPrefix(pagetest.Attribute(n, "href"), "tel:"); ok {
					numbers = append(numbers, number)
					if shown := pagetest.Text(n); !strings.Contains(test.help, shown) {
						t.Errorf("%s is shown as %q", number, shown)
					}
				}
			}
			if got := strings.Join(numbers, " "); got != test.numbers {
				t.Errorf("%q can be called, want %q", got, test.numbers)
			}
			if urgent := p.Classed("urgent"); len(urgent) != 1 || !strings.Contains(pagetest.Text(urgent[0]), strings.Join(strings.Fields(test.help), " ")) {
				t.Error("the help is not said whole")
			}
		})
	}
}
