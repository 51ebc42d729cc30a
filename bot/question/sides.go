package question

import (
	"slices"
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

// Places are the places that a question names, in its order, each once: divisions
// of the country and the territories of the reports, by short names, with what
// contains them where the question says it: 北京市通州 is one.
func (q Question) Places(reported []*Territory) []string {
	at := map[string]int{}
	above := map[string]bool{}
	add := func(name string) bool {
		i := strings.Index(q.Text, name)
		if i >= 0 && name != "" {
			at[name] = i
		}
		return i >= 0
	}
	for _, name := range q.Runs {
		beside := slices.ContainsFunc(reported, func(t *Territory) bool { return slices.Contains(t.siblings, name) })
		if beside || places().wide[name] || places().full[name] { // 海淀, beside 通州
			add(shortPlace(name))
			for _, parent := range places().above([]string{name}) {
				above[shortPlace(parent)] = true
			}
		}
	}
	for _, t := range reported {
		said := slices.DeleteFunc(slices.Clone(t.names), func(name string) bool { return !add(name) })
		if len(said) == 0 {
			continue
		}
		slices.SortFunc(said, func(a, b string) int { return at[a] - at[b] })
		for _, other := range said[1:] { // 副中心 of 通州副中心
			delete(at, other)
		}
		for name := range t.own {
			if !slices.Contains(t.names, lastDivision(name)) && !slices.Contains(t.names, shortPlace(lastDivision(name))) {
				above[name] = true
			}
		}
	}
	for name := range above {
		if !slices.ContainsFunc(reported, func(t *Territory) bool { return slices.Contains(t.names, name) }) {
			delete(at, name)
		}
	}
	var named []string
	for name := range at {
		if !slices.ContainsFunc(named, func(other string) bool { return strings.Contains(other, name) }) {
			named = slices.DeleteFunc(named, func(other string) bool { return strings.Contains(name, other) })
			named = append(named, name)
		}
	}
	slices.SortFunc(named, func(a, b string) int { return at[a] - at[b] })
	for i, name := range named {
		named[i] = q.Text[begin(q.Text, at[name], above):at[name]] + name
	}
	return named
}

// begin is where a place begins that is named at a byte of a text, with what contains
// it before: 北京市通州.
func begin(said string, at int, above map[string]bool) int {
	before := said[:at]
	for _, rank := range placeRanks {
		before = strings.TrimSuffix(before, rank)
	}
	for name := range above {
		if rest, ok := strings.CutSuffix(before, name); ok && name != "" {
			return begin(said, len(rest), above)
		}
	}
	return at
}

// Sides are a question about several places, or about several years, asked of
// each; none where it names one or none. reported are the territories of the
// reports, of which it must name one to be about places.
func (r Reader) Sides(q Question, reported []*Territory) []Question {
	if kept := r.keptSides(q); kept != nil {
		return kept
	}
	names := q.Places(reported)
	ours := func(t *Territory) bool {
		return slices.ContainsFunc(names, func(said string) bool {
			return slices.ContainsFunc(t.names, func(name string) bool { return strings.HasSuffix(said, name) })
		})
	}
	if len(names) < 2 || !slices.ContainsFunc(reported, ours) {
		names = yearNames(q.Text)
		if len(cut(q.Text)) > 1 && len(q.YearsAgo) > 1 { // 今年建几个，去年建了几个 are two questions
			names = nil
		}
	}
	if every := r.everySide(q, reported); len(names) < 2 && every != nil {
		return every
	}
	if len(names) < 2 {
		return nil
	}
	var sides []Question
	for _, name := range names[:min(maxSides, len(names))] {
		side := r.understand(alone(q.Text, name, names))
		side.Language, side.Said, side.Intent, side.There, side.Several = q.Language, q.Said, q.Intent, q.There, false
		side.Before, side.Topic, side.Points = q.Before, q.Topic, q.Points
		side.Strict, side.Serves, side.Own, side.Abbreviations = q.Strict, q.Serves, q.Own, q.Abbreviations
		sides = append(sides, side)
	}
	return sides
}

// everySide is a question about each of a few places, which names none of them, asked of
// each: 两个县都有什么问题, 哪个县空气好; none of any other.
func (r Reader) everySide(q Question, reported []*Territory) []Question {
	if len(reported) < 2 || len(reported) > maxSides || !reading.Pattern("every-place").MatchString(q.Text) {
		return nil
	}
	said := reading.Replace("compares", reading.Replace("every-place", q.Text, ""), "")
	var sides []Question
	for _, t := range reported {
		if len(t.names) == 0 {
			return nil
		}
		side := q.reworded(r, t.names[0]+said)
		side.Several = false
		sides = append(sides, side)
	}
	return sides
}

// keptSides are a question whether what was promised was done, asked of the plan and of what was
// done, or of that alone where no report plans that year; none of any other, and where no report
// tells of both.
func (r Reader) keptSides(q Question) []Question {
	said, _ := promiseIn(q.Text)
	promised := said && !reading.Pattern("hearsay").MatchString(q.Text) || reading.Pattern("promised-year").MatchString(q.Text)
	asks := reading.Pattern("fulfilled").MatchString(q.Text) || q.Tense != Planned && reading.Pattern("done-much").MatchString(q.Text)
	if len(r.Years) < 2 || q.Joint || !promised || !asks {
		return nil
	}
	wanted, reached := r.kept(q.Text)
	plan, done := q.reworded(r, wanted), q.reworded(r, reached)
	plan.Tense, done.Tense = Planned, Done
	year := slices.Max(r.Years) - 1
	switch {
	case len(q.Years) == 1:
		year = q.Years[0]
	case len(q.Years) == 0 && len(q.YearsAgo) == 0:
		plan.YearsAgo, done.YearsAgo = []int{1}, []int{1} // the last year of which both can be told
	}
	if !slices.Contains(r.Years, year-1) { // who plans a year looks back on the one before
		return []Question{done}
	}
	return []Question{plan, done}
}

// kept is what was promised and what was done of it, as they are asked for by themselves: 吞吐量目标
// and 吞吐量 of 去年的吞吐量目标完成了吗.
func (r Reader) kept(asked string) (wanted, reached string) {
	timeless := strings.TrimSpace(withoutYears(asked))
	if at := reading.Pattern("goal-reached").FindStringSubmatchIndex(timeless); at != nil {
		goal := timeless[at[2]:at[3]]
		subject := strings.TrimSuffix(reading.Pattern("reaching").ReplaceAllString(timeless[:at[2]], ""), "的")
		if reading.Pattern("whole-place").MatchString(subject) { // the goals of all, of which the first is this
			return subject + goal, subject + reading.Lines("first-goal")[0]
		}
		return subject + goal, subject
	}
	without := func(lists ...string) string {
		said := asked
		for _, list := range lists {
			said = reading.Pattern(list).ReplaceAllString(said, "$1") // what stands between a year and its goal stays
		}
		return said
	}
	return without("promised-year", "fulfilled"), without("promised-year", "promised")
}

// yearNames are the words by which a text names years: 2023年, or 去年 beside 今年.
func yearNames(asked string) []string {
	var names []string
	for _, f := range figure.Find(asked) {
		name := f.Text + reading.Pattern("year-sign").FindString(asked[f.End:])
		if len(yearsIn(asked, []figure.Figure{f})) > 0 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		return names
	}
	for _, n := range yearsAgo(asked) {
		found := reading.Pattern(ago[n]).FindStringSubmatch(asked)
		names = append(names, found[len(found)-1]) // the year alone, where its list says which part that is
	}
	return names
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
	return strings.TrimSpace(reading.Replace("compares", asked, ""))
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
