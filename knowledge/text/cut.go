package text

// First is the first n code points of a text, all of it where it has fewer.
func First(text string, n int) string {
	head, _ := Prefix(text, n)
	return head
}

// Prefix is the first n code points of a text. ok is false, and head the whole
// text, where it has fewer. It looks no further than it must.
func Prefix(text string, n int) (head string, ok bool) {
	if n <= 0 {
		return "", true
	}
	for i := range text {
		if n == 0 {
			return text[:i], true
		}
		n--
	}
	return text, n == 0
}

// Shorten cuts a text to at most n code points, the last of which is an
// ellipsis where something was cut.
func Shorten(text string, n int) string {
	if head := First(text, n); head == text {
		return text
	}
	if n <= 0 {
		return ""
	}
	return First(text, n-1) + "…"
}
