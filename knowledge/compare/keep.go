package compare

import (
	"slices"
	"strconv"
	"strings"

	"wenbao/knowledge"
)

// Keep tells which ids the corrected text of a report keeps: what is as it was, changed in its
// place or moved has the id that it had; what is added has one that nothing ever had. after is the
// text by itself, with the ids of its positions. ids and retired are for its Meta.
func Keep(before, after *knowledge.Report) (ids map[string]string, retired []string) {
	k := keeper{had: map[string]string{}, used: map[string]bool{}, stems: map[string]string{}, meta: knowledge.Meta{IDs: map[string]string{}}}
	d := Reports(before, after)
	gone := slices.Clone(before.Meta.Retired)
	for _, c := range append(d.Headings, d.Passages...) {
		switch {
		case c.Old == nil:
			continue
		case c.New == nil:
			gone = append(gone, c.Old.Under())
		default:
			k.had[c.New.Under()] = c.Old.Under()
		}
		k.use(c.Old.Under())
	}
	for _, id := range before.Meta.Retired {
		k.use(id)
	}
	for _, e := range headingEntries(after) {
		k.name(e.Under(), e.Under())
	}
	for i, e := range passageEntries(after) {
		stem := e.Under()
		if after.Passages[i].Piece > 0 {
			stem = stem[:strings.LastIndexByte(stem, '.')]
		}
		k.name(e.Under(), stem)
	}
	return k.meta.IDs, gone
}

// keeper names what stands in a corrected text.
type keeper struct {
	had   map[string]string // the id that something had, by its new position
	used  map[string]bool   // ids, and what stands above them
	stems map[string]string // ids of paragraphs that are added, by position
	meta  knowledge.Meta    // its IDs grow
}

func (k *keeper) use(id string) {
	for dot := len(id); dot >= 0; dot = strings.LastIndexByte(id, '.') {
		id = id[:dot]
		k.used[id] = true
	}
}

// name tells the id of what stands at a position, a piece of the paragraph at stem or all of it.
func (k *keeper) name(position, stem string) {
	id, ok := k.had[position]
	if !ok {
		if k.stems[stem] == "" {
			k.stems[stem] = k.free(k.meta.IDAt(stem))
		}
		id = k.stems[stem] + position[len(stem):]
	}
	k.use(id)
	if k.meta.IDAt(position) != id {
		k.meta.IDs[position] = id
	}
}

// free is an id that nothing had, below nor above: the one that is near where it may be, else
// the next beside it.
func (k *keeper) free(near string) string {
	dot := strings.LastIndexByte(near, '.') + 1
	for n, _ := strconv.Atoi(near[dot:]); ; n++ {
		if id := near[:dot] + strconv.Itoa(n); !k.used[id] {
			return id
		}
	}
}
