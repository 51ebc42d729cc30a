package prompts

import (
	"regexp"
	"strings"
	"unicode"

	"wenbao/knowledge/text"
)

// neutral makes a text one line of plain characters that cannot be taken for
// the prompt's own signs: no invisible or private characters, no line breaks,
// no passage numbers, no quotation marks that close the data, no fences or chat
// markers.
func neutral(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(visible, s)
	s = signs.Replace(s)
	s = marker.ReplaceAllString(s, "（$1）")
	return strings.Join(strings.Fields(s), " ")
}

func visible(r rune) rune {
	switch {
	case text.Invisible(r), unicode.Is(unicode.Co, r):
		return -1
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return ' '
	}
	return r
}

// marker matches what looks like the number of a passage, or like a mark of a
// chat in brackets: [INST], [/INST].
var marker = regexp.MustCompile(`[\[【［〔](\s*(?:\d+|/?[A-Z_]+)\s*)[\]】］〕]`)

// signs are replaced by look-alikes without a meaning. No angle bracket stays
// at its word: servers read <|im_start|>, <｜User｜>, </s> and <think> as marks
// of the chat wherever they stand.
var signs = strings.NewReplacer("「", "“", "」", "”", "\"", "”", "```", "'''",
	"<|", "< ", "|>", " >", "<｜", "< ", "｜>", " >", "<<", "《", ">>", "》", "<", "< ", "{{", "{ {", "}}", "} }")
