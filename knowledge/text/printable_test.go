package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestPrintable(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain text stays", "新建消防站21个。", "新建消防站21个。"},
		{"line feeds stay", "一\n二", "一\n二"},
		{"a tab becomes a space", "一\t二", "一 二"},
		{"escape sequences lose their escape", "\x1b[31m红\x1b[0m", "[31m红[0m"},
		{"carriage return and bell go", "一\r\a二", "一二"},
		{"C1 controls go", "一\u009b31m二", "一31m二"},
		{"direction overrides go", "a\u202etxt\u202c", "atxt"},
		{"zero width and tag characters go", "消\u200b防\ufeff站\U000e0041", "消防站"},
		{"variation selectors and fillers go", "葛\U000e0100城\ufe0f\u3164", "葛城"},
		{"private characters stay", "\ue000", "\ue000"},
		{"line separators become spaces", "一\u2028二", "一 二"},
		{"invalid bytes are shown", "一\xff二", "一\ufffd二"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Printable(tt.in); got != tt.want {
				t.Errorf("Printable(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("新建消防站21个。")
	f.Add("\x1b]0;title\a\u202e\xff\n")
	f.Fuzz(func(t *testing.T, text string) {
		got := Printable(text)
		if Printable(got) != got {
			t.Errorf("printing %q twice changes it", text)
		}
		for _, r := range got {
			if r != '\n' && (unicode.IsControl(r) || Invisible(r)) {
				t.Errorf("Printable(%q) has %U", text, r)
			}
		}
		if !utf8.ValidString(got) {
			t.Errorf("Printable(%q) is not valid UTF-8", text)
		}
		if strings.Count(got, "\n") != strings.Count(text, "\n") {
			t.Errorf("Printable(%q) has other lines", text)
		}
	})
}
