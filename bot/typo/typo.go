// Package typo finds the command that a mistyped one was meant to be. Both
// doors of the bot use it.
package typo

// maxEdits is the most mistakes of a command that is still recognised.
const maxEdits = 2

// Nearest returns the candidate that a word was meant to be, "" if that is not
// clear. Of equally near ones the first wins.
func Nearest(word string, candidates []string) string {
	best, distance := "", maxEdits+1
	for _, c := range candidates {
		if d := edits(word, c); d < distance && d < len(c)-1 {
			best, distance = c, d
		}
	}
	return best
}

// edits is the edit distance of two words, with neighbours swapped counting
// once; words too long to be a typing mistake are far away.
func edits(a, b string) int {
	if len(a) > 2*len(b) {
		return len(a)
	}
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
		table[i][0] = i
	}
	for j := range table[0] {
		table[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			table[i][j] = min(table[i-1][j]+1, table[i][j-1]+1, table[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				table[i][j] = min(table[i][j], table[i-2][j-2]+1)
			}
		}
	}
	return table[len(a)][len(b)]
}
