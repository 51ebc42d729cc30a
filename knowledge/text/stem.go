package text

// Stem takes the commonest English endings off a word in lower case, so that
// stations meets station. Other words stay as they are.
func Stem(word string) string {
	n := len(word)
	switch {
	case n > 4 && word[n-3:] == "ies":
		return word[:n-3] + "y"
	case n > 5 && word[n-3:] == "ing":
		return word[:n-3]
	case n > 4 && word[n-2:] == "ed":
		return word[:n-2]
	case n > 3 && word[n-1] == 's' && word[n-2] != 's':
		return word[:n-1]
	}
	return word
}
