package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestWithoutNotes(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"none", "新建学校3所。", "新建学校3所。"},
		{"brackets", "接诉即办[1]改革〔2〕深化【3】，［４］完成", "接诉即办改革深化，完成"},
		{"circles", "设立S基金①和母基金㉑", "设立S基金和母基金"},
		{"raised", "增长5.6%¹，约3¹²亿元", "增长5.6%，约3亿元"},
		{"before a figure", "生产总值[1]885亿元", "生产总值885亿元"},
		{"squares and cubes", "12万m²、3km²、5 m³", "12万m²、3km²、5 m³"},
		{"the year of a document", "国发〔2022〕2号", "国发〔2022〕2号"},
		{"brackets of something else", "[a]【四】[]〔1", "[a]【四】[]〔1"},
		{"at the ends", "①甲②", "甲"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := WithoutNotes(tt.text); got != tt.want {
				t.Errorf("WithoutNotes(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestEndMarks(t *testing.T) {
	for text, want := range map[string]string{
		"改革。①": "改革。", "改革。[1] [2]": "改革。", "改革¹²": "改革", "占地3m²": "占地3m²", "改革[1]。": "改革[1]。", "国发〔2022〕": "国发〔2022〕", "": "",
	} {
		if got := EndMarks(text); got != want {
			t.Errorf("EndMarks(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestMarksStayWithTheirSentence(t *testing.T) {
	got := Sentences("改革深化。[1][2]新建学校3所！”〔3〕修路。①通车。")
	want := []string{"改革深化。[1][2]", "新建学校3所！”〔3〕", "修路。", "①通车。"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzWithoutNotes(f *testing.F) {
	f.Add("接诉即办[1]改革①。3m²")
	f.Add("[[1]1]¹")
	f.Fuzz(func(t *testing.T, text string) {
		got := WithoutNotes(text)
		if !utf8.ValidString(text) {
			return // bytes on both sides of a mark may make a letter
		}
		for rest := text; got != ""; { // what is left stands in the text, in order
			_, size := utf8.DecodeRuneInString(got)
			at := strings.Index(rest, got[:size])
			if at < 0 {
				t.Fatalf("%q is not left of %q", got, text)
			}
			rest, got = rest[at+size:], got[size:]
		}
	})
}
