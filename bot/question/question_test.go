package question

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge/text"
	"wenbao/retrieval/reader"
	"wenbao/retrieval/wordvec"
)

// slowWithRace skips a test that asks thousands of messages, one after the other, which with the
// race detector takes minutes.
func slowWithRace(t *testing.T) {
	t.Helper()
	if race {
		t.Skip("without the race detector, which has nothing to find in it")
	}
}

// theReader reads without a year that goes without saying.
func theReader(tb testing.TB) Reader {
	tb.Helper()
	model, err := wordvec.Default()
	if err != nil {
		tb.Fatal(err)
	}
	wants, err := reader.Default()
	if err != nil {
		tb.Fatal(err)
	}
	return Reader{Words: model, Wants: wants}
}

func TestFillers(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"nothing to strip", "累计建成多少个5G基站?", "累计建成多少个5g基站?"},
		{"politeness", "请问一下路灯修了几条,谢谢", "路灯修了几条,"},
		{"wishing to know", "我想了解一下路灯", "路灯"},
		{"being told", "麻烦告诉我一下路灯修了几条", "路灯修了几条"},
		{"hesitation", "嗯那个路灯修了几条", "路灯修了几条"},
		{"hesitation at the start", "额，路灯修了几条", "路灯修了几条"},
		{"a word that begins like it", "额外的补贴有多少", "额外的补贴有多少"},
		{"another", "喂养站有几个", "喂养站有几个"},
		{"money keeps its character", "金额是多少", "金额是多少"},
		{"balance keeps its character", "贷款余额多少", "贷款余额多少"},
		{"an address with a comma", "老师，路灯修了几条", "路灯修了几条"},
		{"teachers as the subject", "老师有多少名", "老师有多少名"},
		{"comrades as the subject", "老同志活动中心", "老同志活动中心"},
		{"the report", "报告里说的路灯", "路灯"},
		{"what the report puts forward", "报告提出了什么目标", "提出了什么目标"},
		{"greeting and question", "您好，路灯修了几条", "路灯修了几条"},
		{"English", "Could you tell me how many lamps, please", "how many lamps,"},
		{"only fillers", "请问", "请问"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Join(strings.Fields(theReader(t).understand(text.Normalize(tt.text)).Text), " ")
			if got != tt.want {
				t.Errorf("understand(%q) searches %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestYears(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []int
	}{
		{"none", "路灯修了几条", nil},
		{"one", "2021年修了几条", []int{2021}},
		{"without the word", "2021修了几条", []int{2021}},
		{"two", "2021年和2022年各修了几条", []int{2021, 2022}},
		{"a span", "2021-2023年", []int{2021, 2023}},
		{"Chinese digits", "二〇二一年修了几条", []int{2021}},
		{"full-width", "２０２１年", []int{2021}},
		{"two digits", "21年修了几条", []int{2021}},
		{"two digits at the end", "去了21年", []int{2021}},
		{"last century", "1998年的洪水", []int{1998}},
		{"English", "how many in 2021?", []int{2021}},
		{"pieces", "有没有超过2000个充电桩", nil},
		{"more pieces", "新建2000多个", nil},
		{"area", "1900亩地", nil},
		{"part of a longer number", "12013个", nil},
		{"a multiplier", "1900万人", nil},
		{"a decimal", "2000.5", nil},
		{"a separator", "2,000", nil},
		{"a decade", "90年代", nil},
		{"a duration", "过去10年变化大吗", nil},
		{"a duration before", "10年前什么样", nil},
		{"a duration since", "10年来的变化", nil},
		{"a duration within", "15年内", nil},
		{"schooling", "12年制学校", nil},
		{"no year at all", "99年", nil},
		{"far off", "3023年", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, theReader(t).understand(text.Normalize(tt.text)).Years); diff != "" {
				t.Errorf("years of %q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestUnderstandFlags(t *testing.T) {
	const confirm, topical, several, past = "confirm", "topical", "several", "past"
	for _, tt := range []struct{ text, want string }{
		{"5g基站是5000个吧", confirm},
		{"听说医院开了", confirm},
		{"安贞医院开了是真的吗", confirm},
		{"is it true that it opened", confirm},
		{"乡村振兴取得了哪些成效", topical + " " + several},
		{"交通方面都干了什么", topical},
		{"what progress was made in farming", topical},
		{"介绍医疗的全部情况", topical},
		{"路灯和电梯各多少", several},
		{"友谊、安贞分别怎么样", several},
		{"五年前有多少", past},
		{"前年有多少", past},
		{"电梯有几部", ""},
		{"云景公园在哪", ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			q := theReader(t).understand(tt.text)
			var got []string
			for _, flag := range []struct {
				name string
				on   bool
			}{{confirm, q.Confirm}, {topical, q.Topical}, {several, q.Several}, {past, q.Past}} {
				if flag.on {
					got = append(got, flag.name)
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// TestOnlyYear: the one year that the reports tell of is no search word.
func TestOnlyYear(t *testing.T) {
	withYear := theReader(t)
	withYear.Years = []int{2023}
	for _, tt := range []struct{ name, text, want string }{
		{"with the word", "2023年路灯修了几条", "路灯修了几条"},
		{"without", "2023路灯修了几条", "路灯修了几条"},
		{"another year", "2022年路灯修了几条", "2022年路灯修了几条"},
		{"nothing else", "2023年", "2023年"},
		{"a longer number", "20230个路灯", "20230个路灯"},
		{"things that are counted", "2023个路灯", "2023个路灯"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := withYear.understand(tt.text).Text; got != tt.want {
				t.Errorf("searches %q, want %q", got, tt.want)
			}
		})
	}
}

func TestListOf(t *testing.T) {
	for _, tt := range []struct {
		text string
		want int
	}{
		{"那8条小巷叫什么", 8}, {"这八条小巷叫什么", 8}, {"5个家园中心在哪", 5}, {"三大工程是哪些", 0}, {"2023年", 0}, {"哪些小巷", 0}, {"3000家企业名单", 0},
	} {
		t.Run(tt.text, func(t *testing.T) {
			if got := theReader(t).understand(tt.text).ListOf(); got != tt.want {
				t.Errorf("listOf(%q) = %d, want %d", tt.text, got, tt.want)
			}
		})
	}
}

// TestTellsOnly: who tells a trouble asks for no kind of thing and of no time.
func TestTellsOnly(t *testing.T) {
	for _, said := range []string{"前年我们村的路就说要修，到现在还是烂泥", "通州也该有几家像样的大医院"} {
		q := theReader(t).Read(said, nil)
		if q.Intent != Need || len(q.Kinds)+len(q.Years)+len(q.Parts) > 0 || q.Past || q.Tense != AnyTense {
			t.Errorf("%s: %s asks for %v of %v, past %v, tense %v, parts %d", said, q.Intent, q.Kinds, q.Years, q.Past, q.Tense, len(q.Parts))
		}
	}
}

// TestFiguresAreNoYears: a year is no figure that the citizen gives, however it is
// written.
func TestFiguresAreNoYears(t *testing.T) {
	for _, tt := range []struct {
		asked string
		want  []string
	}{
		{"23年新建了多少所幼儿园", nil},
		{"2022年新建了23所幼儿园吗", []string{"23"}},
		{"新建了23所对吧", []string{"23"}},
	} {
		t.Run(tt.asked, func(t *testing.T) {
			var got []string
			for _, f := range theReader(t).Read(tt.asked, nil).Figures {
				got = append(got, f.Value)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestLanguageOfCapitals: an abbreviation is no English question, a cry in capitals is one.
func TestLanguageOfCapitals(t *testing.T) {
	for said, want := range map[string]text.Language{"GDP": text.Simplified, "FIRE!": text.English, "THANKS": text.English} {
		if got := theReader(t).Read(said, nil).Language; got != want {
			t.Errorf("%s is %s, want %s", said, got, want)
		}
	}
}

// TestLanguageOfReports: what both scripts write alike is in that of the reports.
func TestLanguageOfReports(t *testing.T) {
	r := theReader(t)
	r.Script = text.Traditional
	for said, want := range map[string]text.Language{"公屋": text.Traditional, "GDP": text.Traditional, "养老金": text.Simplified, "how many parks": text.English} {
		if got := r.Read(said, nil).Language; got != want {
			t.Errorf("%s is %s, want %s", said, got, want)
		}
	}
	if got := r.Read("在哪", []Turn{{Question: "how many parks"}}).Language; got != text.Traditional {
		t.Errorf("behind an English message: %s", got)
	}
}

// TestLanguageOfSlang: a word that cannot be English is not answered in English.
func TestLanguageOfSlang(t *testing.T) {
	for said, want := range map[string]text.Language{
		"yyds": text.Simplified, "XDJL!": text.Simplified, "ok3q": text.Simplified, "gym": text.English, "parks": text.English, "thx a lot": text.English,
	} {
		if got := theReader(t).Read(said, nil).Language; got != want {
			t.Errorf("%s is %s, want %s", said, got, want)
		}
	}
}

// TestLanguageGoesOn: what both scripts write alike is in that of the message before, and
// so is a word that may be of any language.
func TestLanguageGoesOn(t *testing.T) {
	for _, tt := range []struct {
		before, said string
		want         text.Language
	}{
		{"新建了幾個公園", "在哪", text.Traditional},
		{"新建了几个公园", "在哪", text.Simplified},
		{"新建了幾個公園", "消防站几个", text.Simplified},
		{"新建了幾個公園", "where", text.English},
		{"how many parks", "在哪", text.Simplified},
		{"新建了几个公园", "awsl", text.Simplified},
		{"新建了幾個公園", "ok", text.Traditional},
		{"how many parks", "yyds", text.English},
		{"how many parks", "GDP", text.English},
		{"新建了几个公园", "how many parks", text.English},
	} {
		t.Run(tt.before+" "+tt.said, func(t *testing.T) {
			turns := []Turn{{Question: tt.before}, {Question: "在哪"}}
			if got := theReader(t).Read(tt.said, turns).Language; got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}
