package bot

import (
	"fmt"
	"strings"

	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// Scope says in one phrase what the reports cover.
func (b *Bot) Scope(l text.Language) string {
	return b.each(l, func(m knowledge.Meta) string { return named(l, m) })
}

// places names the places that the reports cover.
func (b *Bot) places(l text.Language) string {
	return b.each(l, func(m knowledge.Meta) string { return m.Place })
}

// period names the years that the reports cover.
func (b *Bot) period(l text.Language) string {
	return b.each(l, func(m knowledge.Meta) string { return years(l, m) })
}

// each joins what is known of every report, where it is known.
func (b *Bot) each(l text.Language, of func(knowledge.Meta) string) string {
	var parts []string
	for _, report := range b.library.Reports {
		if part := of(report.Meta); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, words.AnswersIn(l).Enumeration)
}

// Sources says where the texts of the reports come from, "" if nobody said.
func (b *Bot) Sources() string {
	var notes []string
	for _, report := range b.library.Reports {
		if report.Meta.Source != "" {
			notes = append(notes, report.Meta.Source+words.AnswersIn(text.Simplified).SentenceEnd)
		}
	}
	return strings.Join(notes, "")
}

// named names a report with its place and years, as far as they are known.
func named(l text.Language, m knowledge.Meta) string {
	var known []string
	for _, s := range []string{m.Place, years(l, m)} {
		if s != "" {
			known = append(known, s)
		}
	}
	if len(known) == 0 {
		return "《" + m.Title + "》"
	}
	w := words.AnswersIn(l)
	return fmt.Sprintf(w.Scope, m.Title, strings.Join(known, w.Comma))
}

// years renders the period of a report.
func years(l text.Language, m knowledge.Meta) string {
	w := words.AnswersIn(l)
	var parts []string
	for _, y := range m.Years {
		parts = append(parts, fmt.Sprintf(w.Year, y))
	}
	list := strings.Join(parts, w.And)
	switch {
	case m.Covers == "review" && list == "":
		return w.ReviewOnly
	case m.Covers == "review":
		return fmt.Sprintf(w.Review, list)
	}
	return list
}
