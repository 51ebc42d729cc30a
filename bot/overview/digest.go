package overview

import "wenbao/knowledge"

// Digest is what a whole report holds.
type Digest struct {
	Report   *knowledge.Report
	Chapters []Chapter
}

// Chapter is a heading of the first level with the number of passages below it.
type Chapter struct {
	Heading  *knowledge.Heading
	Passages int
}

// Digests returns one of every report of a library, in its order.
func Digests(lib *knowledge.Library) []Digest {
	var list []Digest
	for _, report := range lib.Reports {
		d := Digest{Report: report}
		for i := range report.Headings {
			if h := &report.Headings[i]; h.Level == 1 {
				d.Chapters = append(d.Chapters, Chapter{h, len(report.Under(i))})
			}
		}
		list = append(list, d)
	}
	return list
}
