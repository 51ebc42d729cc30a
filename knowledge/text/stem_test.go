package text

import "testing"

func TestStem(t *testing.T) {
	for _, tt := range []struct{ name, word, want string }{
		{"plural", "stations", "station"},
		{"plural in -ies", "cities", "city"},
		{"-ing", "building", "build"},
		{"-ed", "renovated", "renovat"},
		{"short words stay", "bus", "bus"},
		{"ss stays", "access", "access"},
		{"is stays", "is", "is"},
		{"ring stays", "ring", "ring"},
		{"red stays", "red", "red"},
		{"an accent before the ending", "cafés", "café"},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Stem(tt.word); got != tt.want {
				t.Errorf("Stem(%q) = %q, want %q", tt.word, got, tt.want)
			}
		})
	}
}
