package bot

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"wenbao/knowledge"
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
	for line := range strings.Lines(placesFile) {
		parent, children, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		g.within[parent] = strings.Fields(children)
		for _, child := range g.within[parent] {
			g.full[child] = !commonNames[child]
			if parent == "中国" || g.province(parent) && (strings.HasSuffix(child, "市") || strings.HasSuffix(child, "新区")) {
				g.wide = append(g.wide, shortPlace(child))
			}
		}
	}
	return g
})

// province reports whether a name read so far is one directly under the state.
func (g *gazetteer) province(name string) bool {
	return slices.Contains(g.within["中国"], name)
}

// commonNames are divisions whose full name is an everyday word.
var commonNames = map[string]bool{"老城区": true, "城区": true, "郊区": true, "矿区": true, "新城区": true, "开发区": true, "新市区": true}

var placeSuffixes = []string{"维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "地区", "新区", "省", "市", "区", "县"}

// shortPlace takes the rank off a name: 朝阳区 becomes 朝阳.
func shortPlace(name string) string {
	for _, suffix := range placeSuffixes {
		if short, ok := strings.CutSuffix(name, suffix); ok && len(short) >= len("上海") {
			return short
		}
	}
	return name
}

// territory is what a report tells of: its place, and the places around it.
type territory struct {
	own      map[string]bool // names of the place itself and of what contains it
	siblings []string        // short names of the places beside it
	local    []string        // parts of it that people name
}

func territoryOf(m knowledge.Meta) *territory {
	t := &territory{own: map[string]bool{}, local: m.Localities}
	for _, name := range append(append([]string{m.Place}, m.PlaceAliases...), m.Within...) {
		t.addOwn(name)
	}
	for _, name := range m.Within {
		for _, sibling := range places().within[name] {
			t.siblings = append(t.siblings, shortPlace(sibling))
		}
	}
	return t
}

// addOwn takes a name and, for 北京市通州区, each of its parts.
func (t *territory) addOwn(name string) {
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

// foreign returns the first place in a normalised question that is not the
// territory's own and not named by the passage's words. A report that does not
// say its place may be about any.
func (t *territory) foreign(question, passage string) string {
	if len(t.own) == 0 {
		return ""
	}
	for _, names := range [][]string{places().wide, t.siblings} {
		for _, name := range names {
			if strings.Contains(question, name) && !t.own[name] && !strings.Contains(passage, name) {
				return name
			}
		}
	}
	for i := range question {
		for _, n := range []int{3, 4, 5} { // names of three to five characters: 朝阳区, 石景山区
			if name := firstRunes(question[i:], n); places().full[name] && !t.own[name] && !strings.Contains(passage, shortPlace(name)) {
				return name
			}
		}
	}
	return ""
}

// locality returns a part of the territory that the question names and the
// passage does not, unless the passage names another part of the question.
func (t *territory) locality(question, passage string) string {
	missing := ""
	for _, name := range t.local {
		switch {
		case !strings.Contains(question, name):
		case strings.Contains(passage, name):
			return ""
		default:
			missing = name
		}
	}
	return missing
}

// firstRunes returns the first n characters of s, or "" when s is shorter.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	if n == 0 {
		return s
	}
	return ""
}
