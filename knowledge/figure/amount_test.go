package figure

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestAmount: the amounts of a text, in order.
func TestAmount(t *testing.T) {
	for text, want := range map[string]string{
		"累计建成5G基站3047个。":                   "3047",
		"细颗粒物（PM2.5）年均浓度33微克，同比下降8.5%":     "33 8.5%",
		"2022年新建消防站21个，投资1.2亿元":            "21 1.2亿",
		"“十四五”期间，第3次、三个一、一批":               "",
		"百分之八十五的村":                         "百分之八十五",
		"地铁6号线、G107国道、C919、4A级景区、1+N、7·20": "",
		"12345热线受理3万件":                     "3万",
		"11月15日至12月20日，连续5年":               "5",
		"2021—2025年新增100%":                 "100%",
		"2021-2025年":                       "",
		"COVID-19":                         "",
		"（1）建成2所；1. 建成3所；2、建成4所":           "2 3 4",
		"[1] 新建21个。（第1条）":                  "21",
		"1-11月新设18条道路，301项":                "18 301",
		"3047":                             "3047",
		"":                                 "",
		"20km和8.5平方公里":                     "8.5",
	} {
		var got []string
		for _, f := range Find(text) {
			if f.Amount(text) {
				got = append(got, f.Text)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// FuzzAmount: any text is judged without harm, and what is an amount stands in it.
func FuzzAmount(f *testing.F) {
	f.Add("PM2.5的3047个")
	f.Add("\xff1\xff")
	f.Fuzz(func(t *testing.T, text string) {
		for _, found := range Find(text) {
			if found.Amount(text) && (text[found.Start:found.End] != found.Text || utf8.RuneCountInString(found.Text) == 0) {
				t.Errorf("%q is not where it is found", found.Text)
			}
		}
	})
}
