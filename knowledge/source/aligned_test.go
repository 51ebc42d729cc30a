package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAligned(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"blanks", "主要指标\n指标          2023年   增长（%）\n生产总值      885.6    5.6\n粮食产量      3.2      1.1\n全年平稳。\n",
			"主要指标\n| 指标 | 2023年 | 增长（%） |\n| 生产总值 | 885.6 | 5.6 |\n| 粮食产量 | 3.2 | 1.1 |\n全年平稳。\n"},
		{"aligned to the right", "  指标    亿元\n生产总值   885.6\n  粮食     3.2\n", "| 指标 | 亿元 |\n| 生产总值 | 885.6 |\n| 粮食 | 3.2 |\n"},
		{"tabs", "指标\t单位\t数\n产值\t亿元\t885.6\n人均可支配收入\t元\t38000\n", "| 指标 | 单位 | 数 |\n| 产值 | 亿元 | 885.6 |\n| 人均可支配收入 | 元 | 38000 |\n"},
		{"two rows only", "指标    2023年\n产值    885.6\n", ""},
		{"columns that stand nowhere", "指标    2023年\n地区生产总值              885.6\n粮食  3.2\n", ""},
		{"no figures", "市长    马军\n区长    李勇\n县长    张华\n", ""},
		{"contents", "目录\n一、回顾    1\n二、安排    5\n三、建设    9\n", ""},
		{"a table of chapters with two figures", "科目          预算数    完成数\n一、税收      12        13\n二、非税      4         5\n",
			"| 科目 | 预算数 | 完成数 |\n| 一、税收 | 12 | 13 |\n| 二、非税 | 4 | 5 |\n"},
		{"indents", "　　新建学校3所。\n　　修路2公里。\n　　栽树9万株。\n", ""},
		{"sentences", "新建学校3所。  修路2公里。\n栽树9万株。\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.want
			if want == "" {
				want = tt.text
			}
			if diff := cmp.Diff(want, aligned(tt.text)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzAligned: only white space goes, and only the signs of a table come.
func FuzzAligned(f *testing.F) {
	f.Add("指标  数\n产值  885.6\n粮食  3.2")
	f.Add("a\tb\n\n1\t2\r\n3\t4\n")
	f.Fuzz(func(t *testing.T, text string) {
		bare := func(s string) string { return strings.ReplaceAll(strings.Join(strings.Fields(s), ""), "|", "") }
		if got := aligned(text); bare(got) != bare(text) {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}
