package text

import "testing"

func TestPrefix(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		n          int
		want       string
		ok         bool
	}{
		{"shorter than the text", "充电桩", 2, "充电", true},
		{"all of it", "充电桩", 3, "充电桩", true},
		{"longer than the text", "充电桩", 4, "充电桩", false},
		{"none", "充电桩", 0, "", true},
		{"negative", "充电桩", -1, "", true},
		{"none of nothing", "", 0, "", true},
		{"of nothing", "", 1, "", false},
		{"Latin and Chinese", "5G基站", 3, "5G基", true},
		{"invalid bytes count one each", "\xff\xfe电", 2, "\xff\xfe", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := Prefix(tt.text, tt.n); got != tt.want || ok != tt.ok {
				t.Errorf("Prefix(%q, %d) = %q, %v, want %q, %v", tt.text, tt.n, got, ok, tt.want, tt.ok)
			}
			if got := First(tt.text, tt.n); got != tt.want {
				t.Errorf("First(%q, %d) = %q, want %q", tt.text, tt.n, got, tt.want)
			}
		})
	}
}

func TestShorten(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		n          int
		want       string
	}{
		{"fits", "充电桩", 3, "充电桩"},
		{"cut", "充电桩", 2, "充…"},
		{"only the ellipsis", "充电桩", 1, "…"},
		{"no room", "充电桩", 0, ""},
		{"negative", "充电桩", -1, ""},
		{"nothing", "", 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Shorten(tt.text, tt.n); got != tt.want {
				t.Errorf("Shorten(%q, %d) = %q, want %q", tt.text, tt.n, got, tt.want)
			}
		})
	}
}
