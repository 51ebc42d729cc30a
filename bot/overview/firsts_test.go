package overview

import (
	"strings"
	"testing"

	"wenbao/knowledge"
)

// TestFirsts: what is first stands in many words, and 第一 in many a name and number.
func TestFirsts(t *testing.T) {
	report, err := knowledge.Parse("r", []byte(`# 报告

## 一、经济

建安总量保持全市第一。

农民收入增速居全市首位。

全国首批、全市首个监测平台运行。

全国首个标准发布。

第一中学投入使用。

排名全市前列。
`), knowledge.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, said, want, rest string }{
		{"by rank", "哪些是全市第一", "1.1 1.2", "哪些是"},
		{"of its kind", "有哪些首个", "1.3 1.4", "有哪些"},
		{"of its kind, in the country", "全国首创的有哪些", "1.3 1.4", "的有哪些"},
		{"of its kind, in the city", "全市首个有哪些", "1.3", "有哪些"},
		{"the first one of its kind", "哪些是全市第一个", "1.3", "哪些是"},
		{"by rank among anybody", "拿了几个第一", "1.1 1.2", "拿了几个"},
		{"by rank in the country, where none is", "哪些是全国第一", "", "哪些是"},
		{"the number of a chapter", "第一章讲了啥", "", "第一章讲了啥"},
		{"a name", "第一中学建好了吗", "", "第一中学建好了吗"},
		{"neither", "有哪些公园", "", "有哪些公园"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found, rest := Firsts(report, tt.said)
			var ids []string
			for _, p := range found {
				ids = append(ids, p.ID[strings.LastIndex(p.ID, "/")+1:])
			}
			if got := strings.Join(ids, " "); got != tt.want || strings.TrimSpace(rest) != tt.rest {
				t.Errorf("%q with %q left, want %q with %q", got, rest, tt.want, tt.rest)
			}
		})
	}
}
