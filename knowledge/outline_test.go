package knowledge

import (
	"fmt"
	"strings"
)

// outline writes a report as a page to read in review: the front matter, then
// headings and passages in the order of the source. clip shortens the texts of
// passages to so many code points, 0 keeps them whole.
func outline(r *Report, clip int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %s\nplace %s\nyears %v\n", r.Meta.Title, r.Meta.Place, r.Meta.Years)
	for _, line := range r.Front {
		fmt.Fprintf(&b, "front %d: %s\n", line.Number, line.Text)
	}
	next := 0
	for _, h := range r.Headings {
		for ; next < len(r.Passages) && r.Passages[next].Number < h.Number; next++ {
			outlinePassage(&b, r, next, clip)
		}
		fmt.Fprintf(&b, "%s%d %s: %s\n", indent(h.Level), h.Level, short(r, h.ID), h.Text)
	}
	for ; next < len(r.Passages); next++ {
		outlinePassage(&b, r, next, clip)
	}
	return b.String()
}

func outlinePassage(b *strings.Builder, r *Report, i, clip int) {
	p := &r.Passages[i]
	level := 0
	if p.Heading >= 0 {
		level = r.Headings[p.Heading].Level
	}
	note := ""
	if p.Note {
		note = " note(" + p.Term + ")"
	}
	fmt.Fprintf(b, "%s- %s %s%s: %s\n", indent(level+1), short(r, p.ID), r.Place(p).Item, note, clipped(p.Text, clip))
}

func indent(level int) string { return strings.Repeat("  ", max(level-1, 0)) }

func short(r *Report, id string) string { return strings.TrimPrefix(id, r.ID+"/") }
