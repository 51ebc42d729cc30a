package reader

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWordPieces(t *testing.T) {
	tests := []struct {
		name, text string
		want       string // the pieces; what they stand for in the text follows where it differs
	}{
		{"nothing", "", ""},
		{"only spaces", " \t\n\u3000", ""},
		{"chinese characters stand alone", "加装电梯", "加 装 电 梯"},
		{"unknown ones too", "龘电", "[UNK]=龘 电"},
		{"one beyond the first plane", "𠀀电", "[UNK]=𠀀 电"},
		{"punctuation stands alone", "电?:;。", "电 ? : [UNK]=; 。"},
		{"ascii symbols are punctuation", "a%-b", "a % - [UNK]=b"},
		{"the longest pieces from the left", "20233 203", "2023 ##3=3 20 ##3=3"},
		{"a whole word before its pieces", "5g基", "5g 基"},
		{"a word ends at a chinese character", "wifi电", "wi ##fi=fi 电"},
		{"and at punctuation", "wi-fi", "wi - [UNK]=fi"},
		{"a word that does not come out even is unknown as a whole", "runx running", "[UNK]=runx run ##ning=ning"},
		{"capitals", "Wifi 5G", "wi=Wi ##fi=fi 5g=5G"},
		{"accents", "café cafe\u0301", "cafe=café cafe"},
		{"an accent alone", "\u0301", ""},
		{"controls are left out", "wi\u200bfi\x00\ufffd", "wi ##fi=fi"},
		{"broken text too", "电\xff\xe7梯", "电 梯"},
		{"the names of special tokens are text", "[SEP]", "[UNK]=[ [UNK]=SEP [UNK]=]"},
		{"the longest word", "a" + strings.Repeat("b", 99), "a" + strings.Repeat(" ##b=b", 99)},
		{"a word too long", "a" + strings.Repeat("b", 100), "[UNK]=a" + strings.Repeat("b", 100)},
		{"hangul comes apart", "가", "[UNK]=가"},
	}
	names := words()
	v, err := newWordPieces(names)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := cut(v, nil, names, tt.text); got != tt.want {
				t.Errorf("split(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// TestSplitIsCut: the first pieces are those of the whole text, behind what
// was there.
func TestWordPiecesAreCut(t *testing.T) {
	v, err := newWordPieces(words())
	if err != nil {
		t.Fatal(err)
	}
	const text = "加装2023部wifi running"
	whole := v.split(nil, nil, text, 1000)
	for most := range len(whole) + 2 {
		want := append([]piece{{id: 9}}, whole[:min(most, len(whole))]...)
		if got := v.split(nil, []piece{{id: 9}}, text, most); !slices.Equal(got, want) {
			t.Errorf("the first %d are %v, want %v", most, got, want)
		}
	}
}

func FuzzWordPieces(f *testing.F) {
	for _, pair := range pairs {
		f.Add(pair.question, 7)
	}
	f.Add("wi\u200bfi\x00\ufffd é\u0301 \xff", 3)
	v, err := newWordPieces(words())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, most int) {
		most = max(0, min(most, 1000))
		end := 0
		got := v.split(nil, nil, text, most)
		if len(got) > most {
			t.Fatalf("%d pieces, want at most %d", len(got), most)
		}
		for _, p := range got {
			// The parts of one character share its place: Hangul, ligatures.
			if p.from >= p.to || p.to > len(text) || p.to < end || utf8.ValidString(text) && !utf8.ValidString(text[p.from:p.to]) {
				t.Fatalf("split(%q) gives %v", text, got)
			}
			end = p.to
		}
	})
}

// words is a small WordPiece vocabulary with everything the tokenizer tells apart.
func words() []string {
	return strings.Fields("[PAD] [UNK] [CLS] [SEP] 电 梯 加 装 多 少 部 公 交 去 年 新 建 消 防 站 的 了 吗 ： : ， 。 ？ ? " +
		"5 ##g 5g 20 ##23 2023 ##3 基 wi ##fi - run ##ning cafe a ##b ##c . % é ###")
}
