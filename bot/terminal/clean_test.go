package terminal

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain text stays", "新建消防站21个。", "新建消防站21个。"},
		{"line feeds stay", "一\n二", "一\n二"},
		{"a tab becomes a space", "一\t二", "一 二"},
		{"escape sequences lose their escape", "\x1b[31m红\x1b[0m", "[31m红[0m"},
		{"carriage return and bell go", "一\r\a二", "一二"},
		{"C1 controls go", "一\u009b31m二", "一31m二"},
		{"direction overrides go", "a\u202etxt\u202c", "atxt"},
		{"zero width and tag characters go", "消\u200b防\ufeff站\U000e0041", "消防站"},
		{"line separators become spaces", "一\u2028二", "一 二"},
		{"invalid bytes are shown", "一\xff二", "一\ufffd二"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Clean(test.in); got != test.want {
				t.Errorf("Clean(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	f.Add("新建消防站21个。")
	f.Add("\x1b]0;title\a\u202e\xff\n")
	f.Fuzz(func(t *testing.T, text string) {
		got := Clean(text)
		if Clean(got) != got {
			t.Errorf("cleaning %q twice changes it", text)
		}
		for _, r := range got {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Errorf("Clean(%q) has %U", text, r)
			}
		}
		if !utf8.ValidString(got) {
			t.Errorf("Clean(%q) is not valid UTF-8", text)
		}
		if strings.Count(got, "\n") != strings.Count(text, "\n") {
			t.Errorf("Clean(%q) has other lines", text)
		}
	})
}
