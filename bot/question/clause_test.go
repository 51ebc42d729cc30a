package question

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge/text"
)

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		name, said string
		want       []string
	}{
		{"one clause", "新建了几个消防站？", []string{"新建了几个消防站?"}},
		{"sentences", "十一学校挂牌了没？在哪条街？招几年级？", []string{"十一学校挂牌了没?", "在哪条街?", "招几年级?"}},
		{"commas", "孩子明年要上小学，新增了多少学位呀", []string{"孩子明年要上小学,", "新增了多少学位呀"}},
		{"a number with a comma", "3,600项是什么", []string{"3,600项是什么"}},
		{"dictated", "那个路灯坏了好久 到底修了没有", []string{"那个路灯坏了好久", "到底修了没有"}},
		{"a Latin word between", "5G 基站多少 wifi 有没有", []string{"5g 基站多少 wifi 有没有"}},
		{"run on after a question", "挂牌了吗我想给孩子打疫苗", []string{"挂牌了吗", "我想给孩子打疫苗"}},
		{"a topic and what is asked of it", "那养老院呢盖好没有", []string{"那养老院呢盖好没有"}},
		{"a list", "1、修路 2、公交 3、停车", []string{"1、修路", "2、公交", "3、停车"}},
		{"in circles", "①修路几条②公交几条", []string{"修路几条;", "公交几条"}},
		{"in words", "一是修路几条二是公交几条", []string{"一是修路几条", "二是公交几条"}},
		{"announced", "问两件事：学位多少，停车位多少", []string{"问两件事:", "学位多少,", "停车位多少"}},
		{"questions joined", "养老院建了没、学位够不够、公园有几个", []string{"养老院建了没、", "学位够不够、", "公园有几个"}},
		{"a list that is announced", "查三个数：绿色信贷、林下经济、基站", []string{"查三个数:", "绿色信贷、", "林下经济、", "基站"}},
		{"things that are announced, and what is asked of them", "问一下：养老院、学校建了没", []string{"问一下:", "养老院、学校建了没"}},
		{"things that are joined", "厂通路、通清路完工了吗", []string{"厂通路、通清路完工了吗"}},
		{"which of two kinds", "哪几条路、哪几座桥修好了", []string{"哪几条路、哪几座桥修好了"}},
		{"English sentences", "I smell gas. How many lifts were added?", []string{"i smell gas.", "how many lifts were added?"}},
		{"an English title", "is dr. li at the hospital", []string{"is dr. li at the hospital"}},
		{"a time", "8:30开门吗", []string{"8:30开门吗"}},
		{"a decimal", "增长4.2个点吗", []string{"增长4.2个点吗"}},
		{"too short for one", "好，学位多少", []string{"好,学位多少"}},
		{"a short end", "学位多少，嗯", []string{"学位多少,嗯"}},
		{"nothing but signs", "……", []string{"......"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range cut(text.Normalize(listed(tt.said))) {
				got = append(got, c.text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzCut: the clauses hold every letter of the message, in order, and are few.
func FuzzCut(f *testing.F) {
	f.Add("一是修路，二是公交。3、停车？")
	f.Add("a,b 1,2 ①")
	f.Add("\xff。，")
	f.Fuzz(func(t *testing.T, message string) {
		said := text.Normalize(message)
		var all strings.Builder
		clauses := cut(said)
		for _, c := range clauses {
			all.WriteString(c.text)
		}
		letters := func(s string) string {
			return strings.Map(func(r rune) rune {
				if speaks(r) {
					return r
				}
				return -1
			}, s)
		}
		if letters(all.String()) != letters(said) {
			t.Errorf("%q is cut into %q", said, all.String())
		}
		if len(clauses) == 0 || len(clauses) > maxClauses || !utf8.ValidString(all.String()) {
			t.Errorf("%d clauses of %q", len(clauses), said)
		}
	})
}

func TestParts(t *testing.T) {
	for _, tt := range []struct {
		name, said string
		want       []string // of each part: what was said before its sentence, the sentence, and what it asks
	}{
		{"one question", "新建了几个消防站？", nil},
		{"a story before it", "孩子明年要上小学，新增了多少学位呀？", []string{" | 孩子明年要上小学,新增了多少学位呀? | 新增了多少学位呀?"}},
		{"a list", "两件事：一是学位新增了多少？二是停车位增加了几个？", []string{"两件事: |  | 学位新增了多少?", "两件事:一是学位新增了多少? |  | 停车位增加了几个?"}},
		{"in an order", "先问新建了几个公园，再问5G基站有多少", []string{" |  | 新建了几个公园", "新建了几个公园, |  | 5g基站有多少"}},
		{"one step of an order", "先问一下，新建了几个公园", nil},
		{"figures that are announced", "帮我查两个数：绿色信贷余额、林下经济面积", []string{" | 帮我查两个数:绿色信贷余额 | 绿色信贷余额", "帮我查两个数:绿色信贷余额、 |  | 林下经济面积"}},
		{"several questions", "十一学校挂牌了没？新建了几个公园？", []string{" |  | 十一学校挂牌了没?", "十一学校挂牌了没? |  | 新建了几个公园?"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range theReader(t).Read(tt.said, nil).Parts {
				got = append(got, p.Before+" | "+p.Sentence+" | "+p.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		name, said string
		want       []string // of each clause that asks: what says what it is about, and what it asks
	}{
		{"one question", "新建了几个消防站？", nil},
		{"a story and a question", "孩子明年要上小学，新增了多少学位呀？", nil},
		{"two of one subject", "新开了哪些公园，要不要门票", []string{" | 新开了哪些公园", "新开了哪些公园 | 要不要门票"}},
		{"two subjects run on", "停车位多了几个还有公交加了几条", []string{" | 停车位多了几个", "停车位多了几个 | 还有公交加了几条"}},
		{"a question without a word that asks", "那个环路地底下挖通了没，过路收不收钱啊", []string{" | 那个环路地底下挖通了没", "那个环路地底下挖通了没 | 过路收不收钱啊"}},
		{"a word and its negation", "改造了几个小区，今年还改不改", []string{" | 改造了几个小区", "改造了几个小区 | 今年还改不改"}},
		{"told before both", "村里搞林下种蘑菇，全区种了多少亩了，找谁报名", []string{"村里搞林下种蘑菇, | 全区种了多少亩了", "村里搞林下种蘑菇,全区种了多少亩了 | 找谁报名"}},
		{"a bare subject asks nothing", "六大重点项目，都叫什么", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := theReader(t)
			var got []string
			for i, p := range r.Split(r.Read(tt.said, nil)) {
				got = append(got, p.Before+" | "+p.Text)
				if !p.Strict || p.Joint != (i > 0) {
					t.Errorf("%q is a clause %t, with what was said before %t", p.Text, p.Strict, p.Joint)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPartOfATime: a part that names a time and only a verb of the part before it asks of the subject
// of that; one that names a thing asks of its own.
func TestPartOfATime(t *testing.T) {
	for said, want := range map[string]bool{
		"停车位去年增了多少，今年又要增多少": true,
		"学位去年添了多少，今年还要添多少":  true,
		"去年修了多少条路，今年要修多少条":  true,
		"去年修了多少条路，今年要修多少桥":  false,
		"去年GDP多少，今年就业目标多少":  false,
	} {
		r := theReader(t)
		parts := r.Read(said, nil).Parts
		if len(parts) == 0 {
			parts = r.Split(r.Read(said, nil))
		}
		subject, _, _ := strings.Cut(strings.ReplaceAll(said, "去年", ""), "多少")
		if len(parts) != 2 || strings.Contains(parts[1].Text, strings.ToLower(subject)) != want || len(parts[1].YearsAgo) != 1 || parts[1].YearsAgo[0] != 0 {
			t.Errorf("%s: %+v", said, parts)
		}
	}
}

// TestMembers: what is asked of several things is asked of each; what joins no things, or asks
// which things there are, is one question.
func TestMembers(t *testing.T) {
	for _, tt := range []struct {
		name, said string
		want       []string
	}{
		{"two roads", "厂通路和壁富路完工了吗", []string{"厂通路完工了吗", "壁富路完工了吗"}},
		{"ends as the first does", "港沟河、凉水河治理完了没", []string{"港沟河治理完了没", "凉水河治理完了没"}},
		{"how many of each", "公交车和地铁各新开了多少条", []string{"公交车新开了多少条", "地铁新开了多少条"}},
		{"summed up", "友谊、安贞、胸科三家医院各是什么进度", []string{"友谊医院是什么进度", "安贞医院是什么进度", "胸科医院是什么进度"}},
		{"summed up by their own word", "云景公园、运河公园这两个公园都开了吗", []string{"云景公园都开了吗", "运河公园都开了吗"}},
		{"in the last year", "去年消防站跟派出所建了几个", []string{"去年消防站建了几个", "去年派出所建了几个"}},
		{"what became of both", "GDP和CPI涨了多少", []string{"gdp涨了多少", "cpi涨了多少"}},
		{"in English, of whole words", "are there any new bike lanes or bus routes near the canal", nil},
		{"a name with the word that joins", "和平里医院建好了吗", nil},
		{"begins with the word that joins", "与北三县一体化示范区执委会挂牌了吗", nil},
		{"two things that are done", "新建和改造了多少公园", nil},
		{"which things there are", "来了哪些科研院所、艺术院团", nil},
		{"so many of two", "十八条路和十四条路哪个有灯", nil},
		{"bare topics", "养老和教育", nil},
		{"one's own place", "北三县和咱这边社保通了吗", nil},
		{"a trouble", "路灯和摄像头都坏了没人管", nil},
		{"clauses", "新建了几个公园,有没有图书馆", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := theReader(t)
			var got []string
			for _, m := range r.Members(r.Read(tt.said, nil)) {
				got = append(got, m.Text)
				if !m.Strict || m.Thing == "" {
					t.Errorf("%q is of %q, strict %t", m.Text, m.Thing, m.Strict)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
