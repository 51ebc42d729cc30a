package knowledge

import "testing"

// TestOrdinal: the number of a heading is that before its words, and not a year in them.
func TestOrdinal(t *testing.T) {
	for _, tt := range []struct {
		line string
		want int // 0: none
	}{
		{"三、2024年工作安排", 3},
		{"（十一）2024年", 11},
		{"3．2024年", 3},
		{"３．2024年", 3},
		{"第二部分 2024年工作安排", 2},
		{"I. Review of Our Work in 2023", 1},
		{"IV. Plan for 2024", 4},
		{"Part Two: Plan for 2024", 2},
		{"PART III", 3},
		{"Chapter 2 Plan for 2024", 2},
		{"2. Plan for 2024", 2},
		{"I reviewed 2023", 0},
		{"2024 Plan", 0},
	} {
		t.Run(tt.line, func(t *testing.T) {
			if got, ok := ordinal(tt.line); got != tt.want || ok != (tt.want > 0) {
				t.Errorf("%d, %t", got, ok)
			}
		})
	}
}
