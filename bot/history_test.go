package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/question"
)

func TestFollowUps(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		want  string // the first citation
	}{
		{"another thing", []string{"老旧小区改造完工了多少个？", "那电梯呢？"}, "3.1.6"},
		{"without a subject", []string{"新来的央企二三级公司有几家？", "累计的呢"}, "2.2.1"},
		{"a pronoun", []string{"东六环入地改造怎么样了？", "它通了没有"}, "1.2.4"},
		{"in English", []string{"How many 5G base stations are there?", "Is that the total?"}, "4.2.1"},
		{"a turn in between", []string{"友谊医院二期能看病了吗", "谢谢", "那安贞的呢"}, "6.1.6"},
		{"a correction", []string{"充电桩有多少？", "不对，我问的是公交线路"}, "4.3.3"},
		{"a correction without a comma", []string{"充电桩有多少？", "不对我问的是电梯"}, "3.1.6"},
		{"another subject", []string{"充电桩有多少？", "算了，说说林下经济"}, "3.2.4"},
		{"a question that stands alone", []string{"充电桩有多少？", "累计建成多少个5G基站？"}, "4.2.1"},
		{"a whole section", []string{"充电桩有多少？", "乡村振兴去年取得了哪些成效？"}, "3.2.1"},
		{"the place itself", []string{"公交线路多少条", "那通州呢"}, "4.3.3"},
		{"another place", []string{"5G基站有多少个？", "上海呢？"}, "4.2.1"},
		{"a topic and what is asked of it in a breath", []string{"充电桩有多少？", "那养老院呢盖好没有"}, "6.2.2"},
		{"a bare subject that sounds like a complaint", []string{"林下经济搞了多少亩", "慢行"}, "5.1.6"},
		{"a thing beside it", []string{"台湖的舞美馆开了吗", "那边的酒店呢"}, "3.3.3"},
		{"what is asked for says what it is", []string{"Is Universal Studios doing well?", "how many visitors"}, "2.3.1"},
		{"two turns before", []string{"政务服务跨区域通办有多少事项", "在哪些地方能办", "全国第几个"}, "1.3.5"},
		{"what the bot can do, in other words", []string{"我住大厂，在那边能办副中心的政务服务吗", "武清也可以？"}, "1.3.5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, theBot(t), tt.texts...)
			if len(a.Citations) == 0 || short(a.Citations[0].ID) != tt.want {
				t.Errorf("%s cites %s, want %s", a.Outcome, cited(a), tt.want)
			}
			valid(t, theBot(t), a)
		})
	}
}

// TestNotTheSameAgain: who asks for something else does not get the old passage.
func TestNotTheSameAgain(t *testing.T) {
	for _, tt := range []struct{ first, next, old string }{
		{"新建了哪些公园？", "还有别的吗？", "5.2.4"},
		{"新建了哪些公园？", "除了这还有其他的吗", "5.2.4"},
		{"友谊医院二期开了没？", "其他医院呢？", "6.1.5"},
	} {
		t.Run(tt.next, func(t *testing.T) {
			if got := cited(ask(t, theBot(t), tt.first)); !strings.Contains(got, tt.old) {
				t.Fatalf("the first answer cites %s", got)
			}
			if got := cited(ask(t, theBot(t), tt.first, tt.next)); slices.Contains(strings.Fields(got), tt.old) {
				t.Errorf("cites %s", got)
			}
		})
	}
}

// TestWhetherThatIsSo: what names no thing asks of the answer before, and is not answered by
// another thing of which it is told.
func TestWhetherThatIsSo(t *testing.T) {
	for _, tt := range []struct {
		texts []string
		near  string
		want  Outcome
	}{
		{[]string{"What hospitals opened in Tongzhou?", "What about Anzhen hospital?", "Is it open yet?"}, "6.1.6", Related},
		{[]string{"安贞医院建成了吗", "开始看病没"}, "6.1.6", Related},
		{[]string{"有胸科医院吗", "能挂号了吗"}, "6.1.7", Related},
		{[]string{"健身房有新的没", "开门了没"}, "6.1.9", Related},
		{[]string{"厂通路完工了吗", "通车了没"}, "1.3.2", Related},
		{[]string{"友谊医院二期呢", "开门了没"}, "6.1.5", Answered},
		{[]string{"充电桩多少个", "学校开门了吗"}, "6.1.3", Answered},
	} {
		t.Run(strings.Join(tt.texts, " "), func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			if a.Outcome != tt.want || len(a.Citations) == 0 || short(a.Citations[0].ID) != tt.near {
				t.Errorf("%s shows %s, want %s %s", a.Outcome, cited(a), tt.want, tt.near)
			}
		})
	}
}

// TestAnotherAttribute: what answered the question before is no answer for answering
// that.
func TestAnotherAttribute(t *testing.T) {
	for _, texts := range [][]string{
		{"养老院建好了吗", "一个月多少钱"},
		{"新开工装配式建筑多少", "其中有多少是住宅"},
		{"新开的公园有哪些", "在哪里"},
		{"乐堤港开业没", "里面有盒马吗"},
		{"城市运动中心在哪", "投资多少"},
		{"How many projects with the northern three counties?", "How much money?"},
		{"5G基站有多少", "地铁呢", "几条"},
	} {
		t.Run(texts[len(texts)-1], func(t *testing.T) {
			if a := ask(t, theBot(t), texts...); a.Outcome == Answered {
				t.Errorf("cites %s", cited(a))
			}
		})
	}
}

// TestLackingOfWhatWasQuoted: what lacks something that is asked of an answer is what was
// quoted, not another passage of the same kind.
func TestLackingOfWhatWasQuoted(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		want  string
	}{
		{"when", []string{"有没有去燕郊的新路，厂通路修了吗", "啥时候通车"}, "1.3.2"},
		{"how much", []string{"养老院建好了吗", "一个月多少钱"}, "6.2.2"},
		{"again", []string{"有个大运河博物馆", "票价多少", "周末几点开门"}, "1.2.5"},
		{"with a clause that leans, too", []string{"东六环通车了没", "哪天通，给个准信"}, "1.2.4"},
		{"with the person's own case behind it", []string{"养老院建好没有", "在哪儿呢，我腿脚不好"}, "6.2.2"},
		{"with how to answer behind it", []string{"环球影城去了多少人", "门票多少钱？您给念念"}, "2.3.1"},
		{"with the person before it", []string{"新建了哪些公园", "我腿脚不好，门票贵吗"}, "5.2.4"},
		{"with how to answer before it", []string{"新建了哪些公园", "别绕弯子，门票贵吗"}, "5.2.4"},
		{"in English", []string{"how many fire stations were built", "where are they? i am new here"}, "6.3.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			if a.Outcome != Related || cited(a) != tt.want {
				t.Errorf("%s cites %s, want %s alone", a.Outcome, cited(a), tt.want)
			}
		})
	}
}

// TestNumberOfWhatWasQuoted: who asks how many after a trouble is told of what was quoted.
func TestNumberOfWhatWasQuoted(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		want  string // "" for no answer
	}{
		{"how many", []string{"头顶电线乱得像蜘蛛网", "一共弄了几条"}, "3.1.3"},
		{"how much money", []string{"头顶电线乱得像蜘蛛网", "一共花了多少钱"}, ""},
		{"how many people", []string{"头顶电线乱得像蜘蛛网", "多少人"}, ""},
		{"with what was done", []string{"电梯装了几部", "去年一共装了几部"}, "3.1.6"},
		{"and a turn in between", []string{"我家六楼没电梯，我妈天天爬，你们管不管！", "说了半天，我们楼啥时候能装？", "去年一共装了几部"}, "3.1.6"},
		{"and a turn without an answer of the same", []string{"老旧小区改造了几个", "有没有我们小区", "一共改了几个？哪几个"}, "3.1.6"},
		{"which they are", []string{"河水治得咋样了", "哪几条河"}, "5.2.2"},
		{"what they are called", []string{"新建了哪些公园", "都叫啥"}, "5.2.4"},
		{"which they are, of what is only counted", []string{"how many bus lines were opened", "which ones?"}, ""},
		{"which one is the person's", []string{"河水治得咋样了", "我家门口那条呢"}, ""},
		{"with what was not done", []string{"消防站建了几个", "一共撤了几个"}, ""},
		{"of another thing since", []string{"消防站建了几个", "地铁站呢", "一共建了几个"}, ""},
		{"by another counter", []string{"头顶电线乱得像蜘蛛网", "一共几家"}, ""},
		{"how much a month", []string{"养老院建好了没", "一个月几百"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			if answered := a.Outcome == Answered; answered != (tt.want != "") || answered && cited(a) != tt.want {
				t.Errorf("%s cites %s, want %q: %s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}

// TestNoHelpUnasked: what is about the answer before is no cry for help.
func TestNoHelpUnasked(t *testing.T) {
	if a := ask(t, theBot(t), "How many new fire stations were built?", "another one"); strings.Contains(a.Text(), "12356") {
		t.Error(a.Text())
	}
}

// TestVague: a question that perhaps names no subject is answered by nothing that only
// shares its words.
func TestVague(t *testing.T) {
	if a := ask(t, theBot(t), "养老照料中心建了几家", "一个月几百"); a.Outcome == Answered {
		t.Errorf("cites %s", cited(a))
	}
}

// TestComplaintOfNothing: who complains and does not say of what is asked what it is, and told
// where to turn, whatever was said before.
func TestComplaintOfNothing(t *testing.T) {
	for _, texts := range [][]string{{"没人管"}, {"都没人管啊"}, {"反映了好几次都没人管"}, {"投诉半年了没人解决"}, {"新建了多少消防站", "没人管"}} {
		if a := converse(t, theBot(t), texts...); a.Outcome != Meta || !strings.Contains(a.Closing, "12345") {
			t.Errorf("%q: %s: %s", texts, a.Outcome, a.Text())
		}
	}
	if a := ask(t, theBot(t), "路灯坏了没人管"); cited(a) != "3.1.4" {
		t.Errorf("a complaint of street lamps cites %s: %s", cited(a), a.Text())
	}
}

// TestNothingWholeUnasked: what hardly asks for all of a report or for a section
// gets neither.
func TestNothingWholeUnasked(t *testing.T) {
	for _, texts := range [][]string{{"林下经济搞了多少亩", "主要种的啥"}, {"你能干啥"}} {
		t.Run(texts[len(texts)-1], func(t *testing.T) {
			if a := ask(t, theBot(t), texts...); a.List || len(a.Citations) > 2 {
				t.Errorf("%s cites %s", a.Outcome, cited(a))
			}
		})
	}
}

// TestApologies: who complains gets no passage that happens to fit the words, and who
// complains a second time is not told the same.
func TestApologies(t *testing.T) {
	for _, asked := range []string{"新建了哪些公园？", "路修得怎么样", "公交怎么样"} {
		t.Run(asked, func(t *testing.T) {
			const complaint = "答非所问"
			first := converse(t, theBot(t), asked, complaint)
			second := converse(t, theBot(t), asked, complaint, complaint)
			if first.Outcome != Meta || first.Lead == second.Lead || first.Closing == "" || second.Closing == "" {
				t.Errorf("%s:\n%s\nthen %s:\n%s", first.Outcome, first.Text(), second.Outcome, second.Text())
			}
		})
	}
}

// TestServices: who wants something done gets what the report says of the matter
// beside the hotline, and the hotline alone where it says nothing.
func TestServices(t *testing.T) {
	for _, tt := range []struct{ said, want string }{
		{"请给我们小区装个电梯", "3.1.6"},
		{"身份证丢了怎么补", ""},
		{"反映个问题", ""},
		{"我要投诉", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			valid(t, theBot(t), a)
			if cited(a) != tt.want || !strings.HasPrefix(a.Lead, zh.Service) || strings.Count(a.Closing, zh.Hotline) != 1 {
				t.Errorf("cites %q, want %q:\n%s", cited(a), tt.want, a.Text())
			}
		})
	}
}

// TestLookUps: who wants something looked up asks, and is not told that the bot cannot do
// it, unless it is no matter of a report.
func TestLookUps(t *testing.T) {
	for _, tt := range []struct {
		texts  []string
		want   string
		serves bool
	}{
		{[]string{"帮我查一下公园"}, "5.2.4 2.2.6", false},
		{[]string{"帮我找一下优化营商环境的数据"}, "2.1.1 2.1.2 2.1.3 2.1.4 2.1.5 2.1.6", false},
		{[]string{"帮我查查消防站有几个", "停车位呢"}, "4.3.3", false},
		{[]string{"帮我查一下我的社保"}, "", true},
		{[]string{"帮我找工作"}, "6.2.1", true},
	} {
		t.Run(tt.texts[0], func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			valid(t, theBot(t), a)
			if cited(a) != tt.want || strings.Contains(a.Text(), zh.Service) != tt.serves || strings.Contains(a.Text(), zh.Hotline) != tt.serves {
				t.Errorf("cites %q, want %q:\n%s", cited(a), tt.want, a.Text())
			}
		})
	}
}

// TestCared: where help is goes before an answer if a danger is likely, and after what
// was found if not; it takes the place of what is no answer.
func TestCared(t *testing.T) {
	b := theBot(t)
	const found = "found"
	for _, tt := range []struct {
		name    string
		outcome Outcome
		likely  bool
		want    string
	}{
		{"unlikely, answered", Answered, false, found + "\n\n" + zh.Emergency},
		{"unlikely, related", Related, false, found + "\n\n" + zh.Emergency},
		{"unlikely, nothing found", NotFound, false, zh.Emergency},
		{"likely, answered", Answered, true, zh.Emergency + "\n\n" + found},
		{"likely, related", Related, true, zh.Emergency},
		{"likely, nothing found", NotFound, true, zh.Emergency},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := b.reader.Read("云景公园开了吗", nil)
			q.Danger, q.Endangered = question.Emergency, tt.likely
			if a := b.cared(q, Answer{Outcome: tt.outcome, Lead: found}); a.Text() != tt.want || a.Help != zh.Emergency {
				t.Errorf("help %q in %q, want %q", a.Help, a.Text(), tt.want)
			}
		})
	}
}

// TestTheSameAgainWhenAsked: more of the very passage is not something else.
func TestTheSameAgainWhenAsked(t *testing.T) {
	if got := cited(ask(t, theBot(t), "云景公园开了吗？", "还有哪个公园跟它一起开的？")); !strings.Contains(got, "5.2.4") {
		t.Errorf("cites %s", got)
	}
}

// TestOldTurnsAreForgotten: only the last six turns colour an answer.
func TestOldTurnsAreForgotten(t *testing.T) {
	recent := []string{"云景公园开了吗", "充电桩多少", "电梯几部", "学位多少", "公交几条", "消防站几个", "那车位呢？"}
	want := ask(t, theBot(t), recent...)
	got := ask(t, theBot(t), append([]string{"5G基站多少", "绿色贷款多少", "老旧小区几个"}, recent...)...)
	if diff := cmp.Diff(want.Hits, got.Hits); diff != "" {
		t.Errorf("(-six turns +nine turns):\n%s", diff)
	}
}

// TestOddHistory: no history, however odd, spoils or slows an answer.
func TestOddHistory(t *testing.T) {
	plain := ask(t, theBot(t), "累计建成多少个5G基站？")
	for name, history := range map[string][]string{
		"empty turn":           {""},
		"punctuation":          {"？？"},
		"emoji":                {"🚌"},
		"invalid UTF-8":        {"\xff\xfe"},
		"a greeting":           {"你好"},
		"1 MB":                 {strings.Repeat("充电桩有多少个", 50_000)},
		"1 MB in one word":     {strings.Repeat("a", 1<<20)},
		"a thousand turns":     slices.Repeat([]string{"充电桩有多少"}, 1000),
		"the same question":    {"累计建成多少个5G基站？"},
		"another conversation": {"老旧小区改造完工了多少个？", "那电梯呢？"},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			a := ask(t, theBot(t), append(history, "累计建成多少个5G基站？")...)
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %s", took)
			}
			if cited(a) != cited(plain) || a.Outcome != plain.Outcome {
				t.Errorf("%s cites %s, want %s", a.Outcome, cited(a), cited(plain))
			}
			valid(t, theBot(t), a)
		})
	}
}

// TestStressIsNotLacking: what is said to be lacking is no word that only asks or
// stresses.
func TestStressIsNotLacking(t *testing.T) {
	for _, tt := range []struct {
		texts []string
		says  string
	}{
		{[]string{"养老院建好了没", "具体在哪"}, "没有写具体地点"},
		{[]string{"服务事项3600余项是跨哪几个地方？", "具体金额是多少？"}, "没有写金额或费用"},
		{[]string{"咱这疙瘩哪个小区加了电梯"}, "没有写具体地点"},
		{[]string{"建安是啥玩意"}, "没有写这个说法的解释"},
	} {
		t.Run(tt.texts[len(tt.texts)-1], func(t *testing.T) {
			if a := converse(t, theBot(t), tt.texts...); a.Outcome != Related || !strings.Contains(a.Text(), tt.says) {
				t.Errorf("%s does not say %s: %s", a.Outcome, tt.says, a.Text())
			}
		})
	}
}
