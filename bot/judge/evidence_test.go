package judge

import (
	"slices"
	"testing"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
	"wenbao/retrieval/wordvec"
)

// read reads a question by itself.
func read(tb testing.TB, asked string) question.Question {
	tb.Helper()
	model, err := wordvec.Default()
	if err != nil {
		tb.Fatal(err)
	}
	wants, err := reader.Default()
	if err != nil {
		tb.Fatal(err)
	}
	return question.Reader{Words: model, Wants: wants}.Read(asked, nil)
}

func TestFigureFor(t *testing.T) {
	const lifts = "老旧小区改造完工14个，加装电梯投入运行30部。"
	for _, tt := range []struct {
		name, passage, asked string
		want                 bool
	}{
		{"a number", "新建消防站21个。", "建了多少个消防站", true},
		{"no number", "云景公园建成开园。", "建了几个湖", false},
		{"only a year", "2023年工作。", "建了几个", false},
		{"only an ordinal", "二期建成，第二批搬迁。", "建了几个", false},
		{"a part of a word", "一体化办事大厅。", "有几个大厅", false},
		{"the figure that is named", "产业项目落地144个。", "144个项目里外资占几个", false},
		{"another beside it", "17家公司落户，累计达到93家。", "17家落户之外累计多少家", true},
		{"another with another counter", lifts, "14个小区分别有几个单元", false},
		{"people", "促进就业2.2万人。", "多少人就业", true},
		{"pieces for people", "电梯30部。", "多少人受益", true},
		{"an area for people", "完工470万平方米。", "多少人", false},
		{"an area for pieces", "完工470万平方米。", "建了多少个", false},
		{"a per cent among others", "提案396件，办复率100%。", "办了多少件", true},
		{"a per cent alone", "办复率100%。", "办复率多少", true},
		{"a single Chinese numeral", "文化旅游区六大重点项目加快建设。", "有几个大项目", true},
		{"one in words", "一个项目开工。", "开工了几个项目", false},
		{"an ordinal with a counter", "第三个项目开工。", "开工了几个项目", false},
		{"a Chinese number", "培训三千零四十七人。", "培训了多少人", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ev := evidenceOf(tt.passage, &knowledge.Meta{})
			if got := ev.figureFor(read(t, tt.asked)); got != tt.want {
				t.Errorf("%q has a figure for %q: %t, want %t (%+v)", tt.passage, tt.asked, got, tt.want, ev.numbers)
			}
		})
	}
}

func TestEvidenceHolds(t *testing.T) {
	for _, tt := range []struct {
		name, passage string
		holds, lacks  []question.Kind
	}{
		{"an area", "形成林下经济5680亩。", []question.Kind{question.Area}, []question.Kind{question.Length, question.Money, question.People, question.Date}},
		{"a length", "修路12公里。", []question.Kind{question.Length}, []question.Kind{question.Area}},
		{"money", "兑现资金9.2亿元。", []question.Kind{question.Money}, []question.Kind{question.Area, question.People}},
		{"people", "促进就业2.2万人。", []question.Kind{question.People}, []question.Kind{question.Money}},
		{"a share", "办复率100%。", []question.Kind{question.Share}, []question.Kind{question.People}},
		{"a share in words", "百分百全程网办。", []question.Kind{question.Share}, nil},
		{"a date", "1-11月新设市场主体2.1万户。", []question.Kind{question.Date}, []question.Kind{question.Money}},
		{"a list", "云景公园、运河生态公园建成开园。", []question.Kind{question.Names}, []question.Kind{question.Count}},
		{"a count without names", "5个家园中心开工建设。", nil, []question.Kind{question.Names}},
		{"an open list", "漷马路等5条道路具备通车条件。", nil, []question.Kind{question.Others}},
		{"an open list in words", "云景公园、运河生态公园等五个公园建成开园。", nil, []question.Kind{question.Others}},
		{"a sum so far", "累计建成5G基站3047个。", nil, []question.Kind{question.Within}},
		{"a year and its sum", "17家落户，累计达到93家。", []question.Kind{question.Within}, nil},
		{"a change", "收入增速居全市首位。", []question.Kind{question.Change}, []question.Kind{question.Reason}},
		{"a reason", "为了群众方便，新建大厅。", []question.Kind{question.Reason}, nil},
		{"nothing", "", nil, []question.Kind{question.Area, question.Money, question.People, question.Date, question.Where, question.Person}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ev := evidenceOf(tt.passage, &knowledge.Meta{})
			for kind, holds := range ev.holds {
				if slices.Contains(tt.holds, kind) && !holds || slices.Contains(tt.lacks, kind) && holds {
					t.Errorf("%q holds %s: %t", tt.passage, kind, holds)
				}
			}
			for _, kind := range tt.holds {
				if !ev.holds[kind] {
					t.Errorf("%q does not hold %s", tt.passage, kind)
				}
			}
		})
	}
}

func TestToldName(t *testing.T) {
	const passage = "云景公园、运河生态公园建成开园。安贞医院通州院区建设完工。"
	for _, tt := range []struct{ name, asked, want string }{
		{"a name that is there", "云景公园开了吗", ""},
		{"one that is not", "温榆公园开了吗", "温榆公园"},
		{"a hospital", "同仁医院开了吗", "同仁医院"},
		{"no name", "那家大医院开了吗", ""},
		{"which one", "哪个公园开了", ""},
		{"a part of a name", "耿庄桥修好了吗", ""}, // 庄桥 is none to tell
		{"several", "几个公园", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := toldName(read(t, tt.asked), passage); got != tt.want {
				t.Errorf("toldName(%q) = %q, want %q", tt.asked, got, tt.want)
			}
		})
	}
}

func TestMissingCode(t *testing.T) {
	for _, tt := range []struct{ name, asked, passage, want string }{
		{"there", "5g基站", "5g基站3047个", ""},
		{"another", "4g基站", "5g基站3047个", "4g"},
		{"a line", "m101线通了吗", "5g基站", "m101"},
		{"a numbered line", "6号线通了吗", "5g基站", "6号线"},
		{"a line whose number ends so", "6号线通了吗", "16号线开通", "6号线"},
		{"a code that begins so", "m1通了吗", "m101线开通", "m1"},
		{"a code that ends so", "m1通了吗", "m101线开通,m1线停运", ""},
		{"only letters", "esg数据", "", ""},
		{"only digits", "3047个", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := missingCode(read(t, tt.asked), tt.passage); got != tt.want {
				t.Errorf("missingCode(%q) = %q, want %q", tt.asked, got, tt.want)
			}
		})
	}
}

// TestTellsWhenAndForHowMuch: a time is told in Chinese numerals and in English, too, and a price where
// something is free of one.
func TestTellsWhenAndForHowMuch(t *testing.T) {
	for _, tt := range []struct {
		passage, asked string
		lacks          bool
	}{
		{"体育馆预计于二零二四年九月重开。", "体育馆几时重开", false},
		{"升降机工程预计明年第三季完成。", "升降机什么时候完成", false},
		{"体育馆分三期翻新。", "体育馆几时重开", true},
		{"The covered linkway will open by December 2024.", "When will the linkway open?", false},
		{"The market may reopen soon.", "When will the market reopen?", true},
		{"为女孩免费接种疫苗。", "接种疫苗要钱吗", false},
		{"Wheelchairs are lent free of charge.", "how much does a wheelchair cost", false},
		{"为女孩免费接种疫苗。", "接种疫苗花了多少钱", true},
		{"The fund stood at $142.5 million.", "how much money is in the fund", false},
	} {
		t.Run(tt.asked, func(t *testing.T) {
			q := read(t, tt.asked)
			p := &passage{entry: &retrieval.Entry{Text: tt.passage}, meta: &knowledge.Meta{}}
			if k := p.read().missingKind(q, retrieval.Hit{}); (k != "") != tt.lacks {
				t.Errorf("lacks %q of %v", k, q.Kinds)
			}
		})
	}
}

// TestOtherSort: what is told of one sort of a thing is not told of the sort that excludes it, in any words;
// where the question names both, or the passage neither, nothing is against it.
func TestOtherSort(t *testing.T) {
	const farmers = "前三季度农村居民人均可支配收入增速居全市首位。"
	const buildings = "完成公共建筑节能绿色化改造95.4万平方米。"
	const chargers = "新增、更新电动公交车出租车338辆、电动自行车充电桩1.6万个。"
	for _, tt := range []struct{ name, asked, passage, want string }{
		{"who lives in town", "城镇居民收入增长排第几", farmers, "城镇居民收入"},
		{"in other words", "城里人的收入涨得快不快", farmers, "城里人的收入"},
		{"the same sort in other words", "农民的收入涨得快不快", farmers, ""},
		{"both", "城里人和农民的收入谁涨得快", farmers, ""},
		{"neither", "居民收入涨得快不快", farmers, ""},
		{"of another thing", "城里人过节去哪玩", farmers, ""},
		{"a house", "住宅节能改造了多少", buildings, "住宅节能"},
		{"all houses", "节能改造了多少", buildings, ""},
		{"a direction", "西六环入地改造贯通没", "东六环入地改造实现双向隧道贯通。", "西六环"},
		{"a direction of another thing", "西门外那段六环通了没", "东六环入地改造实现双向隧道贯通。", ""},
		{"a level", "国家级医院建了吗", "区级医院建设完成。", "国家级医院"},
		{"the sort in another sentence", "区级医院建了吗", "市级医院开诊,区级医院建设完成。", ""},
		{"a quarter", "四季度农村居民收入增速", farmers, "四季度农村居民"},
		{"the same quarters", "前三季度农村居民收入增速", farmers, ""},
		{"a school", "大学新增学位多少", "全区新增中小学学位1.3万个。", "大学新增学位"},
		{"one of them", "小学新增学位多少", "全区新增中小学学位1.3万个。", ""},
		{"a thing beside it", "汽车充电桩建了多少", chargers, "汽车充电桩"},
		{"of the whole", "出租车更新了多少辆", chargers, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &passage{entry: &retrieval.Entry{Text: tt.passage}, meta: &knowledge.Meta{}}
			if got := p.read().otherSort(read(t, tt.asked)); got != tt.want {
				t.Errorf("otherSort(%q) = %q, want %q", tt.asked, got, tt.want)
			}
		})
	}
}

// TestOtherMonth: the figure of some months is not that of another.
func TestOtherMonth(t *testing.T) {
	const told = "1-11月新设市场主体2.1万户。"
	for asked, want := range map[string]string{
		"12月新设市场主体多少户": "12月", "5月新设了多少户": "5月", "1到11月新设了多少户": "", "11月底新设了多少户": "", "新设了多少户": "", "3个月新设了多少户": "",
	} {
		if ev := evidenceOf(told, &knowledge.Meta{}); ev.otherMonth(read(t, asked)) != want {
			t.Errorf("otherMonth(%q) = %q, want %q", asked, ev.otherMonth(read(t, asked)), want)
		}
	}
}
