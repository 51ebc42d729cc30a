package bot

import (
	"strings"
	"testing"

	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// TestNearestIsOnSubject: below "the report does not say" stands what speaks of the same
// subject, and nothing where no passage does.
func TestNearestIsOnSubject(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		want  string // "" for none
	}{
		{"for its price alone", []string{"殡葬服务多少钱"}, ""},
		{"for its deed alone", []string{"新建了几个溜冰场"}, ""},
		{"for its counter alone", []string{"洗衣店有几家"}, ""},
		{"clearly near, and about something else", []string{"律师事务所有多少人"}, ""},
		{"of whom it is paid", []string{"育儿补贴发了多少"}, ""},
		{"of another thing of the same name", []string{"养老保险涨了没"}, ""},
		{"in English", []string{"how much is a parking ticket"}, ""},
		{"the same thing", []string{"云景公园门票多少钱"}, "5.2.4"},
		{"the same thing, another word first", []string{"新增的学位都在哪些学校"}, "6.1.4 6.1.3"},
		{"the same thing in another place", []string{"上海有多少消防站"}, "6.3.1"},
		{"what holds the figure", []string{"396件是什么东西的数量"}, "7.3.2"},
		{"the same thing in English", []string{"how many taxis are there"}, "5.1.5"},
		{"of a place that nobody knows", []string{"葛布店小区改造了吗"}, "3.1.6 4.3.4"},
		{"a word of its own after another", []string{"接诉即办咋样", "那小微项目是干啥的"}, "4.1.2"},
		{"where the person is", []string{"我们村口那条路晚上黑得要命", "那我们这条今年有没有"}, "3.1.4"},
		{"of one year alone, in English", []string{"how many visitors at Universal Studios?", "and in 2023 alone?"}, "2.3.1"},
		{"of what was quoted, not of another thing with the word", []string{"种业大会办得怎么样", "多少人报名"}, "3.2.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			if a.Outcome == Answered || cited(a) != tt.want {
				t.Errorf("%s cites %q, want %q: %s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}

// TestWordNobodyKnows: what is lacking is told by its name, be it no word of the vectors, and who
// asks for it is told where to turn.
func TestWordNobodyKnows(t *testing.T) {
	for _, tt := range []struct{ said, says, turns string }{
		{"我家孩子划片到哪上学", "没有提到“划片”", "12345"},
		{"我家划片划到哪个学校", "没有提到“划片”", "12345"},
		{"葛布店小区换燃气没", "没有提到“葛布店”", ""},
		{"红绿灯新装了几个", "没有提到“红绿灯”", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if a.Outcome == Answered || !strings.Contains(a.Lead, tt.says) || !strings.Contains(a.Closing, tt.turns) {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
		})
	}
}

// TestHomeIsNotMentioned: who says where they live and asks in a word or two is told that the
// report does not mention it, with what the last answer quoted.
func TestHomeIsNotMentioned(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		want  string
	}{
		{"after an answer", []string{"老旧小区改造了多少", "我们小区叫葛布店，换没换"}, "3.1.6"},
		{"after another", []string{"新建了多少消防站", "我们村是葛布店，建没建"}, "6.3.1"},
		{"after nothing", []string{"我们小区叫葛布店，换没换"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			if a.Outcome == Answered || cited(a) != tt.want || !strings.Contains(a.Lead, "没有提到“葛布店”") {
				t.Errorf("%s cites %q, want %q: %s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}

// TestNotToldOfThat: what is told of another place, of another in a row, or of several things
// together is not shown as what is asked.
func TestNotToldOfThat(t *testing.T) {
	w := words.AnswersIn(text.Simplified).Lacks
	for _, tt := range []struct {
		said    []string
		outcome Outcome
		near    string
		says    string
	}{
		{[]string{"云景公园在哪"}, Related, "5.2.4", w.Kinds[string(question.Where)]},
		{[]string{"运河生态公园在哪"}, Related, "5.2.4", w.Kinds[string(question.Where)]},
		{[]string{"顶点公园在哪儿"}, Related, "2.2.6", w.Kinds[string(question.Where)]},
		{[]string{"云景公园开了吗", "在哪"}, Answered, "5.2.4", w.Kinds[string(question.Where)]},
		{[]string{"海昌海洋公园在哪"}, Answered, "2.2.6", ""},
		{[]string{"三大三强指的啥"}, Related, "1.1.1", w.Kinds[string(question.Meaning)]},
		{[]string{"第一批市级机关搬了吗"}, Related, "1.2.1", "第一批"},
		{[]string{"第二批市级机关搬过来了没", "第一批呢"}, Related, "1.2.1", "第一批"},
		{[]string{"经济大脑一期建好没", "二期呢"}, Related, "4.2.2", "二期"},
		{[]string{"第一批市级机关搬了吗", "第二批呢"}, Answered, "1.2.1", ""},
		{[]string{"电动公交车多少", "公交和出租车各多少"}, Answered, "5.1.5", w.Kinds[string(question.Parts)]},
		{[]string{"消防站和学位各多少"}, Answered, "6.3.1", ""},
		{[]string{"都有哪些新学校", "第二个详细说说", "那它收多少分"}, Related, "6.1.2", w.Kinds[string(question.Quantity)]},
		{[]string{"有几个公园", "不是问这个，我问消防站"}, Answered, "6.3.1", ""},
		{[]string{"我们村口那条路晚上黑灯瞎火的", "不是问这个，我问找谁修"}, Related, "3.1.4", "12345"},
	} {
		t.Run(strings.Join(tt.said, " "), func(t *testing.T) {
			a := converse(t, theBot(t), tt.said...)
			if a.Outcome != tt.outcome || len(a.Citations) == 0 || short(a.Citations[0].ID) != tt.near || !strings.Contains(a.Lead+a.Closing, tt.says) {
				t.Errorf("%s shows %s, want %s %s: %s %s", a.Outcome, cited(a), tt.outcome, tt.near, a.Lead, a.Closing)
			}
			if lacks := strings.Contains(a.Closing, w.Kinds[string(question.Parts)]); lacks && tt.says == "" {
				t.Errorf("something is said to lack: %s", a.Closing)
			}
		})
	}
}

// TestLackingIsTrue: what a report is said not to tell it does not tell, in no other words and in no
// other passage, and is named as it was asked.
func TestLackingIsTrue(t *testing.T) {
	w := words.AnswersIn(text.Simplified).Lacks
	for _, tt := range []struct{ name, said, not, says string }{
		{"a code that another passage holds", "先问5G基站数，再问绿色信贷余额，最后问代表建议办了多少件", "没有提到", ""},
		{"another word for what is told", "先说说东六环，再说说环球影城", "没有提到", w.Unsaid},
		{"a place that the report names elsewhere", "台湖镇新建消防站了吗", "没有提到", "“台湖”"},
		{"a word that is said of other things", "顶点公园开园了吗", "提到了相关的事", "没有写到“开园”"},
		{"a measure that stands below", "帮我查三个数：绿色信贷余额、装配式建筑面积、林下经济面积", w.Kinds[string(question.Area)], ""},
		{"what money was spent on is no place", "政府钱都花哪儿了？", w.Kinds[string(question.Where)], w.Unsaid},
		{"a whole name", "武夷花园装电梯了吗？", "“武夷”", "“武夷花园”"},
		{"of no name", "我四十五了，还能找到工作吗", "“十五”", ""},
		{"of a count", "公路修到多少个村", "“个村”", ""},
		{"of what is counted by", "一年下来着了多少回火", "“回火”", ""},
		{"of a share", "经济增长百分之几", "“分之”", "“经济增长”"},
		{"of what only asks", "做生意的有什么好处？", "“好处”", w.Unsaid},
		{"of a time", "共享停车位停一个钟头收几块", "“钟头”", ""},
		{"of another time", "友谊医院二期晚上有没有急诊", "“晚上”", "“急诊”"},
		{"of what needs more to mean anything", "一楼邻居死活不同意，还能加装电梯吗", "“同意”", w.Unsaid},
		{"of where, before a thing", "环球影城招了多少通州本地的员工", "“本地”", "“员工”"},
		{"of a phrase", "图书馆一直开着吗", "“一直开着”", ""},
		{"of the clause that asks", "下大暴雨我们地下车库灌了半人深的水，车全泡了，去年防汛都做了啥，有多少积水点治了", "“地下”", "“防汛”"},
		{"of a bare subject", "积分落户", w.Silent, "“积分落户”"},
		{"of a word that orders", "首先东六环通没通，其次城市图书馆开没开，最后公交线路加了几条", "“最后”", ""},
		{"what stands above", "村里自来水要换管道换了没有啊,全区去年换了多少个村,水质检测结果在哪看", "“全区去年换了多少个村”", w.Kinds[string(question.Where)]},
		{"of another part, which is not told", "公交线路新开优化多少条，地铁新开几条线？", "没有写您问的", "没有提到“地铁”"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if said := a.Lead + a.Closing; strings.Contains(said, tt.not) || !strings.Contains(said, tt.says) {
				t.Errorf("says %q or does not say %q: %s", tt.not, tt.says, a.Text())
			}
		})
	}
}

// TestKindUntold: where a passage tells of what is asked about and not what is asked of it, that
// is said, be the passage shown as an answer or as what is nearest.
func TestKindUntold(t *testing.T) {
	lacks := words.AnswersIn(text.Simplified).Lacks.Kinds
	for _, tt := range []struct {
		said string
		near string
		kind question.Kind // "" where all is told
	}{
		{"架空线入地的18条道路都是哪几条？", "3.1.3", question.Names},
		{"8条文明街巷叫什么名字", "3.1.5", question.Names},
		{"文旅区六大重点项目分别是哪六个", "1.2.3", question.Names},
		{"签约的7家重点企业除了新华集团还有谁", "7.2.1", question.Others},
		{"除了漷马路还有哪几条路能通车", "4.3.1", question.Others},
		{"胸科医院的综合楼有几层", "6.1.7", question.Quantity},
		{"北投台湖演艺酒店是几星的", "3.3.3", question.Quantity},
		{"景山学校通州分校高中部招多少高中生", "6.1.2", question.Count},
		{"新增学位里小学有多少个", "6.1.4", question.Parts},
		{"公交线路新开了多少条，不算优化的", "4.3.3", question.Parts},
		{"环球影城接待了多少人，其中外国人多少", "2.3.1", question.Parts},
		{"一年新建了多少个5G基站", "4.2.1", question.Within},
		{"家园中心是做什么用的", "3.1.7", question.Meaning},
		{"顶点公园建在哪儿", "2.2.6", question.Where},
		{"装配式建筑竣工了多少平方米", "5.1.1", question.Finish},
		{"家园中心建成几个", "3.1.7", question.Finish},
		{"华夏银行大厦盖完了吗", "2.2.2", question.Finish},
		{"大厂政务大厅礼拜天办公吗", "1.3.5", question.Date},
		{"接诉即办排第几名", "4.1.3", question.Rank},
		{"广渠路东延种了什么花", "5.2.3", question.Sort},
		{"14条道路装的是什么灯", "3.1.4", question.Sort},
		{"云景公园里有什么好玩的", "5.2.4", question.Sort},
		{"我是外地户口，娃能上北京第一实验学校不", "6.1.3", question.Entitled},
		{"没有北京户口，景山分校高中部收吗", "6.1.2", question.Entitled},
		{"我是河北的，能去友谊医院通州院区看病吗", "6.1.5", question.Entitled},
		{"我老伴八十五了，区养老院住得进去不", "6.2.2", question.Entitled},
		{"公司刚注册三个月，享受得到通八条不", "2.1.1", question.Entitled},

		{"亮相的3个场馆叫什么", "1.2.5", ""},
		{"签约的香港企业是哪家", "7.2.1", ""},
		{"老旧小区做了哪些改造", "3.1.6", ""},
		{"新增学位多少个", "6.1.4", ""},
		{"消防站一年新建了多少个", "6.3.1", ""},
		{"海昌海洋公园在哪", "2.2.6", ""},
		{"国际设计周会址在哪个小镇", "3.3.1", ""},
		{"装配式建筑新开工多少平方米", "5.1.1", ""},
		{"厂里做好了运来拼的那种装配式建筑，新开工多大面积", "5.1.1", ""},
		{"北投大厦建成了吗", "2.2.2", ""},
		{"农民收入涨幅排第几", "3.2.5", ""},
		{"十一学校开始收学生了吗", "6.1.1", ""},
		{"区养老院能住进去了吗", "6.2.2", ""},
		{"我是村里的，去年污水治了多少个村", "3.2.3", ""},
		{"我是做物业的，能说说老旧小区改造吗", "3.1.6", ""},
		{"我是外地人，能给我讲讲通州的公园吗", "5.2.4", ""},
		{"未成年人保护站覆盖多少街道乡镇", "6.2.3", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			a := ask(t, theBot(t), tt.said)
			if len(a.Citations) == 0 || short(a.Citations[0].ID) != tt.near || !strings.Contains(a.Lead+a.Closing, lacks[string(tt.kind)]) {
				t.Errorf("%s shows %s, want %s: %s %s", a.Outcome, cited(a), tt.near, a.Lead, a.Closing)
			}
			if tt.kind == "" && (a.Outcome != Answered || strings.Contains(a.Closing, "没有写")) {
				t.Errorf("%s: something is said to lack: %s %s", a.Outcome, a.Lead, a.Closing)
			}
		})
	}
}

// TestHasNoneOfThat: what tells of a thing does not answer whether that has any of what no passage
// tells.
func TestHasNoneOfThat(t *testing.T) {
	for said, want := range map[string]Outcome{
		"潞城健身中心有没有游泳池": Related, "台湖舞美艺术博物馆有没有讲解": Related, "台湖演艺酒店有早餐吗": Related,
		"台湖有没有博物馆": Answered, "老旧小区有没有装电梯": Answered, "学校有没有新增学位": Answered, "街道有没有未成年人保护站": Answered,
	} {
		if a := ask(t, theBot(t), said); a.Outcome != want {
			t.Errorf("%s: %s, want %s: %s", said, a.Outcome, want, a.Lead)
		}
	}
}

// TestOtherSortIsToldAsLacking: what is asked of one sort of a thing is not answered with the sort that
// excludes it, which is shown as what is nearest.
func TestOtherSortIsToldAsLacking(t *testing.T) {
	for _, tt := range []struct {
		texts      []string
		says, want string
	}{
		{[]string{"居民楼节能改造完成了多少"}, "没有提到“居民楼节能”", "5.1.2"},
		{[]string{"市级政务服务事项能全程网办吗"}, "没有提到“市级政务”", "2.1.6"},
		{[]string{"外资企业总部大楼建成没有"}, "没有提到“外资企业总部”", "2.2.2"},
		{[]string{"区级机关搬过来没有"}, "没有提到“区级机关”", "1.2.1"},
		{[]string{"12月新设市场主体多少户"}, "没有提到“12月”", "2.1.3"},
		{[]string{"农村居民收入增速怎么样", "城镇居民的收入呢"}, "没有提到“城镇居民的收入”", "3.2.5"},
	} {
		t.Run(tt.texts[len(tt.texts)-1], func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			if a.Outcome == Answered || !strings.Contains(a.Lead, tt.says) || cited(a) != tt.want {
				t.Errorf("%s cites %q: %s", a.Outcome, cited(a), a.Text())
			}
		})
	}
}

// TestReasonThatHolds: no word that says nothing of a subject is told to be lacking, none that stands
// elsewhere is told to stand nowhere, and a price is no number of things.
func TestReasonThatHolds(t *testing.T) {
	for _, tt := range []struct {
		texts []string
		says  string
	}{
		{[]string{"哪条河治了", "二期呢"}, "没有写到“二期”"},
		{[]string{"哪条河治了", "九期呢"}, "没有提到“九期”"},
		{[]string{"酒店住一晚多少"}, "没有写金额"},
		{[]string{"绿色交易所规模多大"}, "没有写具体的数量"},
		{[]string{"俺村没弄咋整"}, "没有提到这件事"},
		{[]string{"市政府都搬来了吗", "哪些单位搬"}, "没有写具体是哪些"},
		{[]string{"哪几家企业入驻了"}, "没有写具体是哪些"},
		{[]string{"北三县那边合作了几个项目", "去年和前年比呢"}, "报告没有回答这个问题：报告写的是2023年"},
	} {
		t.Run(tt.texts[len(tt.texts)-1], func(t *testing.T) {
			if a := converse(t, theBot(t), tt.texts...); a.Outcome == Answered || !strings.Contains(a.Lead, tt.says) {
				t.Errorf("%s: %s", a.Outcome, a.Text())
			}
		})
	}
}

// TestParticulars: who wants the telephone number, the address or a list of what the report tells of is told
// that it does not give that, though it be asked as a favour. Of what it does not tell, and of the bot
// itself, the bot speaks as before.
func TestParticulars(t *testing.T) {
	kinds := words.AnswersIn(text.Simplified).Lacks.Kinds
	for said, near := range map[string]string{
		"区疾控中心的电话麻烦给一个": "6.3.2", "把区养老院的电话号码告诉我": "6.2.2", "云景公园的地址给我一下": "5.2.4", "通八条的文件在哪儿下载": "2.1.1",
		"请把北京城市图书馆的公众号推给我": "1.2.5", "我想去台湖舞美艺术博物馆，怎么预约": "3.3.2",
	} {
		a := ask(t, theBot(t), said)
		if a.Outcome != Related || short(a.Citations[0].ID) != near || !strings.Contains(a.Lead, kinds[string(question.Contact)]) {
			t.Errorf("%s: %s shows %s, want %s: %s", said, a.Outcome, cited(a), near, a.Lead)
		}
	}
	if a := ask(t, theBot(t), "落户通州的93家央企公司，名单能看看吗"); a.Outcome != Related || !strings.Contains(a.Lead, kinds[string(question.Names)]) {
		t.Errorf("a list: %s %s", a.Outcome, a.Lead)
	}
	for _, said := range []string{"派出所电话给我一个", "我要投诉物业，电话多少", "你们的电话是多少", "这份报告在哪下载", "你的数据来源网址是什么", "帮我预约挂号"} {
		if a := ask(t, theBot(t), said); a.Outcome != Meta {
			t.Errorf("%s: %s %s", said, a.Outcome, a.Lead)
		}
	}
}

// TestInWordsOfReports: what people say was added or newly opened is found where a report says in its own
// words that it was, and what is not told stays so.
func TestInWordsOfReports(t *testing.T) {
	for _, tt := range []struct {
		said, near string
		outcome    Outcome
	}{
		{"去年区里增加了多少停车位", "4.3.3", Answered},
		{"去年增加了多少消防站", "6.3.1", Answered},
		{"去年新開了哪幾家大醫院", "6.1.5", Answered},
		{"新开门的博物馆有哪几个", "1.2.5", Answered},
		{"去年新增加了多少个充电桩", "5.1.5", Answered},
		{"友谊医院通州院区二期增加了多少张床位", "6.1.5", Related},
		{"民办学校学位增加了多少", "", NotFound},
		{"地铁增加了几条线", "", NotFound},
		{"新开的电影院叫什么", "", NotFound},
	} {
		a := ask(t, theBot(t), tt.said)
		if a.Outcome != tt.outcome || tt.near != "" && (len(a.Citations) == 0 || short(a.Citations[0].ID) != tt.near) {
			t.Errorf("%s: %s shows %s, want %s %s: %s", tt.said, a.Outcome, cited(a), tt.outcome, tt.near, a.Lead)
		}
	}
}

// TestBareSubject: a passage that shares no more than a character or a modifier with a subject does not
// answer it, and what it lacks is named whole.
func TestBareSubject(t *testing.T) {
	for said, want := range map[string]string{
		"办照": "2.1.6", "共享单车": "", "共享汽车": "", "停车": "4.3.3", "停车难": "4.3.3", "公交新线": "4.3.3", "充电桩": "5.1.5", "路灯": "3.1.4", "大剧院": "3.3.2", "网办": "2.1.6",
	} {
		a := ask(t, theBot(t), said)
		if got := a.Outcome == Answered; got != (want != "") || got && short(a.Citations[0].ID) != want {
			t.Errorf("%s: %s shows %s, want %q: %s", said, a.Outcome, cited(a), want, a.Lead)
		}
	}
	if a := ask(t, theBot(t), "共享单车"); !strings.Contains(a.Lead, "“共享单车”") {
		t.Errorf("what is lacking is not named: %s", a.Lead)
	}
}
