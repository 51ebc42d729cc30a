package overview

import (
	"strings"
	"unicode/utf8"

	"wenbao/knowledge"
	"wenbao/knowledge/figure"
)

// Digest is what a whole report holds.
type Digest struct {
	Report   *knowledge.Report
	Chapters []Chapter
}

// Chapter is a heading of the first level with what stands below it.
type Chapter struct {
	Heading  *knowledge.Heading
	Passages []*knowledge.Passage
}

// DigestOf is that of a report.
func DigestOf(report *knowledge.Report) Digest {
	d := Digest{Report: report}
	for i := range report.Headings {
		if h := &report.Headings[i]; h.Level == 1 {
			d.Chapters = append(d.Chapters, Chapter{h, report.Under(i)})
		}
	}
	return d
}

// shortFact is the length in code points up to which a passage is told at a
// glance.
const shortFact = 45

// Telling is the passage that says most of a chapter at a glance: one with a
// figure, which claims to be first or most, and is short; nil where the chapter
// has none, or only notes on words.
func (c Chapter) Telling() *knowledge.Passage {
	var best *knowledge.Passage
	most := -1
	for _, p := range c.Passages {
		if n := telling(p.Text); n > most && !p.Note {
			best, most = p, n
		}
	}
	return best
}

func telling(fact string) int {
	n := 0
	if len(figure.Find(fact)) > 0 {
		n += 4
	}
	for _, claim := range claims {
		if strings.Contains(fact, claim) {
			n += 2
			break
		}
	}
	if utf8.RuneCountInString(fact) <= shortFact {
		n += 3
	}
	return n
}
