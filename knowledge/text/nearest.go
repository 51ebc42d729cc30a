package text

// maxEdits is the most mistakes of a word that is still recognised.
const maxEdits = 2

// Nearest returns the word that a mistyped one was meant to be, "" if that is
// not clear. Of equally near ones the first wins. Case counts.
func Nearest(word string, among []string) string {
	typed := []rune(word)
	best, distance := "", maxEdits+1
	for _, candidate := range among {
		meant := []rune(candidate)
		if d := edits(typed, meant); d < distance && d < len(meant)-1 {
			best, distance = candidate, d
		}
	}
	return best
}

// edits is the edit distance of two words, with neighbours swapped counting
// once (Damerau's distance, each place edited once at most); words too long to
// be a typing mistake are far away.
func edits(a, b []rune) int {
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
