package judge

import (
	"cmp"
	"slices"

	"wenbao/bot/question"
	"wenbao/knowledge"
)

// Reports are the reports that a question is about, by id: those of the places that it
// names, and of a place that has several those of its years; none where it may be about
// any. Where it names no year that is the newest, unless it asks for older ones.
func (j *Judge) Reports(q question.Question) []string {
	placed := j.placed(q)
	if len(placed) < 2 {
		return j.only(placed)
	}
	var chosen []*knowledge.Report
	for _, series := range j.series(placed) {
		chosen = append(chosen, ofYears(q, series)...)
	}
	return j.only(chosen)
}

// only are the ids of reports, none where they are all of the library.
func (j *Judge) only(reports []*knowledge.Report) []string {
	if len(reports) == len(j.library.Reports) {
		return nil
	}
	var ids []string
	for _, report := range reports {
		ids = append(ids, report.ID)
	}
	return ids
}

// placed are the reports of the places that a question names, else of those named before
// it, else all.
func (j *Judge) placed(q question.Question) []*knowledge.Report {
	for _, said := range []string{q.Text, q.There} {
		var named []*knowledge.Report
		for i, report := range j.library.Reports {
			if len(report.Passages) > 0 && j.territories[i].NamedIn(said) {
				named = append(named, report)
			}
		}
		if len(named) > 0 {
			return named
		}
	}
	return j.library.Reports
}

// NamesPlace reports whether words name the place of a report.
func (j *Judge) NamesPlace(said string) bool {
	return slices.ContainsFunc(j.distinct, func(t *question.Territory) bool { return t.NamedIn(said) })
}

// series are reports by their place, each newest first; those that tell no place or no
// year are each by themselves.
func (j *Judge) series(reports []*knowledge.Report) [][]*knowledge.Report {
	var all [][]*knowledge.Report
	at := map[*question.Territory]int{}
	for _, report := range reports {
		t := j.known.places[report]
		i, known := at[t]
		if !known || report.Meta.Place == "" || len(report.Meta.Years) == 0 {
			i = len(all)
			all = append(all, nil)
			if report.Meta.Place != "" && len(report.Meta.Years) > 0 {
				at[t] = i
			}
		}
		all[i] = append(all[i], report)
	}
	for _, series := range all {
		slices.SortStableFunc(series, func(a, b *knowledge.Report) int { return cmp.Compare(given(b.Meta), given(a.Meta)) })
	}
	return all
}

// given is the year in which a report was given: it looks back on the one before.
func given(m knowledge.Meta) int {
	switch {
	case len(m.Years) == 0:
		return 0
	case len(m.Years) == 1 && m.Covers != "plan":
		return m.Years[0] + 1
	}
	return m.Years[len(m.Years)-1]
}

// ofYears are the reports of one place that tell of the years of a question: of what was
// done the one that looks back on it, of what is planned the one that plans it. Where none
// does they are all, and what they lack is told.
func ofYears(q question.Question, series []*knowledge.Report) []*knowledge.Report {
	years := q.Years
	if len(years) == 0 {
		years = yearsAgo(q, series)
	}
	switch {
	case len(years) == 0 && (q.Older || q.OverYears):
		return series
	case len(years) == 0:
		newest := given(series[0].Meta)
		return slices.DeleteFunc(slices.Clone(series), func(r *knowledge.Report) bool { return given(r.Meta) != newest })
	}
	looksBack := func(m knowledge.Meta) bool {
		return slices.Contains(years, given(m)-1) && slices.Contains(m.Years, given(m)-1)
	}
	plans := func(m knowledge.Meta) bool {
		return slices.Contains(years, given(m)) && slices.Contains(m.Years, given(m))
	}
	wanted := []func(knowledge.Meta) bool{looksBack, plans}
	if q.Tense == question.Planned {
		slices.Reverse(wanted)
	}
	wanted = append(wanted, func(m knowledge.Meta) bool {
		return slices.ContainsFunc(m.Years, func(year int) bool { return slices.Contains(years, year) })
	})
	for _, tells := range wanted {
		if of := slices.DeleteFunc(slices.Clone(series), func(r *knowledge.Report) bool { return !tells(r.Meta) }); len(of) > 0 {
			return of
		}
	}
	return series
}

// HasOlder reports whether a question that names no year is asked of the newest report of
// a place alone, beside which there are others.
func (j *Judge) HasOlder(q question.Question) bool {
	older := q
	older.Older = true
	return len(j.Reports(q)) > 0 && len(j.Reports(q)) != len(j.Reports(older))
}

// yearsAgo are the years that a question names by how long ago they are, counted from the
// newest of the reports of a place.
func yearsAgo(q question.Question, series []*knowledge.Report) []int {
	var years []int
	for _, ago := range q.YearsAgo {
		years = append(years, given(series[0].Meta)-ago)
	}
	return years
}

// Dated is a question with the years that it names by how long ago they are, where the
// reports of a place are of several years: 去年 alone is told by tense. 明年 is no year of a
// report that looks back on one and plans the next.
func (j *Judge) Dated(q question.Question) question.Question {
	if len(q.Years) > 0 || len(q.YearsAgo) == 0 {
		return q
	}
	for _, series := range j.series(j.placed(q)) {
		alone := given(series[0].Meta) == given(series[len(series)-1].Meta)
		for i, year := range yearsAgo(q, series) {
			if alone && (q.YearsAgo[i] >= 0 || len(series[0].Meta.Years) != 2) {
				continue
			}
			if !slices.Contains(q.Years, year) {
				q.Years = append(slices.Clip(q.Years), year)
			}
		}
	}
	if len(q.Years) > 0 {
		q.Past = false // a year before those of the reports is told as one that they lack
	}
	return q
}

// Years are the years of the reports of the place of a passage, in order.
func (j *Judge) Years(id string) []int {
	report, _, ok := j.library.Passage(id)
	if !ok {
		return nil
	}
	years := slices.Clone(report.Meta.Years)
	for i, other := range j.library.Reports {
		if report.Meta.Place != "" && j.territories[i] == j.known.places[report] {
			years = append(years, other.Meta.Years...)
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}
