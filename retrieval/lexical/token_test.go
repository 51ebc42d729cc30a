package lexical

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge/text"
)

// bigram is the token of two neighbouring characters.
func bigram(a, b rune) token { return bigramBit | token(a)<<21 | token(b) }

func sortedTokens(tokens []token) []token {
	slices.Sort(tokens)
	return tokens
}

func TestTokenize(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []token
	}{
		{"nothing", "", nil},
		{"punctuation and emoji only", "，。?!🔋 \ufffd", nil},
		{"one character", "路", []token{'路'}},
		{"characters and pairs", "路灯", []token{'路', '灯', bigram('路', '灯')}},
		{"punctuation parts pairs", "路,灯", []token{'路', '灯'}},
		{"white space parts pairs", "路 灯", []token{'路', '灯'}},
		{"a Latin word parts pairs", "路x灯", []token{'路', wordToken("x"), '灯'}},
		{"a character beyond the basic plane", "𠮷", []token{'𠮷'}},
		{"Latin words", "green loans", []token{wordToken("green"), wordToken("loan")}},
		{"letters and digits are one word", "5g", []token{wordToken("5g"), wordToken("#5")}},
		{"accents", "café", []token{wordToken("café")}},
		{"an Arabic number is a word and a value", "3047", []token{wordToken("3047"), wordToken("#3047")}},
		{"a single Chinese numeral has no value", "三", []token{'三'}},
		{"a number in Chinese numerals", "十五", []token{'十', '五', bigram('十', '五'), wordToken("#15")}},
		{"other scripts are left out", "привет かな", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(sortedTokens(tt.want), sortedTokens(tokenize(tt.text)), cmp.Comparer(slices.Equal[[]token])); diff != "" {
				t.Errorf("tokenize(%q) (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// TestNumbersMeet: a number has one token, however it is written.
func TestNumbersMeet(t *testing.T) {
	for _, tt := range []struct {
		name, text, value string
	}{
		{"Arabic", "3047个", "3047"},
		{"Chinese", "三千零四十七个", "3047"},
		{"thousands separator", "3,047个", "3047"},
		{"full-width", text.Normalize("３０４７个"), "3047"},
		{"万", "2.1万户", "21000"},
		{"plain", "21000户", "21000"},
		{"Chinese 万", "两万一千户", "21000"},
		{"traditional 萬", text.Normalize("2.1萬戶"), "21000"},
		{"亿", "9.2亿元", "920000000"},
		{"per cent", "办复率100%", "100"},
		{"百分百", "百分百全程网办", "100"},
		{"million", "2 million", "2000000"},
		{"year", "二〇二三年", "2023"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !slices.Contains(tokenize(tt.text), wordToken("#"+tt.value)) {
				t.Errorf("%q has no token of %s", tt.text, tt.value)
			}
		})
	}
}

// TestSingleNumeralsAreLeftOut: 一 in 一体化 says nothing of 1.
func TestSingleNumeralsAreLeftOut(t *testing.T) {
	for _, text := range []string{"一体化", "三大三强", "二期", "第一", "两区"} {
		for _, value := range []string{"1", "2", "3"} {
			if slices.Contains(tokenize(text), wordToken("#"+value)) {
				t.Errorf("%q has the token of %s", text, value)
			}
		}
	}
}

func FuzzTokenize(f *testing.F) {
	for _, seed := range []string{"", "三千零四十七 = 3047", "ies ing ed s", "充电桩1.6万个", "5g\xff", "百分之", strings.Repeat("一", 99)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		text := text.Normalize(raw)
		if !slices.Equal(tokenize(text), tokenize(text)) {
			t.Fatalf("%q has other tokens the second time", text)
		}
		if got, most := len(tokenize(text)), 3*len([]rune(text)); got > most {
			t.Fatalf("%q has %d tokens, more than %d", text, got, most)
		}
	})
}
