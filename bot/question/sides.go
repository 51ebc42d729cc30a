package question

import (
	"slices"
	"strconv"
	"strings"

	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// maxSides is how many places or years of one question are searched.
const maxSides = 5

// ShortNames are the names of places as people use them: 通州 of 北京市通州区.
func ShortNames(names []string) []string {
	var short []string
	for _, name := range names {
		name = lastDivision(text.Normalize(name))
		if name = shortPlace(name); name != "" && !slices.Contains(short, name) {
			short = append(short, name)
		}
	}
	return short
}

// lastDivision is a name without those of the divisions before it: 通州区 of
// 北京市通州区.
func lastDivision(name string) string {
	longest := ""
	for parent := range places().within {
		if len(parent) > len(longest) && len(parent) < len(name) && strings.HasPrefix(name, parent) {
			longest = parent
		}
	}
	if longest == "" {
		return name
	}
	return lastDivision(name[len(longest):])
}

// Places are the places that a question names, in its order: divisions of the
// country and those of the reports, each by its short name; reported are these,
// of ShortNames.
func (q Question) Places(reported []string) []string {
	at := map[string]int{}
	add := func(name string) {
		if i := strings.Index(q.Text, name); i >= 0 && name != "" {
			at[name] = i
		}
	}
	for _, name := range q.Runs {
		if places().wide[name] || places().full[name] {
			add(shortPlace(name))
		}
	}
	for _, name := range reported {
		add(name)
	}
	var named []string
	for name := range at {
		if !slices.ContainsFunc(named, func(other string) bool { return strings.Contains(other, name) }) {
			named = slices.DeleteFunc(named, func(other string) bool { return strings.Contains(name, other) })
			named = append(named, name)
		}
	}
	slices.SortFunc(named, func(a, b string) int { return at[a] - at[b] })
	return named
}

// Sides are a question about several places, or about several years, asked of
// each; none where it names one or none. reported are the places of the reports
// (ShortNames), of which it must name one to be about places.
func (r Reader) Sides(q Question, reported []string) []Question {
	names := q.Places(reported)
	if len(names) < 2 || !slices.ContainsFunc(reported, func(place string) bool { return slices.Contains(names, place) }) {
		names = nil
		for _, f := range figure.Find(q.Text) {
			name := f.Text + reading.Pattern("year-sign").FindString(q.Text[f.End:])
			if y, err := strconv.Atoi(f.Value); err == nil && slices.Contains(q.Years, y) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(names) < 2 {
		return nil
	}
	var sides []Question
	for _, name := range names[:min(maxSides, len(names))] {
		side := r.understand(alone(q.Text, name, names))
		side.Language, side.Intent, side.Several = q.Language, q.Intent, false
		side.Abbreviations = q.Abbreviations
		sides = append(sides, side)
	}
	return sides
}

// alone is what is asked of one of several things: without the others, what joins
// them, and what compares them.
func alone(asked, name string, names []string) string {
	for _, other := range names {
		before, behind, ok := cutPlace(asked, other)
		if other == name || !ok {
			continue
		}
		for _, joiner := range joiners {
			before = strings.TrimSuffix(strings.TrimSpace(before), joiner)
			behind = strings.TrimPrefix(strings.TrimSpace(behind), joiner)
		}
		asked = strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimSpace(behind))
		if i := len(strings.TrimSpace(before)); i < len(asked) && between(asked, i, i+1, han) {
			asked = asked[:i] + asked[i+1:]
		}
	}
	return strings.TrimSpace(reading.Pattern("compares").ReplaceAllString(asked, ""))
}

// cutPlace cuts a text around a name and the rank that it has there.
func cutPlace(asked, name string) (before, behind string, ok bool) {
	before, behind, ok = strings.Cut(asked, name)
	for _, rank := range placeRanks {
		if rest, has := strings.CutPrefix(behind, rank); ok && has {
			return before, rest, true
		}
	}
	return before, behind, ok
}

// joiners join the names of places or years.
var joiners = reading.Lines("joiners")
