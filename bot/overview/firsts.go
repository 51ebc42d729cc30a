package overview

import (
	"slices"
	"strings"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// Firsts are the passages of a report that say in so many words what a normalised question
// says: that something is the first by rank (居全市首位) or of its kind (全国首个); among whom, where
// the question says it, too. rest is what the question says besides. There are none where it
// says neither.
func Firsts(report *knowledge.Report, said string) (found []*knowledge.Passage, rest string) {
	for _, list := range []string{"first-of-kind", "first-by-rank"} {
		rest = references.Replace(list, said, " ")
		if rest == said {
			continue
		}
		among := slices.DeleteFunc(references.Lines("among"), func(whom string) bool { return !strings.Contains(said, whom) })
		for _, whom := range among {
			rest = strings.ReplaceAll(rest, whom, " ")
		}
		if len(among) == 0 && list == "first-by-rank" { // 第一 is a part of many a name
			among = references.Lines("among")
		}
		for i := range report.Passages {
			if p := &report.Passages[i]; ranks(text.Normalize(p.Text), list, among) {
				found = append(found, p)
			}
		}
		return found, rest
	}
	return nil, said
}

// ranks reports whether a text says a line of a list behind whom it is so among; behind
// anything where that is nobody.
func ranks(said, list string, among []string) bool {
	return slices.ContainsFunc(references.Pattern(list).FindAllStringIndex(said, -1), func(at []int) bool {
		return len(among) == 0 || slices.ContainsFunc(among, func(whom string) bool { return strings.HasSuffix(said[:at[0]], whom) })
	})
}
