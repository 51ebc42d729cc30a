package telegram

import (
	"strings"
	"testing"

	"wenbao/knowledge/text"
)

// TestGlossForChosenEnglish: who chose English gets the translation, also
// under the answer to a Chinese question.
func TestGlossForChosenEnglish(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	a.waitDone(t, a.say(7, "/lang en"))
	a.waitDone(t, a.say(7, "消防站"))
	if got := texts(a.requests("sendMessage"))[1]; !strings.Contains(got, "Unofficial translation: 21 fire stations") {
		t.Errorf("%s", got)
	}
}

func TestLanguageOf(t *testing.T) {
	tests := []struct {
		text, code string
		want       text.Language
	}{
		{"消防站", "zh-hans", text.Simplified},
		{"消防站", "en", text.Simplified},
		{"消防站有几个", "zh-hant", text.Traditional}, // written alike in both
		{"幾個消防站", "en", text.Traditional},
		{"fire stations", "zh-hans", text.English},
		{"", "en", text.English},
		{"", "fr", text.English},
		{"", "zh-TW", text.Traditional},
		{"", "zh-hk", text.Traditional},
		{"", "zh", text.Simplified},
		{"", "", text.Simplified},
		{"5", "en", text.English},
	}
	for _, test := range tests {
		if got := languageOf(test.text, test.code); got != test.want {
			t.Errorf("%q with %q: %s, want %s", test.text, test.code, got, test.want)
		}
	}
}

// TestChosenLanguage: what a person chose wins over her app's language.
func TestChosenLanguage(t *testing.T) {
	a := newPeer(t)
	open(t, a, nil)
	for _, text := range []string{"/help", "/lang en", "/help", "/lang", "/new"} {
		a.waitDone(t, a.say(7, text))
	}
	want := []string{simplified.Help, english.LangSet, english.Help, english.LangNow, english.Cleared}
	for i, text := range texts(a.requests("sendMessage")) {
		if unescape(t, text) != want[i] {
			t.Errorf("%d: %q", i, text)
		}
	}
}
