package reader

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		name, text string
		want       string // the pieces; what they stand for in the text follows where it differs
	}{
		{"nothing", "", ""},
		{"the mark before a text is a piece where none begins with it", "电梯", "▁= 电梯"},
		{"else a part of one", "去年", "▁去年=去年"},
		{"few pieces before many", "加装电梯", "▁= 加装 电梯"},
		{"the likelier of as many", "消防站的", "▁= 消防站 的"},
		{"unknown characters singly", "龘靐电", "▁= <unk>=龘 <unk>=靐 电"},
		{"one beyond the first plane", "𠀀电", "▁= <unk>=𠀀 电"},
		{"spaces are marks", "5g 去年", "▁5g=5g ▁去年=\u0020去年"},
		{"words by their beginnings", "running wifi", "▁run=run ning ▁wi=\u0020wi fi"},
		{"numbers", "20233", "▁= 2023 3"},
		{"broken text is unknown", "电\xff\xe7梯", "▁= 电 <unk>=\xff <unk>=\xe7 梯"},
		{"the names of special pieces are text", "<s>", "▁= <unk>=< <unk>=s <unk>=>"},
		{"a long text", strings.Repeat("电梯", 300), "▁=" + strings.Repeat(" 电梯", 300)},
	}
	all := pieces()
	v, l := unigramsOf(t, all), lattice{}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := cut(v, &l, all, tt.text); got != tt.want {
				t.Errorf("split(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// cut tells the pieces of a text; what one stands for in the text follows where it
// differs.
func cut(v *unigrams, l *lattice, names []string, text string) string {
	var got []string
	for _, p := range v.split(l, nil, text, 1000) {
		shown := names[p.id]
		if source := text[p.from:p.to]; source != shown {
			shown += "=" + source
		}
		got = append(got, shown)
	}
	return strings.Join(got, " ")
}

func unigramsOf(tb testing.TB, pieces []string) *unigrams {
	tb.Helper()
	v, err := newUnigrams(pieces, scoresOf(pieces))
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

// TestSplitIsCut: the first pieces are those of the whole text, behind what
// was there.
func TestSplitIsCut(t *testing.T) {
	v, l := unigramsOf(t, pieces()), lattice{}
	const text = "加装2023部wifi running"
	whole := v.split(&l, nil, text, 1000)
	for most := range len(whole) + 2 {
		want := append([]piece{{id: 9}}, whole[:min(most, len(whole))]...)
		if got := v.split(&l, []piece{{id: 9}}, text, most); !slices.Equal(got, want) {
			t.Errorf("the first %d are %v, want %v", most, got, want)
		}
	}
}

// TestSplitOfAHugeText takes time and memory for what is read of it.
func TestSplitOfAHugeText(t *testing.T) {
	v, l := unigramsOf(t, pieces()), lattice{}
	if got := v.split(&l, nil, strings.Repeat("电梯", 1<<20), 100); len(got) != 100 {
		t.Errorf("%d pieces, want 100", len(got))
	}
	if most := 100*v.longest + 2; len(l.at) > most {
		t.Errorf("%d characters were laid out, want at most %d", len(l.at), most)
	}
}

// FuzzSplit: the pieces cover the text, one after the other, in whole characters.
func FuzzSplit(f *testing.F) {
	for _, pair := range pairs {
		f.Add(pair.question, 7)
	}
	f.Add("wi fi\x00\ufffd é\u0301 \xff", 3)
	v := unigramsOf(f, pieces())
	f.Fuzz(func(t *testing.T, text string, most int) {
		most = max(0, min(most, 1000))
		var l lattice
		got, end := v.split(&l, nil, text, most), 0
		if len(got) > most {
			t.Fatalf("%d pieces, want at most %d", len(got), most)
		}
		for i, p := range got {
			if p.from != end || p.to < p.from || p.to == p.from && i > 0 || utf8.ValidString(text) && !utf8.ValidString(text[p.from:p.to]) {
				t.Fatalf("split(%q) gives %v", text, got)
			}
			end = p.to
		}
		if len(got) < most && end != len(text) {
			t.Fatalf("split(%q) ends at %d", text, end)
		}
	})
}
