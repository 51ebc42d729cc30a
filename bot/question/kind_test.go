package question

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKindsOf(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []Kind
	}{
		{"累计建成多少个5g基站", []Kind{Items, Count}},
		{"修了几条路", []Kind{Items, Count}},
		{"三千零四十七个是什么", nil},
		{"第几条", nil},
		{"好几条路都修了", nil},
		{"这几条路修好了吗", nil},
		{"占地多少亩", []Kind{Area, Count}},
		{"公园面积", []Kind{Area}},
		{"隧道多长", []Kind{Length}},
		{"离我家多远", []Kind{Length}},
		{"花了多少钱", []Kind{Money, Count}},
		{"金额是多少", []Kind{Money, Count}},
		{"停车怎么收费", []Kind{Money}},
		{"门票贵不贵", []Kind{Money}},
		{"多少人就业", []Kind{People, Count}},
		{"占比多少", []Kind{Share, Count}},
		{"增速是多少", []Kind{Share, Count}},
		{"啥时候通车", []Kind{Date}},
		{"周六开门吗", []Kind{Date}},
		{"要等多久", []Kind{Duration}},
		{"有几层", []Kind{Quantity}},
		{"多少张床位", []Kind{Quantity, Count}},
		{"站长是谁", []Kind{Person, Names}},
		{"哪家公司承建的", []Kind{Organisation}},
		{"电话是多少", []Kind{Contact, Count}},
		{"在哪儿", []Kind{Where}},
		{"存在哪些问题", []Kind{Names}},
		{"图纸存在哪里", []Kind{Where}},
		{"都叫什么名字", []Kind{Names}},
		{"为什么要修", []Kind{Reason}},
		{"比去年多吗", []Kind{Change}},
		{"其中外资占几个", []Kind{Parts}},
		{"明年打算修几条路", []Kind{Plan}},
		{"盖到哪一步了", nil},
		{"how many stations", []Kind{Count}},
		{"how much did it cost", []Kind{Money, Count}},
		{"when was it built", []Kind{Date}},
		{"where is it", []Kind{Where}},
		{"who runs it", []Kind{Person}},
		{"why so late", []Kind{Reason}},
		{"", nil},
		{"who built the new library", []Kind{Person}},
		{"can you tell me who runs it", []Kind{Person}},
		{"is there anything new for people who like running", nil},
	} {
		t.Run(tt.text, func(t *testing.T) {
			got := KindsOf(tt.text)
			for _, k := range tt.want {
				if !slices.Contains(got, k) {
					t.Errorf("%q asks for %v, and not for %s", tt.text, got, k)
				}
			}
			if len(tt.want) == 0 && len(got) > 0 {
				t.Errorf("%q asks for %v, want nothing", tt.text, got)
			}
		})
	}
}

func TestWithout(t *testing.T) {
	if diff := cmp.Diff([]Kind{Area}, without([]Kind{Count, Area, Items}, Count, Items)); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyAsks(t *testing.T) {
	for said, want := range map[string]bool{
		"投资多少": true, "how much money": true, "什么时候": true, "多少个": true, "在哪里": true, "一共弄了几条": true,
		"多少个公园": false, "养老院多少钱": false, "公园": false, "几条公交线路": false,
	} {
		if q := theReader(t).Part(said); q.OnlyAsks() != want {
			t.Errorf("%s: %v, want %v (kinds %v)", said, !want, want, q.Kinds)
		}
	}
}

// TestLists: what asks which things there are, of what field, and what of the whole.
func TestLists(t *testing.T) {
	nowhere := func(string) bool { return false }
	for _, tt := range []struct {
		said, field string // "" for no list
		whole       bool
	}{
		{said: "有哪些医院", field: "医院"},
		{said: "都开工了哪些项目", field: "开工"},
		{said: "安全方面做了啥", field: "安全"},
		{said: "学校有什么变化", field: "学校"},
		{said: "那八条小巷是哪些"},
		{said: "哪些问题没解决"},
		{said: "医院建好了吗"},
		{said: "有什么变化", whole: true},
		{said: "政府干了啥", whole: true},
		{said: "有没有啥好消息", whole: true},
		{said: "让人高兴的消息", whole: true},
		{said: "老师让我写篇作文,有啥亮点", whole: true},
		{said: "咱们区建得怎么样了", whole: true},
		{said: "厂通路建得怎么样了"},
		{said: "这些成绩是真的吗"},
		{said: "你们的消息准不准"},
		{said: "明天有什么打算"},
	} {
		t.Run(tt.said, func(t *testing.T) {
			q := theReader(t).Read(tt.said, nil)
			wish, ok := theReader(t).Wishes(q, false, nowhere)
			if field := strings.Join(wish.Field, ""); field != tt.field || ok != (tt.field != "") || q.OfWhole(nowhere) != tt.whole {
				t.Errorf("a list of %q, %t, and of the whole: %t", field, ok, q.OfWhole(nowhere))
			}
		})
	}
}

// TestThemes: the fields of each of which a message wants all, and what only seems to want that.
func TestThemes(t *testing.T) {
	nowhere := func(string) bool { return false }
	for said, want := range map[string]string{
		"我家孩子上学、老人养老、自己找工作,报告里分别怎么说": "孩子上学 养老 找工作",
		"读书看病两样事都办了啥":                "读书 看病",
		"看病、停车、坐公交这几样,报告怎么说":         "看病 停车 公交",
		"孩子的教育怎么说,老人的医疗怎么说":          "孩子教育 医疗",
		"我是玉桥的,就业和养老有啥进展":            "就业 养老",
		"香港和澳门合作有啥进展":                "",
		"养老有什么变化":                    "",
		"有哪些医院和学校":                   "医院 学校",
		"公交、停车这些改善有哪些":               "",
		"厂通路、通清路的工程进度怎么样":            "",
		"上线、投用了哪些平台":                 "",
		"基金和数据中心各到哪一步了":              "",
		"学费、学位怎么说":                   "",
		"厂通路和通清路完工了吗":                "",
		"养老院建了几个,学位有多少":              "",
	} {
		var fields []string
		for _, wish := range theReader(t).Themes(theReader(t).Read(said, nil), nowhere) {
			fields = append(fields, strings.Join(wish.Field, ""))
		}
		if got := strings.Join(fields, " "); got != want {
			t.Errorf("%s: %q, want %q", said, got, want)
		}
	}
}
