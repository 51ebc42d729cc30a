package telegram

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"wenbao/knowledge"
)

// refs gives passages, headings, reports and suggested questions short names
// for buttons, which hold 64 bytes. A name depends on the id and the words: it
// means the same after a restart, and nothing once the words have changed, so
// that an old button never shows something else.
type refs struct {
	library   *knowledge.Library
	targets   map[string]target
	names     map[string]string // by id
	questions map[string]string // by name
	starts    map[string]string // names of passages by their beginnings; "" where several begin so
}

// target is what a name means.
type target struct {
	report  *knowledge.Report
	heading int                // index, -1 for none
	passage *knowledge.Passage // nil for none
}

func newRefs(library *knowledge.Library, suggestions func(yield func(string))) *refs {
	r := &refs{library: library, targets: map[string]target{}, names: map[string]string{}, questions: map[string]string{}, starts: map[string]string{}}
	for _, report := range library.Reports {
		r.add(report.ID, report.Meta.Title, target{report, -1, nil})
		for i := range report.Headings {
			r.add(report.Headings[i].ID, report.Headings[i].Text, target{report, i, nil})
		}
		for i := range report.Passages {
			p := &report.Passages[i]
			r.add(p.ID, p.Text, target{report, p.Heading, p})
		}
	}
	suggestions(func(q string) { r.questions[shortName("", q)] = q })
	return r
}

func (r *refs) add(id, text string, t target) {
	name := shortName(id, text)
	r.targets[name] = t
	r.names[id] = name
	if t.passage != nil {
		start := name[:nameStart]
		if _, taken := r.starts[start]; taken {
			name = ""
		}
		r.starts[start] = name
	}
}

// startsOf names passages by the beginnings of their names; "" where that names one of
// them not alone.
func (r *refs) startsOf(ids []string) string {
	var starts strings.Builder
	for _, id := range ids {
		name := r.names[id]
		if name == "" || r.starts[name[:nameStart]] == "" {
			return ""
		}
		starts.WriteString(name[:nameStart])
	}
	return starts.String()
}

// startWith are the ids of the passages that are named so; none where one is not there
// any more.
func (r *refs) startWith(starts string) []string {
	var ids []string
	for ; len(starts) >= nameStart; starts = starts[nameStart:] {
		to, ok := r.targets[r.starts[starts[:nameStart]]]
		if !ok {
			return nil
		}
		ids = append(ids, to.passage.ID)
	}
	return ids
}

// shortName is 12 characters that may stand in a button and in a deep link.
func shortName(id, text string) string {
	sum := sha256.Sum256([]byte(id + "\x00" + text))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// passage finds the passage that a name means.
func (r *refs) passage(name string) (target, bool) {
	t, ok := r.targets[name]
	return t, ok && t.passage != nil
}

// byPayload finds what a deep link points at: a short name, or an id, for a
// person to write, in which underlines may stand for dots, such as 4_2_1.
func (r *refs) byPayload(payload string) (target, bool) {
	if t, ok := r.targets[payload]; ok {
		return t, true
	}
	if t, ok := r.byID(payload); ok {
		return t, true
	}
	return r.byID(strings.ReplaceAll(payload, "_", "."))
}

// byID finds what an id names, with its report or without.
func (r *refs) byID(id string) (target, bool) {
	if name, ok := r.names[id]; ok {
		return r.targets[name], true
	}
	for _, report := range r.library.Reports {
		if name, ok := r.names[report.ID+"/"+id]; ok {
			return r.targets[name], true
		}
	}
	return target{}, false
}
