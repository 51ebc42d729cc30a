package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"wenbao/bot/judge"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// Scope says in one phrase what the reports cover.
func (b *Bot) Scope(l text.Language) string { return b.naming(l, named) }

// naming names the reports in one phrase.
func (b *Bot) naming(l text.Language, named func(text.Language, knowledge.Meta) string) string {
	w := words.AnswersIn(l)
	var reports []string
	for _, report := range b.library.Reports[:min(maxNamed, len(b.library.Reports))] {
		reports = append(reports, named(l, report.Meta))
	}
	return enumerated(w, reports, len(b.library.Reports), w.Reports)
}

// maxNamed is how many reports, places or sources are named in one sentence.
const maxNamed = 5

// enumerated joins the first of so many names; more tells how many there are.
func enumerated(w *words.Answers, names []string, all int, more string) string {
	first := strings.Join(names[:min(maxNamed, len(names))], w.Enumeration)
	if all > maxNamed {
		return fmt.Sprintf(more, first, all)
	}
	return first
}

// places names the places that the reports cover, each once.
func (b *Bot) places(l text.Language) string {
	var names []string
	for _, report := range b.library.Reports {
		if name := report.Meta.Place; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	w := words.AnswersIn(l)
	return enumerated(w, names, len(names), w.Places)
}

// ownPlace reports whether a word names the place of a report.
func (b *Bot) ownPlace(word string) bool {
	return slices.ContainsFunc(b.judge.Territories(), func(t *question.Territory) bool { return t.Own(word) })
}

// locality reports whether a name begins with that of a part of a report's place: 永顺镇.
func (b *Bot) locality(name string) bool {
	return slices.ContainsFunc(b.judge.Territories(), func(t *question.Territory) bool {
		part := t.Locality(name, "")
		return part != "" && strings.HasPrefix(name, part)
	})
}

// withHomeUntold tells who asks whether something is so where they live that what is quoted does not
// name that place, or that no report does.
func (b *Bot) withHomeUntold(q question.Question, a Answer) Answer {
	home := q.Lives
	if home == "" && q.AtOwnPlace() && q.Intent == question.Ask && len(q.Parts) < 2 && a.Outcome == Answered {
		a.Closing = strings.TrimSpace(a.Closing + "\n" + words.AnswersIn(q.Language).Lacks.OwnPlace)
		return b.withHotline(q, a)
	}
	if home == "" || len(a.Citations) == 0 || b.ownPlace(home) || b.judge.NamesPlace(q.Text) || strings.Contains(a.Text(), q.AsSaid(home)) {
		return a
	}
	named := home
	for _, t := range b.judge.Territories() {
		named = cmp.Or(t.Locality(home, ""), named) // 永顺 of 永顺镇
	}
	said := slices.ContainsFunc(a.Citations, func(c Citation) bool { return strings.Contains(text.Normalize(c.Quote), named) })
	if said {
		return a
	}
	w := words.AnswersIn(q.Language)
	line := fmt.Sprintf(w.Lacks.Entity, q.AsSaid(home))
	for end := range home { // 武夷 of 武夷花园 is told of the whole name
		if begins := fmt.Sprintf(w.Lacks.Entity, q.AsSaid(home[:end])); end > 0 && strings.Contains(a.Lead, begins) {
			a.Lead = strings.Replace(a.Lead, begins, line, 1)
			return a
		}
	}
	if b.says(named) {
		line = fmt.Sprintf(w.Lacks.There, q.AsSaid(home))
	}
	a.Closing = strings.TrimSpace(a.Closing + "\n" + line)
	return b.withHotline(q, a)
}

// scopeIn is by what words a question asks of all of the only place, or of what contains it: 全市
// of 那全市呢; "" for none, and for what asks which is the first there.
func (b *Bot) scopeIn(q question.Question) string {
	if all := b.judge.Territories(); len(all) == 1 && len(q.Figures) == 0 {
		return all[0].Scope(q)
	}
	return ""
}

// inOtherScope is a finding without answers to what asks of all of the place, of what contains it,
// or of another time, as what is found for the place, or at any time: that answers who asks of
// all of the place, and is what lacks the rest.
func (b *Bot) inOtherScope(ctx context.Context, f finding) (finding, error) {
	f, err := b.withoutHomeNamed(ctx, f)
	if err != nil || f.answers() {
		return f, err
	}
	if len(b.judge.Territories()) != 1 || f.vague || f.lacks {
		return b.inOtherTime(ctx, f)
	}
	own, wider, ok := b.judge.Territories()[0].Unscoped(b.reader, f.asked)
	if !ok || wider && f.verdict.Missing.Place == "" {
		return b.inOtherTime(ctx, f)
	}
	other, err := b.findAs(ctx, own)
	switch {
	case err != nil || !other.answers():
		return f, err
	case !wider:
		return other, nil
	case len(other.verdict.Answers) > 0:
		f.hits, f.lacks = promote(f.hits, other.verdict.Answers[:1]), true
	}
	return f, nil
}

// withoutHomeNamed is a finding without answers to what says where the person lives, and was looked
// for there, as what is found without that: it is a background, and no reason to refuse.
func (b *Bot) withoutHomeNamed(ctx context.Context, f finding) (finding, error) {
	if alone, ok := b.reader.WithoutOwnPlace(f.asked); ok && !f.answers() && !f.vague && !f.lacks && !f.verdict.Missing.Elsewhere() {
		other, err := b.findAs(ctx, alone)
		if err != nil {
			return f, err
		}
		if other.answers() {
			other.asked.Text = f.asked.Text // withHomeUntold tells that no report tells of that place
			return other, nil
		}
	}
	alone, ok := b.reader.WithoutAside(f.asked)
	if !ok || f.vague || f.lacks || f.verdict.Missing.Elsewhere() {
		return f, nil
	}
	other, err := b.findAs(ctx, alone)
	if missing := f.verdict.Missing.Entity; err == nil && (other.answers() || missing != "" && strings.Contains(f.asked.Aside, missing)) {
		return other, nil
	}
	return f, err
}

// placed are parts of which none is only the name of a place, if any says more: what is
// asked beside one is asked of that place, 通州 大学.
func (b *Bot) placed(parts []question.Question) []question.Question {
	place := ""
	var placed []question.Question
	for _, part := range parts {
		if b.onlyPlace(part) {
			place += bare(part.Text) + " "
		} else {
			placed = append(placed, part)
		}
	}
	if place == "" || len(placed) == 0 {
		return parts
	}
	for i := range placed {
		placed[i] = placed[i].At(b.reader, place)
	}
	return placed
}

// onlyPlace reports whether a part is the name of a place and nothing else.
func (b *Bot) onlyPlace(part question.Question) bool {
	name := bare(part.Text)
	return slices.ContainsFunc(b.judge.Territories(), func(t *question.Territory) bool {
		return t.Own(name) || t.Foreign(part, "") == name || t.Locality(name, "") == name
	})
}

// located is a question that knows of which place it is, and its parts, too, where the
// words before it tell: those of the message, else those of the last turn that names one.
func (b *Bot) located(q question.Question, turns []Turn) question.Question {
	q = b.reader.AtHome(q, b.locality)
	q.Unheard = b.unheard(q)
	q.States = q.States || q.Before != "" && judge.OnlyOrdinal(q)
	for i, part := range q.Parts {
		q.Parts[i].Unheard, q.Parts[i].Lives, q.Parts[i].Aside = b.unheard(part), q.Lives, q.Aside
	}
	if len(b.library.Reports) < 2 && len(b.reader.Years) < 2 && b.scopeIn(q) == "" {
		return q // one place and one time
	}
	for _, turn := range turns {
		if said := text.Normalize(turn.Question); b.judge.NamesPlace(said) {
			q.There = said
		}
	}
	q.Parts = b.inPlaceOf(q.Parts, q)
	return b.rescoped(q, turns)
}

// unheard is the place with which a question begins, if no report says a word of it: 通州 where
// that is not loaded, but not the 友谊 of a hospital.
func (b *Bot) unheard(q question.Question) string {
	if name := q.ShortPlace(); name != "" && !b.ownPlace(name) && !b.says(name) {
		return name
	}
	return ""
}

// turn is what a turn asked, among those before it.
func (b *Bot) turn(turns []Turn, at int) question.Question {
	return b.located(b.reader.Read(turns[at].Question, turns[:at]), turns[:at])
}

// rescoped is a follow-up that only names another place or time, 那白杨区呢 or 今年打算呢, as the
// last question asked of that.
func (b *Bot) rescoped(q question.Question, turns []Turn) question.Question {
	place := cmp.Or(b.nameIn(q.Text), b.scopeIn(q))
	if q.Before == "" || !b.reader.OnlyScopes(q, place) {
		return q
	}
	asked := onlyPart(b.turn(turns, b.lastScoped(turns)))
	if len(asked.Content) == 0 {
		return q
	}
	return b.reader.Scoped(q, asked, place, b.nameIn(asked.Text))
}

// lastScoped is the place of the last turn that asked something or asked the same of another place, or of
// the first.
func (b *Bot) lastScoped(turns []Turn) int {
	at := len(turns) - 1
	for at > 0 && !b.reader.Asked(turns[at]) {
		said := b.reader.Part(text.Normalize(turns[at].Question))
		if place := b.nameIn(said.Text); place != "" && b.reader.OnlyScopes(said, place) {
			break
		}
		at--
	}
	return max(0, at)
}

// nameIn is the first name of the place of a report in some words, "" for none.
func (b *Bot) nameIn(said string) string {
	name, at := "", len(said)
	for _, t := range b.judge.Territories() {
		if n := t.NameIn(said); n != "" && strings.Index(said, n) < at {
			name, at = n, strings.Index(said, n)
		}
	}
	return name
}

// inPlaceOf are parts of a question that know of which place they are: of that which the
// part before them names, or the question.
func (b *Bot) inPlaceOf(parts []question.Question, q question.Question) []question.Question {
	there := q.There
	if b.judge.NamesPlace(q.Text) {
		there = q.Text
	}
	for i := range parts {
		if parts[i].There = there; b.judge.NamesPlace(parts[i].Text) {
			there = parts[i].Text
		}
		if place := b.nameIn(parts[i].Text); i > 0 && b.reader.OnlyScopes(parts[i], place) { // 今年呢
			parts[i] = b.reader.Scoped(parts[i], parts[i-1], place, b.nameIn(parts[i-1].Text))
		}
	}
	return parts
}

// Sources says where the texts of the reports come from, "" if nobody said.
func (b *Bot) Sources() string { return b.sources(text.Simplified) }

func (b *Bot) sources(l text.Language) string {
	var notes []string
	for _, report := range b.library.Reports {
		if note := report.Meta.Source; note != "" && !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	end := words.AnswersIn(l).SentenceEnd
	if len(notes) == 0 {
		return ""
	}
	return strings.Join(notes[:min(maxNamed, len(notes))], end) + end
}

// origins names the reports of passages and where they are published.
func (b *Bot) origins(l text.Language, ids []string) string {
	var reports []*knowledge.Report
	for _, id := range ids {
		if report, _, ok := b.library.Passage(id); ok && !slices.Contains(reports, report) {
			reports = append(reports, report)
		}
	}
	said := ""
	for _, report := range reports {
		said += published(l, report.Meta)
	}
	return said
}

// published names a report and its official page, if that is known.
func published(l text.Language, m knowledge.Meta) string {
	if m.URL == "" {
		return named(l, m)
	}
	return named(l, m) + " " + m.URL + " "
}

// named names a report with its place and years, as far as they are known.
func named(l text.Language, m knowledge.Meta) string {
	var known []string
	for _, s := range []string{m.Place, years(l, m)} {
		if s != "" {
			known = append(known, s)
		}
	}
	title := "《" + m.Title + "》"
	if l == text.English && m.English != "" {
		title = "“" + m.English + "” " + title
	}
	if len(known) == 0 {
		return title
	}
	w := words.AnswersIn(l)
	return fmt.Sprintf(w.Scope, title, strings.Join(known, w.Comma))
}

// years renders the period of a report.
func years(l text.Language, m knowledge.Meta) string {
	w := words.AnswersIn(l)
	var parts []string
	for _, y := range m.Years {
		parts = append(parts, fmt.Sprintf(w.Year, y))
	}
	list := strings.Join(parts, w.And)
	if n := len(parts) - 1; n > 1 {
		list = strings.Join(parts[:n], w.Enumeration) + w.And + parts[n]
	}
	switch {
	case m.Covers == "review" && list == "":
		return w.ReviewOnly
	case m.Covers == "review":
		return fmt.Sprintf(w.Review, list)
	}
	return list
}
