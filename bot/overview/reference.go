package overview

import (
	_ "embed"
	"slices"
	"strings"

	"wenbao/knowledge"
	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

//go:embed references.txt
var referencesFile string

// references hold how people name a place in a report, and what they want of it.
var references = text.MustLists(referencesFile)

// claims are words of reports for what is first or most.
var claims = references.Lines("claim")

// Refer finds the heading that a normalised message names by its number: 4.2,
// 4.2.1 (a passage, whose section is meant), 第四部分, chapter 4, 附表1. ok is false
// where it names none that the report has.
func Refer(report *knowledge.Report, said string) (heading int, ok bool) {
	id := strings.TrimFunc(references.Pattern("id").FindString(said), func(r rune) bool { return r < '0' || r > '9' })
	for i := range report.Headings {
		if id != "" && report.Headings[i].ID == report.ID+"/"+id {
			return i, true
		}
	}
	for i := range report.Passages {
		if p := &report.Passages[i]; id != "" && p.ID == report.ID+"/"+id && p.Heading >= 0 {
			return p.Heading, true
		}
	}
	if i, ok := Annex(report, said); ok {
		return i, true
	}
	return ordinal(report, said)
}

// Annex finds the heading of an annex that a normalised message names: 附表1.
func Annex(report *knowledge.Report, said string) (heading int, ok bool) {
	named := references.Pattern("annex").FindString(said)
	if named == "" {
		return -1, false
	}
	bare := func(words string) string { return strings.Join(strings.Fields(words), "") }
	i := slices.IndexFunc(report.Headings, func(h knowledge.Heading) bool {
		return references.Pattern("annex").FindString(bare(text.Normalize(h.Text))) == bare(named)
	})
	return i, i >= 0
}

// ordinal finds 第四部分 and chapter 4, and within it 第二节.
func ordinal(report *knowledge.Report, said string) (heading int, ok bool) {
	at := -1
	for _, level := range []string{"chapter", "section"} {
		n := number(references.Pattern(level).FindString(said))
		children := report.Children(at)
		if n < 1 {
			break
		}
		if n > len(children) {
			return -1, false
		}
		at, ok = children[n-1], true
	}
	return at, ok
}

// Beyond is the number of a chapter that a normalised message names and a report
// does not have, 0 for none.
func Beyond(report *knowledge.Report, said string) int {
	if n := number(references.Pattern("chapter").FindString(said)); n > len(report.Children(-1)) {
		return n
	}
	return 0
}

// number is the only number of a text that is at most two digits long, 0 for none.
func number(said string) int {
	for _, f := range figure.Find(said) {
		if len(f.Value) <= 2 {
			n := 0
			for _, digit := range f.Value {
				if digit < '0' || digit > '9' {
					return 0
				}
				n = 10*n + int(digit-'0')
			}
			return n
		}
	}
	return 0
}

// WantsFigures reports whether only what has figures is wanted: 把所有数字列出来.
func WantsFigures(said string) bool { return references.Pattern("figures").MatchString(said) }

// WantsContents reports whether the headings are wanted, or how many there are.
func WantsContents(said string) bool { return references.Pattern("contents").MatchString(said) }

// Figured keeps the passages that have an amount; a figure in a name is none.
func Figured(passages []*knowledge.Passage) []*knowledge.Passage {
	var kept []*knowledge.Passage
	for _, p := range passages {
		if slices.ContainsFunc(figure.Find(p.Text), func(f figure.Figure) bool { return f.Amount(p.Text) }) {
			kept = append(kept, p)
		}
	}
	return kept
}

// ClaimsFirst reports whether a passage says that something is the first or the most of all. Notes
// on words say nothing.
func ClaimsFirst(p *knowledge.Passage) bool { return says("first", p) }

// OwnsShortcoming reports whether a passage says that something was not achieved.
func OwnsShortcoming(p *knowledge.Passage) bool { return says("shortcoming", p) }

func says(list string, p *knowledge.Passage) bool {
	return !p.Note && references.Pattern(list).MatchString(p.Text)
}

// Mentions reports whether a passage says a normalised word, or gives a figure, in digits
// where that is.
func Mentions(p *knowledge.Passage, word string) bool {
	said, asked := text.Normalize(p.Text), figure.Find(word)
	if len(asked) != 1 || asked[0].Text != word {
		return strings.Contains(said, word)
	}
	return slices.ContainsFunc(figure.Find(said), func(f figure.Figure) bool {
		return f.Value == asked[0].Value && f.Percent == asked[0].Percent && f.Han == asked[0].Han && !f.InName(said)
	})
}
