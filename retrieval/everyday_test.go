package retrieval

import (
	"slices"
	"testing"

	"wenbao/knowledge/text"
)

// TestSayings: words stand in the normal form, those of a line once, on both sides of it.
func TestSayings(t *testing.T) {
	if len(sayings) == 0 {
		t.Fatal("there are none")
	}
	for _, s := range sayings {
		if len(s.reports) == 0 || len(s.people) == 0 {
			t.Errorf("%+v has one side only", s)
		}
		seen := map[string]bool{}
		for _, word := range slices.Concat(s.reports, s.people) {
			if word != text.Normalize(word) || word == "" {
				t.Errorf("%q is not in the normal form", word)
			}
		}
		for _, word := range s.people {
			if seen[word] {
				t.Errorf("%q stands twice beside %q", word, s.reports)
			}
			seen[word] = true
		}
	}
}

// TestEverydayWords: a passage is found by what people say for its words, unless somebody
// wrote other words for it.
func TestEverydayWords(t *testing.T) {
	local, err := NewLocal()
	if err != nil {
		t.Fatal(err)
	}
	entries := []Entry{
		{ID: "wages", Text: "加大根治拖欠农民工工资工作力度。"},
		{ID: "noise", Text: "推进宁静小区试点建设。"},
		{ID: "heat", Text: "新增供热面积二百万平方米。", Aliases: []string{"热力"}},
	}
	x, err := Open(t.Context(), Config{Entries: entries, Embedder: local})
	if err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]string{"工钱": "wages", "太吵": "noise", "暖气": ""} {
		hits, err := x.Search(t.Context(), said, 3)
		if err != nil {
			t.Fatal(err)
		}
		if found := hits[0].Lexical > 0; found != (want != "") || found && hits[0].ID != want {
			t.Errorf("%s finds %+v, want %q", said, hits[0], want)
		}
	}
}

// TestInReport: what means the same is put in the word of a passage, and what is only near where that
// is wanted.
func TestInReport(t *testing.T) {
	for _, tt := range []struct {
		asked, passage string
		near           bool
		said, meant    string
	}{
		{"火化要不要钱", "基本殡葬服务费用全免。", false, "火化", "殡葬"},
		{"火化要不要钱", "殡葬改革深化,火化设施改造。", false, "", ""}, // the report says it itself
		{"没地方游泳", "新建体育场馆3座。", false, "", ""},
		{"没地方游泳", "新建体育场馆3座。", true, "游泳", "体育"},
		{"how many rats", "rodent burrows fell from 512 to 338.", false, "rats", "rodent"},
		{"路灯不亮", "新建体育场馆3座。", true, "", ""},
	} {
		if said, meant := InReport(tt.asked, tt.passage, tt.near); said != tt.said || meant != tt.meant {
			t.Errorf("%s of %s: %s for %s, want %s for %s", tt.asked, tt.passage, said, meant, tt.said, tt.meant)
		}
	}
}
