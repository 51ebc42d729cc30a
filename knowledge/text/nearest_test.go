package text

import "testing"

func TestNearest(t *testing.T) {
	commands := []string{"help", "privacy", "toc", "new", "ask", "退出程序"}
	for _, c := range []struct{ name, word, want string }{
		{"letters swapped", "hlep", "help"},
		{"a letter left out", "privcy", "privacy"},
		{"two letters wrong", "privasi", "privacy"},
		{"right", "toc", "toc"},
		{"a short word needs more than its length", "xx", ""},
		{"another word", "weather", ""},
		{"empty", "", ""},
		{"far too long", "privacyprivacyprivacy", ""},
		{"a Chinese character is one letter", "退出程式", "退出程序"},
		{"three wrong", "退入城市", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Nearest(c.word, commands); got != c.want {
				t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
			}
		})
	}
}
