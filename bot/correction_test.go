package bot

import (
	"strings"
	"testing"
)

// TestStatementsAreHeldToTheirOwnPassages: of several figures that a message states, each is compared
// with the passage that tells of it, and told by itself.
func TestStatementsAreHeldToTheirOwnPassages(t *testing.T) {
	for _, tt := range []struct {
		name, text, cited string
		says              []string
	}{
		{"both right, of one unit", "架空线入地18条，有路无灯14条，对不对？", "3.1.3 3.1.4", []string{"“架空线入地18条”：报告写的也是18条", "“有路无灯14条”：报告写的也是14条"}},
		{"both right", "消防站21个，充电桩1.6万个，这说法对不对", "6.3.1 5.1.5", []string{"也是21个", "也是1.6万个"}},
		{"one of one unit wrong", "架空线入地是18条，有路无灯是18条，对吗？", "3.1.3 3.1.4", []string{"也是18条", "“有路无灯是18条”：报告写的是14条，不是18条"}},
		{"the second wrong", "消防站是21个，5G基站是3000个，对吗", "6.3.1 4.2.1", []string{"也是21个", "“5G基站是3000个”：报告写的是3047个，不是3000个"}},
		{"joined without a comma", "公交线路24条和停车位800个，属实吗", "4.3.3", []string{"也是24条", "是850个，不是800个"}},
		{"both of one passage", "听说去年装了50部电梯，改造了14个老旧小区，是真的吗", "3.1.6", []string{"是30部，不是50部", "也是14个"}},
		{"more than the figure", "绿色信贷310亿元，产业扶持资金9.2亿元，对吗", "5.3.4 2.1.1", []string{"是超300亿元，不是310亿元", "也是9.2亿元"}},
		{"traditional", "聽說新增學位1.3萬個，消防站建了30個，是不是？", "6.1.4 6.3.1", []string{"也是1.3", "「消防站建了30個」：報告寫的是21"}},
		{"one of them is not told", "林下经济5680亩，自行车高速路200公里，对吧", "3.2.4", []string{"也是5680亩", "没有提到“自行车高速路”"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, theBot(t), tt.text)
			if cited(a) != tt.cited {
				t.Errorf("cites %q, want %q", cited(a), tt.cited)
			}
			for _, said := range tt.says {
				if !strings.Contains(a.Closing, said) {
					t.Errorf("does not say %q: %s", said, a.Text())
				}
			}
		})
	}
}

// TestStatementIsNoComplaint: who states a figure and asks whether it is so wants it compared, and who
// tells of a trouble in figures wants help.
func TestStatementIsNoComplaint(t *testing.T) {
	for said, want := range map[string]string{
		"架空线入地14条，对不对":   "报告写的是18条，不是14条",
		"我们楼30户都没水了，是不是": "12345",
	} {
		if a := ask(t, theBot(t), said); !strings.Contains(a.Text(), want) {
			t.Errorf("%s: no %q in %s", said, want, a.Text())
		}
	}
}
