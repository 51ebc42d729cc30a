package question

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/figure"
)

// Tense tells what was done from what is planned. A full report holds last
// year's review and this year's plan side by side; a figure of one is wrong
// for the other.
type Tense int

// The tenses.
const (
	AnyTense Tense = iota
	Done
	Planned
)

// tenseOf reads a tense from the words of a question. What was done decides before what somebody
// said would be: 我妈说会改造道路，去年改造了多少条 asks of last year.
func tenseOf(asked string) Tense {
	said, besides := promiseIn(asked)
	past := func(list string) bool { return reading.Pattern(list).MatchString(besides) }
	plan, done := reading.Pattern("plan").MatchString(asked), reading.Pattern("done").MatchString(asked)
	years, unreached := yearsAgo(asked), reading.Pattern("unreached").MatchString(asked)
	if unreached && !done && len(years) == 0 { // 哪些目标没完成 asks of the year that is over
		plan = false
	}
	switch {
	case said && (past("done") || past("fulfilled") || past("done-much")):
		return Done
	case said, reading.Pattern("promised-year").MatchString(asked) && !reading.Pattern("fulfilled").MatchString(asked) && !unreached: // 去年的目标是多少
		return Planned
	case plan && done && len(years) == 1 && years[0] <= 0: // 今年打算 新建了多少
		return Planned
	case plan == done: // 去年的目标完成了吗 asks about both
		return AnyTense
	case plan:
		return Planned
	}
	return Done
}

// Time is of which time a question asks; the zero Time is any.
type Time struct {
	Years     []int // that it names
	YearsAgo  []int // that it names by how long ago they are, counted from that in which a report is given: 1 for 去年, -1 for 明年
	Past      bool  // of years before: 五年前
	OverYears bool  // of year after year: 历年
	Older     bool  // of older reports, too
	Tense     Tense // what was done, or what is planned
}

// timeOf is the time of which a text asks, but for the years that it names by number.
func timeOf(said string) Time {
	return Time{
		YearsAgo:  yearsAgo(said),
		Past:      reading.Pattern("long-ago").MatchString(said),
		OverYears: reading.Pattern("over-years").MatchString(said),
		Tense:     tenseOf(said),
	}
}

// NamesTime reports whether a question names the years of which it asks.
func (t Time) NamesTime() bool {
	return len(t.Years) > 0 || len(t.YearsAgo) > 0 || t.Past || t.OverYears
}

// inYearsOf is the same tense in the years of another time.
func (t Time) inYearsOf(other Time) Time {
	other.Tense = t.Tense
	return other
}

// promiseIn reports whether a text tells that somebody said something would be done, and is what
// stands beside that: neither who said so nor when, 去年政府说要.
func promiseIn(asked string) (said bool, besides string) {
	at := reading.Pattern("promised").FindStringIndex(reading.Pattern("not-said").ReplaceAllStringFunc(asked, func(word string) string {
		return strings.Repeat(" ", len(word)) // a word that holds 说 and says nothing, 小说
	}))
	if at == nil {
		return false, asked
	}
	clause := strings.LastIndexFunc(asked[:at[0]], unicode.IsPunct)
	return true, asked[:clause+1] + asked[at[1]:]
}

// keptSides are a question whether what was promised was done, asked of the plan and of what was
// done, or of that alone where no report plans that year; none of any other, and where no report
// tells of both.
func (r Reader) keptSides(q Question) []Question {
	if len(r.Years) < 2 || q.Joint {
		return nil
	}
	said, _ := promiseIn(q.Text)
	promised := said && !reading.Pattern("hearsay").MatchString(q.Text) || reading.Pattern("promised-year").MatchString(q.Text)
	asks := q.AsksDone() || r.onlyAsksDone(cut(q.Text)) || q.Tense != Planned && reading.Pattern("done-much").MatchString(q.Text)
	if !promised || !asks {
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
	if clauses := cut(asked); r.onlyAsksDone(clauses) { // 计划装多少部,实际装了多少
		goal := clauses[0].bare()
		for _, list := range []string{"promised-year", "promised", "intends"} {
			goal = reading.Pattern(list).ReplaceAllString(goal, "$1")
		}
		return goal, uncounted(goal)
	}
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

// onlyAsksDone reports whether the second of two clauses asks whether what the first is about was
// done, or how much of it, and names no thing of its own: 实际装了多少.
func (r Reader) onlyAsksDone(clauses []clause) bool {
	if len(clauses) != 2 {
		return false
	}
	rest := clauses[1].text
	for _, list := range []string{"fulfilled", "done-much", "done"} {
		rest = reading.Replace(list, rest, " ")
	}
	return rest != clauses[1].text && !slices.ContainsFunc(r.ContentOf(rest), func(w Word) bool {
		return utf8.RuneCountInString(w.Text) > 1 && len(KindsOf(w.Text)) == 0 && !NamesNothing(w.Text) && !stateWords[w.Text]
	})
}

// uncounted are words in which a number of things is asked for and not named: of what was planned
// less may have been done.
func uncounted(said string) string {
	many := reading.Lines("how-much")[0]
	for _, f := range slices.Backward(figuresOf(said)) {
		if states(said[f.Start:]) && yearOf(said, f) == 0 {
			said = said[:f.Start] + many + said[f.End:]
		}
	}
	return said
}

// KeepsPromise reports whether a message of two clauses asks what was planned and what was done of
// that, and is one question.
func (r Reader) KeepsPromise(q Question) bool {
	return len(q.Parts) == 2 && r.onlyAsksDone(cut(q.Text)) && r.keptSides(q) != nil
}

// AsksByNow reports whether a question asks if something has happened by now, and not how much.
func (q Question) AsksByNow() bool {
	return reading.Pattern("by-now").MatchString(q.Text) && !q.Asks(Count)
}

// AsksDone reports whether a question asks whether something was done, be it how much.
func (q Question) AsksDone() bool { return reading.Pattern("fulfilled").MatchString(q.Text) }

// ago are the lists of words for a year, by how long ago it is in the year in which a
// report is given.
var ago = map[int]string{2: "year-before-last", 1: "last-year", 0: "this-year", -1: "next-year", -2: "year-after-next"}

// yearsAgo are the years that a text names by how long ago they are, the oldest first.
func yearsAgo(asked string) []int {
	var years []int
	for n := 2; n >= -2; n-- {
		if reading.Pattern(ago[n]).MatchString(asked) {
			years = append(years, n)
		}
	}
	return years
}

// InYears is a question that names a year by a word few passages are read with, 前年 or
// 明年, with the number of that year in its place, if it is known.
func (r Reader) InYears(q Question) Question {
	if len(q.Years) != 1 || len(q.YearsAgo) != 1 || q.YearsAgo[0] == 0 || q.YearsAgo[0] == 1 {
		return q
	}
	names := yearNames(q.Text)
	if len(names) != 1 || !strings.Contains(q.Text, names[0]) {
		return q
	}
	return q.reworded(r, strings.Replace(q.Text, names[0], strconv.Itoa(q.Years[0])+"年", 1))
}

// withoutYears is a text without the words by which it names years.
func withoutYears(said string) string {
	for _, name := range yearNames(said) {
		said = strings.Replace(said, name, "", 1)
	}
	return said
}

// Untimed is a question without the time that it asks of.
func (r Reader) Untimed(q Question) Question {
	if said := strings.TrimSpace(withoutYears(q.Text)); said != "" {
		q = q.reworded(r, said)
	}
	q.Time = Time{}
	return q
}

// inTimeOf is a question that names no year in the time of one before it, as far as
// the reports tell of that: who was told that they do not mean others.
func (r Reader) inTimeOf(q, before Question) Question {
	told := func(year int) bool { return slices.Contains(r.Years, year) }
	if q.NamesTime() || before.Past || len(r.Years) < 2 || slices.ContainsFunc(before.Years, func(year int) bool { return !told(year) }) {
		return q
	}
	q.Time = q.inYearsOf(before.Time)
	if q.Tense == AnyTense {
		q.Tense = before.Tense
	}
	return q
}

// OnlyScopes reports whether a follow-up names a place, a year or whether something was done or
// planned, and no thing: 那2022年呢, 今年打算呢, 实际建了多少. place is the one that it names, "" for
// none.
func (r Reader) OnlyScopes(q Question, place string) bool {
	rest := withoutYears(strings.Replace(q.Text, place, "", 1))
	for _, list := range []string{"promised", "plan", "done"} {
		rest = reading.Replace(list, rest, "")
	}
	if rest == q.Text {
		return false
	}
	return !slices.ContainsFunc(r.ContentOf(turned(rest)), func(w Word) bool {
		verb, did := strings.CutSuffix(w.Text, "了") // 建了
		return len(KindsOf(w.Text)) == 0 && !nameless[w.Text] && (!did || utf8.RuneCountInString(verb) > 1)
	})
}

// turned is what a follow-up names without the words that turn to it: 镇江 of 那换成镇江呢.
func turned(said string) string {
	return following.Replace("turns-to", following.Replace("another", said, ""), "")
}

// Scoped is an earlier question in the place and the time of a follow-up that names nothing
// else; place is the one that the follow-up names and was that of the question, "" for none.
func (r Reader) Scoped(q, asked Question, place, was string) Question {
	said := asked.Text
	if place != "" && was != "" {
		said = strings.Replace(said, was, "", 1)
	}
	if len(q.Years) > 0 || len(yearsAgo(q.Text)) > 0 {
		said = withoutYears(said)
	}
	if q.Tense != AnyTense {
		said = reading.Replace("promised", said, "")
	}
	if q.Tense == Done {
		said = reading.Replace("intends", said, "")
	}
	whole := r.understand(strings.TrimSpace(turned(q.Text)) + " " + strings.TrimSpace(said))
	whole.Language, whole.Intent, whole.Own, whole.There, whole.Single = q.Language, Ask, asked.Own, asked.There, true
	if q.Tense == Planned {
		whole.Tense = Planned
	}
	return r.inTimeOf(whole, asked)
}

// TenseIn is the tense of a question about a report that covers some years:
// the one that it looks back on and, if there are two, the one that it plans.
// The words of the question decide before the year that it names, but nothing is
// done yet of the year that is planned, 2024年改造了多少, nor planned of that looked back on.
func (q Question) TenseIn(years []int) Tense {
	switch {
	case q.Tense == Planned && len(years) == 2 && (len(q.Years) == 1 && q.Years[0] == years[0] || len(q.Years) == 0 && slices.Equal(q.YearsAgo, []int{1})):
		return Done
	case q.Tense == Done && len(q.Years) == 1 && len(years) == 2 && q.Years[0] == years[1]:
		return Planned
	case q.Tense != AnyTense || len(q.Years) != 1 || len(years) != 2:
		return q.Tense
	case q.Years[0] == years[0]:
		return Done
	case q.Years[0] == years[1]:
		return Planned
	}
	return AnyTense
}

// yearNumber is a figure that may be a year.
var yearNumber = regexp.MustCompile(`^(?:19|20)\d\d$`)

// yearsIn returns the years a text names: 2023, 二〇二三年 and 23年, but not
// 2000个 or 过去10年.
func yearsIn(asked string, figures []figure.Figure) []int {
	var years []int
	for _, f := range figures {
		if year := yearOf(asked, f); year > 0 {
			years = append(years, year)
		}
	}
	return years
}

// yearOf is the year that a figure of a text names, 0 for none.
func yearOf(asked string, f figure.Figure) int {
	n, err := strconv.Atoi(f.Value)
	after := asked[f.End:]
	switch {
	case err != nil || f.Percent || strings.ContainsAny(f.Text, ",，万千百亿"):
	case yearNumber.MatchString(f.Value) && !reading.Pattern("counter").MatchString(after):
		return n
	case shortYear(f, n) && reading.Pattern("year-end").MatchString(after) && !reading.Pattern("span").MatchString(asked[:f.Start]):
		return 2000 + n
	}
	return 0
}

// shortYear: two digits that may stand for a year of this century.
func shortYear(f figure.Figure, n int) bool { return !f.Han && len(f.Text) == 2 && n < 50 }
