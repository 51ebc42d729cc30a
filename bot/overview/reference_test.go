package overview

import (
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

const chapters = "# 报告\n\n## 一、交通\n\n### （一）道路\n\n修路3条。\n\n全市首条隧道通车，全长9公里。\n\n### （二）公交\n\n开通公交线路24条。\n\n## 二、教育\n\n### （一）学校\n\n建校一所。\n"

func TestRefer(t *testing.T) {
	report, err := knowledge.Parse("r", []byte(chapters), knowledge.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		said, want string // the heading's text, "" for none
	}{
		{"第二章", "二、教育"},
		{"第一部分讲了什么", "一、交通"},
		{"第一章第二节", "（二）公交"},
		{"把1.2列出来", "（二）公交"},
		{"原文第1.1.2条前后是怎么写的", "（一）道路"},
		{"chapter 2", "二、教育"},
		{"第九章", ""},
		{"第一章第九节", ""},
		{"增长4.2%", ""},
		{"9.9.9", ""},
		{"交通", ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			got := ""
			if i, ok := Refer(report, text.Normalize(tt.said)); ok {
				got = report.Headings[i].Text
			}
			if got != tt.want {
				t.Errorf("%q refers to %q, want %q", tt.said, got, tt.want)
			}
		})
	}
}

func TestBeyond(t *testing.T) {
	report, err := knowledge.Parse("r", []byte(chapters), knowledge.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]int{"第二章": 0, "第八章讲了什么": 8, "chapter 9": 9, "第三个": 0, "新建了9所学校": 0} {
		if got := Beyond(report, text.Normalize(said)); got != want {
			t.Errorf("%q is beyond by its chapter %d, want %d", said, got, want)
		}
	}
}

func TestTelling(t *testing.T) {
	report, err := knowledge.Parse("r", []byte(chapters), knowledge.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	d := DigestOf(report)
	if got := d.Chapters[0].Telling().Text; got != "全市首条隧道通车，全长9公里。" {
		t.Errorf("the first chapter tells %q", got)
	}
	if got := (Chapter{}).Telling(); got != nil {
		t.Errorf("an empty chapter tells %v", got)
	}
}

// TestWants: what is wanted of a place in a report.
func TestWants(t *testing.T) {
	for _, tt := range []struct {
		said              string
		figures, contents bool
	}{
		{"把第二章所有的数字都列出来", true, false},
		{"绿色发展那一章的全部数据", true, false},
		{"第二章", false, false},
		{"有几章", false, true},
		{"目录", false, true},
		{"how many chapters", false, true},
	} {
		t.Run(tt.said, func(t *testing.T) {
			if f, c := WantsFigures(tt.said), WantsContents(tt.said); f != tt.figures || c != tt.contents {
				t.Errorf("figures %t, contents %t", f, c)
			}
		})
	}
}

func TestMentions(t *testing.T) {
	for _, tt := range []struct {
		passage, word string
		want          bool
	}{
		{"加装电梯投入运行30部。", "30", true},
		{"新增学位1.3万个。", "13000", true},
		{"成功举办第三十届大会。", "30", false},
		{"PM2.5下降。", "2.5", false},
		{"增长30%。", "30", false},
		{"累计建成5G基站3047个。", "5g", true},
		{"践行“二十年之问”。", "二十年之问", true},
	} {
		if got := Mentions(&knowledge.Passage{Line: knowledge.Line{Text: tt.passage}}, tt.word); got != tt.want {
			t.Errorf("%s mentions %s: %t", tt.passage, tt.word, got)
		}
	}
}

func TestClaims(t *testing.T) {
	for _, tt := range []struct {
		claims  func(*knowledge.Passage) bool
		passage string
		want    bool
	}{
		{ClaimsFirst, "全国首个地方标准发布实施。", true},
		{ClaimsFirst, "签约量历史最高。", true},
		{ClaimsFirst, "建安总量保持全市第一。", true},
		{ClaimsFirst, "在全国率先实现通办。", true},
		{ClaimsFirst, "首旅集团总部大厦建设全面推进。", false},
		{ClaimsFirst, "8条小巷获评首都文明街巷。", false},
		{ClaimsFirst, "适当提高小麦最低收购价。", false},
		{OwnsShortcoming, "政府工作还存在不少问题和不足。", true},
		{OwnsShortcoming, "矛盾和问题依然突出。", true},
		{OwnsShortcoming, "我们也清醒地看到差距。", true},
		{OwnsShortcoming, "解决群众急难愁盼问题120个。", false},
	} {
		if got := tt.claims(&knowledge.Passage{Line: knowledge.Line{Text: tt.passage}}); got != tt.want {
			t.Errorf("%s: %t", tt.passage, got)
		}
	}
}
