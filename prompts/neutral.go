package prompts

import (
	"regexp"
	"strings"
	"unicode"
)

// neutral makes a text one line of plain characters that cannot be taken for
// the prompt's own signs: no invisible characters (tags, zero width,
// directions), no line breaks, no passage numbers, no quotation marks that
// close the data, no fences or chat markers.
func neutral(text string) string {
	text = strings.ToValidUTF8(text, "")
	text = strings.Map(visible, text)
	text = signs.Replace(text)
	text = marker.ReplaceAllString(text, "（$1）")
	return strings.Join(strings.Fields(text), " ")
}

func visible(r rune) rune {
	switch {
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef:
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
