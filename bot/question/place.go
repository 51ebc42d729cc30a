package question

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"wenbao/knowledge/text"
)

//go:embed places.txt
var placesFile string

// gazetteer knows the administrative divisions of China.
type gazetteer struct {
	within map[string][]string // a place -> the places directly within it
	wide   []string            // provinces and cities by short name: 上海, 廊坊
	full   map[string]bool     // every place by full name: 朝阳区
}

var places = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{within: map[string][]string{}, full: map[string]bool{}}
	common, city := naming.Words("common-place"), naming.Pattern("city")
	state := ""
	for line := range strings.Lines(placesFile) {
		parent, children, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		if state == "" {
			state = parent // the first line names the provinces
		}
		g.within[parent] = strings.Fields(children)
		for _, child := range g.within[parent] {
			g.full[child] = !common[child]
			if parent == state || slices.Contains(g.within[state], parent) && city.MatchString(child) {
				g.wide = append(g.wide, shortPlace(child))
			}
		}
	}
	return g
})

// shortPlace takes the rank off a name: 朝阳区 becomes 朝阳. One character is
// no name.
func shortPlace(name string) string {
	for _, rank := range placeRanks {
		if short, ok := strings.CutSuffix(name, rank); ok && len(short) >= len("上海") {
			return short
		}
	}
	return name
}

var placeRanks = naming.Lines("place-rank")

// Territory is what a report tells of: its place, and the places around it.
type Territory struct {
	own      map[string]bool // names of the place itself and of what contains it
	siblings []string        // short names of the places beside it
	local    []string        // parts of it that people name
}

// NewTerritory makes the territory of a report from the names of its place,
// the places that contain it, and the parts of it that people name. A report
// without a place may be about any.
func NewTerritory(names, within, localities []string) *Territory {
	t := &Territory{own: map[string]bool{}, local: localities}
	for _, name := range append(slices.Clone(names), within...) {
		t.addOwn(name)
	}
	for _, name := range within {
		for _, sibling := range places().within[name] {
			t.siblings = append(t.siblings, shortPlace(sibling))
		}
	}
	return t
}

// Beside tells a territory of the places of other reports: a question that
// names one of them is not about this territory.
func (t *Territory) Beside(names []string) {
	for _, name := range names {
		name = text.Normalize(name)
		for _, n := range []string{name, shortPlace(name)} {
			if n != "" && !t.own[n] && !slices.Contains(t.siblings, n) {
				t.siblings = append(t.siblings, n)
			}
		}
	}
}

// addOwn takes a name and, for 北京市通州区, each of its parts.
func (t *Territory) addOwn(name string) {
	name = text.Normalize(name)
	if name == "" {
		return
	}
	t.own[name], t.own[shortPlace(name)] = true, true
	for parent := range places().within {
		if rest, ok := strings.CutPrefix(name, parent); ok && rest != "" {
			t.addOwn(parent)
			t.addOwn(rest)
		}
	}
}

// Own reports whether a word names the place itself or what contains it.
func (t *Territory) Own(word string) bool { return t.own[word] }

// Foreign returns the first place in a normalised question that is not the
// territory's own and not named by the passage's words. A report that does not
// say its place may be about any.
func (t *Territory) Foreign(asked, passage string) string {
	if len(t.own) == 0 {
		return ""
	}
	for _, names := range [][]string{places().wide, t.siblings} {
		for _, name := range names {
			if strings.Contains(asked, name) && !t.own[name] && !strings.Contains(passage, name) {
				return name
			}
		}
	}
	for i := range asked {
		for _, n := range []int{3, 4, 5} { // names of three to five characters: 朝阳区, 石景山区
			if name, whole := text.Prefix(asked[i:], n); whole && places().full[name] && !t.own[name] && !strings.Contains(passage, shortPlace(name)) {
				return name
			}
		}
	}
	return ""
}

// Locality returns a part of the territory that the question names and the
// passage does not, unless the passage names another part of the question.
func (t *Territory) Locality(asked, passage string) string {
	missing := ""
	for _, name := range t.local {
		switch {
		case !strings.Contains(asked, name):
		case strings.Contains(passage, name):
			return ""
		default:
			missing = name
		}
	}
	return missing
}
