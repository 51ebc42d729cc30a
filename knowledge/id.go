package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/text"
)

// maxID is the longest id in characters: buttons of a chat must hold it.
const maxID = 40

// idMarks may stand in an id behind its first character, besides letters and digits.
const idMarks = "._-"

// IDOf makes an id of the name of a report: the name itself where it may be
// one, else its letters and digits with a hyphen for what stands between them.
// A name that is too long, or without a letter or digit, gets a mark of its own,
// so that the same name has the same id everywhere and others have another.
func IDOf(name string) string {
	if validID(name) {
		return name
	}
	id := strings.Join(strings.FieldsFunc(name, func(r rune) bool { return !inID(r) }), "-")
	id = strings.Trim(id, idMarks)
	sum := sha256.Sum256([]byte(name))
	mark := "-" + hex.EncodeToString(sum[:3])
	switch {
	case id == "":
		return "report" + mark
	case utf8.RuneCountInString(id) > maxID:
		return text.First(id, maxID-len(mark)) + mark
	}
	return id
}

// validID reports whether a name may be an id: it begins with a letter or digit
// and holds only these and idMarks.
func validID(id string) bool {
	first, _ := utf8.DecodeRuneInString(id)
	bad := strings.ContainsFunc(id, func(r rune) bool { return !inID(r) })
	return id != "" && !bad && !strings.ContainsRune(idMarks, first) && utf8.RuneCountInString(id) <= maxID
}

func inID(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(idMarks, r)
}
