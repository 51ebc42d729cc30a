package text

import "testing"

func TestLanguageOf(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       Language
	}{
		{"simplified", "养老院有几个", Simplified},
		{"traditional", "養老院有幾個", Traditional},
		{"one traditional character", "養老院", Traditional},
		{"English", "How many?", English},
		{"one letter", "A", Simplified},
		{"digits", "3047", Simplified},
		{"mixed", "smart park 建好了吗", Simplified},
		{"mixed traditional", "smart park 建好了嗎", Traditional},
		{"the same in both", "公交", Simplified},
		{"written in both", "乾隆年间的古桥", Simplified},
		{"a famous one", "著名景点", Simplified},
		{"emoji", "🚌", Simplified},
		{"nothing", "", Simplified},
		{"invalid UTF-8", "\xff\xfe", Simplified},
		{"invalid UTF-8 in simplified", "养老\xff院", Simplified},
		{"Russian", "привет", Simplified},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := LanguageOf(tt.text); got != tt.want {
				t.Errorf("LanguageOf(%q) = %s, want %s", tt.text, got, tt.want)
			}
		})
	}
}
